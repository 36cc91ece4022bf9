"""public/: what was built, written atomically, and only where bytes differ."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from release_kit.editions import Edition, export, make_feeds
from release_kit.errors import InputError
from release_kit.model import Artifact
from release_kit.newsroom import Newsroom, remove_leftovers, write_atomic

MANIFEST = "built.json"


@dataclass(frozen=True, slots=True)
class BuildResult:
    """What a build did to a folder."""

    folder: Path
    made: tuple[str, ...]  # all paths that are in it now
    written: tuple[str, ...]  # those whose bytes changed
    removed: tuple[str, ...]
    held: tuple[str, ...]  # releases under embargo


def write_artifacts(folder: Path, artifacts: Iterable[Artifact]) -> list[str]:
    """Write them, each atomically; the paths whose bytes changed."""
    return [artifact.path for artifact in artifacts if write_atomic(folder / artifact.path, artifact.content)]


def build_public(
    newsroom: Newsroom, wanted: Sequence[Edition], everything: Sequence[Edition], held: Sequence[str]
) -> BuildResult:
    """Content first, then the feeds and indexes that point to it; what is gone is removed last."""
    remove_leftovers(newsroom.public)
    content = export(newsroom.formats, wanted)
    written = write_artifacts(newsroom.public, content)
    indexes = make_feeds(newsroom, everything, content)
    written += write_artifacts(newsroom.public, indexes)
    made = {artifact.path for artifact in (*content, *indexes)}
    before = set(_former(newsroom.cache / MANIFEST) or [])
    fresh = {edition.release.slug for edition in wanted}
    left_alone = {edition.release.slug for edition in everything} - fresh
    made |= {path for path in before if owner(path, left_alone)}
    write_atomic(newsroom.cache / MANIFEST, json.dumps(sorted(made | before), indent=1) + "\n")
    removed = _remove(newsroom, {*before, *_of_held(newsroom, held)} - made)
    write_atomic(newsroom.cache / MANIFEST, json.dumps(sorted(made), indent=1) + "\n")
    return BuildResult(newsroom.public, tuple(sorted(made)), tuple(written), tuple(removed), tuple(held))


def owner(path: str, slugs: Collection[str]) -> str:
    """The release that a public file belongs to, if it is one of these; else nothing."""
    folder, _, name = path.partition("/")
    if folder == "media":
        slug = name.partition("/")[0]
        return slug if slug in slugs else ""
    parts = name.split(".")
    names = (".".join(parts[:count]) for count in range(len(parts) - 1, 0, -1))
    return next((slug for slug in names if slug in slugs), "")


def _of_held(newsroom: Newsroom, held: Sequence[str]) -> set[str]:
    """Every file of a held release that lies in public/, whoever put it there."""
    if not held or not newsroom.public.is_dir():
        return set()
    paths = (path for path in newsroom.public.rglob("*") if path.is_file())
    found = {path.relative_to(newsroom.public).as_posix() for path in paths}
    return {path for path in found if owner(path, set(held))}


def _remove(newsroom: Newsroom, gone: Iterable[str]) -> list[str]:
    """Remove files, and folders that are empty then; the paths that were there."""
    found = sorted(path for path in gone if (newsroom.public / path).is_file())
    for path in found:
        place = newsroom.public / path
        place.unlink(missing_ok=True)
        if place.parent != newsroom.public and not any(place.parent.iterdir()):
            place.parent.rmdir()
    return found


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
