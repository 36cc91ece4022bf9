"""Word: handouts, bilingual and review editions, PDF, and handouts that come back."""

from release_kit.editions.word.handback import take_back
from release_kit.editions.word.handout import handout_size
from release_kit.editions.word.inspection import inspect_template
from release_kit.editions.word.packing import is_as_made

__all__ = [
    "handout_size",
    "inspect_template",
    "is_as_made",
    "take_back",
]
