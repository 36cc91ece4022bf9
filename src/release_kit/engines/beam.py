"""Beam search over a recurrent decoder: several sentences at once, forced starts, a penalty on repeating."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from release_kit.engines.marian import Array
    from release_kit.engines.ssru import Network

NEVER = np.float32(-1e9)


@dataclass(frozen=True, slots=True)
class Manner:
    """How to search."""

    beams: int
    end: int  # the token that ends a sentence
    banned: tuple[int, ...] = ()  # tokens that are never written
    penalty: float = 1.0  # on the log-probability of a token that stands there already


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """One answer: its tokens without the end, and its mean log-probability a token, end counted."""

    tokens: tuple[int, ...]
    score: float


@dataclass(slots=True)
class Search:
    """One sentence on its way."""

    place: int  # among the sentences asked
    prefix: Sequence[int]
    limit: int  # tokens
    lines: list[tuple[int, ...]]  # of the live beams
    totals: list[float]
    finished: list[Hypothesis] = field(default_factory=list)

    def take(self, ranked: Sequence[tuple[float, int, int]], manner: Manner) -> list[int]:
        """Go on with the best of (total, beam, token), best first; gives the beams gone on from.

        Each answer that ends takes its beam with it, as in Marian; what is left of them is dead.
        """
        kept: list[tuple[float, int, int]] = []
        for total, beam, token in ranked[: manner.beams - len(self.finished)]:
            if token == manner.end:
                length = len(self.lines[beam]) + 1
                self.finished.append(Hypothesis(self.lines[beam], total / length))
            else:
                kept.append((total, beam, token))
        kept += [(NEVER.item(), 0, manner.end)] * (manner.beams - len(kept))
        self.lines = [(*self.lines[beam], token) for _, beam, token in kept]
        self.totals = [total for total, _, _ in kept]
        return [beam for _, beam, _ in kept]

    def is_over(self, manner: Manner) -> bool:
        """Whether all beams have ended, or the limit is reached: then the live ones count as they stand."""
        if len(self.finished) >= manner.beams:
            return True
        if len(self.lines[0]) < self.limit:
            return False
        living = [pair for pair in zip(self.lines, self.totals, strict=True) if pair[1] > NEVER / 2]
        self.finished += [Hypothesis(line, total / len(line)) for line, total in living]
        return True


def search(
    network: Network,
    sentences: Sequence[Sequence[int]],
    prefixes: Sequence[Sequence[int]],
    limits: Sequence[int],
    manner: Manner,
) -> list[list[Hypothesis]]:
    """The hypotheses of each sentence of token ids, best first."""
    rest = NEVER.item()
    live = [
        Search(place, prefix, limit, [()] * manner.beams, [0.0] + [rest] * (manner.beams - 1))
        for place, (prefix, limit) in enumerate(zip(prefixes, limits, strict=True))
    ]
    everyone = np.arange(len(sentences))
    state = network.encode(sentences).chosen(everyone, np.repeat(everyone, manner.beams))
    answers: dict[int, list[Hypothesis]] = {}
    at, last = 0, None
    while live:
        chances = network.step(state, last, at).reshape(len(live), manner.beams, -1)
        parents = _advance(live, chances, manner)
        over = {number for number, one in enumerate(live) if one.is_over(manner)}
        for number in over:
            found = sorted(live[number].finished, key=lambda h: -h.score)
            answers[live[number].place] = found[: manner.beams]
        staying = [number for number in range(len(live)) if number not in over]
        rows = [number * manner.beams + beam for number in staying for beam in parents[number]]
        state = state.chosen(staying, rows)
        live = [live[number] for number in staying]
        last = np.array([line[-1] for one in live for line in one.lines], np.int64)
        at += 1
    return [answers[place] for place in range(len(sentences))]


def _advance(live: Sequence[Search], chances: Array, manner: Manner) -> list[list[int]]:
    """One token more for every sentence; gives each one's beams gone on from."""
    raw = chances[:, :, list(manner.banned)].copy()
    chances[:, :, list(manner.banned)] = NEVER
    for number, one in enumerate(live):
        done = len(one.lines[0])
        if manner.penalty != 1 and done:
            for beam, line in enumerate(one.lines):
                chances[number, beam, list(set(line))] *= manner.penalty
        if done < len(one.prefix):
            _force(chances[number], raw[number], one.prefix[done], manner)
    totals = np.array([one.totals for one in live], np.float32)
    scores = (chances + totals[:, :, None]).reshape(len(live), -1)
    best = np.argpartition(scores, -manner.beams, 1)[:, -manner.beams :]
    return [
        one.take(_ranked(scores[number], best[number], chances.shape[-1]), manner)
        for number, one in enumerate(live)
    ]


def _force(chances: Array, raw: Array, token: int, manner: Manner) -> None:
    """Leave one token only, were it a banned one."""
    banned = token in manner.banned
    wanted = raw[:, manner.banned.index(token)] if banned else chances[:, token].copy()
    chances[:] = NEVER
    chances[:, token] = wanted


def _ranked(scores: Array, places: Any, vocabulary: int) -> list[tuple[float, int, int]]:
    """(total, beam, token) of some places, best first."""
    found = [(float(scores[place]), *divmod(int(place), vocabulary)) for place in places]
    return sorted(found, reverse=True)
