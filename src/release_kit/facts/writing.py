"""A fact as another language writes it: 12億5000万米ドル, 午前10時30分."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

from release_kit.facts.english import NUMBER
from release_kit.facts.model import EXACT, Fact, plain
from release_kit.languages import Language


def localise(fact: Fact, target: Language) -> str:
    """The fact as the target language writes it."""
    joined = target.joined
    if fact.kind in EXACT:
        return fact.value
    if target.has_word_edges:
        return fact.source
    if fact.kind in ("date", "month"):
        return "".join(f"{part}{unit}" for part, unit in zip(fact.value.split("-"), "年月日", strict=False))
    if fact.kind == "day":
        month, _, day = fact.value.partition("/")
        return f"{month}月{day}日"
    if fact.kind == "bare":
        return f"{fact.value}月"
    if fact.kind == "time":
        return _local_time(fact, joined)
    if fact.kind == "money":
        currency, _, amount = fact.value.partition(" ")
        return joined[currency].format(group_large(amount, joined))
    if fact.kind == "percent":
        return joined["percent"].format(fact.value)
    return _local_number(fact, joined)


def _local_time(fact: Fact, joined: Mapping[str, str]) -> str:
    hour, _, minute = fact.value.partition(":")
    tail = f"{int(minute)}{joined['minute']}" if int(minute) else ""
    if not re.search(r"[ap]\.?m", fact.source, re.I):
        return f"{hour}{joined['hour']}{tail}"
    half = joined["am"] if int(hour) < 12 else joined["pm"]
    shown = joined["noon"] if int(hour) == 12 else str(int(hour) % 12)
    return f"{half}{shown}{joined['hour']}{tail}"


def _local_number(fact: Fact, joined: Mapping[str, str]) -> str:
    if fact.kind == "number" and re.fullmatch(NUMBER, fact.source):
        return fact.source
    return group_large(fact.value, joined)


def group_large(value: str, joined: Mapping[str, str]) -> str:
    """1250000 as 125万; below ten thousand as it is, with thousands set apart by commas."""
    rest = Decimal(value)
    units = [part.split(":") for part in joined["large"].split()]
    out = ""
    trillion = Decimal(10**12)
    if rest >= trillion:
        out, rest = f"{int(rest // trillion)}{joined['trillion']}", rest % trillion
    for name, size in units:
        if rest >= int(size):
            whole = rest // int(size)
            short = rest / 10**4
            if name in "万萬" and not out and short % 1 and short * 100 % 1 == 0:
                return f"{plain(short)}{name}"
            out, rest = f"{out}{int(whole)}{name}", rest % int(size)
    return out + (f"{rest:,}" if rest or not out else "")
