"""The translation memory: approved renderings and TMX files, recalled exactly and by likeness."""

from release_kit.memory.index import Memory, Offer
from release_kit.memory.learning import open_memory, remembered_units
from release_kit.memory.tmx import read_tmx, write_tmx

__all__ = [
    "Memory",
    "Offer",
    "open_memory",
    "read_tmx",
    "remembered_units",
    "write_tmx",
]
