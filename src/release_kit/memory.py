"""Approved renderings as a translation memory: whole units and single sentences, exact."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from release_kit.model import Release
from release_kit.segmenter import split_sentences
from release_kit.units import Way, read_units


@dataclass(frozen=True, slots=True)
class Memory:
    """What was approved for one language, by source text."""

    texts: dict[str, str] = field(default_factory=dict)

    def recall(self, text: str) -> str:
        """The approved rendering of a unit or a sentence, or nothing."""
        return self.texts.get(" ".join(text.split()), "")

    def learn(self, source: str, target: str) -> None:
        if source and target:
            self.texts[" ".join(source.split())] = target


def build_memory(pairs: Iterable[tuple[Release, Release]]) -> Memory:
    """The memory of approved (source, rendering) pairs, the oldest first.

    A rendering that was approved of another version of its source teaches nothing.
    """
    memory = Memory()
    for source, rendering in pairs:
        origin = rendering.origin
        if not origin or origin.status != "approved" or origin.of != source.digest:
            continue
        theirs = {unit.key: unit.text for unit in read_units(rendering)}
        for unit in read_units(source):
            target = theirs.get(unit.key, "")
            if unit.way is Way.ENGINE and target:
                memory.learn(unit.text, target)
                _learn_sentences(memory, source.language, unit.text, rendering.language, target)
    return memory


def _learn_sentences(memory: Memory, source: str, text: str, target: str, rendered: str) -> None:
    """Sentence by sentence, where both sides have as many."""
    ours, theirs = split_sentences(text, source), split_sentences(rendered, target)
    if len(ours) == len(theirs) > 1:
        for one, other in zip(ours, theirs, strict=True):
            memory.learn(one, other)
