"""Facts of a text in its own language."""

from __future__ import annotations

from release_kit.facts import east_asian, english
from release_kit.facts.model import Fact, Found
from release_kit.kinds import FactKind
from release_kit.languages import ENGLISH, Language


def find_facts(text: str, row: Language = ENGLISH) -> list[Fact]:
    """The facts of a text, in order, none touching another."""
    return english.find_facts(text) if row.has_word_edges else east_asian.find_facts(text, row.yuan)


def occurrences(text: str, kind: FactKind, row: Language) -> list[Found]:
    """The facts of a kind in a text that should hold one, in order; found more freely than in a source."""
    if row.has_word_edges:
        return english.occurrences(text, kind)
    return east_asian.occurrences(text, kind)
