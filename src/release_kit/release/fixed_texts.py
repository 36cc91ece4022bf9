"""Texts that stand at their place in every edition: the dateline and the standing text about the issuer."""

from __future__ import annotations

from collections.abc import Mapping

from release_kit.languages import Language, date_text, language
from release_kit.model import Dateline, Release
from release_kit.newsroom import Newsroom


def dateline_text(release: Release) -> str:
    """The dateline of a release in its language's order, or nothing where it has none."""
    row, line = language(release.language), release.dateline
    style, place = row.datelines, place_text(line, row)
    if not place:
        return ""
    parts = [part for part in (place, line.wire, date_text(release.date, row)) if part]
    return f"{style.opening}{style.joint.join(parts)}{style.closing}"


def place_text(line: Dateline, row: Language) -> str:
    """The place of a dateline as the language writes it, or nothing where there is none."""
    style = row.datelines
    place = style.place.format(city=line.city, country=line.country) if line.country else line.city
    return place.upper() if style.capitals else place


def standing_text(release: Release, newsroom: Newsroom) -> str:
    """The boilerplate in the release's language: the newsroom's by its key, or the release's own."""
    texts: Mapping[str, str] = newsroom.boilerplate.get(release.boilerplate, {})
    return texts.get(release.language, "") if texts else release.boilerplate
