"""public/: what was built, written atomically, and only where bytes differ."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from release_kit import extensions
from release_kit.edition import Edition, handout_path, page_path
from release_kit.errors import InputError
from release_kit.exporters.feeds import export_more_feeds
from release_kit.exporters.page import export_index
from release_kit.exporters.rss import export_feed
from release_kit.files import remove_leftovers, write_atomic
from release_kit.model import Artifact
from release_kit.newsroom import Newsroom

FORMATS = ("html", "docx")
MANIFEST = "built.json"


@dataclass(frozen=True, slots=True)
class BuildResult:
    """What a build did to a folder."""

    folder: Path
    made: tuple[str, ...]  # all paths that are in it now
    written: tuple[str, ...]  # those whose bytes changed
    removed: tuple[str, ...]
    held: tuple[str, ...]  # releases under embargo


def export(formats: Iterable[str], editions: Sequence[Edition]) -> list[Artifact]:
    """The artifacts of the formats, edition by edition."""
    exporters = [extensions.load("exporters", name)() for name in formats]
    return [
        artifact for edition in editions for exporter in exporters for artifact in exporter.export(edition)
    ]


def feeds(newsroom: Newsroom, editions: Sequence[Edition]) -> list[Artifact]:
    """Index pages and every feed."""
    found: list[Artifact] = []
    for tag in newsroom.languages:
        ours = [edition for edition in editions if edition.release.language == tag]
        found += [export_index(newsroom, tag, ours), export_feed(newsroom, tag, ours)]
    return [*found, *export_more_feeds(newsroom, editions)]


def write_artifacts(folder: Path, artifacts: Iterable[Artifact]) -> list[str]:
    """Write them, each atomically; the paths whose bytes changed."""
    return [artifact.path for artifact in artifacts if write_atomic(folder / artifact.path, artifact.content)]


def build_public(
    newsroom: Newsroom, wanted: Sequence[Edition], everything: Sequence[Edition], held: Sequence[str]
) -> BuildResult:
    """Content first, then the feeds and indexes that point to it; what is gone is removed last."""
    remove_leftovers(newsroom.public)
    content = export(FORMATS, wanted)
    indexes = feeds(newsroom, everything)
    written = write_artifacts(newsroom.public, [*content, *indexes])
    kept = {path for edition in everything for path in _paths(edition)}
    made = sorted(kept | {artifact.path for artifact in (*content, *indexes)})
    removed = _remove_old(newsroom, made, held)
    write_atomic(newsroom.cache / MANIFEST, json.dumps(made, indent=1) + "\n")
    return BuildResult(newsroom.public, tuple(made), tuple(written), tuple(removed), tuple(held))


def _paths(edition: Edition) -> list[str]:
    return _places(edition.release.language, edition.release.slug)


def _places(tag: str, slug: str) -> list[str]:
    return [page_path(tag, slug), handout_path(tag, slug)]


def _remove_old(newsroom: Newsroom, made: Sequence[str], held: Sequence[str]) -> list[str]:
    """Remove what an earlier build put there and this one does not, and all of a held release."""
    known = _former(newsroom.cache / MANIFEST) or []
    known += [path for slug in held for tag in newsroom.languages for path in _places(tag, slug)]
    gone = sorted({p for p in known if p not in set(made) and (newsroom.public / p).is_file()})
    for path in gone:
        (newsroom.public / path).unlink(missing_ok=True)
    return gone


def _former(path: Path) -> list[str] | None:
    if not path.is_file():
        return None
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
    except ValueError:
        return None
    if not isinstance(values, list) or any(".." in str(v) or str(v).startswith("/") for v in values):
        raise InputError(path, "damaged", "Delete it; it is a cache.")
    return [str(value) for value in values]
