"""What a fact is, in a source and in a target."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from release_kit.kinds import FactKind

ADDRESSES = {  # what is the same in every language, with its pattern
    FactKind.URL: r"https?://[^\s<>\"'）」』、。]+[^\s<>\"'.,;:!?)\]）」』、。]",
    FactKind.EMAIL: (  # nothing gives back what it took: a long word is no address from each of its letters
        r"(?<![A-Za-z0-9._+-])[A-Za-z0-9._+-]{1,64}+@[A-Za-z0-9-]{1,63}+(?:\.[A-Za-z0-9-]{1,63}+){1,9}+"
    ),
    FactKind.HASHTAG: r"(?<![\w&])#[^\W\d]\w*",
}
EXACT_FACTS = frozenset(ADDRESSES)


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact in a source text."""

    start: int
    end: int
    kind: FactKind
    value: str  # in a form that is equal where the fact is
    source: str


@dataclass(frozen=True, slots=True)
class Found:
    """A value in a target text."""

    value: str
    start: int
    end: int


def plain_number(value: Decimal) -> str:
    """The digits of a number, without an exponent and without zeros that say nothing."""
    return f"{value.normalize():f}"
