"""A fact as another language writes it: 12億5000万米ドル, 午前10時30分, US$1.25 billion, 10:30 a.m."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

from release_kit.facts.english import NUMBER, WORDS
from release_kit.facts.model import EXACT_FACTS, Fact, plain_number
from release_kit.kinds import FactKind
from release_kit.languages import LANGUAGES, FactFinder, Language, fill_date

DATED = (FactKind.DATE, FactKind.MONTH, FactKind.DAY, FactKind.BARE)
TEN_THOUSAND = 10**4  # 1.5万 rather than 1万5,000


def localise_fact(fact: Fact, target: Language) -> str:
    """The fact as the target language writes it."""
    joined = target.joined
    if fact.kind in EXACT_FACTS:
        return fact.value
    if fact.kind in DATED:
        return _local_date(fact, target)
    if target.facts is FactFinder.ENGLISH:
        return _in_english(fact, joined)
    if fact.kind == FactKind.TIME:
        return _local_time(fact, joined)
    if fact.kind == FactKind.MONEY:
        currency, _, amount = fact.value.partition(" ")
        return joined.get(currency, f"{currency} {{0}}").format(group_large(amount, joined))
    if fact.kind == FactKind.PERCENT:
        return joined.get("percent", "{0}%").format(fact.value)
    return _local_number(fact, joined)


def _in_english(fact: Fact, joined: Mapping[str, str]) -> str:
    """10:30 a.m., US$1.25 billion, 25%, seven, 1,250."""
    if fact.kind == FactKind.TIME:
        hour, _, minute = fact.value.partition(":")
        tail = f":{minute}" if int(minute) else ""
        return f"{int(hour) % 12 or 12}{tail} {'a.m.' if int(hour) < 12 else 'p.m.'}"
    if fact.kind == FactKind.MONEY:
        currency, _, amount = fact.value.partition(" ")
        return joined.get(currency, f"{currency} {{0}}").format(_english_number(amount))
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


def _local_date(fact: Fact, target: Language) -> str:
    """A date, or the part of one that the source has, by the row's pattern for it."""
    year, month, day = "", fact.value, ""
    if fact.kind == FactKind.DAY:
        month, _, day = fact.value.partition("/")
    elif fact.kind != FactKind.BARE:
        year, month, *rest = fact.value.split("-")
        day = rest[0] if rest else ""
    return fill_date(getattr(target.dates, fact.kind), target, year, month, day)


def _english_number(value: str) -> str:
    """1,250,000 as 1.25 million where that is shorter and says all."""
    number = Decimal(value)
    for name, power in (("trillion", 12), ("billion", 9), ("million", 6)):
        short = number / Decimal(10) ** power
        if short >= 1 and short * 1000 % 1 == 0:
            return f"{plain_number(short)} {name}"
    return f"{number:,f}"


def _local_time(fact: Fact, joined: Mapping[str, str]) -> str:
    hour, _, minute = fact.value.partition(":")
    if "hour" not in joined:
        return joined.get("clock", "{hour}:{minute}").format(hour=hour, minute=minute)
    tail = f"{int(minute)}{joined['minute']}" if int(minute) else ""
    if "am" not in joined or not _tells_half(fact.source):
        return f"{hour}{joined['hour']}{tail}".strip()
    half = joined["am"] if int(hour) < 12 else joined["pm"]
    shown = joined["noon"] if int(hour) == 12 else str(int(hour) % 12)
    return f"{half}{shown}{joined['hour']}{tail}".strip()


def _tells_half(text: str) -> bool:
    """Whether a time says which half of the day it is in, in whatever language it is written."""
    halves = (row.half_days for row in LANGUAGES.values() if row.half_days)
    return any(re.search(words, text, re.IGNORECASE) for words in halves)


def _local_number(fact: Fact, joined: Mapping[str, str]) -> str:
    if fact.kind == FactKind.NUMBER and re.fullmatch(NUMBER, fact.source):
        return fact.source
    return group_large(fact.value, joined)


def group_large(value: str, joined: Mapping[str, str]) -> str:
    """1250000 as 125万; below ten thousand as it is, with thousands set apart by commas."""
    rest = Decimal(value)
    units = [part.split(":") for part in joined.get("large", "").split()]
    out, joint = "", joined.get("large_joint", "")
    trillion = Decimal(10**12)
    if rest >= trillion and "trillion" in joined:
        out, rest = f"{int(rest // trillion)}{joined['trillion']}{joint}", rest % trillion
    for name, size in units:
        if rest >= int(size):
            whole = rest // int(size)
            short = rest / TEN_THOUSAND
            if int(size) == TEN_THOUSAND and not out and short % 1 and short * 100 % 1 == 0:
                return f"{plain_number(short)}{name}"
            out, rest = f"{out}{int(whole)}{name}{joint}", rest % int(size)
    return (out + (f"{rest:,}" if rest or not out else "")).removesuffix(joint)
