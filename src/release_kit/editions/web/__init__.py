"""The web: a page a release and language, an index a language."""

from release_kit.editions.web.index import export_index

__all__ = [
    "export_index",
]
