"""An index of source segments in SQLite: exact ones by their hash, like ones by the rare words they share.

The index is a cache of what the newsroom's files say, and is made anew where it is damaged. Likeness is
rapidfuzz's ratio (the normalised indel similarity, in percent), worked out only for segments that share
rare words with what is looked for: every word of a segment is a posting, and the rarest words of a query
are followed first. Where words have no edges, pairs of characters stand in for them.
"""

from __future__ import annotations

import re
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zlib import crc32

from release_kit.languages import PIVOT, language

VERSION = 1
FOLLOWED = 3_000  # postings followed for one query
COMPARED = 60  # candidates compared letter by letter
TABLES = """
CREATE TABLE pools (name TEXT PRIMARY KEY, digest TEXT);
CREATE TABLE segments (
  id INTEGER PRIMARY KEY, pool TEXT, source TEXT, text TEXT, place TEXT, day TEXT, hash INTEGER
);
CREATE INDEX by_hash ON segments (hash);
CREATE INDEX by_pool ON segments (pool);
CREATE TABLE postings (token INTEGER, id INTEGER, PRIMARY KEY (token, id)) WITHOUT ROWID;
CREATE TABLE tokens (token INTEGER PRIMARY KEY, n INTEGER);
"""


@dataclass(frozen=True, slots=True)
class Row:
    """A segment with its approved rendering."""

    source: str
    text: str
    place: str  # where it stands: a release's name and unit, or a TMX file
    day: str = ""  # when it was said, ISO; of two for one source the later counts


@dataclass(frozen=True, slots=True)
class Offer:
    """A remembered segment that is like the one looked for."""

    row: Row
    score: float  # percent


class Memory:
    """The memory of one pair of languages."""

    def __init__(self, path: Path | None = None, source: str = PIVOT, target: str = "") -> None:
        self.has_edges = language(source).has_word_edges
        self.path = path.with_name(f"{path.stem}.{source}.{target}{path.suffix}") if path else None
        self.base = self._open()

    # -- keeping it

    def _open(self) -> sqlite3.Connection:
        if self.path is None:
            return self._made(sqlite3.connect(":memory:"))
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            return self._made(sqlite3.connect(self.path, timeout=10))
        except sqlite3.DatabaseError:
            return self._anew()
        except OSError:
            return self._made(sqlite3.connect(":memory:"))

    def _anew(self) -> sqlite3.Connection:
        """Without a file that is damaged, or that cannot be written to, an empty one or one in memory."""
        try:
            if self.path:
                self.path.unlink(missing_ok=True)
                return self._made(sqlite3.connect(self.path, timeout=10))
        except (OSError, sqlite3.DatabaseError):
            pass
        return self._made(sqlite3.connect(":memory:"))

    def begin_anew(self) -> None:
        """Forget everything, the file too; in memory where no file can be had."""
        self.base.close()
        self.base = self._anew()

    def _made(self, base: sqlite3.Connection) -> sqlite3.Connection:
        base.execute("PRAGMA synchronous = OFF")
        if base.execute("PRAGMA user_version").fetchone()[0] != VERSION:
            names = [name for (name,) in base.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            for name in names:
                base.execute(f"DROP TABLE IF EXISTS {name}")
            base.executescript(TABLES)
            base.execute(f"PRAGMA user_version = {VERSION}")
        return base

    def forget_changed(self, digests: Mapping[str, str]) -> list[str]:
        """Forget pools that are gone or changed; the names of those whose rows are wanted."""
        known = dict(self.base.execute("SELECT name, digest FROM pools"))
        gone = [name for name, old in known.items() if digests.get(name) != old]
        with self.base:
            self._forget(gone)
        return [name for name, new in digests.items() if known.get(name) != new]

    def take_in(self, digests: Mapping[str, str], rows: Mapping[str, Iterable[Row]]) -> None:
        """Learn the rows of these pools."""
        with self.base:
            for name, found in rows.items():
                self.base.execute("INSERT OR REPLACE INTO pools VALUES (?, ?)", (name, digests[name]))
                self._add(name, found)
            if rows:
                self.base.execute("DELETE FROM tokens")
                self.base.execute("INSERT INTO tokens SELECT token, count(*) FROM postings GROUP BY token")

    def _forget(self, names: Sequence[str]) -> None:
        for name in names:
            rows = self.base.execute("SELECT id, source FROM segments WHERE pool = ?", (name,))
            postings = [(token, number) for number, source in rows for token in self._tokens(source)]
            self.base.executemany("DELETE FROM postings WHERE token = ? AND id = ?", postings)
            self.base.execute("DELETE FROM segments WHERE pool = ?", (name,))
            self.base.execute("DELETE FROM pools WHERE name = ?", (name,))

    def _add(self, pool: str, rows: Iterable[Row]) -> None:
        number = self.base.execute("SELECT coalesce(max(id), 0) FROM segments").fetchone()[0]
        segments, postings = [], []
        for row in rows:
            source = _normal(row.source)
            if not source or not row.text:
                continue
            number += 1
            segments.append((number, pool, source, row.text, row.place, row.day, crc32(source.encode())))
            postings += [(token, number) for token in self._tokens(source)]
        self.base.executemany("INSERT INTO segments VALUES (?, ?, ?, ?, ?, ?, ?)", segments)
        self.base.executemany("INSERT OR IGNORE INTO postings VALUES (?, ?)", sorted(postings))

    def _tokens(self, text: str) -> set[int]:
        if self.has_edges:
            return {crc32(word.encode()) for word in re.findall(r"\w+", text.casefold())}
        return {crc32(text[i : i + 2].encode()) for i in range(max(len(text) - 1, 1))}

    # -- asking it

    def _ask(self, query: str, values: Sequence[object] = ()) -> list[Any]:
        """The rows of an answer; of a file that is damaged further in, those of an empty one."""
        try:
            return self.base.execute(query, values).fetchall()
        except sqlite3.DatabaseError:
            self.begin_anew()
            return self.base.execute(query, values).fetchall()

    @property
    def size(self) -> int:
        """How many segments it holds."""
        return int(self._ask("SELECT count(*) FROM segments")[0][0])

    def rows(self) -> Iterator[Row]:
        """Every segment, the oldest first."""
        yield from (
            Row(*row) for row in self._ask("SELECT source, text, place, day FROM segments ORDER BY day, id")
        )

    def recall(self, text: str) -> str:
        """The approved rendering of the same segment, the latest one; or nothing."""
        row = self.find(text)
        return row.text if row else ""

    def find(self, text: str) -> Row | None:
        """The row of the same segment, white space aside."""
        source = _normal(text)
        query = (
            "SELECT source, text, place, day FROM segments WHERE hash = ? AND source = ?"
            " ORDER BY day DESC, id DESC LIMIT 1"
        )
        rows = self._ask(query, (crc32(source.encode()), source))
        return Row(*rows[0]) if rows else None

    def offers(self, text: str, least: float, count: int = 3) -> list[Offer]:
        """The segments most like a text, from `least` percent on, the best first."""
        from rapidfuzz import fuzz, process

        source = _normal(text)
        ids = self._candidates(source)
        if not ids:
            return []
        marks = ",".join("?" * len(ids))
        query = f"SELECT source, text, place, day FROM segments WHERE id IN ({marks}) ORDER BY day DESC, id"  # noqa: S608
        rows = [Row(*row) for row in self._ask(query, ids)]
        best = process.extract(
            source, [row.source for row in rows], scorer=fuzz.ratio, score_cutoff=least, limit=count
        )
        return [Offer(rows[index], round(score, 1)) for _, score, index in best]

    def _candidates(self, source: str) -> list[int]:
        """The segments that share the most of the rarest words."""
        tokens = list(self._tokens(source))
        marks = ",".join("?" * len(tokens))
        query = f"SELECT token, n FROM tokens WHERE token IN ({marks}) ORDER BY n"  # noqa: S608
        shared: Counter[int] = Counter()
        followed = 0
        for token, size in self._ask(query, tokens):
            if followed and followed + size > FOLLOWED:
                break
            shared.update(
                number
                for (number,) in self._ask(
                    "SELECT id FROM postings WHERE token = ? LIMIT ?", (token, FOLLOWED)
                )
            )
            followed += size
        return [number for number, _ in shared.most_common(COMPARED)]


def _normal(text: str) -> str:
    return " ".join(text.split())
