"""What a fact is, in a source and in a target."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

EXACT = frozenset({"url", "email", "hashtag"})


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
