"""Facts in English text: million, a.m., 29 February 2024, US$1.2 million."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal

from release_kit.facts.model import ADDRESSES, Fact, Found, plain_number
from release_kit.kinds import FactKind

MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
_MONTH = r"(?P<month{0}>" + "|".join(f"{m}|{m[:3]}\\.?" for m in MONTHS) + r"|sept\.?)"
LARGE = {"thousand": 3, "million": 6, "billion": 9, "trillion": 12, "m": 6, "bn": 9, "k": 3}
CURRENCIES = {
    "us$": "USD", "$": "USD", "usd": "USD", "nt$": "TWD", "twd": "TWD", "ntd": "TWD", "¥": "JPY",
    "jpy": "JPY", "€": "EUR", "eur": "EUR", "rmb": "CNY", "cny": "CNY", "dollars": "USD",
    "yen": "JPY", "euros": "EUR", "yuan": "CNY", "u.s. dollars": "USD", "us dollars": "USD",
    "new taiwan dollars": "TWD",
}  # fmt: skip
WORDS = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15,
    "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30,
    "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_SCALE = r"(?:[ -](?P<scale{0}>thousand|million|billion|trillion)|(?P<short{0}>bn|m|k)\b)"
ENGLISH = re.compile(
    "|".join(
        (
            *(f"(?P<{kind}>{pattern})" for kind, pattern in ADDRESSES.items()),
            rf"\b(?P<dmy>(?P<day1>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? {_MONTH.format(1)},? (?P<year1>\d{{4}}))\b",
            rf"\b(?P<mdy>{_MONTH.format(2)} (?P<day2>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<year2>\d{{4}}))\b",
            r"\b(?P<iso>\d{4}-\d{2}-\d{2})\b",
            rf"\b(?P<my>{_MONTH.format(3)},? (?P<year3>\d{{4}}))\b",
            rf"\b(?P<dm>(?P<day4>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? {_MONTH.format(4)})\b",
            rf"\b(?P<md>{_MONTH.format(5)} (?P<day5>\d{{1,2}})(?:st|nd|rd|th)?)\b(?![,.]?\d)",
            rf"(?P<bare>(?<=\bin |\bby |\bof )(?:{'|'.join(MONTHS)})\b(?! \d))",
            r"\b(?P<time>(?P<hour>\d{1,2})(?:[:.](?P<minute>\d{2}))? ?(?P<half>[ap])\.?m\b\.?)",
            r"\b(?P<clock>(?P<hour24>[01]?\d|2[0-3]):(?P<minute24>[0-5]\d))\b",
            rf"(?P<money>(?P<sign>US\$|NT\$|USD|TWD|NTD|JPY|EUR|RMB|CNY|\$|¥|€) ?(?P<amount>{NUMBER}){_SCALE.format(1)}?)",
            rf"(?P<money2>(?<![\w.,])(?P<amount2>{NUMBER}){_SCALE.format(2)}? "
            r"(?P<unit>U\.?S\.? dollars|New Taiwan dollars|dollars|yen|euros|yuan)\b)",
            rf"(?P<percent>(?<![\w.,])(?P<share>{NUMBER}) ?(?:%|percent\b|per cent\b))",
            rf"(?P<number>(?<![\w.,])(?<![A-Za-z]-)(?P<digits>{NUMBER})(?:{_SCALE.format(3)})?(?:(?=[^\w])|$|(?=st\b|nd\b|rd\b|th\b|-)))",
            rf"(?P<word>\b(?:{'|'.join(WORDS)})(?:-(?:one|two|three|four|five|six|seven|eight|nine))?\b"
            rf"(?:{_SCALE.format(4)})?)",
        )
    ),
    re.IGNORECASE,
)


def find_facts(text: str) -> list[Fact]:
    """The facts of an English text, in order."""
    return [fact for match in ENGLISH.finditer(text) if (fact := _fact(match))]


def occurrences(text: str, kind: FactKind) -> Iterator[Found]:
    """The facts of a kind in an English text; a number may stand in words or in figures."""
    either = {FactKind.NUMBER, FactKind.WORD}
    wanted = either if kind in either else {kind}
    facts = (fact for match in ENGLISH.finditer(text) if (fact := _fact(match)))
    return (Found(fact.value, fact.start, fact.end) for fact in facts if fact.kind in wanted)


def _fact(match: re.Match[str]) -> Fact | None:
    groups = {name: value for name, value in match.groupdict().items() if value is not None}
    kind = next(name for name in groups if name in _READERS)
    value = _READERS[kind](groups)
    if value is None:
        return None
    name = FactKind(_KINDS.get(kind, kind))
    return Fact(match.start(), match.end(), name, value, match.group())


def _month(text: str) -> int:
    return next(i for i, month in enumerate(MONTHS, 1) if month.startswith(text.lower().rstrip(".")[:3]))


def _date(groups: Mapping[str, str], number: int) -> str:
    year, day = groups[f"year{number}"], groups[f"day{number}"]
    return f"{year}-{_month(groups[f'month{number}'])}-{int(day)}"


def _decimal(digits: str, scale: str = "") -> str:
    value = Decimal(digits.replace(",", "")) * Decimal(10) ** LARGE.get(scale.lower(), 0)
    return plain_number(value)


def _scale(groups: Mapping[str, str], number: int) -> str:
    return groups.get(f"scale{number}") or groups.get(f"short{number}") or ""


def _time(hour: str, minute: str, half: str) -> str | None:
    number = int(hour) % 12 + (12 if half.lower() == "p" else 0)
    return f"{number}:{int(minute or 0):02d}" if 1 <= int(hour) <= 12 else None


def _word(groups: Mapping[str, str]) -> str | None:
    text = re.split(r" |-(?=thousand|million|billion)", groups["word"].lower())[0]
    tens, _, ones = text.partition("-")
    value = WORDS[tens] + (WORDS | {"one": 1}).get(ones, 0)
    return _decimal(str(value), _scale(groups, 4))


_READERS: Mapping[str, Callable[[Mapping[str, str]], str | None]] = {
    "url": lambda g: g["url"],
    "email": lambda g: g["email"],
    "hashtag": lambda g: g["hashtag"],
    "dmy": lambda g: _date(g, 1),
    "mdy": lambda g: _date(g, 2),
    "iso": lambda g: "-".join(str(int(part)) for part in g["iso"].split("-")),
    "my": lambda g: f"{g['year3']}-{_month(g['month3'])}",
    "dm": lambda g: f"{_month(g['month4'])}/{int(g['day4'])}",
    "md": lambda g: f"{_month(g['month5'])}/{int(g['day5'])}",
    "bare": lambda g: str(_month(g["bare"])),
    "time": lambda g: _time(g["hour"], g.get("minute", ""), g["half"]),
    "clock": lambda g: f"{int(g['hour24'])}:{g['minute24']}",
    "money": lambda g: f"{CURRENCIES[g['sign'].lower()]} {_decimal(g['amount'], _scale(g, 1))}",
    "money2": lambda g: f"{CURRENCIES[g['unit'].lower()]} {_decimal(g['amount2'], _scale(g, 2))}",
    "percent": lambda g: _decimal(g["share"]),
    "number": lambda g: _decimal(g["digits"], _scale(g, 3)),
    "word": _word,
}
_KINDS = {
    "dmy": FactKind.DATE, "mdy": FactKind.DATE, "iso": FactKind.DATE, "my": FactKind.MONTH, "dm": FactKind.DAY, "md": FactKind.DAY,
    "clock": FactKind.TIME, "money2": FactKind.MONEY,
}  # fmt: skip
