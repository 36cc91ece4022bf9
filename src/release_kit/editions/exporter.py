"""What an exporter is, to whoever calls or writes one."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from release_kit.editions.edition import Edition
from release_kit.model import Artifact


@runtime_checkable
class Exporter(Protocol):
    """Makes artifacts of one release in one language, and writes nothing."""

    name: str

    def export(self, edition: Edition) -> list[Artifact]:
        """The artifacts of an edition, paths relative to the output folder."""
        ...
