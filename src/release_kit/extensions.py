"""The three doors for others' code, and how it is found.

A package that declares an entry point in `release_kit.engines`, `release_kit.exporters` or
`release_kit.publishers` is known by the entry's name, the word that a user types. The built-ins
come through the same doors.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any, Protocol, runtime_checkable

from release_kit.edition import Edition
from release_kit.errors import UsageError
from release_kit.model import Abilities, Artifact, Candidate, Request


@runtime_checkable
class Engine(Protocol):
    """Translates batches of segments; it knows nothing of glossaries or files."""

    name: str
    abilities: Abilities

    def writes(self, source: str, target: str) -> str:
        """The language tag of what comes out for a pair; nothing where the pair is not served.

        A model of Simplified Chinese may serve zh-Hant: the guard turns the script afterwards.
        """
        ...

    def translate(
        self, requests: Sequence[Request], source: str, target: str, count: int = 1
    ) -> list[list[Candidate]]:
        """Up to `count` candidates a request, best first, in the order of the requests."""
        ...


@runtime_checkable
class Exporter(Protocol):
    """Makes artifacts of one release in one language, and writes nothing."""

    name: str

    def export(self, edition: Edition) -> list[Artifact]:
        """The artifacts of an edition, paths relative to the output folder."""
        ...


@runtime_checkable
class Store(Protocol):
    """Files of one target, by paths relative to its root with /."""

    def read(self, path: str) -> bytes | None:
        """The bytes of a file; None where there is none."""
        ...

    def write(self, path: str, content: bytes) -> None:
        """Put a file in its place, whole or not at all, and make sure of it."""
        ...

    def remove(self, path: str) -> None:
        """Remove a file; one that is gone already is no error."""
        ...


@runtime_checkable
class Publisher(Protocol):
    """Opens targets of one kind; stores are the only ones that write outside the newsroom."""

    name: str

    def connect(self, name: str, settings: Mapping[str, str], root: Path) -> AbstractContextManager[Store]:
        """The store of a target; a `TargetError` where it cannot be reached."""
        ...


def load(group: str, name: str) -> Any:
    """The object behind a name; a `UsageError` names the ones there are."""
    found = {entry.name: entry for entry in entry_points(group=f"release_kit.{group}")}
    if name not in found:
        raise UsageError(f"unknown {group[:-1]} {name!r}; there are: {', '.join(sorted(found)) or 'none'}")
    return found[name].load()


def names(group: str) -> list[str]:
    """The names in a group, sorted."""
    return sorted({entry.name for entry in entry_points(group=f"release_kit.{group}")})
