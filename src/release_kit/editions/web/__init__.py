"""The web: a page a release and language, an index a language, a first page."""

from release_kit.editions.web.index import export_home, export_index

__all__ = [
    "export_home",
    "export_index",
]
