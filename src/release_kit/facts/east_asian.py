"""Facts in Japanese and Chinese text: 2024年2月29日, 12億5,000万米ドル, 七社, １２５０人."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from functools import partial

from release_kit.facts.model import ADDRESSES, Fact, Found, plain_number
from release_kit.kinds import FactKind

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
# Nothing gives back what it took, and no number has more than so many digits, groups or units: else what
# is no number in the end is tried again from each of its digits.
_DIGITS = r"\d{1,60}+(?:,++\d{1,60}+){0,20}+"
EAST_ASIAN_NUMBER = re.compile(
    rf"{_DIGITS}(?:\.\d{{1,60}}+)?+(?:[百千]?(?:万亿|[万萬億亿兆]))?"
    rf"(?:{_DIGITS}(?:\.\d{{1,60}}+)?+千?[万萬億亿]){{0,9}}+(?:{_DIGITS})?"
)
PERCENT = rf"(?<!\d)({_DIGITS}(?:\.\d{{1,60}}+)?+)\s?(?:%|パーセント)|百分之(\d{{1,60}}(?:\.\d{{1,60}})?)"
HAN_NUMBER = re.compile(r"[〇零一二三四五六七八九十百千两兩両雙双]{1,40}+[万萬億亿兆]?")
WIDE = re.compile("[\uff01-\uff5e]")
NARROW = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}  # full-width ASCII
COUNTERS = "人名社家件回校市縣県個个位項项年日天週周倍隻台臺架座所店種种カヵヶ"
ERAS = {
    "令和": 2018,
    "平成": 1988,
    "昭和": 1925,
    "大正": 1911,
    "民國": 1911,
    "民国": 1911,
}  # year before the first
_YEAR = rf"(?:(\d{{4}})|({'|'.join(ERAS)})(\d{{1,3}}|元))\s?年"
Finder = Callable[[str], Iterator[Found]]


def occurrences(text: str, kind: FactKind) -> Iterator[Found]:
    """The facts of a kind in a Japanese or Chinese text, in order."""
    return FINDERS[kind](_narrow(text))


def _narrow(text: str) -> str:
    """The text with its full-width figures and signs narrow; most texts have none."""
    return text.translate(NARROW) if WIDE.search(text) else text


def find_facts(text: str, yuan: str = "") -> list[Fact]:
    """The facts of a Japanese or Chinese text, in order; `yuan` is the currency that 元 alone means.

    Numbers in ideographs count where a counter follows (七社, 兩市), so that names keep theirs.
    """
    narrow = _narrow(text)
    found: list[Fact] = []
    taken: set[int] = set()
    finders: list[tuple[FactKind, Finder]] = [
        *_SOURCE_FINDERS,
        (FactKind.MONEY, partial(_plain_money, yuan)),
        *_LAST_FINDERS,
    ]
    for kind, finder in finders:
        for one in finder(narrow):
            places = range(one.start, one.end)
            if taken.isdisjoint(places):
                taken.update(places)
                found.append(Fact(one.start, one.end, kind, one.value, text[one.start : one.end]))
    return sorted(found, key=lambda fact: fact.start)


def _addresses(kind: FactKind, text: str) -> Iterator[Found]:
    for match in re.finditer(ADDRESSES[kind], text):
        yield Found(match.group(), match.start(), match.end())


def _plain_money(yuan: str, text: str) -> Iterator[Found]:
    for match in re.finditer(rf"{_AMOUNT}\s?元(?!旦|年|素|気)", text) if yuan else ():
        value = _compound(match.group(1))
        if value is not None:
            yield Found(f"{yuan} {plain_number(value)}", match.start(), match.end())


def _counted(text: str) -> Iterator[Found]:
    for match in re.finditer(rf"(?<![第数數幾几]){HAN_NUMBER.pattern}(?=[{COUNTERS}])", text):
        value = han_value(match.group())
        if value > 1:
            yield Found(str(value), match.start(), match.end())


def _percents(text: str) -> Iterator[Found]:
    for match in re.finditer(PERCENT, text):
        yield Found(
            plain_number(Decimal((match[1] or match[2]).replace(",", ""))), match.start(), match.end()
        )
    for match in re.finditer(r"百分之([〇零一二三四五六七八九十百]{1,40})|(?<![\d.])(\d)割", text):
        value = han_value(match[1]) if match[1] else int(match[2]) * 10
        yield Found(str(value), match.start(), match.end())


def _numbers(text: str) -> Iterator[Found]:
    for match in EAST_ASIAN_NUMBER.finditer(text):
        value = _compound(match.group())
        if value is not None:
            yield Found(plain_number(value), match.start(), match.end())


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
        yield Found(plain_number(Decimal(han_value(match.group()))), match.start(), match.end())


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


def _dates(text: str) -> Iterator[Found]:
    """Full dates, also by the era or the year of the Republic: 令和6年2月29日, 民國113年2月29日."""
    for match in re.finditer(rf"{_YEAR}\s?(\d{{1,2}})\s?月\s?(\d{{1,2}})\s?[日号號]", text):
        yield Found(f"{_year(match)}-{int(match[4])}-{int(match[5])}", match.start(), match.end())


def _months(text: str) -> Iterator[Found]:
    for match in re.finditer(rf"{_YEAR}\s?(\d{{1,2}})\s?月(?!\s?\d{{1,2}}\s?[日号號])", text):
        yield Found(f"{_year(match)}-{int(match[4])}", match.start(), match.end())


def _year(match: re.Match[str]) -> int:
    if match[1]:
        return int(match[1])
    return ERAS[match[2]] + (1 if match[3] == "元" else int(match[3]))


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
    for currency, pattern in _MONEY.items():
        for match in re.finditer(pattern.format(_AMOUNT), text):
            value = _compound(next(g for g in match.groups() if g))
            if value is not None:
                yield Found(f"{currency} {plain_number(value)}", match.start(), match.end())


_AMOUNT = (
    rf"(?<!\d)({_DIGITS}(?:\.\d{{1,60}}+)?+(?:[百千]?(?:万亿|[万萬億亿兆]))?"
    rf"(?:{_DIGITS}[万萬億亿]){{0,9}}+)"
)
_MONEY = {
    "USD": r"{0}\s?(?:米ドル|美元|US ?ドル)|(?:US\$|(?<!NT)\$)\s?{0}",
    "TWD": r"{0}\s?(?:台湾ドル|新台币|新臺幣)|(?:新臺幣|新台幣|新台币|台幣|NT\$)\s?{0}",
    "JPY": r"{0}\s?(?:日円|日圓|日圆|日元|円)|¥\s?{0}",
    "EUR": r"{0}\s?(?:ユーロ|歐元|欧元)|€\s?{0}",
    "CNY": r"{0}\s?(?:人民元|元人民币|元人民幣)|(?:人民幣|人民币)\s?{0}",
}
FINDERS: Mapping[FactKind, Finder] = {
    FactKind.DATE: _dates,
    FactKind.MONTH: _months,
    FactKind.DAY: _joined(r"(\d{1,2})\s?月\s?(\d{1,2})\s?[日号號]", "/"),
    FactKind.BARE: _joined(r"(\d{1,2})\s?月", ""),
    FactKind.TIME: _times,
    FactKind.MONEY: _moneys,
    FactKind.WORD: _words,
    FactKind.NUMBER: _numbers,
    FactKind.PERCENT: _numbers,
}
# In the order of looking: what is found first is not looked into again.
_SOURCE_FINDERS: tuple[tuple[FactKind, Finder], ...] = (
    *((kind, partial(_addresses, kind)) for kind in ADDRESSES),
    *(
        (kind, FINDERS[kind])
        for kind in (FactKind.DATE, FactKind.MONTH, FactKind.DAY, FactKind.TIME, FactKind.MONEY)
    ),
)
_LAST_FINDERS: tuple[tuple[FactKind, Finder], ...] = (
    (FactKind.BARE, FINDERS[FactKind.BARE]),
    (FactKind.PERCENT, _percents),
    (FactKind.NUMBER, _numbers),
    (FactKind.WORD, _counted),
)
