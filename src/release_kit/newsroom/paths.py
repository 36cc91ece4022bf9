"""Where things lie: in the newsroom, and in the folder that is published."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

from release_kit.newsroom.settings import Newsroom


def link_to(path: str) -> str:
    """A path as it stands in a link: spaces, #, ?, % and & escaped, as RFC 3986 (section 2.1) has it."""
    return quote(path, safe="/~")


def page_path(tag: str, slug: str) -> str:
    """Where a page is in the output folder."""
    return f"{tag}/{slug}.html"


def index_path(tag: str = "") -> str:
    """Where the list of a language's releases is; without a language, the first page."""
    return f"{tag}/index.html" if tag else "index.html"


def handout_path(tag: str, slug: str) -> str:
    """Where a handout is."""
    return f"{tag}/{slug}.docx"


def feed_path(tag: str) -> str:
    """Where the feed of a language is."""
    return f"{tag}/feed.xml"


def release_path(newsroom: Newsroom, slug: str, tag: str) -> Path:
    """Where a rendering of a release is or will be."""
    return newsroom.releases / slug / f"index.{tag}.md"


def ledger_path(rendering: Path) -> Path:
    """The ledger beside a rendering: ledger.ja.json beside index.ja.md."""
    return rendering.with_name(rendering.name.replace("index.", "ledger.").removesuffix(".md") + ".json")


def approval_path(rendering: Path) -> Path:
    """The record of approvals beside an edition: approval.ja.json beside index.ja.md."""
    return rendering.with_name(rendering.name.replace("index.", "approval.").removesuffix(".md") + ".json")
