"""A release on disk <-> `Release`."""

from __future__ import annotations

import re
import sys
from pathlib import Path

from release_kit.errors import InputError, UsageError
from release_kit.kinds import BlockKind
from release_kit.languages import LANGUAGES
from release_kit.model import Block, Release
from release_kit.newsroom import FORBIDDEN_SIGNS, Newsroom, digest, read_text, release_path
from release_kit.release.blocks import read_blocks
from release_kit.release.fields import check_keys, release_of
from release_kit.release.front_matter import FrontMatter, parse

NUMBER_LIMIT = 300  # in one paragraph: each is looked for in every translation
MARKS = "[*_`"  # what Markdown pairs with something further on
MARK_LIMIT = 3_000
ENTITY = re.compile(r"&#(?:[xX]([0-9a-fA-F]{1,6})|(\d{1,7}));")  # CommonMark 0.31, section 2.5
TAKEN = frozenset({"index", "feed", "atom", "feeds", "sitemap"})  # names in public/
BLOCK_LIMIT = 20_000  # characters; a longer paragraph is a file pasted by mistake


def list_releases(newsroom: Newsroom) -> tuple[str, ...]:
    """The slugs of all releases, oldest name first."""
    if not newsroom.releases.is_dir():
        return ()
    folders = (path for path in newsroom.releases.iterdir() if path.is_dir())
    return tuple(sorted(path.name for path in folders if not path.name.startswith(".")))


def find_release(newsroom: Newsroom, name: str) -> str:
    """The slug that a slug or a path means."""
    slugs = list_releases(newsroom)
    slug = Path(name).resolve().name if "/" in name else name
    if slug.startswith("index."):
        slug = Path(name).resolve().parent.name
    if slug not in slugs:
        near = [known for known in slugs if slug in known]
        hint = f"did you mean {near[0]}?" if near else f"there are: {', '.join(slugs) or 'none'}"
        raise UsageError(f"no release {name!r} in {newsroom.releases}; {hint}")
    return slug


def _check_name(folder: Path) -> None:
    """Refuse a folder whose name cannot stand in an address, or is another page's."""
    name = folder.name
    if name.lower() in TAKEN:
        raise InputError(folder, f"`{name}` is the name of a page or feed", "Rename the folder.")
    if not name.isprintable() or any(mark in name for mark in '\\:*?"<>|'):
        fix = 'Rename the folder: letters, figures and hyphens; none of \\ : * ? " < > |, and UTF-8.'
        raise InputError(folder, "a folder's name that no address and no other system takes", fix)


def check_folder(newsroom: Newsroom, slug: str) -> None:
    """Refuse a rendering whose language suffix is unknown; it would never be found."""
    _check_name(newsroom.releases / slug)
    for path in sorted((newsroom.releases / slug).glob("index.*.md")):
        tag = path.name[len("index.") : -len(".md")]
        if tag not in LANGUAGES:
            fix = f"Rename it; the suffixes are {', '.join(LANGUAGES)}."
            raise InputError(path, f"unknown language {tag!r}", fix)


def read_source(newsroom: Newsroom, slug: str) -> Release:
    """The release as it was written."""
    check_folder(newsroom, slug)
    return read_release(release_path(newsroom, slug, newsroom.source))


def read_renderings(newsroom: Newsroom, slug: str) -> dict[str, Release]:
    """The renderings that are there, by language tag."""
    paths = {tag: release_path(newsroom, slug, tag) for tag in newsroom.languages[1:]}
    return {tag: read_release(path) for tag, path in paths.items() if path.is_file()}


def read_release(path: Path) -> Release:
    """One file as a `Release`; an `InputError` names file, line and fix."""
    return parse_release(read_text(path), path)


def parse_release(text: str, path: Path) -> Release:
    """A file's text as a `Release`, as it would be read from there."""
    front = parse(text, path)
    check_keys(front)
    _check_marks(front)
    _check_entities(front)
    blocks = read_blocks(front.body, front.body_line)
    release = release_of(front, blocks, digest(text))
    _check_content(release, front)
    return release


def _check_marks(front: FrontMatter) -> None:
    """Refuse a paragraph of nothing but marks before it is taken apart: that takes time without end."""
    line = front.body_line
    for chunk in re.split(r"(\n[ \t]*\n)", front.body):
        count = sum(chunk.count(mark) for mark in MARKS)
        if count > MARK_LIMIT:
            fix = f"A paragraph or list has at most {MARK_LIMIT:,}; look for a pasted file."
            raise InputError(front.path, f"a paragraph with {count:,} of the marks {MARKS}", fix, line)
        line += chunk.count("\n")


def _check_entities(front: FrontMatter) -> None:
    """Refuse a character that is written by its number and that no feed or Word file can hold."""
    for match in ENTITY.finditer(front.body):
        code = int(match[1], 16) if match[1] else int(match[2])
        if FORBIDDEN_SIGNS.fullmatch(chr(min(code, sys.maxunicode))):
            line = front.body_line + front.body.count("\n", 0, match.start())
            raise InputError(front.path, f"a control character ({match.group()})", "Delete it.", line)


def _check_content(release: Release, front: FrontMatter) -> None:
    if not release.title:
        raise front.fail("title", "no title", "Add a line: title: The headline")
    if not release.blocks:
        fix = "Write the text below the second `---`, a blank line between paragraphs."
        raise InputError(front.path, "the release is empty", fix, front.body_line)
    for block in release.blocks:
        if (count := len(re.findall(r"\d+", block.text))) > NUMBER_LIMIT:
            fix = f"At most {NUMBER_LIMIT:,} stand in one paragraph; make a table of them."
            raise InputError(front.path, f"a paragraph with {count:,} numbers", fix, block.line)
        if len(block.text) > BLOCK_LIMIT:
            size = f"{len(block.text):,} characters"
            fix = f"Paragraphs have at most {BLOCK_LIMIT:,}; split it, or look for a pasted file."
            raise InputError(front.path, f"a paragraph of {size}", fix, block.line)


def make_slug(date_text: str, title: str) -> str:
    """A folder name of the date and the first words of the title, as long as any disk takes."""
    words = [word[:24] for word in re.findall(r"[a-z0-9]+", title.lower())[:6]]
    return "-".join([date_text, *words]) if words else f"{date_text}-release"


def paragraph_blocks(*texts: str) -> tuple[Block, ...]:
    """Plain paragraphs as blocks."""
    return tuple(Block(BlockKind.PARAGRAPH, text) for text in texts)
