"""Whether a release may be seen, read from its front matter alone and whatever else is wrong with it.

Taking down must not wait for a glossary, a template or the rest of a file: this reads lines, not YAML, and
what it cannot read counts as closed. What it says is never less strict than the release once it is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from release_kit.kinds import Status
from release_kit.newsroom import Newsroom, release_path
from release_kit.release.storage import list_releases

LINE = r"""(?mi)^["']?{key}["']?[ \t]*:[ \t]*(?P<value>[^\n]*(?:\n[ \t]+[^\n]+)?)"""
EMBARGO, STATUS = (re.compile(LINE.format(key=key)) for key in ("embargo", "status"))
FRONT = re.compile(r"\A\ufeff?---[ \t]*\n(?P<front>.*?)(?:\n---[ \t]*(?:\n|\Z)|\Z)", re.S)
NOTHING = ("", "~", "null", "''", '""')  # how a front matter says that there is no embargo
READ_LIMIT = 2**20  # bytes; front matter stands at the beginning


@dataclass(frozen=True, slots=True)
class Gate:
    """What the front matter of a source says of when it may be seen."""

    status: str  # as written, lower case; empty where there is none
    embargo: datetime | None
    problem: str = ""  # why it counts as closed although no embargo could be read

    def closed(self, now: datetime, *, drafts: bool) -> str:
        """Why nothing of it may be seen at a moment; nothing where some of it may be."""
        if self.problem:
            return self.problem
        if self.embargo and now < self.embargo:
            return f"under embargo until {self.embargo.isoformat()}"
        return "" if drafts or self.status != Status.DRAFT else "the source is a draft"


def read_gates(newsroom: Newsroom) -> dict[str, Gate]:
    """The gate of every release, by slug."""
    slugs = list_releases(newsroom)
    return {slug: read_gate(release_path(newsroom, slug, newsroom.source)) for slug in slugs}


def read_gate(path: Path) -> Gate:
    """The gate of one source."""
    try:
        with path.open("rb") as file:
            text = file.read(READ_LIMIT).decode("utf-8", "replace").replace("\r\n", "\n")
    except OSError as error:
        return Gate("", None, f"its source cannot be read: {error.strerror}")
    front = FRONT.match(text)
    lines = front["front"] if front else text
    statuses = [_bare(value).lower() for value in STATUS.findall(lines)]
    status = statuses[0] if statuses else ""
    ends = [_moment(value) for value in EMBARGO.findall(lines) if _bare(value).lower() not in NOTHING]
    if None in ends:
        return Gate(status, None, "its embargo cannot be read")
    return Gate(status, max((end for end in ends if end), default=None))


def _bare(value: str) -> str:
    """A value without its comment, quotation marks and the signs of a block."""
    text = re.sub(r"(?:^|[ \t])#.*", "", value.replace("\n", " ")).strip()
    return re.sub(r"^[|>][-+]?[ \t]*", "", text).strip("\"' ")


def _moment(value: str) -> datetime | None:
    """A moment with its zone; None where it is none."""
    try:
        found = datetime.fromisoformat(_bare(value))
    except ValueError:
        return None
    return found if found.tzinfo else None


def closed_releases(gates: Mapping[str, Gate], now: datetime, *, drafts: bool) -> dict[str, str]:
    """The releases of which nothing may be seen at a moment, and why."""
    reasons = {slug: gate.closed(now, drafts=drafts) for slug, gate in gates.items()}
    return {slug: reason for slug, reason in reasons.items() if reason}


def next_end(gates: Iterable[Gate], now: datetime) -> str:
    """When the next embargo ends, RFC 3339; nothing where none is to come."""
    ends = [gate.embargo for gate in gates if gate.embargo and gate.embargo > now]
    return min(ends).isoformat() if ends else ""
