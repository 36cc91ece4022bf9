"""The source, unchanged: for tests and for a draft with only the glossary in it."""

from __future__ import annotations

from collections.abc import Sequence

from release_kit.model import Abilities, Candidate, Request


class EchoEngine:
    """Gives back what it gets; with the terms set in, that is a glossary-only draft."""

    name = "echo"
    abilities = Abilities(set_in=True, mask="{%d}", echoes=True)

    def writes(self, source: str, target: str) -> str:
        return target

    def translate(
        self, requests: Sequence[Request], source: str, target: str, count: int = 1
    ) -> list[list[Candidate]]:
        """One candidate a request: its text."""
        return [[Candidate(request.text, 0.0)] for request in requests]
