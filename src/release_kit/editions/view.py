"""An edition as templates see it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from release_kit.editions.edition import Edition
from release_kit.kinds import BlockKind
from release_kit.languages import date_text, era_text, moment_text
from release_kit.model import Block, Release
from release_kit.release import dateline_text, parts_of, runs, standing_text

FACT = re.compile(r"[^\s：:][^：:]{0,24}(?:：|: )\s*\S")  # "Date: 20 October": one of a list of facts


def is_fact_list(blocks: Iterable[Block]) -> bool:
    """Whether a list is one of facts, each with its label: 日時：…, 場所：…"""
    items = list(blocks)
    return len(items) > 1 and all(FACT.match(block.text) for block in items)


def show_block(block: Block) -> dict[str, object]:
    """A block as templates see it."""
    cells = parts_of(block) if block.kind in (BlockKind.ROW, BlockKind.IMAGE) else []
    return {
        "kind": block.kind,
        "level": block.mark.count("#"),
        "mark": block.mark.strip() if block.mark.strip()[:1].isdigit() else "•",
        "note": block.mark.strip()[2:-2] if block.kind == BlockKind.NOTE else "",
        "text": block.text,
        "runs": runs(" ｜ ".join(cells) if block.kind == BlockKind.ROW else block.text),
        "cells": cells,
    }


def blocks_with_dateline(release: Release) -> tuple[Block, ...]:
    """The body with the dateline at the head of its first paragraph, where the wires have it."""
    lead = dateline_text(release)
    first = next((i for i, block in enumerate(release.blocks) if block.kind == BlockKind.PARAGRAPH), None)
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
        "blocks": [show_block(b) for b in blocks_with_dateline(release) if b.kind != BlockKind.RULER],
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
