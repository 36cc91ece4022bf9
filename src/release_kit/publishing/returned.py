"""Handouts that somebody has edited in Word are not lost: a copy is kept before one goes."""

from __future__ import annotations

from itertools import count
from pathlib import Path

from release_kit.newsroom import Newsroom, write_atomic

RETURNED = "returned"  # the folder of a release that holds what was edited in public/
WORD = ".docx"


def keep_edited(place: Path, folder: Path, new: bytes | None = None) -> Path | None:
    """The copy in a folder of a handout that was edited, made before `new` takes its place; else nothing.

    One that is as it was made, or that is to be replaced by the same bytes, is not kept.
    """
    if place.suffix != WORD or not place.is_file():
        return None
    from release_kit.editions.word import is_as_made

    data = place.read_bytes()
    if data == new or is_as_made(data):
        return None
    names = (f"{place.stem}.edited{f'-{number}' if number > 1 else ''}{WORD}" for number in count(1))
    copy = next(folder / name for name in names if _is_free(folder / name, data))
    write_atomic(copy, data)
    return copy


def keep_public(newsroom: Newsroom, path: str, new: bytes | None = None) -> Path | None:
    """The same for a handout in public/: the copy goes into the release's folder, which nobody publishes."""
    tag, _, name = path.partition("/")
    own = newsroom.releases / name.removesuffix(WORD)
    folder = own / RETURNED if own.is_dir() else newsroom.root / RETURNED / own.name
    return keep_edited(newsroom.public / path, folder / tag, new)


def _is_free(path: Path, data: bytes) -> bool:
    """Whether a copy may go there: nothing is there, or the very same bytes."""
    return not path.exists() or (path.is_file() and path.read_bytes() == data)
