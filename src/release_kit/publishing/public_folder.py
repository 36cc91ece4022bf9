"""public/: what was built, written atomically, only where bytes differ, with a list of what is ours."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from release_kit.editions import Edition, export, make_feeds
from release_kit.errors import ReleaseKitError
from release_kit.model import Artifact
from release_kit.newsroom import Newsroom, digest, remove_leftovers, write_atomic
from release_kit.publishing.manifest import MANIFEST, Entry, Manifest, owner, read_manifest
from release_kit.publishing.returned import keep_edited, keep_public
from release_kit.publishing.visibility import Held, Shown


@dataclass(frozen=True, slots=True)
class BuildResult:
    """What a build did to a folder."""

    folder: Path
    made: tuple[str, ...]  # all paths that are in it now
    written: tuple[str, ...]  # those whose bytes changed
    removed: tuple[str, ...]
    held: tuple[Held, ...]  # what stays in the house
    indexes: tuple[str, ...] = ()  # feeds and index pages that were made now
    problems: tuple[ReleaseKitError, ...] = ()  # what could not be made; all else was
    kept: tuple[Path, ...] = ()  # copies of handouts that somebody had edited in it


@dataclass(frozen=True, slots=True)
class Written:
    """What was written to a folder of somebody's own."""

    changed: tuple[str, ...]  # the paths whose bytes changed
    kept: tuple[Path, ...]  # copies of handouts that somebody had edited


def write_artifacts(folder: Path, artifacts: Iterable[Artifact]) -> Written:
    """Write them, each atomically; a handout that was edited there is kept beside."""
    changed: list[str] = []
    kept: list[Path] = []
    for artifact in artifacts:
        place = folder / artifact.path
        if copy := keep_edited(place, place.parent, artifact.content):
            kept.append(copy)
        if write_atomic(place, artifact.content):
            changed.append(artifact.path)
    return Written(tuple(changed), tuple(kept))


def write_public(
    newsroom: Newsroom, shown: Shown, changed: Sequence[str], broken: Collection[str]
) -> BuildResult:
    """Content of the changed releases, then the feeds and indexes that point to it; what is gone goes last.

    What could not be made now, of a broken release or by a broken template, stays as it was.
    """
    public = Public(newsroom)
    public.make(shown, changed)
    slugs = {edition.release.slug for edition in shown.editions}
    stuck = {*broken} | public.failed
    left = public.left_alone((slugs - {*changed}) | stuck)
    seen = {(edition.release.slug, edition.release.language) for edition in shown.editions}
    left -= {path for path in left if _is_hidden(path, seen, slugs - stuck)}
    removed = public.finish(left, slugs | {*broken})
    return BuildResult(
        folder=newsroom.public,
        made=tuple(sorted({*public.made, *left})),
        written=tuple(public.written),
        removed=tuple(removed),
        held=shown.held,
        indexes=tuple(public.indexes),
        problems=tuple(public.problems),
        kept=tuple(public.kept),
    )


def _is_hidden(path: str, seen: Collection[tuple[str, str]], slugs: Collection[str]) -> bool:
    """Whether a file is of an edition that may not be seen now, though its release was not built."""
    tag, slug = path.partition("/")[0], owner(path, slugs)
    return bool(slug) and tag != "media" and (slug, tag) not in seen


class Public:
    """public/ while it is written: what was there, what is made, what went wrong."""

    def __init__(self, newsroom: Newsroom) -> None:
        self.newsroom, self.folder = newsroom, newsroom.public
        remove_leftovers(self.folder)
        path = self.folder / MANIFEST
        data = path.read_bytes() if path.is_file() else None
        self.former = read_manifest(data, self.folder.name, newsroom, is_home=True)
        self.made: dict[str, str] = {}  # path -> SHA-256
        self.written: list[str] = []
        self.problems: list[ReleaseKitError] = []
        self.kept: list[Path] = []
        self.failed: set[str] = set()  # releases of which something could not be made
        self.indexes: list[str] = []
        self.shown = self.former.shown  # the releases that feeds and indexes name

    def make(self, shown: Shown, changed: Sequence[str]) -> None:
        """Write content, then the feeds and indexes of all that could be made."""
        content = [artifact for edition in shown.of(changed) for artifact in self._export(edition)]
        unique = list({artifact.path: artifact for artifact in content}.values())
        self._write(unique)
        sound = [edition for edition in shown.editions if edition.release.slug not in self.failed]
        try:
            indexes = make_feeds(self.newsroom, sound, unique)
        except ReleaseKitError as error:
            self.problems.append(error)
            return
        self.shown = frozenset(edition.release.slug for edition in sound)
        self.former = replace(self.former, shown=self.former.shown | self.shown)
        self._note(replace(self.former, pending=self.former.pending | self.made.keys()))
        self._write(indexes)
        self.indexes = [artifact.path for artifact in indexes]

    def _export(self, edition: Edition) -> list[Artifact]:
        try:
            return export(self.newsroom.formats, [edition])
        except ReleaseKitError as error:
            self.problems.append(error)
            self.failed.add(edition.release.slug)
            return []

    def _write(self, artifacts: Sequence[Artifact]) -> None:
        """Write them; the list says beforehand that they are ours."""
        begun = frozenset(artifact.path for artifact in artifacts) | self.former.pending
        if begun - self.former.paths - self.made.keys():
            self._note(replace(self.former, pending=begun | self.made.keys()))
        for artifact in artifacts:
            try:
                self._keep(artifact.path, artifact.content)
                if write_atomic(self.folder / artifact.path, artifact.content):
                    self.written.append(artifact.path)
            except ReleaseKitError as error:
                self.problems.append(error)
            self.made[artifact.path] = digest(artifact.content)

    def _keep(self, path: str, new: bytes | None = None) -> None:
        if copy := keep_public(self.newsroom, path, new):
            self.kept.append(copy)

    def left_alone(self, slugs: Collection[str]) -> set[str]:
        """The paths that stay as they are: those of these releases, and indexes where none could be made."""
        files = self.former.files
        is_stuck = bool(self.problems) and not self.indexes
        return {path for path in files if owner(path, slugs) or (is_stuck and not files[path].release)}

    def finish(self, left: Collection[str], slugs: Collection[str]) -> list[str]:
        """Remove what is ours and no longer made, and note what is there now; the paths that were removed."""
        removed = self._remove(self.former.paths - self.made.keys() - {*left})
        files = {path: self.former.files[path] for path in left}
        files |= {path: Entry(sha, owner(path, slugs)) for path, sha in self.made.items()}
        self._note(replace(self.former, files=files, pending=frozenset(), shown=self.shown))
        return removed

    def _note(self, manifest: Manifest) -> None:
        write_atomic(self.folder / MANIFEST, manifest.dump())

    def _remove(self, gone: Iterable[str]) -> list[str]:
        """Remove files, and folders that are empty then; the paths that were there."""
        found = sorted(path for path in gone if (self.folder / path).is_file())
        for path in found:
            place = self.folder / path
            self._keep(path)
            place.unlink(missing_ok=True)
            if place.parent != self.folder and not any(place.parent.iterdir()):
                place.parent.rmdir()
        return found
