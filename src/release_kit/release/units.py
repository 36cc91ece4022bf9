"""A release as units, and units as a release again.

A unit is what is translated, edited and accounted for as a whole: a field of the front matter or a
block of the body. How it gets into another language is part of it: by the engine, by rule, or as it is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from release_kit.kinds import BlockKind
from release_kit.model import Block, Contact, Dateline, Release
from release_kit.places import UnitKey
from release_kit.release.blocks import SILENT, join_parts, parts_of, picture_source


class Way(StrEnum):
    """How a unit is rendered."""

    ENGINE = "engine"
    RULE = "rule"
    COPY = "copy"


@dataclass(frozen=True, slots=True)
class Unit:
    """A field or a block."""

    key: UnitKey
    text: str
    way: Way
    kind: BlockKind | None = None  # a block's
    parts: tuple[str, ...] = ()  # what is translated by itself: cells, or alternative text and caption


_WAYS = {
    "title": Way.ENGINE,
    "subtitle": Way.ENGINE,
    "issuer": Way.RULE,
    "dateline.city": Way.RULE,
    "dateline.country": Way.RULE,
    "dateline.wire": Way.RULE,
    "hashtags": Way.RULE,
    "contact.name": Way.RULE,
    "contact.organisation": Way.RULE,
    "contact.phone": Way.COPY,
    "contact.email": Way.COPY,
    "boilerplate": Way.RULE,
    "disclaimer": Way.RULE,
}
FIELDS: Mapping[UnitKey, Way] = {UnitKey(name): way for name, way in _WAYS.items()}
TITLE, SUBTITLE, HASHTAGS, BOILERPLATE, DISCLAIMER = (
    UnitKey(name) for name in ("title", "subtitle", "hashtags", "boilerplate", "disclaimer")
)
HEADLINES = (TITLE, SUBTITLE)


def field_text(release: Release, key: UnitKey) -> str:
    """A field's text; hashtags stand in one line."""
    if key == HASHTAGS:
        return " ".join(f"#{tag}" for tag in release.hashtags)
    head, tail = key.names
    value = getattr(release, head)
    return str(getattr(value, tail) if tail else value)


def read_units(release: Release) -> list[Unit]:
    """The units of a release that are not empty, fields first."""
    fields = [Unit(key, field_text(release, key), way) for key, way in FIELDS.items()]
    return [unit for unit in fields if unit.text] + block_units(release.blocks)


def block_units(blocks: Sequence[Block]) -> list[Unit]:
    """The blocks as units; code and rules are copied. Of a picture, its two texts are one, a line each."""
    return [_block_unit(UnitKey(block=number), block) for number, block in enumerate(blocks)]


def _block_unit(key: UnitKey, block: Block) -> Unit:
    if block.kind not in (BlockKind.ROW, BlockKind.IMAGE):
        return Unit(key, block.text, Way.COPY if block.kind in SILENT else Way.ENGINE, block.kind)
    parts = tuple(parts_of(block))
    text = block.text if block.kind == BlockKind.ROW else "\n".join(parts).strip("\n")
    return Unit(key, text, Way.ENGINE if text else Way.COPY, block.kind, parts)


def block_text(block: Block, text: str) -> str:
    """What stands in the file for a block whose unit has this text."""
    if block.kind != BlockKind.IMAGE:
        return text
    lines = [*text.split("\n", 1), ""] if parts_of(block)[0] or "\n" in text else ["", text]
    return join_parts(BlockKind.IMAGE, lines[:2], picture_source(block))


def write_units(source: Release, texts: Mapping[UnitKey, str], pictures: Sequence[Block] = ()) -> Release:
    """The source with its texts exchanged, by unit key; what is not a text stays.

    `pictures` are the blocks that say where pictures lie, if not the source's.
    """
    places = pictures if len(pictures) == len(source.blocks) else source.blocks
    blocks = tuple(
        replace(block, text=block_text(place, texts[UnitKey(block=number)]), line=0)
        for number, (block, place) in enumerate(zip(source.blocks, places, strict=True))
    )
    own = {name: texts.get(UnitKey(name), "") for name in _WAYS}
    return replace(
        source,
        title=own["title"],
        subtitle=own["subtitle"],
        issuer=own["issuer"],
        dateline=Dateline(*(own[f"dateline.{part}"] for part in ("city", "country", "wire"))),
        hashtags=tuple(tag.lstrip("#") for tag in own["hashtags"].split()),
        contact=Contact(*(own[f"contact.{part}"] for part in ("name", "organisation", "phone", "email"))),
        boilerplate=own["boilerplate"],
        disclaimer=own["disclaimer"],
        blocks=blocks,
    )
