"""Where a headline may break: between phrases, by BudouX, in lines of about the same length.

Japanese and Chinese have no spaces, and word processors break them anywhere; a typesetter breaks a
headline between phrases (JLREQ 3.1.10 allows a break nearly everywhere, which is why it needs a choice).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache
from math import ceil

import wcwidth

from release_kit.languages.language import Language

ALWAYS_TOGETHER = re.compile(r"[0-9A-Za-z][0-9A-Za-z]|[0-9][%％年月日人社家億万萬亿]")
NEVER_FIRST = "、。，．」』）】〕》！？：；・ー,.!?:;)]}>%％"
NEVER_LAST = "「『（【〔《([{<"


def width_in_columns(text: str) -> int:
    """How wide a text is: two columns for each East Asian character (UAX #11), none for a combining mark."""
    return wcwidth.width(text)


@cache
def _splitter(model: str) -> Callable[[str], list[str]]:
    import budoux

    made = getattr(budoux, f"load_default_{model}_parser")()
    return lambda text: list(made.parse(text))


def split_phrases(text: str, row: Language, whole: Iterable[str] = ()) -> list[str]:
    """The text as phrases, none of which begins or ends where a line must not, or inside what is `whole`."""
    if not row.phrases:
        return re.findall(r"\S+\s*|\s+", text)
    inside = {
        at
        for name in whole
        for match in re.finditer(re.escape(name), text)
        for at in range(match.start() + 1, match.end())
    }
    found: list[str] = []
    at = 0
    for piece in _splitter(row.phrases)(text):
        joint = (found[-1][-1:] if found else "") + piece[:1]
        clings = ALWAYS_TOGETHER.fullmatch(joint) or joint[1:] in NEVER_FIRST or joint[:1] in NEVER_LAST
        if found and (clings or at in inside):
            found[-1] += piece
        else:
            found.append(piece)
        at += len(piece)
    return found


def balanced_lines(text: str, row: Language, room: float, whole: Iterable[str] = ()) -> list[str]:
    """The text as the fewest lines that fit `room` (in ems), as even as phrases allow.

    One line where it fits, or where no division into so few lines does.
    """
    total = width_in_columns(text) / 2
    count = ceil(total / room)
    if count < 2:
        return [text]
    lines: list[str] = []
    rest = split_phrases(text, row, whole)
    for left in range(count, 1, -1):
        line, rest = _first_line(rest, left, room)
        lines.append(line)
    lines.append("".join(rest))
    fits = all(line and width_in_columns(line) / 2 <= room for line in lines)
    return lines if fits else [text]


def _first_line(parts: list[str], left: int, room: float) -> tuple[str, list[str]]:
    """The phrases of the next of `left` lines, and those that follow."""
    ideal = sum(map(width_in_columns, parts)) / left
    best, size = 1, 0
    chosen = float("inf")
    for number, part in enumerate(parts[:-1], 1):
        size += width_in_columns(part)
        if size / 2 <= room and abs(size - ideal) < chosen:
            best, chosen = number, abs(size - ideal)
    return "".join(parts[:best]), parts[best:]
