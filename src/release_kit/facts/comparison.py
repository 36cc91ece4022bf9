"""Facts of a source against a target text, by value."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from release_kit.facts.east_asian import FINDERS, NARROW
from release_kit.facts.english import NUMBER
from release_kit.facts.finding import fact_occurrences, find_facts
from release_kit.facts.model import EXACT_FACTS, Fact
from release_kit.kinds import FactKind
from release_kit.languages import FactFinder, Language

DATED = (
    (FactKind.DATE, (FactKind.DATE,)),
    (FactKind.MONTH, (FactKind.DATE, FactKind.MONTH)),
    (FactKind.DAY, (FactKind.DATE, FactKind.DAY)),
)


def missing(facts: Sequence[Fact], text: str, target: Language) -> list[Fact]:
    """The facts whose value stands less often in the text than in the source."""
    lost: list[Fact] = []
    for kind in {fact.kind for fact in facts}:
        ours = [fact for fact in facts if fact.kind == kind]
        if kind in EXACT_FACTS:
            there = Counter(_exact(text, ours))
        else:
            there = Counter(found.value for found in fact_occurrences(text, kind, target))
        for fact in ours:
            if there[fact.value] > 0:
                there[fact.value] -= 1
            else:
                lost.append(fact)
    return sorted(lost, key=lambda fact: fact.start)


def _exact(text: str, facts: Sequence[Fact]) -> Iterator[str]:
    for value in {fact.value for fact in facts}:
        yield from [value] * len(re.findall(re.escape(value) + r"(?![\w@])", text))


def invented_numbers(source: str, facts: Sequence[Fact], text: str, target: Language) -> list[str]:
    """Numbers in digits and dates that the target has and the source does not."""
    known = {part for fact in facts for part in re.findall(r"\d+(?:\.\d+)?", fact.value)}
    known |= {fact.value for fact in facts}
    known |= {number.replace(",", "") for number in re.findall(NUMBER, source.translate(NARROW))}
    hours = [int(fact.value.partition(":")[0]) for fact in facts if fact.kind == FactKind.TIME]
    known |= {str(hour % 12) for hour in hours} | {str(hour) for hour in hours}
    if target.facts is not FactFinder.EAST_ASIAN:
        return _strange_facts(facts, known, text, target)
    narrow = text.translate(NARROW)
    invented = [found.value for found in FINDERS[FactKind.NUMBER](narrow) if found.value not in known]
    for kind, basis in DATED:
        for found in FINDERS[kind](narrow):
            if not _is_stated(found.value, facts, basis):
                invented.append(text[found.start : found.end])
    return invented


def _strange_facts(facts: Sequence[Fact], known: set[str], text: str, target: Language) -> list[str]:
    by_kind = dict(DATED)
    invented: list[str] = []
    for fact in find_facts(text, target):
        if fact.kind in by_kind:
            is_known = _is_stated(fact.value, facts, by_kind[fact.kind])
        else:
            digits = re.findall(r"\d+(?:\.\d+)?", fact.value)
            is_known = fact.kind in EXACT_FACTS | {FactKind.WORD, FactKind.BARE} or all(
                part in known for part in digits
            )
        invented += [] if is_known else [fact.source]
    return invented


def _is_stated(value: str, facts: Sequence[Fact], kinds: Sequence[FactKind]) -> bool:
    """Whether a date, or the part of one, is among the facts."""
    wanted = value.replace("/", "-")
    stated = (fact.value.replace("/", "-") for fact in facts if fact.kind in kinds)
    return any(wanted in (whole, whole[5:], whole.rpartition("-")[0]) for whole in stated)
