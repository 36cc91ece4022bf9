"""What the memory learns from: units that somebody approved, sentence by sentence, and TMX files."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from release_kit.languages import split_sentences
from release_kit.memory.index import Memory, Row
from release_kit.memory.tmx import read_tmx, write_tmx
from release_kit.model import Release
from release_kit.newsroom import Newsroom, approval_path, digest, files_in, write_atomic
from release_kit.release import Shelf, Way, find_proofread, read_units


@dataclass(frozen=True, slots=True)
class Pool:
    """Rows of one origin, read only when they have changed."""

    name: str
    digest: str
    rows: Callable[[], Iterable[Row]]


def approved_pool(source: Release, rendering: Release) -> Pool | None:
    """The pool of a rendering; none where nobody approved any of it. The record is read when it is needed."""
    try:
        said = approval_path(rendering.path).read_bytes()
    except OSError:
        return None
    known = digest(source.digest + rendering.digest + digest(said))
    return Pool(f"release {source.slug}", known, lambda: _approved_rows(source, rendering))


def tmx_pools(folder: Path, source: str, target: str) -> list[Pool]:
    """A pool for each TMX file of a folder."""
    paths = files_in(folder, "*.tmx")
    return [_tmx_pool(path, source, target) for path in paths]


def _tmx_pool(path: Path, source: str, target: str) -> Pool:
    def rows() -> Iterator[Row]:
        for unit in read_tmx(path):
            if source in unit and target in unit:
                yield Row(unit[source], unit[target], path.name)

    stamp = path.stat()
    return Pool(f"tmx {path.name}", f"{stamp.st_size}-{stamp.st_mtime_ns}", rows)


def fill(memory: Memory, pools: Iterable[Pool]) -> None:
    """Bring a memory up to date with its pools."""
    by_name = {pool.name: pool for pool in pools}
    try:
        _sync(memory, by_name)
    except sqlite3.DatabaseError:  # damaged further in, locked or read-only: it is a cache
        memory.begin_anew()
        _sync(memory, by_name)


def _sync(memory: Memory, by_name: Mapping[str, Pool]) -> None:
    digests = {name: pool.digest for name, pool in by_name.items()}
    wanted = memory.forget_changed(digests)
    memory.take_in(digests, {name: by_name[name].rows() for name in wanted})


def _approved_rows(source: Release, rendering: Release) -> Iterator[Row]:
    """The units that somebody read as they are, each with the one that it was read beside."""
    read = find_proofread(source, rendering).read
    theirs = {unit.key: unit.text for unit in read_units(rendering)}
    for unit in read_units(source):
        target = theirs.get(unit.key, "")
        if unit.way is not Way.ENGINE or not target or unit.key not in read:
            continue
        place, day = f"{source.slug}, {unit.key}", source.date.isoformat()
        yield Row(unit.text, target, place, day)
        ours = split_sentences(unit.text, source.language)
        others = split_sentences(target, rendering.language)
        if len(ours) == len(others) > 1:
            yield from (Row(one, other, place, day) for one, other in zip(ours, others, strict=True))


def open_memory(shelf: Shelf, target: str) -> Memory:
    """The memory of a language, up to date with the approved renderings and the TMX files."""
    newsroom = shelf.newsroom
    memory = Memory(newsroom.cache / "memory.sqlite", newsroom.source, target)
    pairs = [
        (source, shelf.renderings[slug][target])
        for slug, source in shelf.sources.items()
        if target in shelf.renderings[slug]
    ]
    pools = [pool for source, rendering in pairs if (pool := approved_pool(source, rendering))]
    fill(memory, [*pools, *tmx_pools(newsroom.memory, newsroom.source, target)])
    return memory


def remembered_units(shelf: Shelf) -> list[dict[str, str]]:
    """Everything that is remembered, a unit a source segment, with every language that has it."""
    source = shelf.newsroom.source
    units: dict[str, dict[str, str]] = {}
    for target in shelf.newsroom.languages[1:]:
        for row in open_memory(shelf, target).rows():
            units.setdefault(row.source, {source: row.source})[target] = row.text
    return list(units.values())


def add_tmx(
    newsroom: Newsroom, stem: str, units: Sequence[Mapping[str, str]], known: Iterable[Mapping[str, str]]
) -> tuple[Path | None, list[dict[str, str]]]:
    """Keep what is new in some units as a TMX file of the memory; its path, and the units that are in it.

    A file that is there already is never replaced: the new one gets a number. No path where nothing is new.
    """
    source = newsroom.source
    there = {(unit[source], tag, text) for unit in known if source in unit for tag, text in unit.items()}
    fresh = [_news(unit, source, there) for unit in units]
    fresh = [unit for unit in fresh if len(unit) > 1]
    if not fresh:
        return None, []
    names = (f"{stem}{f'-{number}' if number > 1 else ''}.tmx" for number in count(1))
    path = next(newsroom.memory / name for name in names if not (newsroom.memory / name).exists())
    write_atomic(path, write_tmx(fresh, source))
    return path, fresh


def _news(unit: Mapping[str, str], source: str, there: set[tuple[str, str, str]]) -> dict[str, str]:
    """The unit without the segments that are remembered already."""
    first = unit[source]
    new = {tag: text for tag, text in unit.items() if tag != source and (first, tag, text) not in there}
    return {source: first, **new}
