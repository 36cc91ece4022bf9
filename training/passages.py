"""The release text of `training/text/`: passages in English, Japanese and Chinese with their names marked.

A line of a file: passage, line (0 is the headline), English, Japanese, Traditional Chinese of Taiwan. A mark
`{1|words}` stands around the same name, date, amount or term on all three sides. Passages from 56 on are kept
for development.
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from training.obedience import MASKS, MONTHS
from training.regions import CHINESE, TAIWAN, simplify, to_mainland

FOLDER = Path(__file__).with_name("text")
ENGLISH, JAPANESE = "English", "Japanese"
FIRST_HELD_OUT = 56  # the first passage of each file that is never trained on
MARK = re.compile(r"\{(\d+)\|([^{}|]+)\}")
MONTH = re.compile(rf"\b(?:{'|'.join(MONTHS)})\b")
PERSON = re.compile(r"(?:氏|長|長官|大臣|知事|教授|議員|代表|大使|会頭|選手|監督|博士|理事|局次長|さん)$")
WAYS = ("plain", "all", "some", "masks", "strangers")
Marks = dict[int, str]


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence or headline, its marks in it, by language."""

    file: str
    passage: int
    number: int  # in the passage; 0: the headline
    sides: Mapping[str, str]

    @property
    def held_out(self) -> bool:
        """Whether it is kept for development."""
        return self.passage >= FIRST_HELD_OUT


def read(folder: Path = FOLDER) -> list[Line]:
    """Every line of every file, in order."""
    found = []
    for path in sorted(folder.glob("*.tsv")):
        for row in path.read_text(encoding="utf-8").splitlines():
            passage, number, english, japanese, chinese = row.split("\t")
            taiwan = simplify(chinese)
            sides = {ENGLISH: english, JAPANESE: japanese, TAIWAN: taiwan, CHINESE: to_mainland(taiwan)}
            found.append(Line(path.stem, int(passage), int(number), sides))
    return found


def marks(text: str) -> Marks:
    """The marked words by their number."""
    return {int(number): words for number, words in MARK.findall(text)}


def plain(text: str) -> str:
    """The text without its marks."""
    return MARK.sub(r"\2", text)


def filled(text: str, words: Marks) -> str:
    """The text without marks, these words in place of those of their number."""
    return MARK.sub(lambda match: words.get(int(match[1]), match[2]), text)


def kind(english: str, japanese: str) -> str:
    """What a mark is, so that it is exchanged for its like: date, amount, person, name or term."""
    if MONTH.search(english) or re.fullmatch(r"\d{4}", english):
        return "date" if re.search(r"\d", english) else "month"
    if re.search(r"\d", english):
        return "amount"
    if not re.search(r"\b[A-Z]", english):
        return "term"
    return "person" if PERSON.search(japanese) else "name"


Strangers = dict[str, list[Mapping[str, str]]]


def strangers(lines: Iterable[Line]) -> Strangers:
    """All marked words of these lines, in every language, by kind."""
    found: Strangers = defaultdict(list)
    for line in lines:
        sides = {language: marks(text) for language, text in line.sides.items()}
        for number in sides[ENGLISH]:
            words = {language: of[number] for language, of in sides.items()}
            found[kind(words[ENGLISH], words[JAPANESE])].append(words)
    return dict(found)


def numbered(lines: Sequence[Line], language: str) -> str:
    """The sentences as one text, their marks numbered on from one to the next."""
    parts, before = [], 0
    for line in lines:
        text = line.sides[language]
        parts.append(MARK.sub(lambda m: f"{{{before + int(m[1])}|{m[2]}}}", text))  # noqa: B023 - used at once
        before += max(marks(line.sides[ENGLISH]), default=0)
    return (" " if language == ENGLISH else "").join(parts)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a model reads and what it should write."""

    source: str
    target: str
    words: tuple[str, ...] = ()  # what was set in


def ask(
    lines: Sequence[Line], source: str, target: str, way: str, known: Strangers, rng: random.Random
) -> Asked:
    """The lines from one language to another, words of the target or masks set into the source in this way."""
    reading, writing = numbered(lines, source), numbered(lines, target)
    theirs = marks(writing)
    chosen = sorted(theirs)
    if way in ("some", "masks", "strangers") and len(chosen) > 1:
        chosen = sorted(rng.sample(chosen, rng.randint(1, len(chosen) - (way == "some"))))
    new = {number: theirs[number] for number in chosen if way != "plain"}
    if way == "masks":
        mask = rng.choice(MASKS)
        new = {number: mask % place for place, number in enumerate(by_place(reading, new), 1)}
    if way == "strangers":
        new = exchanged(
            new, marks(numbered(lines, ENGLISH)), marks(numbered(lines, JAPANESE)), target, known, rng
        )
    both = filled(reading, new), filled(writing, new)
    return Asked(*both, tuple(new.values()))


def by_place(text: str, numbers: Iterable[int]) -> list[int]:
    """The numbers in the order of their marks in the text."""
    wanted = set(numbers)
    return [int(number) for number, _ in MARK.findall(text) if int(number) in wanted]


def exchanged(
    own: Marks, english: Marks, japanese: Marks, target: str, known: Strangers, rng: random.Random
) -> Marks:
    """Words of the same kinds from other sentences, each another; its own where none was found."""
    new: Marks = {}
    for number, word in own.items():
        other = rng.choice(known[kind(english[number], japanese[number])])[target]
        apart = all(other not in taken and taken not in other for taken in (*own.values(), *new.values()))
        new[number] = other if apart else word
    return new
