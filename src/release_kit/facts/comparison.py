"""Facts of a source against a target text, by value."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from release_kit.facts.east_asian import FINDERS, NARROW, values
from release_kit.facts.english import NUMBER
from release_kit.facts.model import EXACT, Fact
from release_kit.languages import Language


def missing(facts: Sequence[Fact], text: str, target: Language) -> list[Fact]:
    """The facts whose value stands less often in the text than in the source."""
    lost: list[Fact] = []
    for kind in {fact.kind for fact in facts}:
        ours = [fact for fact in facts if fact.kind == kind]
        there = Counter(_exact(text, ours)) if _is_literal(kind, target) else values(text, kind)
        for fact in ours:
            if there[fact.value] > 0:
                there[fact.value] -= 1
            else:
                lost.append(fact)
    return sorted(lost, key=lambda fact: fact.start)


def _is_literal(kind: str, target: Language) -> bool:
    return kind in EXACT or target.has_word_edges


def _exact(text: str, facts: Sequence[Fact]) -> Iterator[str]:
    for value, source in {fact.value: fact.source for fact in facts}.items():
        pattern = re.escape(value if value in text else source)
        yield from [value] * len(re.findall(pattern + r"(?![\w@])", text))


def strangers(source: str, facts: Sequence[Fact], text: str) -> list[str]:
    """Numbers in digits that the target has and the source does not."""
    known = {part for fact in facts for part in re.findall(r"\d+(?:\.\d+)?", fact.value)}
    known |= {fact.value for fact in facts}
    known |= {number.replace(",", "") for number in re.findall(NUMBER, source)}
    hours = [int(fact.value.partition(":")[0]) for fact in facts if fact.kind == "time"]
    known |= {str(hour % 12) for hour in hours} | {str(hour) for hour in hours}
    narrow = text.translate(NARROW)
    invented = [found.value for found in FINDERS["number"](narrow) if found.value not in known]
    for kind, basis in (("date", ("date",)), ("month", ("date", "month")), ("day", ("date", "day"))):
        stated = [fact.value.replace("/", "-") for fact in facts if fact.kind in basis]
        for found in FINDERS[kind](narrow):
            value = found.value.replace("/", "-")
            if not any(value in (whole, whole[5:], whole.rpartition("-")[0]) for whole in stated):
                invented.append(text[found.start : found.end])
    return invented
