"""Examples made of the release text: plain, with words of the target set in, with masks, with strangers; both ways.

Each sentence is given once a language, one in eight with the one or two that follow it as a paragraph; long official
sentences half as often again. Chinese is asked for as Taiwan writes it, a third of it as the mainland does.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from itertools import groupby

from training.passages import ENGLISH, JAPANESE, WAYS, Line, Strangers, ask, strangers
from training.regions import CHINESE, TAIWAN
from training.shapes import in_title_case

Row = dict[str, str]
SHARES = (38, 27, 17, 7, 11)  # of WAYS, in hundred examples
SHARES_BACK = (60, 18, 10, 6, 6)  # into English
PARAGRAPHS = 1 / 8  # of the sentences begin one
MAINLAND = 1 / 3  # of the Chinese
BACK = 0.2  # of the examples are also given the other way
OFFICIAL = "-official-"  # in the names of the files that are seen more often
OFTENER = 0.5  # of their sentences once more


def units(lines: Sequence[Line], rng: random.Random) -> Iterator[Sequence[Line]]:
    """The lines of one passage: the headline, sentences, and paragraphs of two or three of them."""
    at = 0
    while at < len(lines):
        size = rng.randint(2, 3) if lines[at].number and rng.random() < PARAGRAPHS else 1
        yield lines[at : at + size]
        at += size


def headline(text: str, rng: random.Random) -> str:
    """A headline as it stands, or with capitals."""
    return in_title_case(text) if rng.random() < 0.4 else text


def forth(unit: Sequence[Line], target: str, known: Strangers, rng: random.Random) -> Row:
    """One example out of English."""
    way = rng.choices(WAYS, SHARES)[0]
    asked = ask(unit, ENGLISH, target, way, known, rng)
    english = asked.source if unit[0].number else headline(asked.source, rng)
    if not unit[0].number and way == "plain" and rng.random() < 0.1:
        english = english.upper()
    return {"from": ENGLISH, "to": target, "en": english, "text": asked.target}


def back(unit: Sequence[Line], source: str, known: Strangers, rng: random.Random) -> Row:
    """One example into English; either Chinese is named alike, as it is what is read."""
    asked = ask(unit, source, ENGLISH, rng.choices(WAYS, SHARES_BACK)[0], known, rng)
    name = JAPANESE if source == JAPANESE else CHINESE
    return {"from": name, "to": ENGLISH, "en": asked.source, "text": asked.target}


def rows(lines: Sequence[Line], rng: random.Random) -> Iterator[Row]:
    """Every example of the lines that may be trained on."""
    taught = [line for line in lines if not line.held_out]
    known = strangers(taught)
    for (file, _), group in groupby(taught, key=lambda line: (line.file, line.passage)):
        passage = list(group)
        for unit in units(passage, rng):
            for _ in range(1 + (OFFICIAL in file and rng.random() < OFTENER)):
                for target in (JAPANESE, CHINESE if rng.random() < MAINLAND else TAIWAN):
                    yield forth(unit, target, known, rng)
                    if rng.random() < BACK:
                        yield back(unit, target, known, rng)


def development(lines: Sequence[Line], rng: random.Random) -> list[Row]:
    """The lines that are kept back, without marks, in an order of their own."""
    kept = [line for line in lines if line.held_out]
    rng.shuffle(kept)
    found = []
    for line in kept:
        for target in (JAPANESE, TAIWAN):
            asked = ask([line], ENGLISH, target, "plain", {}, rng)
            found.append(
                {
                    "set": f"releases, {target}",
                    "from": ENGLISH,
                    "to": target,
                    "en": asked.source,
                    "text": asked.target,
                }
            )
    return found
