"""One release in one language, ready to be shown: what exporters get."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from release_kit.blocks import markdown, parts_of
from release_kit.languages import Language, language
from release_kit.ledger import Ledger, ledger_path, load_ledger
from release_kit.model import Block, Finding, Release
from release_kit.newsroom import Newsroom
from release_kit.rules import date_text, dateline_text, era_text, moment_text, standing_text

FACT = re.compile(r"[^\s：:][^：:]{0,24}(?:：|: )\s*\S")  # "Date: 20 October": one of a list of facts
HANDOUT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
NOTE_MARK = re.compile(r"(\[\^[^\]\s]+\])")


@dataclass(frozen=True, slots=True)
class Edition:
    """A release in one language, with the others beside it."""

    newsroom: Newsroom
    release: Release
    others: Mapping[str, Release]  # every language of the release that is there, this one too
    beside: str = ""  # the second language of a bilingual edition; nothing: the source's
    findings: tuple[Finding, ...] = ()  # for a review edition

    @property
    def row(self) -> Language:
        return language(self.release.language)

    @property
    def ledger(self) -> Ledger | None:
        """The account of a rendering, read from beside it; None for a source."""
        return load_ledger(ledger_path(self.release.path)) if self.release.origin else None

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
    code: bool = False
    note: str = ""  # the name of a note that is marked here


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
    """A paragraph's Markdown as runs; a run that marks a note has no text."""
    found: list[Run] = []
    bold = italic = 0
    link = ""
    tokens = markdown().parseInline(text)
    for token in (tokens[0].children or ()) if tokens else ():
        if token.type == "link_open":
            link = str(token.attrs["href"])
        elif token.type == "link_close":
            link = ""
        elif token.type in ("strong_open", "strong_close"):
            bold += token.nesting
        elif token.type in ("em_open", "em_close"):
            italic += token.nesting
        elif token.type == "hardbreak":
            found.append(Run("\n", bool(bold), bool(italic), link))
        else:
            content = " " if token.type == "softbreak" else token.content
            style = Run("", bool(bold), bool(italic), link, token.type == "code_inline")
            found += _pieces(content, style)
    return found


def _pieces(content: str, style: Run) -> list[Run]:
    """A text as runs in one style, note marks apart."""
    if style.code:
        return [replace(style, text=content)]
    parts = [part for part in NOTE_MARK.split(content) if part]
    return [replace(style, note=p[2:-1]) if NOTE_MARK.fullmatch(p) else replace(style, text=p) for p in parts]


def plain(text: str) -> str:
    """A paragraph's words without marks, notes or addresses."""
    return "".join(run.text for run in runs(text))


def is_fact_list(blocks: Iterable[Block]) -> bool:
    """Whether a list is one of facts, each with its label: 日時：…, 場所：…"""
    items = list(blocks)
    return len(items) > 1 and all(FACT.match(block.text) for block in items)


def show_block(block: Block) -> dict[str, object]:
    """A block as templates see it."""
    cells = parts_of(block) if block.kind in ("row", "image") else []
    return {
        "kind": block.kind,
        "level": block.mark.count("#"),
        "mark": block.mark.strip() if block.mark.strip()[:1].isdigit() else "•",
        "note": block.mark.strip()[2:-2] if block.kind == "note" else "",
        "text": block.text,
        "runs": runs(" ｜ ".join(cells) if block.kind == "row" else block.text),
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
    usual = newsroom.handout.banner.get(row.tag, labels["release"])
    written = era_text if row.tag in newsroom.handout.eras else date_text
    contact = {name: getattr(release.contact, name) for name in ("name", "organisation", "phone", "email")}
    office = contact["organisation"].removeprefix(release.issuer).strip(" ,")
    return {
        "title": release.title,
        "subtitle": release.subtitle,
        "banner": labels["embargo"].format(when=embargo) if embargo else usual,
        "greeting": labels["greeting"],
        "dateline": dateline_text(release),
        "date": written(release.date, row),
        "issuer": release.issuer,
        "office": newsroom.name.get(release.language, ""),
        "office_line": office,
        "blocks": [show_block(b) for b in blocks_with_dateline(release) if b.kind != "ruler"],
        "boilerplate": standing_text(release, newsroom),
        "disclaimer": release.disclaimer,
        "hashtags": [f"#{tag}" for tag in release.hashtags],
        "contact": contact,
        "has_contact": any(contact.values()),
        "labels": labels,
        "colon": row.label_colon,
        "draft": labels["draft"] if edition.is_draft else "",
        "status": labels.get(release.status, ""),
        "language": release.language,
    }
