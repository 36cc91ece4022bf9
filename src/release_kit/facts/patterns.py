"""Facts of a language whose row alone says how it writes them: what it writes by a pattern is found by it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from string import Formatter

from release_kit.facts.model import ADDRESSES, Fact, Found, plain_number
from release_kit.kinds import FactKind
from release_kit.languages import Language

PARTS = {"year": r"\d{4}", "month": r"\d{1,2}", "day": r"\d{1,2}", "hour": r"\d{1,2}", "minute": r"\d{2}"}
DIGITS = r"\d+(?:,\d{3})*(?:\.\d+)?"
Finder = Callable[[str, Language], Iterator[Found]]


def find_facts(text: str, row: Language) -> list[Fact]:
    """The facts of a text, in order; what is found first is not looked into again."""
    found: list[Fact] = []
    taken: set[int] = set()
    for kind, finder in FINDERS.items():
        for one in finder(text, row):
            places = range(one.start, one.end)
            if taken.isdisjoint(places):
                taken.update(places)
                found.append(Fact(one.start, one.end, kind, one.value, text[one.start : one.end]))
    return sorted(found, key=lambda fact: fact.start)


def occurrences(text: str, kind: FactKind, row: Language) -> Iterator[Found]:
    """The facts of a kind in a text, in order; a small number may stand in words or in figures."""
    if kind == FactKind.WORD:
        found = [*_numbers(text, row), *_numerals(text, row)]
        return iter(sorted(found, key=lambda one: one.start))
    return FINDERS[kind](text, row)


def _expression(pattern: str, row: Language, parts: Mapping[str, str] = PARTS) -> str:
    """The regular expression of what a pattern writes, spaces left free."""
    known = {**parts, "name": "|".join(map(re.escape, row.dates.months))}
    out = ""
    for literal, name, _, _ in Formatter().parse(pattern):
        out += re.escape(literal).replace("\\ ", r"\s?")
        out += f"(?P<{name}>{known[name]})" if name else ""
    return f"(?<!\\d){out}" if out.startswith("(?P") else out


def _dates(text: str, pattern: str, row: Language) -> Iterator[tuple[re.Match[str], dict[str, int]]]:
    """Matches of a date's pattern with their parts as numbers, of months and days that there are."""
    names = [name.casefold() for name in row.dates.months]
    for match in re.finditer(_expression(pattern, row), text, re.IGNORECASE):
        groups = match.groupdict()
        values = {key: int(value) for key, value in groups.items() if key != "name"}
        if "name" in groups:
            values["month"] = names.index(groups["name"].casefold()) + 1
        if 1 <= values["month"] <= 12 and 1 <= values.get("day", 1) <= 31:
            yield match, values


def _date(text: str, row: Language) -> Iterator[Found]:
    for match, found in _dates(text, row.dates.date, row):
        yield Found(f"{found['year']}-{found['month']}-{found['day']}", *match.span())


def _month(text: str, row: Language) -> Iterator[Found]:
    for match, found in _dates(text, row.dates.month, row):
        yield Found(f"{found['year']}-{found['month']}", *match.span())


def _day(text: str, row: Language) -> Iterator[Found]:
    for match, found in _dates(text, row.dates.day, row):
        yield Found(f"{found['month']}/{found['day']}", *match.span())


def _bare(text: str, row: Language) -> Iterator[Found]:
    for match, found in _dates(text, row.dates.bare, row):
        yield Found(str(found["month"]), *match.span())


def _times(text: str, row: Language) -> Iterator[Found]:
    """Times in the words of the row, by its own pattern, or as 10:30."""
    words = row.joined
    halves = {words[key].strip(): key for key in ("am", "pm") if words.get(key, "").strip()}
    half = rf"(?:(?P<half>{'|'.join(map(re.escape, halves))})\s?)?" if halves else ""
    hour, minute = (re.escape(words.get(key, "").strip()) for key in ("hour", "minute"))
    forms = [rf"(?<!\d){half}(?P<hour>\d{{1,2}}):(?P<minute>\d{{2}})(?!\d)"]
    if hour:
        spelled = rf"(?<!\d){half}(?P<hour>\d{{1,2}})\s?{hour}(?:\s?(?P<minute>\d{{1,2}})\s?{minute})?"
        forms.insert(0, spelled)
    elif "clock" in words:
        forms.insert(0, _expression(words["clock"], row))
    for form in forms:
        for match in re.finditer(form, text):
            groups = match.groupdict()
            number = int(groups["hour"])
            if groups.get("half"):
                number = number % 12 + (12 if halves[groups["half"]] == "pm" else 0)
            if number < 24:
                yield Found(f"{number}:{int(groups['minute'] or 0):02d}", *match.span())


def _large(row: Language) -> dict[str, int]:
    """The units of large numbers, each with its size."""
    units = [part.split(":") for part in row.joined.get("large", "").split()]
    trillion = row.joined.get("trillion", "")
    return {name: int(size) for name, size in units} | ({trillion: 10**12} if trillion else {})


def _amount(row: Language) -> str:
    """A number in figures, with units of large numbers: 12억 5,000만."""
    names = "|".join(sorted(map(re.escape, _large(row)), key=len, reverse=True))
    more = rf"(?:\s?(?:{names})(?:\s?{DIGITS}\s?(?:{names}))*(?:\s?{DIGITS})?)?" if names else ""
    return rf"(?<![\d.,]){DIGITS}{more}"


def _value(text: str, row: Language) -> str:
    """The value of such a number."""
    large = _large(row)
    names = "|".join(sorted(map(re.escape, large), key=len, reverse=True))
    total = Decimal(0)
    for digits, unit in re.findall(rf"({DIGITS})(?:\s?({names}))?", text):
        total += Decimal(digits.replace(",", "")) * large.get(unit, 1)
    return plain_number(total)


def _moneys(text: str, row: Language) -> Iterator[Found]:
    amount = f"(?P<amount>{_amount(row)})"
    for currency, pattern in row.joined.items():
        if len(currency) == 3 and currency.isupper():
            before, _, after = pattern.partition("{0}")
            form = re.escape(before) + (r"\s?" if before else "") + amount + (r"\s?" if after else "")
            for match in re.finditer(form + re.escape(after.strip()), text):
                yield Found(f"{currency} {_value(match['amount'], row)}", *match.span())


def _percents(text: str, row: Language) -> Iterator[Found]:
    sign = re.escape(row.joined.get("percent", "{0}%").replace("{0}", "").strip())
    for match in re.finditer(rf"(?P<amount>{_amount(row)})\s?(?:%|％|{sign})", text):
        yield Found(_value(match["amount"], row), *match.span())


def _numbers(text: str, row: Language) -> Iterator[Found]:
    for match in re.finditer(rf"(?<![A-Za-z]){_amount(row)}", text):
        yield Found(_value(match.group(), row), *match.span())


def _numerals(text: str, row: Language) -> Iterator[Found]:
    if row.numerals:
        names = "|".join(sorted(map(re.escape, row.numerals), key=len, reverse=True))
        edges = (r"(?<!\w)", r"(?!\w)") if row.has_word_edges else ("", "")
        for match in re.finditer(f"{edges[0]}(?:{names}){edges[1]}", text, re.IGNORECASE):
            value = row.numerals.get(match.group(), row.numerals.get(match.group().lower(), 0))
            yield Found(str(value), *match.span())


def _addresses(kind: FactKind) -> Finder:
    def find(text: str, _: Language) -> Iterator[Found]:
        for match in re.finditer(ADDRESSES[kind], text):
            yield Found(match.group(), *match.span())

    return find


FINDERS: Mapping[FactKind, Finder] = {  # in the order of looking
    **{kind: _addresses(kind) for kind in ADDRESSES},
    FactKind.DATE: _date,
    FactKind.MONTH: _month,
    FactKind.DAY: _day,
    FactKind.TIME: _times,
    FactKind.MONEY: _moneys,
    FactKind.BARE: _bare,
    FactKind.PERCENT: _percents,
    FactKind.NUMBER: _numbers,
}
