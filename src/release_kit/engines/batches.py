"""Length-sorted batches for CTranslate2, so that little is spent on padding."""

from __future__ import annotations

import os
from collections.abc import Callable, Hashable, Iterator, Sequence
from functools import partial
from typing import Protocol, TypeVar

from release_kit import progress
from release_kit.model import Candidate, Request

Item = TypeVar("Item")
Answer = TypeVar("Answer")
Token = TypeVar("Token")
Given = TypeVar("Given", covariant=True)

BATCH_TOKENS = 900  # source tokens times beams held at once; keeps the peak under a gigabyte


class Work(Protocol[Token, Given]):
    """What works out a batch of (tokens, request) items, all of them wary or none."""

    def __call__(self, group: Sequence[tuple[list[Token], Request]], *, wary: bool) -> Sequence[Given]: ...


def threads() -> int:
    """How many threads one model should use here."""
    if hasattr(os, "sched_getaffinity"):
        return max(1, len(os.sched_getaffinity(0)))
    return os.cpu_count() or 1


class Answers:
    """What an engine has answered already: both scripts of Chinese ask one model the same things."""

    def __init__(self, limit: int = 20_000) -> None:
        self.limit = limit
        self.known: dict[Hashable, list[Candidate]] = {}

    def recall(
        self,
        key: Hashable,
        requests: Sequence[Request],
        work: Callable[[Sequence[Request]], Sequence[list[Candidate]]],
    ) -> list[list[Candidate]]:
        """The answers to the requests, asked for only where they are not known under the key."""
        fresh = [request for request in dict.fromkeys(requests) if (key, request) not in self.known]
        progress.advance(len(requests) - len(fresh))
        found = dict(zip(fresh, work(fresh) if fresh else [], strict=True))
        answers = [found[r] if r in found else self.known[key, r] for r in requests]
        if len(self.known) + len(found) > self.limit:
            self.known.clear()
        self.known.update({(key, request): answer for request, answer in found.items()})
        return answers


def mean_score(score: float, length: int, penalty: float) -> float:
    """The log-probability a token: CTranslate2 divides by the length to the power of its length penalty."""
    return float(score * max(length, 1) ** (penalty - 1))


def in_both_manners(
    items: Sequence[tuple[list[Token], Request]],
    work: Work[Token, Answer],
    beams: int = 1,
    limit: int = BATCH_TOKENS,
) -> list[Answer]:
    """The answers to (tokens, request) items, the usual and the wary requests in batches of their own."""
    answers: dict[int, Answer] = {}
    for wary in (False, True):
        chosen = [index for index, (_, request) in enumerate(items) if request.wary is wary]
        found = in_batches(
            [items[index] for index in chosen],
            lambda item: (len(item[0]) + 1) * beams,
            partial(work, wary=wary),
            limit,
        )
        answers.update(zip(chosen, found, strict=True))
    return [answers[index] for index in range(len(items))]


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
        progress.advance(len(group))
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
