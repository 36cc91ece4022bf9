"""What a reader reads of a release, unit by unit: the words that an approval is about."""

from __future__ import annotations

import re
from dataclasses import dataclass

from release_kit.model import Block, Release
from release_kit.places import UnitKey
from release_kit.release.units import FIELDS, Way, block_units, field_text

BULLET = re.compile(r"^[*+]$")


@dataclass(frozen=True, slots=True)
class Wording:
    """One unit with all that a reader sees of it: a heading is not a quotation of the same words."""

    key: UnitKey
    text: str
    way: Way


def read_wording(release: Release) -> list[Wording]:
    """The units of a release that are not empty, fields first; a block's text has its mark in front."""
    found = [Wording(key, field_text(release, key), way) for key, way in FIELDS.items()]
    shown = zip(block_units(release.blocks), release.blocks, strict=True)
    blocks = [Wording(unit.key, _with_mark(block), unit.way) for unit, block in shown]
    return [wording for wording in found if wording.text] + blocks


def _with_mark(block: Block) -> str:
    """The mark in one form, whichever of Markdown's ways of writing it was used, and the text."""
    marks = [BULLET.sub("-", part) for part in block.mark.split()]
    return " ".join([*marks, block.text])
