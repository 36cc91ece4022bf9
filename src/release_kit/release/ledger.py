"""The account of what the machine did: unit by unit, sentence by sentence, term by term.

A unit is a field or a block. The ledger knows each unit's source and text by their SHA-256, so an
edited unit is known as one and a changed source makes it stale.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import msgspec

from release_kit.errors import InputError
from release_kit.model import How, Release, Translation
from release_kit.newsroom import digest, ledger_path, read_text
from release_kit.places import UnitKey
from release_kit.release.units import read_units

FORMAT = 1
HALF = re.compile(r"\\u[dD][89a-fA-F]")  # we write characters as they are, never as halves


@dataclass(frozen=True, slots=True)
class Entry:
    """What is known of one unit."""

    unit: UnitKey
    source: str  # SHA-256 of the source text that it renders
    written: str  # SHA-256 of the text as the machine wrote it; empty where a person did
    seen: str  # SHA-256 of the text when last looked at
    rules: str  # SHA-256 of the constraints that it was made under
    segments: tuple[Translation, ...] = ()
    mark: str | None = None  # of a block: the mark that the machine put in front; None where it is not known

    @property
    def is_edited(self) -> bool:
        return self.written != self.seen


@dataclass(frozen=True, slots=True)
class Ledger:
    """The account of one rendering."""

    release: str
    language: str
    engine: str
    of: str  # SHA-256 of the source file
    entries: tuple[Entry, ...] = ()
    orphans: tuple[str, ...] = ()  # edited texts whose source block is gone
    before: Ledger | None = None  # the account of the text that is about to be replaced


def dump_ledger(ledger: Ledger) -> str:
    """The ledger as JSON, keys in order, a line an item."""
    return json.dumps({"format": FORMAT, **_values(ledger)}, ensure_ascii=False, indent=1) + "\n"


def _values(ledger: Ledger) -> dict[str, Any]:
    values = asdict(replace(ledger, before=None))
    for shown, entry in zip(values["entries"], ledger.entries, strict=True):
        shown["unit"] = str(entry.unit)
    before = values.pop("before")
    return {**values, "before": _values(ledger.before)} if ledger.before else {**values, "before": before}


def load_account(rendering: Release) -> Ledger | None:
    """The account of a rendering as it is now, or None where there is none.

    A run that is killed between the two files leaves an account of what it was about to write, with the one
    before inside: the one that knows more of the texts on disk is meant.
    """
    ledger = load_ledger(ledger_path(rendering.path))
    if ledger is None or ledger.before is None:
        return ledger
    texts = {unit.key: digest(unit.text) for unit in read_units(rendering)}
    known = {id(one): _known(one, texts) for one in (ledger, ledger.before)}
    chosen = ledger if known[id(ledger)] >= known[id(ledger.before)] else ledger.before
    return replace(chosen, before=None)


def _known(ledger: Ledger, texts: Mapping[UnitKey, str]) -> tuple[bool, int]:
    """Whether the blocks line up, and how many units stand as the account says."""
    blocks = sum(entry.unit.is_block for entry in ledger.entries)
    lined_up = blocks == sum(key.is_block for key in texts)
    return lined_up, sum(texts.get(entry.unit) == entry.seen for entry in ledger.entries)


def load_ledger(path: Path) -> Ledger | None:
    """The ledger of a file, or None where there is none."""
    if not path.is_file():
        return None
    fix = "Delete it: the texts stay, and the next `translate` takes them as edited by hand."
    try:
        text = read_text(path)
        if HALF.search(text):
            raise ValueError("half a character")
        values = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InputError(path, f"not JSON: {error}", fix) from error
    if not isinstance(values, dict) or values.get("format") != FORMAT:
        raise InputError(path, "not a ledger that this version reads", fix)
    try:
        return _ledger(values)
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError) as error:
        raise InputError(path, f"damaged ledger: {error}", fix) from error


def _ledger(values: Mapping[str, Any]) -> Ledger:
    """The account that some values say, every one of the type that it should have."""
    return msgspec.convert(_with_keys(values), Ledger, from_attributes=True)


def _with_keys(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values, of which the units' names are keys."""
    entries = [{**entry, "unit": UnitKey.parse(entry["unit"])} for entry in values["entries"]]
    before = values.get("before")
    return {**values, "entries": entries, "before": _with_keys(before) if before else None}


def count_placements(ledgers: Sequence[Ledger]) -> dict[str, int]:
    """How many constraints each step placed."""
    counts: dict[str, int] = {}
    for ledger in ledgers:
        for entry in ledger.entries:
            for segment in entry.segments:
                for placement in segment.placements:
                    counts[placement.how] = counts.get(placement.how, 0) + 1
    return {str(how): counts[how] for how in How if how in counts}
