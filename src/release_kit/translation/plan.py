"""What has to be done for one rendering: which units are kept, which are made anew, and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from enum import StrEnum

from release_kit.model import Release
from release_kit.newsroom import digest
from release_kit.places import UnitKey
from release_kit.release import Entry, Ledger, Unit, block_units, read_units


class Fate(StrEnum):
    """What becomes of a unit."""

    KEPT = "kept"  # nothing changed
    EDITED = "edited"  # a person's words, left alone
    STALE = "stale"  # a person's words, and their source has changed since
    MADE = "made"  # new, changed, or asked for anew


@dataclass(frozen=True, slots=True)
class Step:
    """A unit with its fate."""

    unit: Unit
    fate: Fate
    text: str = ""  # the text on disk, where it stays
    entry: Entry | None = None  # its old account


@dataclass(frozen=True, slots=True)
class Plan:
    """The steps for one rendering."""

    source: Release
    target: str
    steps: tuple[Step, ...]
    rendering: Release | None
    ledger: Ledger | None
    rules: Mapping[UnitKey, str] = field(default_factory=dict)  # a hash of each unit's constraints
    orphans: tuple[str, ...] = ()
    problem: str = ""  # why nothing can be done

    @property
    def has_work(self) -> bool:
        return any(step.fate is Fate.MADE for step in self.steps)


def plan_rendering(
    source: Release,
    target: str,
    rendering: Release | None,
    ledger: Ledger | None,
    rules: Mapping[UnitKey, str],
    *,
    anew: bool,
) -> Plan:
    """Compare the source with what is on disk. `rules` hashes each unit's constraints."""
    units = read_units(source)
    if rendering is None:
        steps = tuple(Step(unit, Fate.MADE) for unit in units)
        return Plan(source, target, steps, None, ledger, rules)
    old = _old_units(rendering, ledger, source)
    if old is None:
        made = len(_block_entries(ledger)) if ledger else len(source.blocks)
        problem = f"{len(rendering.blocks)} blocks where {made} were made; a paragraph was added or removed"
        return Plan(source, target, (), rendering, ledger, rules, problem=problem)
    pairs = _align(units, old, ledger)
    steps = tuple(_step(unit, *pairs.get(unit.key, ("", None)), rules, anew=anew) for unit in units)
    return Plan(source, target, steps, rendering, ledger, rules, _orphans(pairs, old, ledger))


def _block_entries(ledger: Ledger) -> list[Entry]:
    return [entry for entry in ledger.entries if entry.unit.is_block]


def _old_units(rendering: Release, ledger: Ledger | None, source: Release) -> dict[UnitKey, str] | None:
    """The texts on disk by their old unit keys; None where the blocks do not line up."""
    expected = len(_block_entries(ledger)) if ledger else len(source.blocks)
    if len(block_units(rendering.blocks)) != expected:
        return None
    return {unit.key: unit.text for unit in read_units(rendering)}


def _align(
    units: Sequence[Unit], old: Mapping[UnitKey, str], ledger: Ledger | None
) -> dict[UnitKey, tuple[str, Entry | None]]:
    """For each unit, the text on disk and the old entry that belong to it."""
    entries = {entry.unit: entry for entry in ledger.entries} if ledger else {}
    if not ledger:
        return {unit.key: (old[unit.key], None) for unit in units if unit.key in old}
    found = {
        unit.key: (old[unit.key], entries.get(unit.key))
        for unit in units
        if not unit.key.is_block and unit.key in old
    }
    blocks = [unit for unit in units if unit.key.is_block]
    before = _block_entries(ledger)
    ours, theirs = [entry.source for entry in before], [digest(unit.text) for unit in blocks]
    matcher = SequenceMatcher(None, ours, theirs, autojunk=False)
    for _, start, end, at, to in matcher.get_opcodes():
        for entry, unit in zip(before[start:end], blocks[at:to], strict=False):
            found[unit.key] = (old[entry.unit], entry)
    return found


def _orphans(
    pairs: Mapping[UnitKey, tuple[str, Entry | None]], old: Mapping[UnitKey, str], ledger: Ledger | None
) -> tuple[str, ...]:
    """Edited texts whose source block is gone; the ledger keeps them."""
    if not ledger:
        return ()
    used = {entry.unit for _, entry in pairs.values() if entry}
    gone = [e for e in _block_entries(ledger) if e.unit not in used]
    lost = [old[e.unit] for e in gone if digest(old[e.unit]) != e.written]
    return (*ledger.orphans, *(text for text in lost if text not in ledger.orphans))


def _step(unit: Unit, text: str, entry: Entry | None, rules: Mapping[UnitKey, str], *, anew: bool) -> Step:
    if anew or (not text and entry is None):
        return Step(unit, Fate.MADE)
    if entry is None:
        return Step(unit, Fate.EDITED, text)
    edited = digest(text) != entry.written
    same_source = digest(unit.text) == entry.source
    if not edited:
        fresh = same_source and entry.rules == rules.get(unit.key, "")
        return Step(unit, Fate.KEPT if fresh else Fate.MADE, text if fresh else "", entry)
    if same_source or digest(text) != entry.seen:
        return Step(unit, Fate.EDITED, text, entry)
    return Step(unit, Fate.STALE, text, entry)
