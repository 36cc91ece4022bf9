"""What the checks look at: a rendering beside its source, unit by unit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from release_kit.checks.identity import identify, sentences_about
from release_kit.glossary import Glossary
from release_kit.memory import Memory
from release_kit.model import Constraint, Finding, Release, Severity
from release_kit.newsroom import Newsroom, digest
from release_kit.places import Place, UnitKey
from release_kit.release import (
    Acceptance,
    Entry,
    Ledger,
    Shelf,
    Way,
    find_proofread,
    load_account,
    read_units,
)
from release_kit.translation import LanguageContext


@dataclass(frozen=True, slots=True)
class Pair:
    """One unit in both languages."""

    key: UnitKey
    source: str
    target: str
    is_engine: bool  # running text, as against a field made by rule
    constraints: tuple[Constraint, ...]
    entry: Entry | None
    is_read: bool = False  # somebody approved these very words, on both sides
    is_outdated: bool = False  # somebody approved them beside a source that has changed since

    @property
    def by_machine(self) -> Entry | None:
        """The machine's account of the text, while the text is still the machine's."""
        return self.entry if self.entry and self.entry.written == digest(self.target) else None


@dataclass(frozen=True, slots=True)
class Subject:
    """A rendering to be checked."""

    newsroom: Newsroom
    glossary: Glossary
    source: Release
    rendering: Release
    ledger: Ledger | None
    pairs: tuple[Pair, ...]
    problem: str = ""  # why the two do not line up
    accepted: tuple[Acceptance, ...] = ()  # findings that a person accepted

    def texts(self) -> Iterator[Pair]:
        """The pairs of running text."""
        return (pair for pair in self.pairs if pair.is_engine)

    def finding(
        self,
        check: str,
        severity: Severity,
        pair: Pair | None,
        message: str,
        passage: str = "",
        *,
        rule: str = "",
        word: str = "",
        about: Sequence[str] = (),
    ) -> Finding:
        """A finding with its place; `passage` is what is wrong in the pair's target, where that is known.

        It is known by its rule (else its message) and by its sentence: the one with the passage, or with
        the word of the source that it is about; `about` are its texts where it is about no unit.
        """
        blocks = self.rendering.blocks
        unit = pair.key if pair else None
        line = blocks[unit.block].line if unit and unit.is_block and unit.block < len(blocks) else 0
        place = Place(str(self.rendering.path), line, unit, span_of(passage, pair.target) if pair else None)
        texts = self._sentences(pair, word, passage) if pair else about
        return Finding(check, severity, place, message, identify(check, rule or message, texts))

    def _sentences(self, pair: Pair, word: str, passage: str) -> tuple[str, ...]:
        source = pair.source, self.source.language
        return sentences_about(source, (pair.target, self.rendering.language), word, passage)


def span_of(passage: str, text: str) -> tuple[int, int] | None:
    """Where a passage stands in a text for the first time, if it does."""
    start = text.find(passage) if passage else -1
    return (start, start + len(passage)) if start >= 0 else None


def shorten(text: str, limit: int = 90) -> str:
    """The beginning of a text, for messages on the screen."""
    return text if len(text) <= limit else text[: limit - 1] + "…"


def read_subject(shelf: Shelf, source: Release, rendering: Release, tag: str) -> Subject:
    """A rendering beside its source, with its ledger."""
    context = LanguageContext(shelf.newsroom, shelf.glossary, Memory(), tag)
    ledger = load_account(rendering)
    brief = context.brief(source)
    theirs = {unit.key: unit.text for unit in read_units(rendering)}
    entries = {entry.unit: entry for entry in ledger.entries} if ledger else {}
    reading = find_proofread(source, rendering)
    pairs = tuple(
        Pair(
            unit.key,
            unit.text,
            theirs.get(unit.key, ""),
            unit.way is Way.ENGINE,
            brief.constraints[unit.key] if unit.way is Way.ENGINE else (),
            entries.get(unit.key),
            unit.key in reading.read,
            unit.key in reading.outdated,
        )
        for unit in read_units(source)
    )
    problem = ""
    if len(source.blocks) != len(rendering.blocks):
        problem = f"{len(rendering.blocks)} blocks; the source has {len(source.blocks)}"
    accepted = reading.accepted
    return Subject(shelf.newsroom, shelf.glossary, source, rendering, ledger, pairs, problem, accepted)
