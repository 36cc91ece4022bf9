"""What a fact is, in a source and in a target."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

ADDRESSES = {  # what is the same in every language, with its pattern
    "url": r"https?://[^\s<>\"'）」』、。]+[^\s<>\"'.,;:!?)\]）」』、。]",
    "email": r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+",
    "hashtag": r"(?<![\w&])#[^\W\d]\w*",
}
EXACT = frozenset(ADDRESSES)


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact in a source text."""

    start: int
    end: int
    kind: str  # url, email, hashtag, date, month, day, bare (a month alone), time, money, percent, ...
    value: str  # in a form that is equal where the fact is
    source: str


@dataclass(frozen=True, slots=True)
class Found:
    """A value in a target text."""

    value: str
    start: int
    end: int


def plain(value: Decimal) -> str:
    return f"{value.normalize():f}"
