"""What was built of each release, so that one that has not changed is left alone.

A release is fresh while its folder and all that every release depends on are as they were, its files in
public/ too, and no embargo of its own has passed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from release_kit.model import Finding
from release_kit.newsroom import Newsroom, digest, write_atomic
from release_kit.publishing.freshness import rows_of, shared_stamp
from release_kit.publishing.public_folder import owner

RECORDS = "releases.json"
FORMAT = 2


@dataclass(slots=True)
class Records:
    """What is known of each release, and whether that still holds."""

    fresh: frozenset[str] = frozenset()
    rows: dict[str, dict[str, Any]] = field(default_factory=dict)  # slug -> key, files, findings

    def is_fresh(self, slug: str) -> bool:
        return slug in self.fresh

    def merged(self, made: Sequence[Finding], slugs: Iterable[str], changed: Iterable[str]) -> list[Finding]:
        """The findings made now, and those that still stand of releases that were left alone."""
        rest = [slug for slug in slugs if slug not in set(changed)]
        kept = [Finding.of(values) for slug in rest for values in self.rows[slug]["findings"]]
        return [*made, *(finding for finding in kept if finding not in made)]

    def write(
        self,
        newsroom: Newsroom,
        slugs: Iterable[str],
        changed: Sequence[str],
        made: Sequence[Finding],
        until: str,
        paths: Sequence[str],
    ) -> None:
        """Keep what was built now, and what was known before of the others."""
        there = set(slugs)
        files: dict[str, list[str]] = {slug: [] for slug in changed}
        for path in paths:
            if slug := owner(path, files.keys()):
                files[slug].append(path)
        shared = shared_stamp(newsroom)
        rows = {slug: row for slug, row in self.rows.items() if slug in there and slug in self.fresh}
        for slug in changed:
            folder = newsroom.releases / slug
            findings = [finding.values() for finding in made if Path(finding.place.path).parent == folder]
            held = {path: _measures(newsroom, path) for path in files[slug]}
            rows[slug] = {"key": _key(newsroom, slug, shared), "files": held, "findings": findings}
        values = {"format": FORMAT, "until": until, "releases": rows}
        write_atomic(newsroom.cache / RECORDS, json.dumps(values, ensure_ascii=False) + "\n")


def _key(newsroom: Newsroom, slug: str, shared: str) -> str:
    return digest("\n".join([shared, *rows_of(newsroom.releases / slug)]))


def _measures(newsroom: Newsroom, path: str) -> list[int]:
    try:
        status = (newsroom.public / path).stat()
    except OSError:
        return []
    return [status.st_size, status.st_mtime_ns]


def read_records(newsroom: Newsroom, now: datetime) -> Records:
    """What is known of each release; nothing where the file is damaged, or an embargo has passed."""
    try:
        values = json.loads((newsroom.cache / RECORDS).read_text(encoding="utf-8"))
        if values["format"] != FORMAT or (values["until"] and now >= datetime.fromisoformat(values["until"])):
            return Records()
        shared = shared_stamp(newsroom)
        rows = dict(values["releases"])
        fresh = frozenset(slug for slug, row in rows.items() if _holds(newsroom, slug, row, shared))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return Records()
    return Records(fresh, rows)


def _holds(newsroom: Newsroom, slug: str, row: dict[str, Any], shared: str) -> bool:
    is_same = row["key"] == _key(newsroom, slug, shared)
    return is_same and all(_measures(newsroom, path) == known for path, known in row["files"].items())
