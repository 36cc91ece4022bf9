"""Texts that stand at their place in every edition: dateline, notice, standing text about the issuer."""

from __future__ import annotations

from collections.abc import Mapping
from unicodedata import category

from release_kit.languages import Language, date_text, language, width_in_columns
from release_kit.model import Dateline, Release
from release_kit.newsroom import Newsroom


def dateline_text(release: Release) -> str:
    """The dateline of a release in its language's order, or nothing where it has none."""
    row, line = language(release.language), release.dateline
    style, place = row.datelines, place_text(line, row)
    if not place:
        return ""
    day = date_text(release.date, row)
    if style.unnamed and not line.wire:
        return style.unnamed.format(place=place, date=day)
    parts = [part for part in (place, line.wire, day) if part]
    return f"{style.opening}{style.joint.join(parts)}{style.closing}"


def lead_in(dateline: str) -> str:
    """A dateline with what stands between it and the text: a blank, but none behind a wide bracket."""
    is_closed = width_in_columns(dateline[-1:]) == 2 and category(dateline[-1]) == "Pe"
    return dateline if is_closed or not dateline else f"{dateline} "


def place_text(line: Dateline, row: Language) -> str:
    """The place of a dateline as the language writes it, or nothing where there is none."""
    style = row.datelines
    place = style.place.format(city=line.city, country=line.country) if line.country else line.city
    return place.upper() if style.capitals else place


def notice_text(release: Release, tag: str = "") -> str:
    """That a release was corrected or withdrawn, when, and why in the office's words; else nothing.

    The sentence is the language's own (`tag`, else the release's); where the office wrote no note in that
    language, it stands alone.
    """
    row = language(tag or release.language)
    sentence = row.labels.get(f"{release.status}_notice", "")
    if not sentence:
        return ""
    left, right = row.brackets
    day = f"{left}{date_text(release.modified, row)}{right}" if release.modified else ""
    note = release.notes.get(row.tag, "")
    return sentence.format(day=day) + (f"{row.sentence_joint}{note}" if note else "")


def standing_text(release: Release, newsroom: Newsroom) -> str:
    """The boilerplate in the release's language: the newsroom's by its key, or the release's own."""
    texts: Mapping[str, str] = newsroom.boilerplate.get(release.boilerplate, {})
    return texts.get(release.language, "") if texts else release.boilerplate
