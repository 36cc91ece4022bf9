"""One release in one language, ready to be shown: what exporters get."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from release_kit.blocks import cells_of
from release_kit.inline import find_spans
from release_kit.languages import Language, language
from release_kit.model import Block, Release
from release_kit.newsroom import Newsroom
from release_kit.rules import date_text, dateline_text, moment_text, standing_text


@dataclass(frozen=True, slots=True)
class Edition:
    """A release in one language, with the others beside it."""

    newsroom: Newsroom
    release: Release
    others: Mapping[str, Release]  # every language of the release that is there, this one too

    @property
    def row(self) -> Language:
        return language(self.release.language)

    @property
    def is_draft(self) -> bool:
        """Whether a machine wrote it and nobody has approved it."""
        origin = self.release.origin
        return origin is not None and origin.status != "approved"

    @property
    def modified(self) -> datetime:
        """The release's own time, never the clock's."""
        return self.release.date


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a paragraph in one style."""

    text: str
    bold: bool = False
    italic: bool = False
    link: str = ""


def newest_first(editions: Iterable[Edition]) -> list[Edition]:
    """Editions as feeds and indexes list them."""
    return sorted(editions, key=lambda e: (e.release.date, e.release.slug), reverse=True)


def page_path(tag: str, slug: str) -> str:
    """Where a page is in the output folder."""
    return f"{tag}/{slug}.html"


def handout_path(tag: str, slug: str) -> str:
    """Where a handout is."""
    return f"{tag}/{slug}.docx"


def feed_path(tag: str) -> str:
    """Where the feed of a language is."""
    return f"{tag}/feed.xml"


def runs(text: str) -> list[Run]:
    """A paragraph's Markdown as runs."""
    found: list[Run] = []
    at = 0
    for span in find_spans(text):
        if span.start > at:
            found.append(Run(text[at : span.start]))
        link = span.after[2:-1] if span.before == "[" else ""
        found.append(Run(span.inner or span.before.strip("`"), span.before == "**", span.before == "*", link))
        at = span.end
    if at < len(text):
        found.append(Run(text[at:]))
    return found


def show_block(block: Block) -> dict[str, object]:
    """A block as templates see it."""
    cells = cells_of(block.text) if block.kind == "row" else []
    return {
        "kind": block.kind,
        "level": block.mark.count("#"),
        "mark": block.mark.strip() if block.mark.strip()[:1].isdigit() else "•",
        "text": block.text,
        "runs": runs(" ｜ ".join(cells) if cells else block.text),
        "cells": cells,
    }


def blocks_with_dateline(release: Release) -> tuple[Block, ...]:
    """The body with the dateline at the head of its first paragraph, where the wires have it."""
    lead = dateline_text(release)
    first = next((i for i, block in enumerate(release.blocks) if block.kind == "paragraph"), None)
    if not lead or first is None:
        return release.blocks
    block = release.blocks[first]
    led = replace(block, text=f"{lead} {block.text}")
    return (*release.blocks[:first], led, *release.blocks[first + 1 :])


def show_edition(edition: Edition) -> dict[str, object]:
    """The names that every handout and page template may use."""
    release, row, newsroom = edition.release, edition.row, edition.newsroom
    labels = {key: str(text) for key, text in row.labels.items()}
    embargo = moment_text(release.embargo, row) if release.embargo else ""
    return {
        "title": release.title,
        "subtitle": release.subtitle,
        "banner": labels["embargo"].format(when=embargo) if embargo else labels["release"],
        "greeting": labels["greeting"],
        "dateline": dateline_text(release),
        "date": date_text(release.date, row),
        "issuer": release.issuer,
        "office": newsroom.name.get(release.language, ""),
        "blocks": [show_block(b) for b in blocks_with_dateline(release) if b.kind != "ruler"],
        "boilerplate": standing_text(release, newsroom),
        "disclaimer": release.disclaimer,
        "hashtags": [f"#{tag}" for tag in release.hashtags],
        "contact": {
            name: getattr(release.contact, name) for name in ("name", "organisation", "phone", "email")
        },
        "labels": labels,
        "colon": row.label_colon,
        "draft": labels["draft"] if edition.is_draft else "",
        "status": labels.get(release.status, ""),
        "language": release.language,
    }
