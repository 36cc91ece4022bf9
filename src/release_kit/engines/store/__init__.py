"""Installed models: installing from a file, a folder or a public index, removing."""

from release_kit.engines.store.installing import install_model, remove_model

__all__ = [
    "install_model",
    "remove_model",
]
