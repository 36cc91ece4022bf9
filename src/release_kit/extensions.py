"""The doors for others' code, and how it is found.

A package that declares an entry point in `release_kit.engines`, `release_kit.exporters` or
`release_kit.publishers` is known by the entry's name, the word that a user types. The built-ins
come through the same doors. Entry points in `release_kit.checks` add to the built-in checks.
"""

from __future__ import annotations

from importlib.metadata import entry_points
from typing import Any

from release_kit.errors import UsageError


def load(group: str, name: str) -> Any:
    """The object behind a name; a `UsageError` names the ones there are."""
    found = {entry.name: entry for entry in entry_points(group=f"release_kit.{group}")}
    if name not in found:
        raise UsageError(f"unknown {group[:-1]} {name!r}; there are: {', '.join(sorted(found)) or 'none'}")
    return found[name].load()


def names(group: str) -> list[str]:
    """The names in a group, sorted."""
    return sorted({entry.name for entry in entry_points(group=f"release_kit.{group}")})
