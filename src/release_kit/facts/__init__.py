"""Numbers, dates, times, money and addresses: found, localised and compared by value."""

from release_kit.facts.comparison import strangers
from release_kit.facts.finding import find_facts, occurrences, stays_as_written
from release_kit.facts.model import ADDRESSES, EXACT, Fact
from release_kit.facts.writing import localise

__all__ = [
    "ADDRESSES",
    "EXACT",
    "Fact",
    "find_facts",
    "localise",
    "occurrences",
    "stays_as_written",
    "strangers",
]
