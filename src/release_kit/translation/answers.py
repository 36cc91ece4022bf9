"""An engine's answer once it was verified: where each form stands, what is missing, what is wrong."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from release_kit.model import How
from release_kit.translation.finishing import STAND_IN
from release_kit.translation.task import Task

MOST = 0x1900  # stand-ins that there are


@dataclass(frozen=True, slots=True)
class VerifiedAnswer:
    """An answer with its constraints found."""

    text: str  # stand-ins for what was found
    task: Task
    forms: Mapping[int, str]  # constraint index -> the form to write
    missing: tuple[int, ...]
    faults: tuple[str, ...]  # why the answer will not do
    doubts: tuple[str, ...]  # why another would be better
    score: float
    hows: Mapping[int, How] = field(default_factory=dict)

    @property
    def is_good(self) -> bool:
        """Whether nothing is missing and nothing is wrong."""
        return not self.missing and not self.faults

    @property
    def rank(self) -> tuple[float, ...]:
        """Smaller is better: nothing missing, nothing wrong, then the engine's own score."""
        return (len(self.missing), len(self.faults), len(self.doubts), -self.score)

    def expand(self, finished: str) -> tuple[str, list[tuple[int, int, int]]]:
        """The finished text with forms put back, and (constraint, start, end) of each."""
        out: list[str] = []
        spans: list[tuple[int, int, int]] = []
        size = 0
        for character in finished:
            index = ord(character) - STAND_IN
            piece = self.forms.get(index, character) if 0 <= index < MOST else character
            if index in self.forms:
                spans.append((index, size, size + len(piece)))
            out.append(piece)
            size += len(piece)
        return "".join(out), spans


def better(
    answers: Sequence[VerifiedAnswer], others: Iterable[tuple[int, VerifiedAnswer]]
) -> list[VerifiedAnswer]:
    """The answers, each replaced where another is of better rank."""
    best = list(answers)
    for index, other in others:
        if other.rank < best[index].rank:
            best[index] = other
    return best
