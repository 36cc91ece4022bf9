"""Numbers, dates, times, money and addresses: found, localised and compared by value."""

from release_kit.facts.comparison import invented_numbers
from release_kit.facts.finding import fact_occurrences, fact_stays_as_written, find_facts
from release_kit.facts.model import ADDRESSES, EXACT_FACTS, Fact
from release_kit.facts.writing import localise_fact

__all__ = [
    "ADDRESSES",
    "EXACT_FACTS",
    "Fact",
    "fact_occurrences",
    "fact_stays_as_written",
    "find_facts",
    "invented_numbers",
    "localise_fact",
]
