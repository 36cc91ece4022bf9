"""The translation memory: approved renderings and TMX files, recalled exactly and by likeness."""

from release_kit.memory.index import Memory, Offer
from release_kit.memory.learning import add_tmx, open_memory, remembered_units
from release_kit.memory.tmx import is_own_export, read_tmx, write_tmx

__all__ = [
    "Memory",
    "Offer",
    "add_tmx",
    "is_own_export",
    "open_memory",
    "read_tmx",
    "remembered_units",
    "write_tmx",
]
