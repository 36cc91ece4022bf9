"""The web: a page a release and language, an index a language, a first page."""

from release_kit.editions.web.index import export_home, export_index
from release_kit.editions.web.inspection import inspect_pages, own_pages

__all__ = [
    "export_home",
    "export_index",
    "inspect_pages",
    "own_pages",
]
