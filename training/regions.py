"""Chinese by region: both are written in Simplified characters here, Taiwan's wording under a label of its own.

`data/wording/mainland.tsv` of the package holds what a newsroom on the mainland writes for what one in Taiwan does: only words with one right
answer, each read in the release text; a row that stays as it is keeps a longer word from being cut into.
"""

from __future__ import annotations

import csv
import re
from functools import cache
from pathlib import Path

import opencc

TABLE = Path(__file__).parent.parent / "src" / "release_kit" / "data" / "wording" / "mainland.tsv"
CHINESE, TAIWAN = "Chinese", "Chinese (Taiwan)"
TELLING = (
    "软件",
    "硬件",
    "信息",
    "网络",
    "服务器",
    "数据",
    "智能",
    "芯片",
    "互联网",
)  # never written in Taiwan
QUOTES = str.maketrans("「」『』", "“”‘’")
DOTS = re.compile(r"(?<=[^\W\d_a-zA-Z])[·‧．・•](?=[^\W\d_a-zA-Z])")  # between the parts of a foreign name


@cache
def wording() -> dict[str, str]:
    """Taiwan's words and the mainland's, in Simplified characters."""
    with TABLE.open(encoding="utf-8", newline="") as lines:
        return {row["taiwan"]: row["mainland"] for row in csv.DictReader(lines, delimiter="\t")}


@cache
def _words() -> re.Pattern[str]:
    return re.compile("|".join(sorted(wording(), key=len, reverse=True)))


@cache
def _simplifier() -> opencc.OpenCC:
    return opencc.OpenCC("tw2s")


def simplify(text: str) -> str:
    """Taiwan's text in Simplified characters, its wording as it is, one dot within foreign names."""
    return DOTS.sub("·", _simplifier().convert(text))


def to_mainland(text: str) -> str:
    """Text of Taiwan in Simplified characters, in the mainland's wording and quotation marks."""
    return _words().sub(lambda match: wording()[match[0]], text).translate(QUOTES)


def label(text: str, otherwise: str = TAIWAN) -> str:
    """How simplified text from a Traditional source is asked for: by its words, or as said where none tells."""
    if any(word in text for word, other in wording().items() if word != other):
        return TAIWAN
    return CHINESE if any(word in text for word in TELLING) else otherwise
