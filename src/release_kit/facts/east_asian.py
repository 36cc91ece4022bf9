"""Facts in Japanese and Chinese text: 2024年2月29日, 12億5,000万米ドル, 七社, １２５０人."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal

from release_kit.facts.model import Found, plain

HAN_DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")} | {
    "零": 0,
    "两": 2,
    "兩": 2,
    "両": 2,
    "雙": 2,
    "双": 2,
}
HAN_UNITS = {"十": 10, "百": 100, "千": 1000}
HAN_LARGE = {"万": 10**4, "萬": 10**4, "億": 10**8, "亿": 10**8, "兆": 10**12}
EAST_ASIAN_NUMBER = re.compile(
    r"\d(?:[\d,]*\d)?(?:\.\d+)?(?:[百千]?(?:万亿|[万萬億亿兆]))?(?:\d(?:[\d,]*\d)?(?:\.\d+)?[千]?[万萬億亿])*(?:\d(?:[\d,]*\d)?)?"
)
HAN_NUMBER = re.compile(r"[〇零一二三四五六七八九十百千两兩両雙双]+[万萬億亿兆]?")
NARROW = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}  # full-width ASCII
Finder = Callable[[str], Iterator[Found]]


def occurrences(text: str, kind: str) -> list[Found]:
    """The facts of a kind in a Japanese or Chinese text, in order."""
    return list(FINDERS[kind](text.translate(NARROW)))


def values(text: str, kind: str) -> Counter[str]:
    """How often each value stands in a Japanese or Chinese text, for facts of a kind."""
    return Counter(found.value for found in occurrences(text, kind))


def _numbers(text: str) -> Iterator[Found]:
    for match in EAST_ASIAN_NUMBER.finditer(text):
        value = _compound(match.group())
        if value is not None:
            yield Found(plain(value), match.start(), match.end())


def _compound(text: str) -> Decimal | None:
    """12億5,000万 as a number."""
    total = Decimal(0)
    for digits, thousand, unit in re.findall(
        r"(\d(?:[\d,]*\d)?(?:\.\d+)?)([百千]?)(万亿|[万萬億亿兆]?)", text
    ):
        try:
            value = Decimal(digits.replace(",", ""))
        except ArithmeticError:
            return None
        large = 10**12 if unit == "万亿" else HAN_LARGE.get(unit, 1)
        total += value * HAN_UNITS.get(thousand, 1) * large
    return total


def _words(text: str) -> Iterator[Found]:
    yield from _numbers(text)
    for match in HAN_NUMBER.finditer(text):
        yield Found(plain(Decimal(han_value(match.group()))), match.start(), match.end())


def han_value(text: str) -> int:
    """The value of a number in Chinese characters: 二十七 is 27."""
    large = HAN_LARGE.get(text[-1], 1) if len(text) > 1 else 1
    total = current = 0
    for character in text if large == 1 else text[:-1]:
        if character in HAN_UNITS:
            total += (current or 1) * HAN_UNITS[character]
            current = 0
        else:
            current = current * 10 + HAN_DIGITS.get(character, 0)
    return (total + current) * large


def _joined(pattern: str, joint: str) -> Finder:
    """A finder of whole numbers that stand together, their values joined."""

    def find(text: str) -> Iterator[Found]:
        for match in re.finditer(pattern, text):
            yield Found(joint.join(str(int(part)) for part in match.groups()), match.start(), match.end())

    return find


def _times(text: str) -> Iterator[Found]:
    pattern = r"(午前|午後|上午|下午|晚上|早上|凌晨|中午)?\s?(\d{1,2})(?:[時时點点:](?:(\d{1,2})分?)?)"
    for match in re.finditer(pattern, text):
        half, hour, minute = match.groups()
        late = half in ("午後", "下午", "晚上") and int(hour) < 12
        value = f"{int(hour) + (12 if late else 0)}:{int(minute or 0):02d}"
        yield Found(value, match.start(), match.end())


def _moneys(text: str) -> Iterator[Found]:
    amount = r"(\d(?:[\d,]*\d)?(?:\.\d+)?(?:[百千]?(?:万亿|[万萬億亿兆]))?(?:\d(?:[\d,]*\d)?[万萬億亿])*)"
    for currency, pattern in _MONEY.items():
        for match in re.finditer(pattern.format(amount), text):
            value = _compound(next(g for g in match.groups() if g))
            if value is not None:
                yield Found(f"{currency} {plain(value)}", match.start(), match.end())


_MONEY = {
    "USD": r"{0}\s?(?:米ドル|美元|US ?ドル)|(?:US\$|(?<!NT)\$)\s?{0}",
    "TWD": r"{0}\s?(?:台湾ドル|新台币|新臺幣)|(?:新臺幣|新台幣|新台币|台幣|NT\$)\s?{0}",
    "JPY": r"{0}\s?(?:日円|日圓|日元|円)|¥\s?{0}",
    "EUR": r"{0}\s?(?:ユーロ|歐元|欧元)|€\s?{0}",
    "CNY": r"{0}\s?(?:人民元|元人民币|元人民幣)|(?:人民幣|人民币)\s?{0}",
}
FINDERS: Mapping[str, Finder] = {
    "date": _joined(r"(\d{4})\s?年\s?(\d{1,2})\s?月\s?(\d{1,2})\s?[日号號]", "-"),
    "month": _joined(r"(\d{4})\s?年\s?(\d{1,2})\s?月(?!\s?\d{1,2}\s?[日号號])", "-"),
    "day": _joined(r"(\d{1,2})\s?月\s?(\d{1,2})\s?[日号號]", "/"),
    "bare": _joined(r"(\d{1,2})\s?月", ""),
    "time": _times,
    "money": _moneys,
    "word": _words,
    "number": _numbers,
    "percent": _numbers,
}
