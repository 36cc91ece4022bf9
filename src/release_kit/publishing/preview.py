"""The newsroom as it will be, drafts and embargoed releases too, for one person on this machine.

Pages are made when they are asked for, from the files as they are then; each carries its marks (draft,
embargo, stale), its findings, and a few lines of script that reload it when a file has changed.
"""

from __future__ import annotations

from datetime import UTC, datetime
from html import escape
from pathlib import Path

from release_kit.approval import reasons_to_hold
from release_kit.checks import check_rendering, read_subject
from release_kit.editions import Edition, editions_of, export, make_feeds, make_indexes
from release_kit.errors import ReleaseKitError
from release_kit.model import Artifact, Finding
from release_kit.newsroom import load_newsroom
from release_kit.publishing.built import newsroom_stamp
from release_kit.publishing.visibility import is_held
from release_kit.release import Shelf, read_shelf

SCRIPT = """<script>
setInterval(async () => {{
  try {{ const answer = await fetch("/.stamp", {{cache: "no-store"}});
    if (answer.ok && (await answer.text()) !== "{stamp}") location.reload(); }} catch (error) {{}}
}}, 1000);
</script>"""
STYLE = """<style>
.preview { border: 2px solid #b00020; border-radius: .3rem; color: #1a1a1a; background: #fff6f6;
  padding: .5rem 1rem; margin: 0 0 1rem; font: .9rem/1.5 system-ui, sans-serif; }
.preview ul { margin: .3rem 0; padding-left: 1.2rem; }
@media (min-width: 75rem) { .preview { position: fixed; top: 1rem; right: 1rem; width: 16rem;
  max-height: 90vh; overflow: auto; } }
</style>"""
INDEX = "index.html"
LISTS = frozenset({".xml", ".json", ".opml"})
FORMATS = {".html": "html", ".docx": "docx", ".txt": "txt"}


class Preview:
    """A newsroom, read anew whenever a file of it has changed."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._known = ""
        self._shelf: Shelf | None = None
        self._lists: dict[str, Artifact] = {}  # index pages and feeds, by path, once they were asked for

    def stamp(self) -> str:
        """What changes when any file of the newsroom does."""
        return newsroom_stamp(load_newsroom(self.root), outputs=False)

    def shelf(self) -> Shelf:
        """The newsroom as it is now."""
        now = self.stamp()
        if self._shelf is None or now != self._known:
            self._shelf, self._known, self._lists = read_shelf(load_newsroom(self.root)), now, {}
        return self._shelf

    def answer(self, path: str) -> tuple[bytes, str] | None:
        """The bytes and type of a path below the root; None where there is nothing."""
        if path == ".stamp":
            return self.stamp_or_none().encode(), "text/plain"
        try:
            return self._made(path)
        except ReleaseKitError as error:
            return self._page(f"<h1>release-kit</h1><pre>{escape(str(error))}</pre>"), "text/html"

    def _made(self, path: str) -> tuple[bytes, str] | None:
        shelf = self.shelf()
        tag, _, name = path.partition("/")
        if path.endswith("/") or not path:
            path, name = f"{path}{INDEX}", INDEX
        if name == INDEX or path == INDEX or Path(path).suffix in LISTS:
            return self._list(shelf, path)
        if tag == "media":
            return self._picture(shelf, path)
        return self._file(shelf, tag, Path(name))

    def _list(self, shelf: Shelf, path: str) -> tuple[bytes, str] | None:
        """An index page, a feed or the sitemap, of everything there is."""
        is_page = path.endswith(INDEX)
        if path not in self._lists:
            chosen = editions_of(shelf, shelf.sources, datetime.now(UTC))
            made = (make_indexes if is_page else make_feeds)(shelf.newsroom, chosen)
            self._lists |= {artifact.path: artifact for artifact in made}
        found = self._lists.get(path)
        if found is None:
            return None
        return self._marked(found.content, "") if is_page else found.content, found.media_type

    def _picture(self, shelf: Shelf, path: str) -> tuple[bytes, str] | None:
        slug = path.split("/")[1] if path.count("/") > 1 else ""
        chosen = editions_of(shelf, [slug], datetime.now(UTC)) if slug in shelf.sources else []
        artifacts = {a.path: a for a in export(["html"], chosen)}
        return (artifacts[path].content, artifacts[path].media_type) if path in artifacts else None

    def _file(self, shelf: Shelf, tag: str, name: Path) -> tuple[bytes, str] | None:
        slug = name.stem
        shelf.demand([slug])
        if slug not in shelf.sources or name.suffix not in FORMATS:
            return None
        chosen = [e for e in editions_of(shelf, [slug], datetime.now(UTC)) if e.release.language == tag]
        artifacts = [a for a in export([FORMATS[name.suffix]], chosen) if a.path == f"{tag}/{name}"]
        if not artifacts:
            return None
        if name.suffix != ".html":
            return artifacts[0].content, artifacts[0].media_type
        return self._marked(artifacts[0].content, self._beside(shelf, chosen[0])), "text/html"

    def _beside(self, shelf: Shelf, edition: Edition) -> str:
        """The marks and findings of an edition, as HTML."""
        marks, findings = marks_of(shelf, edition, datetime.now(UTC))
        lines = [f"<strong>{escape(mark)}</strong>" for mark in marks]
        lines += [escape(f"{f.severity}: {f.check}: {f.said}") for f in findings]
        items = "".join(f"<li>{line}</li>" for line in lines)
        return f'<aside class="preview" aria-label="Preview">Preview<ul>{items}</ul></aside>' if items else ""

    def _marked(self, page: bytes, beside: str) -> bytes:
        """A page with what stands beside it, and the script that reloads it."""
        text = page.decode("utf-8").replace("</head>", f"{STYLE}</head>", 1)
        text = text.replace("<main>", f"{beside}<main>", 1)
        return text.replace("</body>", f"{SCRIPT.format(stamp=self._known)}</body>", 1).encode()

    def _page(self, body: str) -> bytes:
        self._known = self.stamp_or_none()
        head = "<!DOCTYPE html><html lang='en'><head><title>release-kit</title></head>"
        return self._marked(f"{head}<body><main>{body}</main></body></html>".encode(), "")

    def stamp_or_none(self) -> str:
        """The stamp; nothing where even the settings cannot be read."""
        try:
            return self.stamp()
        except ReleaseKitError:
            return ""


def marks_of(shelf: Shelf, edition: Edition, now: datetime) -> tuple[list[str], list[Finding]]:
    """What a reader of the preview must know: draft, embargoed, stale; and every finding."""
    release = edition.release
    source = shelf.sources[release.slug]
    marks: list[str] = []
    tag = release.language
    if reason := reasons_to_hold(shelf, release.slug, checked=False)[tag]:
        marks.append(f"draft: {reason}")
    if is_held(source, now) and source.embargo:
        marks.append(f"under embargo until {source.embargo.isoformat()}")
    if tag == source.language:
        return marks, []
    return marks, check_rendering(read_subject(shelf, source, release, release.language))
