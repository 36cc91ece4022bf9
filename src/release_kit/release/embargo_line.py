"""The line of an imported text that says until when it is under embargo.

A moment is taken over only where date, time and zone are all there and there is one of each. Whatever else
speaks of an embargo stops the import and asks: a lost embargo is worse than a question.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

from release_kit.errors import InputError
from release_kit.facts import find_facts
from release_kit.kinds import FactKind
from release_kit.languages import Language

SPEAKS = re.compile(
    r"\bembargo|\bnot (?:for|to be) (?:publication|published?|released?|broadcast)\b.*\b(?:before|until)\b"
    r"|\bhold (?:for|until) (?:release|publication)|解禁|[禁限]止?[发發][布佈]"
    r"|限[时時][发發][布佈]|禁[发發](?:期|至|到|[:：\d])|公開禁止|報道(?:解禁|禁止)",
    re.I,
)
OPENS = re.compile(
    r"[\W_]*(?:strictly |under )?(?:embargo(?:ed)?\b|not (?:for|to be)\b|hold\b|解禁|禁|限時|限时)", re.I
)
LONGEST = 240  # characters of such a line; a paragraph that mentions an embargo is text
EDGE = 6  # paragraphs at the beginning and at the end in which it stands
MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2})?(?:Z|[+-]\d{2}:\d{2})")
OFFSET = re.compile(r"(?:UTC|GMT) ?(?P<sign>[+-])(?P<hours>\d{1,2})(?::?(?P<minutes>\d{2}))?(?!\d)")
ZONES = {  # the abbreviations and words that mean one zone in a press release
    r"JST|Japan(?: standard)? time|Tokyo time|日本時間": "Asia/Tokyo",
    r"KST|Seoul time": "Asia/Seoul",
    r"HKT|Hong Kong time|香港時間": "Asia/Hong_Kong",
    r"SGT|Singapore time": "Asia/Singapore",
    r"Taiwan time|Taipei time|台[北灣]時間|臺[北灣]時間|台湾時間": "Asia/Taipei",
    r"Beijing time|北京[時时][間间]": "Asia/Shanghai",
    r"UTC|GMT(?! ?[+-])|Z\b": "UTC",
    r"CET|CEST|Berlin time|Paris time": "Europe/Berlin",
    r"BST|London time|UK time": "Europe/London",
    r"EST|EDT|Eastern time|New York time": "America/New_York",
    r"PST|PDT|Pacific time": "America/Los_Angeles",
}


def take_embargo(paragraphs: Sequence[str], row: Language, name: str) -> tuple[list[str], datetime | None]:
    """The paragraphs without the lines that speak of an embargo, and its end; none where none is spoken of.

    An `InputError` where it is not said beyond doubt.
    """
    edge = {*range(min(EDGE, len(paragraphs))), *range(max(0, len(paragraphs) - EDGE), len(paragraphs))}
    lines = [n for n in sorted(edge) if len(paragraphs[n]) <= LONGEST and SPEAKS.search(paragraphs[n])]
    if not lines:
        return list(paragraphs), None
    ends = {read_end(paragraphs[number], row) for number in lines}
    if len(ends) != 1 or None in ends:
        said = " / ".join(paragraphs[number].strip() for number in lines)
        fix = "Say it: --embargo 2026-12-01T09:00:00+09:00, or --no-embargo where there is none."
        raise InputError(name, f"an embargo whose end is not beyond doubt: {said[:200]}", fix)
    return [text for number, text in enumerate(paragraphs) if number not in lines], ends.pop()


def drop_embargo_lines(paragraphs: Sequence[str]) -> list[str]:
    """The paragraphs without lines that are nothing but an embargo, where its end was said elsewhere."""
    return [
        text for text in paragraphs if len(text) > LONGEST or not (OPENS.match(text) and SPEAKS.search(text))
    ]


def read_end(text: str, row: Language) -> datetime | None:
    """The moment that a line names, with its zone; none where one of date, time and zone is not clear."""
    try:
        if whole := MOMENT.search(text):
            return datetime.fromisoformat(whole[0].replace(" ", "T"))
        return _spoken_end(text, row)
    except ValueError:
        return None


def _spoken_end(text: str, row: Language) -> datetime | None:
    """The moment in words; a `ValueError` where the calendar or the clock has it not."""
    facts = find_facts(text, row)
    dates = {fact.value for fact in facts if fact.kind is FactKind.DATE}
    times = {fact.value for fact in facts if fact.kind is FactKind.TIME}
    zone = _zone(text)
    if len(dates) != 1 or len(times) != 1 or zone is None:
        return None
    year, month, day = (int(part) for part in dates.pop().split("-"))
    hour, minute = (int(part) for part in times.pop().split(":"))
    return datetime(year, month, day, hour, minute, tzinfo=zone)


def _zone(text: str) -> ZoneInfo | timezone | None:
    """The one zone that a line names; CST and the like, which mean several, are none."""
    if offset := OFFSET.search(text):
        minutes = int(offset["hours"]) * 60 + int(offset["minutes"] or 0)
        return timezone(timedelta(minutes=minutes if offset["sign"] == "+" else -minutes))
    found = {zone for words, zone in ZONES.items() if re.search(rf"(?<![A-Za-z])(?:{words})", text)}
    return ZoneInfo(found.pop()) if len(found) == 1 else None
