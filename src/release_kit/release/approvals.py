"""Who read what: the statements about a rendering's texts, and the findings that somebody accepted.

They lie beside the rendering, `approval.ja.json` beside `index.ja.md`. A statement holds the words that
were read and their SHA-256, so that it can be shown what has changed since. Of the source's own edition
a statement holds the source's words alone.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from release_kit.errors import InputError
from release_kit.newsroom import digest, read_text
from release_kit.places import UnitKey

FORMAT = 1
FIX = "Nothing counts as approved until it is whole: bring back a copy, or move it away and approve again."


@dataclass(frozen=True, slots=True)
class Statement:
    """One unit that a person read, in both languages."""

    unit: UnitKey  # where it stood then
    source: str  # SHA-256 of the source's words
    target: str  # SHA-256 of the rendering's words; of nothing in the source's own edition
    by: str
    at: str  # RFC 3339
    source_text: str
    target_text: str


@dataclass(frozen=True, slots=True)
class Acceptance:
    """One finding that a person looked at and accepted, for the sentence as it was then."""

    finding: str  # its identifier: a hash of check, rule and sentence, source and rendering
    check: str
    unit: str  # where it stood then
    message: str
    by: str
    at: str  # RFC 3339
    why: str


@dataclass(frozen=True, slots=True)
class ApprovalRecord:
    """What people said of one edition."""

    release: str
    language: str
    statements: tuple[Statement, ...] = ()  # in reading order, as it was when last approved
    accepted: tuple[Acceptance, ...] = ()


def state_words(unit: UnitKey, source: str, target: str, by: str, at: str) -> Statement:
    """The statement that somebody read these words."""
    return Statement(unit, digest(source), digest(target), by, at, source, target)


def dump_record(record: ApprovalRecord) -> str:
    """The record as JSON, keys in order, a line an item."""
    values: dict[str, Any] = {"format": FORMAT, **asdict(record)}
    for shown, statement in zip(values["statements"], record.statements, strict=True):
        shown["unit"] = str(statement.unit)
    return json.dumps(values, ensure_ascii=False, indent=1) + "\n"


def load_record(path: Path) -> ApprovalRecord | None:
    """The record of a file, or None where there is none; an `InputError` where it is damaged."""
    if not path.is_file():
        return None
    try:
        values = json.loads(read_text(path))
        if not isinstance(values, dict) or values.get("format") != FORMAT:
            raise InputError(path, "not a record of approvals that this version reads", FIX)
        record = ApprovalRecord(
            str(values["release"]),
            str(values["language"]),
            tuple(_statement(row) for row in values["statements"]),
            tuple(Acceptance(**_texts(row)) for row in values["accepted"]),
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise InputError(path, f"damaged record of approvals: {error}", FIX) from error
    for statement in record.statements:
        words = (digest(statement.source_text), digest(statement.target_text))
        if words != (statement.source, statement.target):
            raise InputError(path, f"damaged record of approvals: {statement.unit} is not what was read", FIX)
    return record


def _statement(values: Mapping[str, Any]) -> Statement:
    texts = _texts(values)
    return Statement(**{**texts, "unit": UnitKey.parse(texts["unit"])})


def _texts(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values, all of which are texts."""
    if any(not isinstance(value, str) for value in values.values()):
        raise ValueError("a value that is no text")
    return dict(values)
