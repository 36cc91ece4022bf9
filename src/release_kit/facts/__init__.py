"""Numbers, dates, times, money and addresses: found, localised and compared by value."""

from release_kit.facts.comparison import missing, strangers
from release_kit.facts.finding import find_facts, occurrences
from release_kit.facts.model import EXACT, Fact, Found
from release_kit.facts.writing import group_large, localise

__all__ = [
    "EXACT",
    "Fact",
    "Found",
    "find_facts",
    "group_large",
    "localise",
    "missing",
    "occurrences",
    "strangers",
]
