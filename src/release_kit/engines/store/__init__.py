"""Installed models: installing from a file, a folder or a public index, removing."""

from release_kit.engines.store.installing import install, remove

__all__ = [
    "install",
    "remove",
]
