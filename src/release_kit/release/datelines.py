"""The dateline that a text begins with, as the wires and offices of the region write it.

A date without a year is said as it stands and not completed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from unicodedata import normalize

from release_kit.facts import find_facts
from release_kit.kinds import FactKind
from release_kit.languages import LANGUAGES
from release_kit.model import Dateline

LONGEST = 200  # characters within which a dateline ends
DASH = r"[-–—―]+"
WORD = r"[^\W\d_][^\W\d_.'’]*(?:[.'’][^\W\d_]*)*"
PLACE = rf"(?P<place>(?=[A-ZÀ-ÖØ-Þ]){WORD}(?:(?: & |[ -]){WORD}|, ?(?=[A-ZÀ-ÖØ-Þ]){WORD}){{0,9}}?)"
MONTH = r"(?i:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[A-Za-z]{0,6}\.?"
WEEKDAY = r"(?:(?i:mon|tues|wednes|thurs|fri|satur|sun)day,? )?"
DAY = r"\d{1,2}(?:st|nd|rd|th)?"
DATE = (
    rf"{WEEKDAY}(?P<date>{DAY} {MONTH}(?:,? \d{{4}})?|{MONTH} {DAY}(?!\d)(?:,? \d{{4}})?"
    r"|\d{4}-\d{2}-\d{2})"
)
AGENCY = (
    r"(?P<wire>AP|AFP|CNA|UPI|dpa|Reuters|Xinhua|Jiji(?: Press)?|Kyodo|Yonhap|Bernama|Marketwired|ACCESSWIRE"
    r"|[A-Z][\w ]{0,40}(?:[Nn]ewswire|NEWSWIRE|[Ww]ire|WIRE| News| NEWS))"
)
EAST_ASIAN_DATE = (
    r"(?P<date>(?:(?:(?:令和|民[國国]) ?)?(?:\d{1,4}|元)年 ?)?\d{1,2}月 ?\d{1,2}日"
    r"|\d{1,2}日|\d{4}[-/.]\d{1,2}[-/.]\d{1,2})"
)
EAST_ASIAN_PLACE = r"(?P<place>(?!.{0,20}[記记]者)[^\W\d_a-zA-Z]{2,8}(?:[・，、 ][^\W\d_a-zA-Z]{2,8})??)"
EAST_ASIAN_WIRE = r"(?P<wire>中央社|共同社?|時事|新華社|新华社|路透社?|法新社|美聯社)?"
PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{PLACE}(?:, ?{DATE})? ?/(?P<wire>[^/\s][^/]{{0,58}}[^/\s])/ ?{DASH}\s*",
        rf"{PLACE}, ?{DATE} ?(?:{DASH} ?)?\( ?(?P<wire>[A-Za-z][^()]{{1,60}}?) ?\) ?(?:{DASH})?\s*",
        rf"{PLACE} ?(?:{DASH} ?)?\( ?{AGENCY} ?\) ?(?:{DASH})?\s*",
        rf"{PLACE},? \({DATE}\) ?(?:{DASH}|:)\s*",
        rf"[(\[]{PLACE}, ?{DATE}[)\]] ?(?:{DASH}|:)?\s*",
        rf"{PLACE}\s+{DASH}\s+(?:(?P<wire>[A-Z](?:(?! [-–—] ).){{2,60}}?)\s+{DASH}\s+)?"
        rf"{DATE}\s*(?:{DASH}|:)\s*",
        rf"{PLACE}, ?{DATE}(?: ?:| {DASH}|--|[–—])\s*",
        rf"(?:{PLACE}, ?)?{DATE}\.?$",
        rf"(?=[^a-z,]{{3,}}, ){PLACE} ?[–—]\s*",
        rf"[【〔（(]{EAST_ASIAN_PLACE}[】〕][ 　]*{EAST_ASIAN_DATE}[ 　]*(?:{DASH}|[:：])?[ 　]*",
        rf"[【〔（(]{EAST_ASIAN_WIRE}{EAST_ASIAN_PLACE}[ 　、，,＝=・/]*{EAST_ASIAN_DATE}"
        r"[ 　]*[電电訊讯発發]?[】〕）)][ 　]*",
        rf"[【〔（(]{EAST_ASIAN_WIRE}{EAST_ASIAN_PLACE}[電电訊讯][】〕）)][ 　]*",
        rf"{EAST_ASIAN_PLACE}[，,、 ]*{EAST_ASIAN_DATE} ?/ ?(?P<wire>[^/]{{2,30}}?) ?/ ?{DASH}[ 　]*",
        rf"{EAST_ASIAN_PLACE} ?{DASH} ?(?P<wire>[A-Z][\w ]{{2,40}}?) ?{DASH} ?"
        rf"{EAST_ASIAN_DATE} ?{DASH}[ 　]*",
        rf"{EAST_ASIAN_DATE}$",
    )
)
NEEDS_COUNTRY = 8  # the pattern of a place and a dash alone
CAPITALS = {
    "SAR",
    "USA",
    "US",
    "UK",
    "UAE",
    "EU",
    "DC",
    "ROC",
    "PRC",
    "DPRK",
    "DRC",
    "NSW",
    "NYC",
    "PEI",
    "KL",
}
SMALL = {"of", "and", "the"}


@dataclass(frozen=True, slots=True)
class Heading:
    """What a dateline says, and where the text begins."""

    dateline: Dateline
    date: str  # year-month-day; empty where the text has no whole date
    said: str  # the date as it stands
    end: int


def read_dateline(text: str) -> Heading | None:
    """The dateline at the beginning of a paragraph, or none."""
    for number, pattern in enumerate(PATTERNS):
        match = pattern.match(text[:LONGEST])
        if match is None or (number == NEEDS_COUNTRY and "," not in match["place"]):
            continue
        parts = match.groupdict()
        said = (parts.get("date") or "").strip()
        dateline = _split_place(parts.get("place") or "", (parts.get("wire") or "").strip())
        return Heading(dateline, read_date(said), said, match.end())
    return None


def read_date(text: str) -> str:
    """The whole date that some words say, as year-month-day; empty where they say none."""
    text = re.sub(r"^(\d{4})[/.](\d{1,2})[/.](\d{1,2})$", r"\1年\2月\3日", normalize("NFKC", text).title())
    facts = (fact for row in LANGUAGES.values() for fact in find_facts(text, row))
    dates = [fact.value for fact in facts if fact.kind is FactKind.DATE]
    return dates[0] if dates else ""


def _split_place(place: str, wire: str) -> Dateline:
    """City and country; in Japanese the country stands first (台湾・高雄市)."""
    parts = [write_place(part.strip()) for part in re.split(r"[,，、]", place) if part.strip()]
    if len(parts) == 1 and place.count("・") == 1:
        parts = place.split("・")[::-1]
    return Dateline(parts[0], ", ".join(parts[1:]), wire) if parts else Dateline(wire=wire)


def write_place(name: str) -> str:
    """KAOHSIUNG as Kaohsiung, HONG KONG SAR as Hong Kong SAR; a name in mixed case stays."""
    if not name.isupper() or len(name.replace(".", "")) <= 2:
        return name
    return " ".join(_write_word(word, first=not number) for number, word in enumerate(name.split(" ")))


def _write_word(word: str, *, first: bool) -> str:
    if word.replace(".", "") in CAPITALS:
        return word
    if word.lower() in SMALL and not first:
        return word.lower()
    return "-".join(part.capitalize() for part in word.split("-"))
