"""The list of what is ours in a folder that others see: public/ and every target have one.

It is written before the first file of a run and after the last, so that a run that was killed is known for
what it had begun, and nothing is overwritten or removed that is not ours. It names its newsroom: another
newsroom's list is refused. It lies in the folder itself, so deleting a cache loses nothing.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from release_kit.errors import ReleaseKitError
from release_kit.newsroom import Newsroom, is_example

MANIFEST = ".release-kit.json"
FORMAT = 2


class ManifestError(ReleaseKitError):
    """A list that is damaged, or another newsroom's."""

    exit_code = 4


@dataclass(frozen=True, slots=True)
class Entry:
    """One file of ours."""

    sha256: str
    release: str = ""  # the slug that it belongs to; empty for feeds and indexes
    size: int = -1  # bytes as they lay there after writing; -1 where nobody looked
    time: int = -1  # the place's own time stamp of them

    def lies_as(self, measured: tuple[int, int] | None) -> bool:
        """Whether size and time there are what they were when it was written."""
        return measured is not None and measured == (self.size, self.time)


@dataclass(frozen=True, slots=True)
class Manifest:
    """What is ours in one place."""

    newsroom: str = ""  # whose it is
    files: Mapping[str, Entry] = field(default_factory=dict)  # by path
    pending: frozenset[str] = frozenset()  # what a run has begun to put there or to remove
    words: Mapping[str, str] = field(default_factory=dict)  # of each edition, by its page: version and hash
    shown: frozenset[str] = frozenset()  # the releases that feeds and indexes name, or may

    @property
    def paths(self) -> set[str]:
        """Everything that is ours or may be."""
        return {*self.files, *self.pending}

    def without(self, paths: Iterable[str]) -> Manifest:
        """The list with files gone."""
        gone = set(paths)
        files = {path: entry for path, entry in self.files.items() if path not in gone}
        return replace(self, files=files, pending=self.pending - gone)

    def dump(self) -> bytes:
        """The list as JSON, in one order."""
        files = {path: _row(self.files[path]) for path in sorted(self.files)}
        values = {
            "format": FORMAT,
            "newsroom": self.newsroom,
            "files": files,
            "pending": sorted(self.pending),
            "words": dict(sorted(self.words.items())),
            "shown": sorted(self.shown),
        }
        return (json.dumps(values, ensure_ascii=False, indent=1) + "\n").encode()


def identity(newsroom: Newsroom) -> str:
    """What a newsroom is known by in the lists of its places: its address, an example's with its name."""
    name = f" ({newsroom.title(newsroom.source)})" if newsroom.is_example else ""
    return f"{newsroom.base_url}{name}"


def read_manifest(data: bytes | None, place: str, newsroom: Newsroom, *, is_home: bool = False) -> Manifest:
    """The list of a place; an empty one where there is none.

    A `ManifestError` where it is damaged or names another newsroom. A list from before the example's address
    was corrected goes on as this newsroom's, and so does any list in its own public/ (`is_home`).
    """
    own = identity(newsroom)
    if data is None:
        return Manifest(own)
    try:
        found = _parse(json.loads(data))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        fix = (
            "Look at what is there; if all of it is release-kit's, delete that file and everything beside it."
        )
        raise ManifestError(f"{place}: {MANIFEST} is damaged\n  {fix}") from None
    is_ours = is_home or found.newsroom in ("", own) or _was_trial(found.newsroom, newsroom)
    if not is_ours:
        fix = "Give it a folder of its own. If it is this newsroom's, under a former address: --take-over."
        raise ManifestError(f"{place}: it belongs to the newsroom of {found.newsroom}, not of {own}\n  {fix}")
    return replace(found, newsroom=own)


def _was_trial(former: str, newsroom: Newsroom) -> bool:
    """Whether a list was this office's own while its address was still the example's."""
    address, _, name = former.partition(" ")
    return is_example(address) and not newsroom.is_example and name == f"({newsroom.title(newsroom.source)})"


def _parse(values: Mapping[str, Any]) -> Manifest:
    pending = frozenset(str(path) for path in values["pending"])
    files = {str(path): _entry(row) for path, row in values["files"].items()}
    if values["format"] not in (1, FORMAT) or any(not is_safe(path) for path in (*files, *pending)):
        raise ValueError
    words = {str(path): str(said) for path, said in values.get("words", {}).items()}
    shown = frozenset(str(slug) for slug in values.get("shown", ()))
    return Manifest(str(values.get("newsroom", "")), files, pending, words, shown)


def _entry(row: Any) -> Entry:
    """A file's row; the first format had its hash alone."""
    if isinstance(row, str):
        return Entry(row)
    return Entry(str(row["sha256"]), str(row["release"]), int(row["size"]), int(row["time"]))


def _row(entry: Entry) -> dict[str, object]:
    return {"sha256": entry.sha256, "release": entry.release, "size": entry.size, "time": entry.time}


def is_safe(path: str) -> bool:
    """Whether a path stays inside its place."""
    return bool(path) and not path.startswith(("/", "\\")) and ".." not in path.replace("\\", "/").split("/")


def owner(path: str, slugs: Collection[str]) -> str:
    """The release that a public file belongs to, if it is one of these; else nothing."""
    folder, _, name = path.partition("/")
    if folder == "media":
        slug = name.partition("/")[0]
        return slug if slug in slugs else ""
    parts = name.split(".")
    names = (".".join(parts[:count]) for count in range(len(parts) - 1, 0, -1))
    return next((slug for slug in names if slug in slugs), "")
