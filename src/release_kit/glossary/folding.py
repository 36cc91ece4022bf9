"""One shape for the many in which a name comes: case, width, hyphens, apostrophes, white space."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

ODD = re.compile(r"[\t-\r\x1c-\x1f]")  # white space but for the space
HYPHENS = frozenset("-\u2010\u2011\u00ad")
APOSTROPHES = frozenset("'\u2018\u2019\u02bc\uff07")


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text and, for each of its characters, where it came from."""

    text: str
    offsets: tuple[int, ...] = ()  # one longer than the text; empty where nothing was moved

    def start(self, index: int) -> int:
        """Where the character came from."""
        return self.offsets[index] if self.offsets else index


class _Table(dict[int, str]):
    """A table for `str.translate` that grows as it is asked."""

    def __init__(self, *, keep_case: bool) -> None:
        super().__init__()
        self.keep_case = keep_case

    def __missing__(self, code: int) -> str:
        self[code] = _fold_character(chr(code), keep_case=self.keep_case)
        return self[code]


@lru_cache(maxsize=65_536)
def _fold_character(character: str, *, keep_case: bool) -> str:
    if character in APOSTROPHES:
        return "'"
    if character in HYPHENS or character.isspace():
        return " "
    wide = unicodedata.normalize("NFKC", character)
    return wide if keep_case else wide.casefold()


_TABLES = {keep_case: _Table(keep_case=keep_case) for keep_case in (True, False)}


def fold_text(text: str, *, keep_case: bool = False) -> str:
    """The folded text alone."""
    return fold(text, keep_case=keep_case).text


def fold(text: str, *, keep_case: bool = False) -> Folded:
    """The folded text; runs of white space and hyphens become one space."""
    if text.isascii() and not ODD.search(text):
        quick = text.replace("-", " ")
        quick = quick if keep_case else quick.lower()
    else:
        quick = text.translate(_TABLES[keep_case])
    if len(quick) == len(text) and "  " not in quick:
        return Folded(quick)
    out: list[str] = []
    offsets: list[int] = []
    for index, character in enumerate(text):
        for piece in _fold_character(character, keep_case=keep_case):
            if piece == " " and out and out[-1] == " ":
                continue
            out.append(piece)
            offsets.append(index)
    return Folded("".join(out), (*offsets, len(text)))
