"""Other shapes of text made of pairs: paragraphs, headlines, lists."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping, Sequence

from training.sources import Pair

LONGEST = 620  # characters of an English paragraph
SMALL = frozenset("a an and as at but by for from in into of on or over the to up with".split())
END = re.compile(r"[.!?。！？][\"'”’」』）)]*$")
JOINTS = {"Japanese": ("、", "、"), "Chinese": ("、", "和")}  # within a list, before its last


def paragraphs(
    pairs: Sequence[Pair], lines: Sequence[int], rng: random.Random, share: float
) -> Iterator[Pair]:
    """Two to four sentences that stand on lines next to each other, joined; about `share` of the starts."""
    at = 0
    while at < len(pairs) - 1:
        run = pairs[at : at + rng.randint(2, 4)]
        joined = lines[at + len(run) - 1] - lines[at] == len(run) - 1
        if joined and rng.random() < share and all(END.search(side) for pair in run for side in pair):
            english = " ".join(pair[0] for pair in run)
            if len(english) <= LONGEST:
                yield english, "".join(pair[1] for pair in run)
                at += len(run)
                continue
        at += 1


def is_headline(pair: Pair) -> bool:
    """Whether a pair is a line without an end, as headlines are."""
    english, target = pair
    return 3 <= len(english.split()) <= 16 and not END.search(english) and not END.search(target)


def headlines(pairs: Sequence[Pair], rng: random.Random) -> Iterator[Pair]:
    """Headlines as English papers write them: in capitals at the beginning of words, or all through."""
    for english, target in pairs:
        if is_headline((english, target)):
            yield (english.upper() if rng.random() < 0.15 else in_title_case(english)), target


def in_title_case(text: str) -> str:
    """Capitals but for small words within; what has capitals already stays."""
    words = text.split(" ")
    return " ".join(
        word
        if not word.islower() or (0 < at < len(words) - 1 and word in SMALL)
        else word[:1].upper() + word[1:]
        for at, word in enumerate(words)
    )


def lists(names: Mapping[str, str], language: str, count: int, rng: random.Random) -> Iterator[Pair]:
    """Enumerations of names, in each language's way of joining them."""
    rows = sorted(names.items())
    within, last = JOINTS[language]
    for _ in range(count):
        chosen = rng.sample(rows, rng.randint(2, min(6, len(rows))))
        english = [name for name, _ in chosen]
        forms = [form for _, form in chosen]
        comma = "," if len(chosen) > 2 and rng.random() < 0.5 else ""
        yield (
            f"{', '.join(english[:-1])}{comma} and {english[-1]}",
            f"{within.join(forms[:-1])}{last}{forms[-1]}",
        )
