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
BLOCK = 128  # tokens


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
    live = _starts(prefixes, limits, manner.beams)
    everyone = np.arange(len(sentences))
    state = network.encode(sentences).chosen(everyone, np.repeat(everyone, manner.beams))
    answers: dict[int, list[Hypothesis]] = {}
    at, last = 0, None
    while live:
        logits = network.step(state, last, at).reshape(len(live), manner.beams, -1)
        parents = _advance(live, logits, manner)
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


def _starts(prefixes: Sequence[Sequence[int]], limits: Sequence[int], beams: int) -> list[Search]:
    """The sentences before their first token: one live beam each, the others dead."""
    return [
        Search(place, prefix, limit, [()] * beams, [0.0] + [NEVER.item()] * (beams - 1))
        for place, (prefix, limit) in enumerate(zip(prefixes, limits, strict=True))
    ]


def _advance(live: Sequence[Search], logits: Array, manner: Manner) -> list[list[int]]:
    """One token more for every sentence; gives each one's beams gone on from."""
    levels = _levels(logits)  # what a logit is above, it is as a log-probability
    raw = logits[:, :, list(manner.banned)].copy()
    logits[:, :, list(manner.banned)] = NEVER
    for number, one in enumerate(live):
        done = len(one.lines[0])
        if manner.penalty != 1 and done:
            _punish(logits[number], levels[number], one.lines, manner.penalty)
        if done < len(one.prefix):
            _force(logits[number], raw[number], one.prefix[done], manner)
    totals = np.array([one.totals for one in live], np.float32)
    values, tokens = _best(logits, manner.beams)
    values += (totals - levels)[:, :, None]
    return [one.take(_ranked(values[number], tokens[number]), manner) for number, one in enumerate(live)]


def _levels(logits: Array) -> Array:
    """The logarithm of the sum of the exponentials over the last axis."""
    top = logits.max(-1, keepdims=True)
    spread = logits - top
    np.exp(spread, out=spread)
    levels: Array = top[..., 0] + np.log(spread.sum(-1))
    return levels


def _punish(logits: Array, levels: Array, lines: Sequence[tuple[int, ...]], penalty: float) -> None:
    """Make less likely what stands in each beam's line already."""
    for beam, line in enumerate(lines):
        tokens = list(set(line))
        logits[beam, tokens] = levels[beam] + (logits[beam, tokens] - levels[beam]) * penalty


def _force(logits: Array, raw: Array, token: int, manner: Manner) -> None:
    """Leave one token only, were it a banned one."""
    banned = token in manner.banned
    wanted = raw[:, manner.banned.index(token)] if banned else logits[:, token].copy()
    logits[:] = NEVER
    logits[:, token] = wanted


def _best(logits: Array, count: int) -> tuple[Array, Any]:
    """The highest values of each row and their tokens: those lie in the blocks with the highest maxima."""
    sentences, beams, size = logits.shape
    whole = size // BLOCK * BLOCK
    blocks = logits[:, :, :whole].reshape(sentences, beams, -1, BLOCK)
    if blocks.shape[2] <= count:
        tokens = np.broadcast_to(np.arange(size), logits.shape)
    else:
        chosen = np.argpartition(blocks.max(-1), -count, -1)[:, :, -count:]
        within = (chosen[..., None] * BLOCK + np.arange(BLOCK)).reshape(sentences, beams, -1)
        rest = np.broadcast_to(np.arange(whole, size), (sentences, beams, size - whole))
        tokens = np.concatenate([within, rest], -1)
    values = np.take_along_axis(logits, tokens, -1)
    order = np.argpartition(values, -count, -1)[:, :, -count:]
    return np.take_along_axis(values, order, -1), np.take_along_axis(tokens, order, -1)


def _ranked(values: Array, tokens: Any) -> list[tuple[float, int, int]]:
    """(total, beam, token) of a sentence's candidates, best first."""
    found = [
        (float(value), beam, int(token))
        for beam in range(len(values))
        for value, token in zip(values[beam], tokens[beam], strict=True)
    ]
    return sorted(found, reverse=True)
