"""An edition as templates see it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from release_kit.editions.edition import Edition
from release_kit.kinds import BlockKind
from release_kit.languages import date_text, era_text, moment_text
from release_kit.model import Block, Release
from release_kit.release import dateline_text, lead_in, notice_text, parts_of, runs, standing_text

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


def shown_blocks(release: Release) -> tuple[Block, ...]:
    """What is shown as the body: that the release was corrected or withdrawn, if it was; then its blocks."""
    notice = notice_text(release)
    return (*([Block(BlockKind.PARAGRAPH, notice)] if notice else []), *blocks_with_dateline(release))


def blocks_with_dateline(release: Release) -> tuple[Block, ...]:
    """The body with the dateline at the head of its first paragraph, where the wires have it."""
    lead = dateline_text(release)
    first = next((i for i, block in enumerate(release.blocks) if block.kind == BlockKind.PARAGRAPH), None)
    if not lead or first is None:
        return release.blocks
    block = release.blocks[first]
    led = replace(block, text=f"{lead_in(lead)}{block.text}")
    return (*release.blocks[:first], led, *release.blocks[first + 1 :])


def banner(edition: Edition) -> str:
    """What stands over everything: corrected or withdrawn, the embargo while it holds; else the usual."""
    release, row = edition.release, edition.row
    changed = row.labels[release.status] if edition.is_changed else ""
    until = moment_text(release.embargo, row) if release.embargo and edition.is_embargoed else ""
    held = row.labels["embargo"].format(when=until) if until else ""
    usual = edition.newsroom.handout.banner.get(row.tag, row.labels["release"])
    return " – ".join(part for part in (changed, held) if part) or usual


def show_edition(edition: Edition) -> dict[str, object]:
    """The names that every handout and page template may use."""
    release, row, newsroom = edition.release, edition.row, edition.newsroom
    labels = {key: str(text) for key, text in row.labels.items()}
    if release.issuer:
        labels["about"] = labels["about_name"].format(name=release.issuer)
    written = era_text if row.tag in newsroom.handout.eras else date_text
    contact = {name: getattr(release.contact, name) for name in ("name", "organisation", "phone", "email")}
    office = contact["organisation"].removeprefix(release.issuer).strip(" ,")
    return {
        "title": release.title,
        "subtitle": release.subtitle,
        "banner": banner(edition),
        "greeting": labels["greeting"],
        "dateline": dateline_text(release),
        "date": written(release.date, row),
        "issuer": release.issuer,
        "office": newsroom.name.get(release.language, ""),
        "office_line": office,
        "blocks": [show_block(b) for b in shown_blocks(release) if b.kind != BlockKind.RULER],
        "boilerplate": standing_text(release, newsroom),
        "disclaimer": release.disclaimer,
        "hashtags": [f"#{tag}" for tag in release.hashtags],
        "contact": contact,
        "has_contact": any(contact.values()),
        "labels": labels,
        "colon": row.label_colon,
        "draft": labels["draft"] if edition.is_draft else "",
        "status": labels[release.status] if edition.is_changed else "",
        "language": release.language,
    }
