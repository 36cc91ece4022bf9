"""Numbers, money, dates, times and addresses: found, localised and compared by value.

English is read with its own words (million, a.m., 29 February 2024); Japanese and Chinese with
theirs (億, 万, 午前, 2024年2月29日). A fact is written for a language by the table in `languages`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from release_kit.languages import Language

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
_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_SCALE = r"(?:[ -](?P<scale{0}>thousand|million|billion|trillion)|(?P<short{0}>bn|m|k)\b)"
ENGLISH = re.compile(
    "|".join(
        (
            r"(?P<url>https?://[^\s<>\"'）」』、。]+[^\s<>\"'.,;:!?)\]）」』、。])",
            r"(?P<email>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)",
            r"(?P<hashtag>(?<![\w&])#[^\W\d]\w*)",
            rf"\b(?P<dmy>(?P<day1>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? {_MONTH.format(1)},? (?P<year1>\d{{4}}))\b",
            rf"\b(?P<mdy>{_MONTH.format(2)} (?P<day2>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<year2>\d{{4}}))\b",
            r"\b(?P<iso>\d{4}-\d{2}-\d{2})\b",
            rf"\b(?P<my>{_MONTH.format(3)},? (?P<year3>\d{{4}}))\b",
            rf"\b(?P<dm>(?P<day4>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? {_MONTH.format(4)})\b",
            rf"\b(?P<md>{_MONTH.format(5)} (?P<day5>\d{{1,2}})(?:st|nd|rd|th)?)\b(?![,.]?\d)",
            r"\b(?P<time>(?P<hour>\d{1,2})(?:[:.](?P<minute>\d{2}))? ?(?P<half>[ap])\.?m\b\.?)",
            r"\b(?P<clock>(?P<hour24>[01]?\d|2[0-3]):(?P<minute24>[0-5]\d))\b",
            rf"(?P<money>(?P<sign>US\$|NT\$|USD|TWD|NTD|JPY|EUR|RMB|CNY|\$|¥|€) ?(?P<amount>{_NUMBER}){_SCALE.format(1)}?)",
            rf"(?P<money2>(?<![\w.,])(?P<amount2>{_NUMBER}){_SCALE.format(2)}? "
            r"(?P<unit>U\.?S\.? dollars|New Taiwan dollars|dollars|yen|euros|yuan)\b)",
            rf"(?P<percent>(?<![\w.,])(?P<share>{_NUMBER}) ?(?:%|percent\b|per cent\b))",
            rf"(?P<number>(?<![\w.,])(?<![A-Za-z]-)(?P<digits>{_NUMBER})(?:{_SCALE.format(3)})?(?:(?=[^\w])|$|(?=st\b|nd\b|rd\b|th\b|-)))",
            rf"(?P<word>\b(?:{'|'.join(WORDS)})(?:-(?:one|two|three|four|five|six|seven|eight|nine))?\b"
            rf"(?:{_SCALE.format(4)})?)",
        )
    ),
    re.IGNORECASE,
)
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
EXACT = frozenset({"url", "email", "hashtag"})


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact in a source text."""

    start: int
    end: int
    kind: str  # url, email, hashtag, date, month, day, time, money, percent, number, word
    value: str  # in a form that is equal where the fact is
    source: str


@dataclass(frozen=True, slots=True)
class Found:
    """A value in a target text."""

    value: str
    start: int
    end: int


Finder = Callable[[str], Iterator[Found]]


def find_facts(text: str) -> list[Fact]:
    """The facts of an English text, in order."""
    return [fact for match in ENGLISH.finditer(text) if (fact := _fact(match))]


def _fact(match: re.Match[str]) -> Fact | None:
    groups = {name: value for name, value in match.groupdict().items() if value is not None}
    kind = next(name for name in groups if name in _READERS)
    value = _READERS[kind](groups)
    if value is None:
        return None
    name = _KINDS.get(kind, kind)
    return Fact(match.start(), match.end(), name, value, match.group())


def _month(text: str) -> int:
    return next(i for i, month in enumerate(MONTHS, 1) if month.startswith(text.lower().rstrip(".")[:3]))


def _date(groups: Mapping[str, str], number: int) -> str:
    year, day = groups[f"year{number}"], groups[f"day{number}"]
    return f"{year}-{_month(groups[f'month{number}'])}-{int(day)}"


def _decimal(digits: str, scale: str = "") -> str:
    value = Decimal(digits.replace(",", "")) * Decimal(10) ** LARGE.get(scale.lower(), 0)
    return _plain(value)


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"


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


_READERS = {
    "url": lambda g: g["url"],
    "email": lambda g: g["email"],
    "hashtag": lambda g: g["hashtag"],
    "dmy": lambda g: _date(g, 1),
    "mdy": lambda g: _date(g, 2),
    "iso": lambda g: "-".join(str(int(part)) for part in g["iso"].split("-")),
    "my": lambda g: f"{g['year3']}-{_month(g['month3'])}",
    "dm": lambda g: f"{_month(g['month4'])}/{int(g['day4'])}",
    "md": lambda g: f"{_month(g['month5'])}/{int(g['day5'])}",
    "time": lambda g: _time(g["hour"], g.get("minute", ""), g["half"]),
    "clock": lambda g: f"{int(g['hour24'])}:{g['minute24']}",
    "money": lambda g: f"{CURRENCIES[g['sign'].lower()]} {_decimal(g['amount'], _scale(g, 1))}",
    "money2": lambda g: f"{CURRENCIES[g['unit'].lower()]} {_decimal(g['amount2'], _scale(g, 2))}",
    "percent": lambda g: _decimal(g["share"]),
    "number": lambda g: _decimal(g["digits"], _scale(g, 3)),
    "word": _word,
}
_KINDS = {
    "dmy": "date", "mdy": "date", "iso": "date", "my": "month", "dm": "day", "md": "day",
    "clock": "time", "money2": "money",
}  # fmt: skip


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
    if fact.kind == "number" and re.fullmatch(_NUMBER, fact.source):
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
                return f"{_plain(short)}{name}"
            out, rest = f"{out}{int(whole)}{name}", rest % int(size)
    return out + (f"{rest:,}" if rest or not out else "")


def occurrences(text: str, kind: str) -> list[Found]:
    """The facts of a kind in a Japanese or Chinese text, in order."""
    return list(_FINDERS.get(kind, _numbers)(text.translate(NARROW)))


def values(text: str, kind: str) -> Counter[str]:
    """How often each value stands in a Japanese or Chinese text, for facts of a kind."""
    return Counter(found.value for found in occurrences(text, kind))


def _numbers(text: str) -> Iterator[Found]:
    for match in EAST_ASIAN_NUMBER.finditer(text):
        value = _compound(match.group())
        if value is not None:
            yield Found(_plain(value), match.start(), match.end())


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
        yield Found(_plain(Decimal(han_value(match.group()))), match.start(), match.end())


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
                yield Found(f"{currency} {_plain(value)}", match.start(), match.end())


_MONEY = {
    "USD": r"{0}\s?(?:米ドル|美元|US ?ドル)|(?:US\$|(?<!NT)\$)\s?{0}",
    "TWD": r"{0}\s?(?:台湾ドル|新台币|新臺幣)|(?:新臺幣|新台幣|新台币|台幣|NT\$)\s?{0}",
    "JPY": r"{0}\s?(?:日円|日圓|日元|円)|¥\s?{0}",
    "EUR": r"{0}\s?(?:ユーロ|歐元|欧元)|€\s?{0}",
    "CNY": r"{0}\s?(?:人民元|元人民币|元人民幣)|(?:人民幣|人民币)\s?{0}",
}
_FINDERS: Mapping[str, Finder] = {
    "date": _joined(r"(\d{4})\s?年\s?(\d{1,2})\s?月\s?(\d{1,2})\s?[日号號]", "-"),
    "month": _joined(r"(\d{4})\s?年\s?(\d{1,2})\s?月(?!\s?\d{1,2}\s?[日号號])", "-"),
    "day": _joined(r"(\d{1,2})\s?月\s?(\d{1,2})\s?[日号號]", "/"),
    "time": _times,
    "money": _moneys,
    "word": _words,
}


def missing(facts: Sequence[Fact], text: str, target: Language) -> list[Fact]:
    """The facts whose value stands less often in the text than in the source."""
    lost: list[Fact] = []
    for kind in {fact.kind for fact in facts}:
        ours = [fact for fact in facts if fact.kind == kind]
        there = Counter(_exact(text, ours)) if _is_literal(kind, target) else values(text, kind)
        for fact in ours:
            if there[fact.value] > 0:
                there[fact.value] -= 1
            else:
                lost.append(fact)
    return sorted(lost, key=lambda fact: fact.start)


def _is_literal(kind: str, target: Language) -> bool:
    return kind in EXACT or target.has_word_edges


def _exact(text: str, facts: Sequence[Fact]) -> Iterator[str]:
    for value, source in {fact.value: fact.source for fact in facts}.items():
        pattern = re.escape(value if value in text else source)
        yield from [value] * len(re.findall(pattern + r"(?![\w@])", text))


def strangers(source: str, facts: Sequence[Fact], text: str) -> list[str]:
    """Numbers in digits that the target has and the source does not."""
    known = {part for fact in facts for part in re.findall(r"\d+(?:\.\d+)?", fact.value)}
    known |= {fact.value for fact in facts} | set(re.findall(r"\d+", source))
    hours = [int(fact.value.partition(":")[0]) for fact in facts if fact.kind == "time"]
    known |= {str(hour % 12) for hour in hours} | {str(hour) for hour in hours}
    narrow = text.translate(NARROW)
    invented = [found.value for found in _numbers(narrow) if found.value not in known]
    for kind, basis in (("date", ("date",)), ("month", ("date", "month")), ("day", ("date", "day"))):
        stated = [fact.value.replace("/", "-") for fact in facts if fact.kind in basis]
        for found in _FINDERS[kind](narrow):
            value = found.value.replace("/", "-")
            if not any(value in (whole, whole[5:], whole.rpartition("-")[0]) for whole in stated):
                invented.append(text[found.start : found.end])
    return invented
