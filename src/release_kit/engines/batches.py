"""Length-sorted batches for CTranslate2, so that little is spent on padding."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

Item = TypeVar("Item")
Answer = TypeVar("Answer")

BATCH_TOKENS = 900  # source tokens times beams held at once; keeps the peak under a gigabyte


def threads() -> int:
    """How many threads one model should use here."""
    if hasattr(os, "sched_getaffinity"):
        return max(1, len(os.sched_getaffinity(0)))
    return os.cpu_count() or 1


def in_batches(
    items: Sequence[Item],
    size: Callable[[Item], int],
    work: Callable[[Sequence[Item]], Sequence[Answer]],
    limit: int = BATCH_TOKENS,
) -> list[Answer]:
    """The answers to the items, in their order, worked out in batches of like size, longest first."""
    order = sorted(range(len(items)), key=lambda i: -size(items[i]))
    answers: dict[int, Answer] = {}
    for group in _groups(order, [size(item) for item in items], limit):
        for index, answer in zip(group, work([items[i] for i in group]), strict=True):
            answers[index] = answer
    return [answers[index] for index in range(len(items))]


def _groups(order: Sequence[int], sizes: Sequence[int], limit: int) -> Iterator[list[int]]:
    group: list[int] = []
    for index in order:
        longest = sizes[group[0]] if group else sizes[index]
        if group and longest * (len(group) + 1) > limit:
            yield group
            group = []
        group.append(index)
    if group:
        yield group
