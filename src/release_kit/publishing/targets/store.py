"""What a target is: a store of files, and the publisher that opens it."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, Protocol, runtime_checkable


@runtime_checkable
class Store(Protocol):
    """Files of one target, by paths relative to its root with /."""

    def read(self, path: str) -> bytes | None:
        """The bytes of a file; None where there is none."""
        ...

    def measure(self, path: str) -> tuple[int, int] | None:
        """Size in bytes and time of change of a file, as the place keeps it; None where there is none."""
        ...

    def sweep(self, folders: Iterable[str]) -> None:
        """Remove from these folders what a killed run left there half written; never another's file."""
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

    def connect(self, name: str, settings: Any, root: Path) -> AbstractContextManager[Store]:
        """The store of a target; a `TargetError` where it cannot be reached.

        `settings` is the table of its kind; for a kind from elsewhere an `OtherTarget`, unchecked.
        """
        ...
