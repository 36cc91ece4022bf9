"""A fact as another language writes it: 12億5000万米ドル, 午前10時30分, US$1.25 billion, 10:30 a.m."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

from release_kit.facts.english import MONTHS, NUMBER, WORDS
from release_kit.facts.model import EXACT, Fact, plain
from release_kit.kinds import FactKind
from release_kit.languages import Language


def localise(fact: Fact, target: Language) -> str:
    """The fact as the target language writes it."""
    joined = target.joined
    if fact.kind in EXACT:
        return fact.value
    if target.has_word_edges:
        return _in_english(fact, joined)
    if fact.kind in (FactKind.DATE, FactKind.MONTH):
        return "".join(f"{part}{unit}" for part, unit in zip(fact.value.split("-"), "年月日", strict=False))
    if fact.kind == FactKind.DAY:
        month, _, day = fact.value.partition("/")
        return f"{month}月{day}日"
    if fact.kind == FactKind.BARE:
        return f"{fact.value}月"
    if fact.kind == FactKind.TIME:
        return _local_time(fact, joined)
    if fact.kind == FactKind.MONEY:
        currency, _, amount = fact.value.partition(" ")
        return joined[currency].format(group_large(amount, joined))
    if fact.kind == FactKind.PERCENT:
        return joined["percent"].format(fact.value)
    return _local_number(fact, joined)


def _in_english(fact: Fact, joined: Mapping[str, str]) -> str:
    """29 February 2024, 10:30 a.m., US$1.25 billion, 25%, seven, 1,250."""
    if fact.kind in (FactKind.DATE, FactKind.MONTH, FactKind.DAY, FactKind.BARE):
        return _english_date(fact)
    if fact.kind == FactKind.TIME:
        hour, _, minute = fact.value.partition(":")
        tail = f":{minute}" if int(minute) else ""
        return f"{int(hour) % 12 or 12}{tail} {'a.m.' if int(hour) < 12 else 'p.m.'}"
    if fact.kind == FactKind.MONEY:
        currency, _, amount = fact.value.partition(" ")
        return joined[currency].format(_english_number(amount))
    if fact.kind == FactKind.PERCENT:
        return f"{fact.value}%"
    if fact.kind == FactKind.NUMBER and re.fullmatch(r"\d{4}", fact.source):
        return fact.source
    small = {value: word for word, value in WORDS.items() if value <= 10}
    return (
        small[int(fact.value)]
        if fact.kind == FactKind.WORD and fact.value in map(str, small)
        else _english_number(fact.value)
    )


def _english_date(fact: Fact) -> str:
    year, month, day = "", fact.value, ""
    if fact.kind == FactKind.DAY:
        month, _, day = fact.value.partition("/")
    elif fact.kind != FactKind.BARE:
        year, month, *rest = fact.value.split("-")
        day = rest[0] if rest else ""
    return " ".join(part for part in (day, MONTHS[int(month) - 1].title(), year) if part)


def _english_number(value: str) -> str:
    """1,250,000 as 1.25 million where that is shorter and says all."""
    number = Decimal(value)
    for name, power in (("trillion", 12), ("billion", 9), ("million", 6)):
        short = number / Decimal(10) ** power
        if short >= 1 and short * 1000 % 1 == 0:
            return f"{plain(short)} {name}"
    return f"{number:,f}"


def _local_time(fact: Fact, joined: Mapping[str, str]) -> str:
    hour, _, minute = fact.value.partition(":")
    tail = f"{int(minute)}{joined['minute']}" if int(minute) else ""
    if not re.search(r"[ap]\.?m|午[前後]|[上下]午|晚上|早上|凌晨|中午", fact.source, re.I):
        return f"{hour}{joined['hour']}{tail}"
    half = joined["am"] if int(hour) < 12 else joined["pm"]
    shown = joined["noon"] if int(hour) == 12 else str(int(hour) % 12)
    return f"{half}{shown}{joined['hour']}{tail}"


def _local_number(fact: Fact, joined: Mapping[str, str]) -> str:
    if fact.kind == FactKind.NUMBER and re.fullmatch(NUMBER, fact.source):
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
