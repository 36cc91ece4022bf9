"""A Word document being filled: its styles by name, its relations, lists and notes."""

from __future__ import annotations

import io
from collections.abc import Mapping
from functools import cached_property
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml.ns import qn
from lxml import etree

from release_kit.editions.word.wordml import Element, element
from release_kit.newsroom import parse_xml
from release_kit.places import UnitKey


class Paper:
    """What the writers need of a document; styles that a designer removed fall back to the default."""

    def __init__(self, document: Any) -> None:
        self.document = document  # a python-docx Document
        self.part = document.part
        self.notes: dict[UnitKey, Element] = {}  # the paragraph of each footnote
        self._ids = 0

    def style(self, name: str, kind: str = "paragraph") -> str:
        """The id of a style by its name."""
        found = self._styles.get((kind, name.lower()))
        return found or self._styles.get((kind, ""), "Normal")

    @cached_property
    def _styles(self) -> Mapping[tuple[str, str], str]:
        found: dict[tuple[str, str], str] = {}
        for style in self.document.styles.element.iterchildren(qn("w:style")):
            kind, identifier = style.get(qn("w:type"), "paragraph"), style.get(qn("w:styleId"))
            name = style.find(qn("w:name"))
            if name is not None:
                found[kind, name.get(qn("w:val")).lower()] = identifier
            if style.get(qn("w:default")) in ("1", "true"):
                found[kind, ""] = identifier
        return found

    @cached_property
    def width(self) -> int:
        """The width of the text, in English Metric Units."""
        section = self.document.sections[0]
        return int(section.page_width - section.left_margin - section.right_margin)

    def next_id(self) -> int:
        """A number for a drawing that no other has."""
        self._ids += 1
        return 1000 + self._ids

    def link(self, address: str) -> str:
        """The relation to an address outside."""
        return str(self.part.relate_to(address, RT.HYPERLINK, is_external=True))

    def picture(self, content: bytes, part: Any = None) -> str:
        """The relation to a picture, of the body or of another part."""
        image = self.part.package.get_or_add_image_part(io.BytesIO(content))
        return str((part or self.part).relate_to(image, RT.IMAGE))

    @cached_property
    def has_lists(self) -> bool:
        """Whether the template knows how lists are numbered."""
        return any(related.reltype == RT.NUMBERING for related in self.part.rels.values())

    def numbered_list(self, level: int, start: int) -> int:
        """A new list that begins at a number; its reference."""
        numbering = self.part.numbering_part.element
        taken = [int(num.get(qn("w:numId"))) for num in numbering.iterchildren(qn("w:num"))]
        first = next(
            (num for num in numbering.iterchildren(qn("w:num")) if num.get(qn("w:numId")) == "2"), None
        )
        kind = first.find(qn("w:abstractNumId")).get(qn("w:val")) if first is not None else "0"
        number = max(taken, default=0) + 1
        override = element("lvlOverride", element("startOverride", val=str(start)), ilvl=str(level))
        numbering.append(element("num", element("abstractNumId", val=kind), override, numId=str(number)))
        return number

    # -- notes

    @property
    def has_footnotes(self) -> bool:
        """Whether the template has a place for footnotes."""
        return self._footnotes is not None

    @cached_property
    def _footnotes(self) -> Element | None:
        try:
            found: Element = parse_xml(self.part.part_related_by(RT.FOOTNOTES).blob, "footnotes")
        except KeyError:
            return None
        return found

    def footnote(self, key: UnitKey, paragraph: Element) -> int:
        """A new footnote; its number."""
        number = len(self.notes) + 1
        self.notes[key] = paragraph
        if self._footnotes is not None:
            self._footnotes.append(element("footnote", paragraph, id=str(number)))
        return number

    def finish(self) -> None:
        """Put the notes into their part."""
        if self._footnotes is not None and self.notes:
            part = self.part.part_related_by(RT.FOOTNOTES)
            part._blob = etree.tostring(self._footnotes, encoding="UTF-8", standalone=True)
