"""Finished sentences, kept at once: a run that is broken off loses one batch at most, and the next goes on.

A cache in SQLite, safe to delete; what it holds is the engine's verified answer to the same task. An engine
that cannot say exactly what it is has no drafts.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from contextlib import closing, suppress
from dataclasses import asdict
from pathlib import Path

from release_kit import __version__
from release_kit.model import How, Placement, Translation
from release_kit.newsroom import digest
from release_kit.translation.task import Task

BATCH = 24  # sentences that are finished together
LIMIT = 50_000  # sentences that are kept
WHOLE = 10**9  # the batch of an engine that is not worth keeping drafts of


class Drafts:
    """The drafts of one engine for one pair of languages; nothing is kept without an identity."""

    def __init__(self, path: Path, identity: str, source: str, target: str) -> None:
        self.path = path
        self.identity = f"{__version__} {identity} {source} {target}" if identity else ""
        self.batch = BATCH if identity else WHOLE

    def find(self, task: Task) -> Translation | None:
        """What the engine wrote for the same task; nothing where it is not known or the file is damaged."""
        if not self.identity or not self.path.is_file():
            return None
        try:
            with closing(self._open()) as base:
                rows = base.execute("SELECT text FROM drafts WHERE task = ?", (self._key(task),)).fetchall()
            return _read(rows[0][0]) if rows else None
        except (sqlite3.Error, OSError, ValueError, KeyError, TypeError):
            return None

    def keep(self, pairs: Iterable[tuple[Task, Translation]]) -> None:
        """Keep finished sentences; a disk that is full or a file that is damaged loses the cache alone."""
        if not self.identity:
            return
        rows = [(self._key(task), json.dumps(asdict(found), ensure_ascii=False)) for task, found in pairs]
        for _ in range(2):
            try:
                self._write(rows)
                return
            except sqlite3.DatabaseError:
                with suppress(OSError):
                    self.path.unlink(missing_ok=True)
            except OSError:
                return

    def _write(self, rows: Iterable[tuple[str, str]]) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with closing(self._open()) as base, base:
            base.execute("CREATE TABLE IF NOT EXISTS drafts (task TEXT PRIMARY KEY, text TEXT)")
            base.executemany("INSERT OR REPLACE INTO drafts VALUES (?, ?)", rows)
            last = "SELECT rowid FROM drafts ORDER BY rowid DESC LIMIT 1 OFFSET ?"
            base.execute(f"DELETE FROM drafts WHERE rowid <= ({last})", (LIMIT,))  # noqa: S608  no input in it

    def _open(self) -> sqlite3.Connection:
        return sqlite3.connect(self.path, timeout=10)

    def _key(self, task: Task) -> str:
        return digest(f"{self.identity}\n{task!r}")


def _read(text: str) -> Translation:
    values = json.loads(text)
    placements = tuple(
        Placement(**{**row, "how": How(row["how"]), "terms": tuple(row["terms"])})
        for row in values["placements"]
    )
    return Translation(**{**values, "how": How(values["how"]), "placements": placements})
