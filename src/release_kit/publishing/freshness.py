"""Whether anything has changed since the last whole build: by name, size and time of every file.

Inputs are the newsroom's settings, glossary, releases, templates and TMX files, and the package itself;
outputs are what is in public/. A build that is still fresh need read nothing else. It stops being fresh
at the first embargo that passes.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from release_kit import __version__
from release_kit.model import Finding, Release
from release_kit.newsroom import SETTINGS, Newsroom, digest, write_atomic
from release_kit.publishing.public_folder import BuildResult

STATE = "state.json"
FORMAT = 2


@dataclass(frozen=True, slots=True)
class State:
    """How the last whole build ended."""

    stamp: str  # of all inputs and outputs
    until: str  # the next embargo's end, RFC 3339; empty where there is none
    findings: tuple[Finding, ...]
    result: BuildResult


def stamp(newsroom: Newsroom, *, outputs: bool = True) -> str:
    """A hash of the name, size and time of every input and, if wanted, of every output."""
    places = [newsroom.releases, *([newsroom.public] if outputs else [])]
    return digest("\n".join([shared_stamp(newsroom), *(row for place in places for row in rows_of(place))]))


def shared_stamp(newsroom: Newsroom) -> str:
    """A hash of what all releases depend on: settings, glossary, languages, templates, logo, TMX, package."""
    own = [newsroom.glossary, newsroom.language_rows, newsroom.templates, newsroom.memory]
    places = [*own, Path(__file__).parents[1]]
    files = [SETTINGS, *([newsroom.handout.logo] if newsroom.handout.logo else [])]
    rows = [__version__, *(_row(newsroom.root / name) for name in files)]
    return digest("\n".join([*rows, *(row for place in places for row in rows_of(place))]))


def rows_of(folder: Path) -> Iterator[str]:
    """A row of name, size and time for every file below a folder."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        return
    for entry in entries:
        if entry.name == "__pycache__":
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from rows_of(Path(entry.path))
        else:
            yield _row(entry)


def _row(entry: Path | os.DirEntry[str]) -> str:
    status = entry.stat()
    return f"{os.fspath(entry)}\0{status.st_size}\0{status.st_mtime_ns}"


def remember(newsroom: Newsroom, state: State) -> None:
    """Keep how a whole build ended."""
    values = {"format": FORMAT, **asdict(state)}
    values["findings"] = [finding.values() for finding in state.findings]
    values["result"]["folder"] = str(state.result.folder)
    write_atomic(newsroom.cache / STATE, json.dumps(values, ensure_ascii=False) + "\n")


def recall(newsroom: Newsroom, now: datetime) -> State | None:
    """How the last whole build ended, if nothing has changed since; else nothing."""
    try:
        values = json.loads((newsroom.cache / STATE).read_text(encoding="utf-8"))
        if values["format"] != FORMAT or values["stamp"] != stamp(newsroom):
            return None
        if values["until"] and now >= datetime.fromisoformat(values["until"]):
            return None
        findings = tuple(Finding.of(found) for found in values["findings"])
        lists = {name: tuple(values["result"][name]) for name in ("made", "held")}
        result = BuildResult(newsroom.public, written=(), removed=(), **lists)
        return State(values["stamp"], values["until"], findings, result)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def next_end(releases: Iterable[Release], now: datetime) -> str:
    """When the next embargo ends."""
    ends = [release.embargo for release in releases if release.embargo and release.embargo > now]
    return min(ends).isoformat() if ends else ""
