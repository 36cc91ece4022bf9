"""Taking down: what must not be seen goes first, by front matter and the list of what is ours alone.

No glossary, template, rendering or engine is read here, so none of them can keep an embargoed page up. What
points to a page goes before the page; feeds and indexes are made anew by the rest of the run, without it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from pathlib import Path
from urllib.parse import quote

from release_kit.languages import PIVOT
from release_kit.newsroom import SETTINGS_FILE, Newsroom
from release_kit.publishing.manifest import MANIFEST, Manifest, identity, owner, read_manifest
from release_kit.publishing.returned import keep_public
from release_kit.publishing.targets.folder import FolderStore
from release_kit.publishing.targets.store import Store
from release_kit.release import closed_releases, list_releases, read_gates


def take_down(
    newsroom: Newsroom, store: Store, place: str, now: datetime, *, drafts: bool, is_home: bool = False
) -> list[str]:
    """Remove from a place everything of ours that must not be seen at a moment; the paths removed."""
    manifest = read_manifest(store.read(MANIFEST), place, newsroom, is_home=is_home)
    closed = closed_releases(read_gates(newsroom), now, drafts=drafts)
    gone = must_go(manifest, closed, list_releases(newsroom), store.read)
    for path in gone:
        store.remove(path)
    if gone:
        store.write(MANIFEST, manifest.without(gone).dump())
    return gone


def must_go(
    manifest: Manifest,
    closed: Mapping[str, str],
    slugs: Iterable[str],
    read: Callable[[str], bytes | None],
) -> list[str]:
    """The paths that come down, in order: what mentions a closed release, then what is of one.

    A file of a release that is no longer in the newsroom comes down too, and what mentions one; a feed may do
    so although no page of it was ever made.
    """
    there = set(slugs)
    owners = {path: _owner(path, manifest, closed) for path in manifest.paths}
    gone = {slug for slug in owners.values() if slug and (slug in closed or slug not in there)}
    content = sorted(path for path, slug in owners.items() if slug in gone)
    told = gone | {*closed} | (manifest.shown - there)
    if not told:
        return []
    names = {re.escape(form) for slug in told for form in (slug, quote(slug))}
    marks = re.compile(rf"(?<![\w-])(?:{'|'.join(sorted(names))})(?![\w-])".encode())
    pointing = sorted(path for path, slug in owners.items() if not slug and _mentions(read(path), marks))
    return [*pointing, *content]


def _owner(path: str, manifest: Manifest, closed: Mapping[str, str]) -> str:
    entry = manifest.files.get(path)
    return entry.release if entry and entry.release else owner(path, closed.keys())


def _mentions(data: bytes | None, marks: re.Pattern[bytes]) -> bool:
    return data is not None and marks.search(data) is not None


class PublicStore(FolderStore):
    """public/, where a handout that somebody edited is kept before it goes."""

    def __init__(self, newsroom: Newsroom) -> None:
        super().__init__(newsroom.public)
        self.newsroom = newsroom

    def remove(self, path: str) -> None:
        """Remove a file; a copy of an edited handout stays in the house."""
        keep_public(self.newsroom, path)
        super().remove(path)


def take_down_public(newsroom: Newsroom, now: datetime, *, drafts: bool) -> list[str]:
    """The same for public/; what an earlier version left there without a list counts as ours."""
    store = PublicStore(newsroom)
    if newsroom.public.is_dir() and store.read(MANIFEST) is None:
        store.write(MANIFEST, _adopted(newsroom).dump())
    return take_down(newsroom, store, newsroom.public.name, now, drafts=drafts, is_home=True)


def _adopted(newsroom: Newsroom) -> Manifest:
    """A list of the files in public/ that have a place where ours would lie."""
    slugs = list_releases(newsroom)
    paths = (path for path in newsroom.public.rglob("*") if path.is_file())
    names = {path.relative_to(newsroom.public).as_posix() for path in paths}
    ours = {path for path in names if owner(path, slugs) or _is_index(path, newsroom)}
    return Manifest(identity(newsroom), pending=frozenset(ours))


def _is_index(path: str, newsroom: Newsroom) -> bool:
    tags = "|".join(re.escape(tag) for tag in newsroom.languages)
    names = r"index\.html|feed(-\d+)?\.xml|atom(-\d+)?\.xml|feed\.json"
    return re.fullmatch(rf"(?:{tags})/(?:{names})|index\.html|sitemap\.xml|feeds\.opml", path) is not None


def take_down_blind(root: Path, now: datetime) -> list[str]:
    """Take down from public/ where the settings cannot be read: by the list there and the sources' gates."""
    settings = root / SETTINGS_FILE
    text = settings.read_text(encoding="utf-8", errors="replace") if settings.is_file() else ""
    found = re.search(r"""(?m)^\s*source\s*=\s*["']([\w-]+)["']""", text)
    source = found[1] if found else PIVOT
    newsroom = Newsroom(root, {}, "", source, (source,), "UTC")
    store = PublicStore(newsroom)
    name = newsroom.public.name
    there = store.read(MANIFEST) is not None
    return take_down(newsroom, store, name, now, drafts=True, is_home=True) if there else []
