"""What has to be done for one rendering: which units are kept, which are made anew, and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from enum import StrEnum

from release_kit.model import Block, Release
from release_kit.newsroom import digest
from release_kit.places import UnitKey
from release_kit.release import Entry, Ledger, Unit, block_units, read_units


class Fate(StrEnum):
    """What becomes of a unit."""

    KEPT = "kept"  # nothing changed
    EDITED = "edited"  # a person's words, left alone
    STALE = "stale"  # a person's words, and their source has changed since
    MADE = "made"  # new, changed, or asked for anew


class Anew(StrEnum):
    """What is made anew although nothing about it has changed."""

    NOTHING = ""
    MACHINE = "machine"  # what the machine wrote; a person's words stay
    STALE = "stale"  # that, and a person's words whose source has changed since
    ALL = "all"  # everything; a person's words are discarded


REMADE: Mapping[Anew, frozenset[Fate]] = {
    Anew.NOTHING: frozenset(),
    Anew.MACHINE: frozenset({Fate.KEPT, Fate.MADE}),
    Anew.STALE: frozenset({Fate.KEPT, Fate.MADE, Fate.STALE}),
    Anew.ALL: frozenset(Fate),
}


@dataclass(frozen=True, slots=True)
class Step:
    """A unit with its fate."""

    unit: Unit
    fate: Fate
    text: str = ""  # the text on disk, where it stays
    entry: Entry | None = None  # its old account
    block: Block | None = None  # the block on disk that it stands in


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
    added: Mapping[UnitKey, str] = field(default_factory=dict)  # a person's fields that the source has not
    problem: str = ""  # why nothing can be done

    @property
    def has_work(self) -> bool:
        return any(step.fate is Fate.MADE for step in self.steps)

    @property
    def lost(self) -> int:
        """How many edited texts have no source any more now, and had one before."""
        return len(self.orphans) - len(self.ledger.orphans if self.ledger else ())


def plan_rendering(
    source: Release,
    target: str,
    rendering: Release | None,
    ledger: Ledger | None,
    rules: Mapping[UnitKey, str],
    *,
    anew: Anew = Anew.NOTHING,
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
    steps = tuple(_step(unit, *pairs.get(unit.key, ("", None)), rules, anew) for unit in units)
    placed = tuple(replace(step, block=_block(step, rendering)) for step in steps)
    orphans = _orphans(pairs, old, ledger)
    added = _added(units, old, ledger) if anew is not Anew.ALL else {}
    return Plan(source, target, placed, rendering, ledger, rules, orphans, added)


def _block(step: Step, rendering: Release) -> Block | None:
    """The block on disk that a step's text stands in; none for a field or a new paragraph."""
    key = step.entry.unit if step.entry else step.unit.key
    is_there = key.is_block and (step.entry is not None or step.text) and key.block < len(rendering.blocks)
    return rendering.blocks[key.block] if is_there else None


def _added(units: Sequence[Unit], old: Mapping[UnitKey, str], ledger: Ledger | None) -> dict[UnitKey, str]:
    """Fields that a person filled in a rendering and the source has not; the machine's own go."""
    entries = {entry.unit: entry.written for entry in ledger.entries} if ledger else {}
    ours = {unit.key for unit in units}
    theirs = {key: text for key, text in old.items() if not key.is_block and key not in ours}
    return {key: text for key, text in theirs.items() if digest(text) != entries.get(key)}


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
    for entry, unit in _pair(before, blocks, ours, theirs):
        found[unit.key] = (old[entry.unit], entry)
    return found


def _pair(
    before: Sequence[Entry], blocks: Sequence[Unit], ours: Sequence[str], theirs: Sequence[str]
) -> Iterator[tuple[Entry, Unit]]:
    """Old paragraphs with new ones: those that stayed, those that moved, then changed ones in their order."""
    opcodes = SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes()
    moved: dict[str, list[int]] = {}
    for tag, start, end, _, _ in opcodes:
        for number in range(start, end) if tag != "equal" else ():
            moved.setdefault(ours[number], []).append(number)
    gone: set[int] = set()
    taken: set[int] = set()
    for tag, start, _, at, to in opcodes:
        for number in range(at, to):
            if tag == "equal":
                yield before[start + number - at], blocks[number]
            elif places := moved.get(theirs[number]):
                gone.add(places[0])
                taken.add(number)
                yield before[places.pop(0)], blocks[number]
    for _, start, end, at, to in (code for code in opcodes if code[0] == "replace"):
        left = [before[number] for number in range(start, end) if number not in gone]
        yield from zip(left, [blocks[n] for n in range(at, to) if n not in taken], strict=False)


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


def _step(
    unit: Unit, text: str, entry: Entry | None, rules: Mapping[UnitKey, str], anew: Anew = Anew.NOTHING
) -> Step:
    step = _fate(unit, text, entry, rules)
    if step.fate in REMADE[anew]:
        return Step(unit, Fate.MADE, entry=replace(entry, segments=()) if entry else None)
    return step


def _fate(unit: Unit, text: str, entry: Entry | None, rules: Mapping[UnitKey, str]) -> Step:
    if not text and entry is None:
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
