"""What an imported text says, sorted into fields and body.

What a wire puts into the text goes into fields: the headline, the dateline, the `Hashtag:` and `Issuer:`
lines, whom to ask, the issuer's disclaimer.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from release_kit.model import Contact, Dateline
from release_kit.release.datelines import read_dateline
from release_kit.release.import_lines import (
    CONTACT,
    DISCLAIMER,
    HASHTAGS,
    ISSUER,
    find_heading,
    read_mark,
    take_contact,
)

EDGE = 6  # paragraphs within which a dateline stands


@dataclass(slots=True)
class Draft:
    """What was found so far."""

    title: str = ""
    paragraphs: list[str] = field(default_factory=list)
    dateline: Dateline = field(default_factory=Dateline)
    date: str = ""  # year-month-day; empty where the text has none
    said_date: str = ""  # a date without a year, as it stands
    contact: Contact = field(default_factory=Contact)
    issuer: str = ""
    hashtags: tuple[str, ...] = ()
    disclaimer: str = ""
    embargo: datetime | None = None


def take_fields(paragraphs: Sequence[str]) -> Draft:
    """Sort paragraphs into fields and body; the first that is no field is the headline."""
    draft = Draft()
    left = list(paragraphs)
    while left:
        contact, lines, count = take_contact(left)
        if contact and draft.contact == Contact():
            draft.contact = contact
            draft.paragraphs += lines
        elif CONTACT.match(left[0]):
            count = 1
            draft.paragraphs += left[0].split("\n")
        else:
            count = 1
            _take_paragraph(draft, left[0])
        del left[:count]
    draft.paragraphs = [paragraph for paragraph in draft.paragraphs if paragraph]
    if not draft.title:
        draft.title = _plain(draft.paragraphs.pop(0) if draft.paragraphs else paragraphs[0])
    return draft


def _take_paragraph(draft: Draft, paragraph: str) -> None:
    is_mark, date = read_mark(paragraph)
    if is_mark:
        draft.date = draft.date or date
    elif match := HASHTAGS.match(paragraph):
        draft.hashtags = tuple(re.findall(r"#?([^\s#,]+)", match[1]))
    elif match := ISSUER.match(paragraph):
        draft.issuer = match[1].strip()
    elif DISCLAIMER.match(paragraph):
        draft.disclaimer = re.sub(r"^disclaimer\s*:\s*", "", paragraph, flags=re.I)
    elif not draft.title:
        draft.title = _plain(paragraph)
    elif heading := find_heading(paragraph):
        draft.paragraphs.append(paragraph if paragraph.startswith("#") else f"## {heading}")
    else:
        draft.paragraphs.append(_take_dateline(draft, paragraph))


def _plain(headline: str) -> str:
    return re.sub(r"^#+\s*", "", headline).strip("* ")


def _take_dateline(draft: Draft, paragraph: str) -> str:
    """What follows the dateline; the first that names a place counts."""
    plain = re.sub(r"^(\*\*|__|\*|_)(.+?)\1", r"\2", paragraph)
    late = draft.dateline.city or len(draft.paragraphs) >= EDGE
    found = None if late else read_dateline(plain)
    if found is None or found.end < (len(paragraph) - len(plain)) // 2:
        return paragraph
    if found.end == len(plain) and draft.paragraphs:  # a day in a list of days
        return paragraph
    draft.dateline = found.dateline
    draft.date = found.date or draft.date
    draft.said_date = "" if draft.date else found.said or draft.said_date
    return plain[found.end :]
