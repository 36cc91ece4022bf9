"""The web: a page a release and language, an index a language."""

from release_kit.editions.web.page import export_index

__all__ = [
    "export_index",
]
