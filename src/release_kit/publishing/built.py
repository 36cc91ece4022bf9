"""The one record of what was built, so that what has not changed is left alone.

It holds the stamp of the whole newsroom (name, size and time of every input and output), and of each release
the stamp of its own folder, its files in public/ and its findings. A build that is still fresh reads nothing
else; it stops being fresh at the first embargo that passes. It is a cache: damaged, it counts as none.
"""

from __future__ import annotations

import json
import os
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from release_kit import __version__
from release_kit.model import Finding
from release_kit.newsroom import SETTINGS_FILE, Newsroom, digest, write_atomic
from release_kit.publishing.manifest import owner
from release_kit.publishing.public_folder import BuildResult
from release_kit.publishing.visibility import Held

RECORD = "built.json"
FORMAT = 3


@dataclass(frozen=True, slots=True)
class Built:
    """What is known of the last builds, and which of it still holds."""

    fresh: frozenset[str] = frozenset()  # the releases that are as they were built
    rows: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)  # slug -> key, files, findings
    made: tuple[str, ...] = ()  # the paths in public/
    held: tuple[Held, ...] = ()
    general: tuple[Finding, ...] = ()  # findings on what every release depends on
    is_whole: bool = False  # whether nothing at all has changed since a build of everything

    def findings(self, slugs: Iterable[str]) -> list[Finding]:
        """The findings that still stand of releases that were left alone."""
        rows = [self.rows[slug] for slug in slugs if slug in self.rows]
        return [Finding.of(values) for row in rows for values in row["findings"]]

    @property
    def reasons(self) -> dict[str, Mapping[str, str]]:
        """Why editions of releases that are as they were built are held, by slug."""
        return {slug: self.rows[slug]["reasons"] for slug in self.fresh if self.rows[slug]["reasons"]}

    def result(self, newsroom: Newsroom) -> BuildResult:
        """What a build that has nothing to do says."""
        return BuildResult(newsroom.public, self.made, (), (), self.held)


def newsroom_stamp(newsroom: Newsroom, *, outputs: bool = True) -> str:
    """A hash of the name, size and time of every input and, if wanted, of every output."""
    places = [newsroom.releases, *([newsroom.public] if outputs else [])]
    return digest("\n".join([shared_stamp(newsroom), *(row for place in places for row in rows_of(place))]))


def shared_stamp(newsroom: Newsroom) -> str:
    """A hash of what all releases depend on: settings, glossary, languages, templates, logo, TMX, package."""
    own = [newsroom.glossary, newsroom.language_rows, newsroom.templates, newsroom.memory]
    places = [*own, Path(__file__).parents[1]]
    files = [SETTINGS_FILE, *([newsroom.handout.logo] if newsroom.handout.logo else [])]
    rows = [__version__, *(_row(newsroom.root / name) for name in files)]
    return digest("\n".join([*rows, *(row for place in places for row in rows_of(place))]))


def rows_of(folder: Path, above: tuple[Path, ...] = ()) -> Iterator[str]:
    """A row of name, size and times for every file below a folder; links are followed, never in a circle."""
    own = folder.resolve()
    if own in above:
        return
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        return
    for entry in entries:
        if entry.name == "__pycache__":
            continue
        if entry.is_dir():
            yield from rows_of(Path(entry.path), (*above, own))
        else:
            yield _row(entry)


def _row(entry: Path | os.DirEntry[str]) -> str:
    """Name, size and times; the time of change shows an edit that kept size and time of writing."""
    try:
        status = entry.stat()
    except OSError:  # a link to nothing
        return os.fspath(entry)
    return f"{os.fspath(entry)}\0{status.st_size}\0{status.st_mtime_ns}\0{status.st_ctime_ns}"


def read_built(newsroom: Newsroom, now: datetime, options: str) -> Built:
    """What is known; nothing where the record is damaged, of other options, or an embargo has passed."""
    try:
        values = json.loads((newsroom.cache / RECORD).read_text(encoding="utf-8"))
        if values["format"] != FORMAT or values["options"] != options:
            return Built()
        if values["until"] and now >= datetime.fromisoformat(values["until"]):
            return Built()
        rows = dict(values["releases"])
        made, held = tuple(map(str, values["made"])), tuple(Held(**row) for row in values["held"])
        general = tuple(Finding.of(finding) for finding in values["findings"])
        for row in rows.values():
            _check_row(row)
        if values["stamp"] and values["stamp"] == newsroom_stamp(newsroom):
            return Built(frozenset(rows), rows, made, held, general, is_whole=True)
        shared = shared_stamp(newsroom)
        fresh = frozenset(slug for slug, row in rows.items() if _holds(newsroom, slug, row, shared))
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return Built()
    return Built(fresh, rows, made, held, general)


def _check_row(row: Mapping[str, Any]) -> None:
    """Raise where a row is not what we wrote."""
    for finding in row["findings"]:
        Finding.of(finding)
    reasons = row["reasons"]
    texts = (isinstance(text, str) for item in reasons.items() for text in item)
    if not isinstance(row["key"], str) or not isinstance(row["files"], dict) or not all(texts):
        raise TypeError


def write_built(
    newsroom: Newsroom,
    rows: Mapping[str, Mapping[str, Any]],
    general: Sequence[Finding],
    result: BuildResult,
    *,
    until: str,
    options: str,
    whole: bool,
) -> None:
    """Keep the rows of releases, the findings on what all depend on, and what a build ended with.

    `until`: the next embargo's end, RFC 3339; `whole`: whether everything was built and nothing went wrong.
    """
    values = {
        "format": FORMAT,
        "options": options,
        "until": until,
        "stamp": newsroom_stamp(newsroom) if whole else "",
        "made": result.made,
        "held": [asdict(item) for item in result.held],
        "findings": [finding.values() for finding in general],
        "releases": rows,
    }
    write_atomic(newsroom.cache / RECORD, json.dumps(values, ensure_ascii=False) + "\n")


def made_rows(
    newsroom: Newsroom,
    slugs: Sequence[str],
    findings: Sequence[Finding],
    result: BuildResult,
    reasons: Mapping[str, Mapping[str, str]],
) -> dict[str, Mapping[str, Any]]:
    """What is known of releases that were built now, by slug."""
    shared = shared_stamp(newsroom)
    files: dict[str, list[str]] = {slug: [] for slug in slugs}
    for path in result.made:
        if slug := owner(path, files.keys()):
            files[slug].append(path)
    theirs: dict[str, list[dict[str, Any]]] = {slug: [] for slug in slugs}
    for finding in findings:
        if slug := owner_of_finding(finding, theirs.keys()):
            theirs[slug].append(finding.values())
    return {
        slug: {
            "key": _key(newsroom, slug, shared),
            "files": {path: _measures(newsroom, path) for path in files[slug]},
            "findings": theirs[slug],
            "reasons": dict(reasons.get(slug, {})),
        }
        for slug in slugs
    }


def owner_of_finding(finding: Finding, slugs: Collection[str]) -> str:
    """The release that a finding is about, if it is one of these; else nothing."""
    slug = Path(finding.place.path).parent.name
    return slug if slug in slugs else ""


def _key(newsroom: Newsroom, slug: str, shared: str) -> str:
    return digest("\n".join([shared, *rows_of(newsroom.releases / slug)]))


def _measures(newsroom: Newsroom, path: str) -> list[int]:
    try:
        status = (newsroom.public / path).stat()
    except OSError:
        return []
    return [status.st_size, status.st_mtime_ns, status.st_ctime_ns]


def _holds(newsroom: Newsroom, slug: str, row: Mapping[str, Any], shared: str) -> bool:
    is_same = row["key"] == _key(newsroom, slug, shared)
    return is_same and all(_measures(newsroom, path) == known for path, known in row["files"].items())
