"""What an engine is, to whoever calls or writes one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

from release_kit.model import Abilities, Candidate, Request


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
