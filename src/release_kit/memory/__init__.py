"""The translation memory: approved renderings and TMX files, recalled exactly and by likeness."""

from release_kit.memory.index import Memory, Offer, Row
from release_kit.memory.learning import Pool, approved_pool, fill, tmx_pools

__all__ = ["Memory", "Offer", "Pool", "Row", "approved_pool", "fill", "tmx_pools"]
