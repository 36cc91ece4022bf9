"""Releases from elsewhere: newswire text, Markdown, Word, HTML.

What a wire puts into the text goes into fields: the headline, the dateline (`CITY, COUNTRY - Wire -
date –`), the `Hashtag:` and `Issuer:` lines, the issuer's disclaimer.
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from xml.parsers.expat import ExpatError
from zoneinfo import ZoneInfo

from release_kit.errors import InputError
from release_kit.facts import find_facts
from release_kit.glossary import Glossary
from release_kit.kinds import FactKind, TermKind
from release_kit.model import Dateline, Release
from release_kit.newsroom import (
    FORBIDDEN_SIGNS,
    TEXT_LIMIT,
    Newsroom,
    check_word_file,
    decode_text,
    parse_html,
)
from release_kit.release.front_matter import FENCE

DATELINE = re.compile(
    r"^(?P<place>[A-Z][A-Za-z.'’]*(?:[ -][A-Za-z.'’]+|, ?[A-Z][A-Za-z.'’]*)*)\s+[-–—]+\s+"
    r"(?:(?P<wire>[A-Z](?:(?! [-–—] ).){2,60}?)\s+[-–—]+\s+)?"
    r"(?P<date>\d{1,2} [A-Z][a-z]+\.? \d{4}|[A-Z][a-z]+\.? \d{1,2}, \d{4}|\d{4}-\d{2}-\d{2})\s*[-–—:]+\s*"
)
HASHTAGS = re.compile(r"^hash ?tags?\s*:\s*(.+)$", re.I)
ISSUER = re.compile(r"^(?:issuer|issued by|source)\s*:\s*(.+)$", re.I)
DISCLAIMER = re.compile(r"^(?:disclaimer\s*:\s*)?(?:the )?issuer is (?:solely )?responsible\b.*", re.I)
SYMBOLS = "\uf0a7\uf0b7\uf0d8\uf0fc\uf076\uf0a8\uf06e\uf0e8\uf0f0"  # bullets in Wingdings and Symbol
CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ufeff]")
# What mammoth raises where a part is well-formed and still not what Word writes; it documents none of it.
WORD_FLAWS = (
    ExpatError, KeyError, ValueError, AttributeError, IndexError, TypeError, AssertionError, OSError,
)  # fmt: skip
HIDDEN = ("script", "style", "nav", "form", "noscript", "iframe")


@dataclass(slots=True)
class Draft:
    """What was found so far."""

    title: str = ""
    paragraphs: list[str] = field(default_factory=list)
    dateline: Dateline = field(default_factory=Dateline)
    date: str = ""  # year-month-day
    issuer: str = ""
    hashtags: tuple[str, ...] = ()
    disclaimer: str = ""
    embargo: datetime | None = None


def read_paragraphs(data: bytes, name: str) -> list[str]:
    """The paragraphs of a file by its suffix, as Markdown; the first is the headline."""
    if len(data) > TEXT_LIMIT:
        raise InputError(name, f"larger than {TEXT_LIMIT // 2**20} MB", "Is it the right file?")
    suffix = Path(name).suffix.lower()
    if suffix == ".docx" or data[:4] == b"PK\x03\x04":
        text = _from_docx(data, name)
    elif suffix in (".html", ".htm") or re.match(rb"\s*<(?:!doctype|html)", data, re.I):
        text = _from_html(decode_text(data, name), name)
    else:
        text = decode_text(data, name)
        if text.startswith(FENCE):
            fix = "It has front matter already: put it into releases/NAME/index.en.md."
            raise InputError(name, "a release, not a text to import", fix, 1)
    found = split_paragraphs(text)
    if not found:
        raise InputError(name, "no text in it", "Check that it is the right file.")
    return found


def split_paragraphs(text: str) -> list[str]:
    """Paragraphs by blank lines where there are any within the text, else by lines."""
    text = text.strip("\ufeff \n\t")
    if len(re.findall(r"\n[ \t]*\n", text)) >= 2:
        chunks = re.split(r"\n[ \t]*\n+", text)
    else:
        chunks = text.split("\n")
    found: list[str] = []
    for chunk in chunks:
        lines = [line.strip() for line in chunk.split("\n") if line.strip()]
        is_list = all(re.match(r"[-*+•] |\d+[.)] |\|", line) for line in lines)
        special = any(HASHTAGS.match(line) or DISCLAIMER.match(line) for line in lines)
        found += lines if special else [("\n" if is_list else " ").join(lines)]
    return [paragraph for paragraph in found if paragraph]


def _from_docx(data: bytes, name: str) -> str:
    """Word to Markdown by way of mammoth's HTML."""
    import mammoth

    check_word_file(data, name)
    fix = "Open it in Word or LibreOffice and save it as .docx."
    try:
        html = mammoth.convert_to_html(io.BytesIO(data)).value
    except RecursionError as error:
        raise InputError(name, "tables or boxes too deep within each other", fix) from error
    except WORD_FLAWS as error:
        raise InputError(name, f"not as Word writes it: {type(error).__name__}: {error}", fix) from error
    return _to_markdown(html, name)


def _from_html(text: str, name: str) -> str:
    """The article of a page, or its body, without scripts and navigation."""
    from lxml import etree, html

    tree = parse_html(text, name)
    etree.strip_elements(tree, *HIDDEN, with_tail=False)
    found = next((part for name in ("article", "main", "body") for part in tree.iter(name)), tree)
    return _to_markdown(html.tostring(found, encoding="unicode"), name)


def _to_markdown(html: str, name: str) -> str:
    from markdownify import markdownify

    try:
        text = markdownify(html, heading_style="ATX", bullets="-", escape_underscores=False)
    except RecursionError as error:
        raise InputError(
            name, "tables or lists too deep within each other", "Is it the right file?"
        ) from error
    return clean(str(text), name)


def clean(text: str, name: str) -> str:
    """Text that a release can hold: bullets of symbol fonts as list marks, controls without meaning gone."""
    text = re.sub(rf"(?m)^([ \t]*(?:[-*+] )?)[{SYMBOLS}][ \t]*", r"\1- ", text).replace("- - ", "- ")
    text = CONTROLS.sub("", text)
    if found := FORBIDDEN_SIGNS.search(text):
        place = text[max(found.start() - 20, 0) : found.start()].strip()
        fix = "Delete it in the file, or write what it stands for; it is a sign of a symbol font."
        raise InputError(
            name, f"a character without meaning (U+{ord(found.group()):04X}) after {place!r}", fix
        )
    return text


def take_fields(paragraphs: Sequence[str]) -> Draft:
    """Sort paragraphs into fields and body."""
    draft = Draft(title=re.sub(r"^#+\s*", "", paragraphs[0]).strip("* "))
    for paragraph in paragraphs[1:]:
        if match := HASHTAGS.match(paragraph):
            draft.hashtags = tuple(re.findall(r"#?([^\s#,]+)", match[1]))
        elif match := ISSUER.match(paragraph):
            draft.issuer = match[1].strip()
        elif DISCLAIMER.match(paragraph):
            draft.disclaimer = re.sub(r"^disclaimer\s*:\s*", "", paragraph, flags=re.I)
        else:
            draft.paragraphs.append(_take_dateline(draft, paragraph))
    draft.paragraphs = [paragraph for paragraph in draft.paragraphs if paragraph]
    return draft


def _take_dateline(draft: Draft, paragraph: str) -> str:
    match = None if draft.date else DATELINE.match(paragraph)
    if not match:
        return paragraph
    place = [_proper(part.strip()) for part in match["place"].split(",")]
    draft.dateline = Dateline(place[0], ", ".join(place[1:]), (match["wire"] or "").strip())
    dates = [fact.value for fact in find_facts(match["date"]) if fact.kind == FactKind.DATE]
    draft.date = dates[0] if dates else ""
    return paragraph[match.end() :]


def _proper(name: str) -> str:
    """KAOHSIUNG as Kaohsiung; a name in mixed case stays."""
    return name.title() if name.isupper() else name


def make_release(
    draft: Draft, newsroom: Newsroom, glossary: Glossary, identifier: str, now: datetime
) -> Release:
    """A draft as a release; a date without a time is midnight in the newsroom's zone."""
    from release_kit.release.blocks import read_blocks
    from release_kit.release.storage import make_slug

    zone = ZoneInfo(newsroom.time_zone)
    date = now.astimezone(zone).replace(microsecond=0)
    if draft.date:
        date = _midnight(draft.date, zone)
    slug = make_slug(f"{date:%Y-%m-%d}", draft.title)
    return Release(
        slug=slug,
        path=newsroom.releases / slug / f"index.{newsroom.source}.md",
        language=newsroom.source,
        id=identifier,
        title=draft.title,
        date=date,
        digest="",
        blocks=read_blocks("\n\n".join(draft.paragraphs)),
        issuer=draft.issuer or guess_issuer(draft, newsroom, glossary),
        dateline=draft.dateline,
        hashtags=draft.hashtags,
        disclaimer=draft.disclaimer,
        embargo=draft.embargo,
    )


def _midnight(text: str, zone: ZoneInfo) -> datetime:
    try:
        year, month, day = (int(part) for part in text.split("-"))
        return datetime(year, month, day, tzinfo=zone)
    except ValueError:
        fix = "Correct the date in the text, and import it again."
        raise InputError("the dateline", f"{text} is not in the calendar", fix) from None


def guess_issuer(draft: Draft, newsroom: Newsroom, glossary: Glossary) -> str:
    """The organisation of the dateline's city that the text names, else the newsroom."""
    for paragraph in draft.paragraphs:
        for match in glossary.find(paragraph, newsroom.source):
            form = match.term.forms.get(newsroom.source, "")
            if (
                match.kind == TermKind.ORGANISATION
                and draft.dateline.city
                and form.startswith(draft.dateline.city)
            ):
                return form
    return newsroom.name.get(newsroom.source, "")
