"""An edition as templates see it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace

from release_kit.editions.edition import Edition
from release_kit.kinds import BlockKind
from release_kit.languages import date_text, era_text, moment_text
from release_kit.model import Block, Contact, Release
from release_kit.release import (
    Run,
    dateline_text,
    lead_in,
    markdown_runs,
    notice_text,
    parts_of,
    standing_text,
)

FACT = re.compile(r"[^\s：:][^：:]{0,24}(?:：|: )\s*\S")  # "Date: 20 October": one of a list of facts


def is_fact_list(blocks: Iterable[Block]) -> bool:
    """Whether a list is one of facts, each with its label: 日時：…, 場所：…"""
    items = list(blocks)
    return len(items) > 1 and all(FACT.match(block.text) for block in items)


@dataclass(frozen=True, slots=True)
class BlockView:
    """A block as templates see it."""

    kind: BlockKind
    level: int  # of a heading, from 1; else 0
    mark: str  # what stands before an item: its number, else a bullet
    note: str  # the name of a note
    text: str  # its Markdown
    runs: Sequence[Run]  # its text in pieces of one style
    cells: Sequence[str]  # of a row; of a picture, its alternative text and caption


@dataclass(frozen=True, slots=True)
class EditionView:
    """An edition as templates see it: each field is a name that a handout or page may use."""

    title: str
    subtitle: str
    banner: str  # what stands over everything: corrected, under embargo, else for immediate release
    greeting: str  # the line to the newsroom that reads it
    dateline: str  # place, wire and date, as the language has them
    date: str  # the release's day, as the language has it
    issuer: str
    office: str  # the newsroom's own name
    office_line: str  # the contact's organisation, without the issuer's name before it
    blocks: tuple[BlockView, ...]  # the body, the dateline in its first paragraph
    boilerplate: str  # who the issuer is
    disclaimer: str
    hashtags: tuple[str, ...]  # each with its #
    contact: Contact  # name, organisation, phone, email
    has_contact: bool  # whether any of them is there
    labels: Mapping[str, str]  # the language's fixed words, such as labels.contact
    colon: str  # what stands behind a label
    draft: str  # the word for a draft; nothing once it is approved
    status: str  # the word for corrected or withdrawn; else nothing
    language: str  # the language tag

    def names(self) -> dict[str, object]:
        """What each name holds, for a template."""
        return {field.name: getattr(self, field.name) for field in fields(self)}


def show_block(block: Block) -> BlockView:
    """A block as templates see it."""
    cells = parts_of(block) if block.kind in (BlockKind.ROW, BlockKind.IMAGE) else []
    mark = block.mark.strip()
    return BlockView(
        kind=block.kind,
        level=block.mark.count("#"),
        mark=mark if mark[:1].isdigit() else "•",
        note=mark[2:-2] if block.kind == BlockKind.NOTE else "",
        text=block.text,
        runs=markdown_runs(" ｜ ".join(cells) if block.kind == BlockKind.ROW else block.text),
        cells=cells,
    )


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


def _labels(edition: Edition) -> dict[str, str]:
    """The language's fixed words; the heading above the boilerplate names the issuer."""
    labels = {key: str(text) for key, text in edition.row.labels.items()}
    issuer = edition.release.issuer
    return labels | ({"about": labels["about_name"].format(name=issuer)} if issuer else {})


def show_edition(edition: Edition) -> EditionView:
    """The names that every handout and page template may use."""
    release, row, newsroom = edition.release, edition.row, edition.newsroom
    labels, contact = _labels(edition), release.contact
    written = era_text if row.tag in newsroom.handout.eras else date_text
    return EditionView(
        title=release.title,
        subtitle=release.subtitle,
        banner=banner(edition),
        greeting=labels["greeting"],
        dateline=dateline_text(release),
        date=written(release.date, row),
        issuer=release.issuer,
        office=newsroom.name.get(release.language, ""),
        office_line=contact.organisation.removeprefix(release.issuer).strip(" ,"),
        blocks=tuple(show_block(b) for b in shown_blocks(release) if b.kind != BlockKind.RULER),
        boilerplate=standing_text(release, newsroom),
        disclaimer=release.disclaimer,
        hashtags=tuple(f"#{tag}" for tag in release.hashtags),
        contact=contact,
        has_contact=contact != Contact(),
        labels=labels,
        colon=row.label_colon,
        draft=labels["draft"] if edition.is_draft else "",
        status=labels[release.status] if edition.is_changed else "",
        language=release.language,
    )
