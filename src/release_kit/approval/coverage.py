"""Which units of an edition somebody read, word for word, and which not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import zip_longest

from release_kit.model import Release
from release_kit.newsroom import digest
from release_kit.places import UnitKey
from release_kit.release import Shelf, Statement, Way, Wording, read_wording
from release_kit.translation import render_field


@dataclass(frozen=True, slots=True)
class Pairing:
    """One unit of an edition as a reader sees it, beside its source."""

    key: UnitKey
    source: str  # the source's words
    target: str  # the rendering's; nothing where the edition is the source's own
    is_ruled: bool  # made by rule, and as the rule makes it now

    @property
    def hashes(self) -> tuple[str, str]:
        return digest(self.source), digest(self.target)


@dataclass(frozen=True, slots=True)
class Change:
    """A unit that nobody has read as it is; of one that was removed there is only what it was."""

    key: UnitKey
    source: str
    target: str
    before: Statement | None  # what was read in its place

    @property
    def is_removal(self) -> bool:
        return not self.source and not self.target


@dataclass(frozen=True, slots=True)
class Row:
    """A unit as it is, beside what was read in its place; one of the two may be missing."""

    pairing: Pairing | None
    statement: Statement | None

    @property
    def is_read(self) -> bool:
        """Whether these very words were read, on both sides."""
        pairing, statement = self.pairing, self.statement
        return bool(pairing and statement and (statement.source, statement.target) == pairing.hashes)

    @property
    def is_covered(self) -> bool:
        return self.is_read or (self.pairing is not None and self.pairing.is_ruled)

    def change(self) -> Change:
        """What would be newly approved."""
        if self.pairing:
            return Change(self.pairing.key, self.pairing.source, self.pairing.target, self.statement)
        unit = self.statement.unit if self.statement else UnitKey()
        return Change(unit, "", "", self.statement)


def pair_source(shelf: Shelf, source: Release) -> tuple[Pairing, ...]:
    """The units of the source's own edition; a field that goes everywhere by rule needs no reading."""
    return tuple(
        Pairing(item.key, item.text, "", _needs_no_reading(shelf, item, source.language))
        for item in read_wording(source)
    )


def _needs_no_reading(shelf: Shelf, item: Wording, tag: str) -> bool:
    if item.key.is_block or item.way is Way.ENGINE:
        return False
    return item.way is Way.COPY or _by_rule(shelf, item, tag) is not None


def pair_rendering(shelf: Shelf, source: Release, rendering: Release) -> tuple[Pairing, ...]:
    """The units of a rendering beside the source's, and those that only one of the two has."""
    ours = {item.key: item for item in read_wording(source)}
    theirs = {item.key: item for item in read_wording(rendering)}
    found = []
    for key in dict.fromkeys([*ours, *theirs]):
        missing = Wording(key, "", Way.COPY)
        one, other = ours.get(key, missing), theirs.get(key, missing)
        ruled = _is_ruled(shelf, one, other, rendering.language)
        found.append(Pairing(key, one.text, other.text, ruled))
    return tuple(found)


def _is_ruled(shelf: Shelf, one: Wording, other: Wording, tag: str) -> bool:
    if one.key.is_block or Way.ENGINE in (one.way, other.way) or not one.text:
        return False
    if one.way is Way.COPY:
        return one.text == other.text
    return _by_rule(shelf, one, tag) == other.text


def _by_rule(shelf: Shelf, item: Wording, tag: str) -> str | None:
    return render_field(item.key, item.text, shelf.newsroom, shelf.glossary, tag)


def of_source(statements: Sequence[Statement]) -> tuple[Statement, ...]:
    """What statements about a rendering say of its source alone."""
    return tuple(replace(s, target=digest(""), target_text="") for s in statements if s.source_text)


def cover(pairings: Sequence[Pairing], statements: Sequence[Statement]) -> tuple[Row, ...]:
    """Compare what is there with what was read; a paragraph that was moved or removed is a change too."""
    fields = {pairing.key: pairing for pairing in pairings if not pairing.key.is_block}
    known = {s.unit: s for s in statements if not s.unit.is_block}
    rows = [Row(fields.get(key), known.get(key)) for key in dict.fromkeys([*fields, *known])]
    blocks = [pairing for pairing in pairings if pairing.key.is_block]
    return (*rows, *_align(blocks, [s for s in statements if s.unit.is_block]))


def _align(blocks: Sequence[Pairing], statements: Sequence[Statement]) -> Iterator[Row]:
    """Paragraphs as they are beside what was read, in reading order."""
    before = [(statement.source, statement.target) for statement in statements]
    matcher = SequenceMatcher(None, before, [block.hashes for block in blocks], autojunk=False)
    for _, start, end, at, to in matcher.get_opcodes():
        for statement, block in zip_longest(statements[start:end], blocks[at:to]):
            yield Row(block, statement)
