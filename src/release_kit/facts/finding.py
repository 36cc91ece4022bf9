"""Facts of a text in its own language, found in the way that its row names."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from release_kit.facts import east_asian, english, patterns
from release_kit.facts.model import Fact, Found
from release_kit.kinds import FactKind
from release_kit.languages import PIVOT, FactFinder, Language, language

FIND: Mapping[FactFinder, Callable[[str, Language], list[Fact]]] = {
    FactFinder.ENGLISH: lambda text, _: english.find_facts(text),
    FactFinder.EAST_ASIAN: lambda text, row: east_asian.find_facts(text, row.yuan),
    FactFinder.PATTERNS: patterns.find_facts,
}
OCCUR: Mapping[FactFinder, Callable[[str, FactKind, Language], Iterator[Found]]] = {
    FactFinder.ENGLISH: lambda text, kind, _: english.occurrences(text, kind),
    FactFinder.EAST_ASIAN: lambda text, kind, _: east_asian.occurrences(text, kind),
    FactFinder.PATTERNS: patterns.occurrences,
}
AS_WRITTEN: Mapping[
    FactFinder, frozenset[FactKind]
] = {  # kinds that stay as an engine wrote them: 七社, 兩市
    FactFinder.ENGLISH: frozenset({FactKind.NUMBER, FactKind.WORD}),
    FactFinder.EAST_ASIAN: frozenset({FactKind.WORD}),
    FactFinder.PATTERNS: frozenset({FactKind.NUMBER, FactKind.WORD}),
}


def find_facts(text: str, row: Language | None = None) -> list[Fact]:
    """The facts of a text, in order, none touching another; of an English one where no row is given."""
    chosen = row or language(PIVOT)
    return FIND[chosen.facts](text, chosen)


def fact_occurrences(text: str, kind: FactKind, row: Language) -> Iterator[Found]:
    """The facts of a kind in a text that should hold one, in order, each looked for when it is asked for.

    They are found more freely than in a source.
    """
    return OCCUR[row.facts](text, kind, row)


def fact_stays_as_written(kind: FactKind, row: Language) -> bool:
    """Whether a fact that an engine wrote by itself is left in its own words."""
    return kind in AS_WRITTEN[row.facts]
