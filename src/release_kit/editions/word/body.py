"""The body of a release as paragraphs, lists, tables, pictures and notes in a template's own styles.

Every paragraph comes with the key of the text that it shows (`block 3`, `block 4/1` for a cell,
`block 5/caption`), by which an edited handout finds its way back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field, replace
from itertools import groupby

from docx.oxml.ns import qn

from release_kit.editions.edition import Edition
from release_kit.editions.view import blocks_with_dateline, is_fact_list
from release_kit.editions.word.columns import column_sides, column_widths
from release_kit.editions.word.document import Paper
from release_kit.editions.word.wordml import (
    EMU,
    Element,
    drawing,
    element,
    paragraph,
    table,
    table_row,
    text_run,
)
from release_kit.kinds import BlockKind
from release_kit.model import Block
from release_kit.places import UnitKey
from release_kit.release import Run, find_picture, markdown_runs, notice_text, parts_of

TALLEST = 150 * 36000  # a picture's height, in English Metric Units
LINKS = ("https://", "http://", "mailto:")
DENSE = 144  # pixels to an inch, at least, that a picture has on paper


@dataclass(frozen=True, slots=True)
class Piece:
    """A body-level element with the paragraphs in it that show a text of the release."""

    element: Element
    texts: Mapping[UnitKey, Element]


@dataclass(slots=True)
class BodyWriter:
    """Writes one edition's blocks onto one paper."""

    edition: Edition
    paper: Paper
    made: list[Piece] = field(default_factory=list)
    notes: dict[str, tuple[int, Block]] = field(default_factory=dict)  # name -> block
    used_notes: dict[str, int] = field(default_factory=dict)  # name -> number of the footnote

    def write(self) -> list[Piece]:
        """All pieces, in order; first that the release was corrected or withdrawn, if it was."""
        self._notice()
        blocks = blocks_with_dateline(self.edition.release)
        numbered = [(number, block) for number, block in enumerate(blocks) if block.kind != BlockKind.RULER]
        self.notes = {b.mark.strip()[2:-2]: (n, b) for n, b in numbered if b.kind == BlockKind.NOTE}
        for kind, group in groupby(numbered, key=lambda pair: pair[1].kind):
            members = list(group)
            if kind == BlockKind.ITEM:
                self._list(members)
            elif kind == BlockKind.ROW:
                self._table(members)
            elif kind != BlockKind.NOTE:
                for number, block in members:
                    self._block(number, block)
        self._loose_notes()
        return self.made

    def _notice(self) -> None:
        """In a box, on every template: a newsroom's own may have no place for it."""
        content = [replace(run, bold=True) for run in markdown_runs(notice_text(self.edition.release))]
        sides = (
            element(side, val="single", sz="8", space="4") for side in ("top", "left", "bottom", "right")
        )
        if content:
            room = element("spacing", before="120", after="240")  # twentieths of a point
            self._paragraph("Body Text", None, content, [element("pBdr", *sides), room])

    # -- single blocks

    def _block(self, number: int, block: Block) -> None:
        if block.kind == BlockKind.IMAGE:
            self._picture(number, block)
        elif block.kind == BlockKind.RULE:
            border = element("pBdr", element("bottom", val="single", sz="4", space="1", color="8C8C8C"))
            self.made.append(Piece(paragraph(self.paper.style("Body Text"), properties=[border]), {}))
        elif block.kind in (BlockKind.CODE, BlockKind.HTML):
            lines = re.sub(r"^```.*\n|\n?```$", "", block.text)
            self._paragraph("Code", UnitKey(block=number), [Run(lines, code=True)])
        elif block.kind == BlockKind.HEADING:
            level = min(max(block.mark.count("#") - 1, 1), 3)
            self._paragraph(f"heading {level}", UnitKey(block=number), markdown_runs(block.text))
        else:
            style = "Quote" if block.kind == BlockKind.QUOTE else "Body Text"
            self._paragraph(style, UnitKey(block=number), markdown_runs(block.text))

    def _paragraph(
        self, style: str, key: UnitKey | None, content: Sequence[Run], properties: Sequence[Element] = ()
    ) -> None:
        made = paragraph(self.paper.style(style), *self.inline(content), properties=properties)
        self.made.append(Piece(made, {key: made} if key else {}))

    def _picture(self, number: int, block: Block) -> None:
        picture = find_picture(self.edition.release, block)
        width, height = picture.size
        wide, tall = width * 914400 // DENSE, height * 914400 // DENSE
        scale = min(1.0, self.paper.width / wide, TALLEST / tall)
        relation = self.paper.picture(picture.content)
        size = round(wide * scale), round(tall * scale)
        keep = [] if picture.caption else [element("keepNext", val="0")]
        shown = drawing(relation, self.paper.next_id(), picture.alt, *size)
        self.made.append(Piece(paragraph(self.paper.style("Picture"), shown, properties=keep), {}))
        if picture.caption:
            self._paragraph("caption", UnitKey(block=number, part="caption"), [Run(picture.caption)])

    # -- lists

    def _list(self, members: Sequence[tuple[int, Block]]) -> None:
        heading = self.edition.row.labels["facts"]
        if heading and is_fact_list(block for _, block in members):
            self._paragraph("Facts Heading", None, [Run(heading)])
            for number, block in members:
                self._paragraph("Facts", UnitKey(block=number), markdown_runs(block.text))
            return
        instances: dict[int, int] = {}
        for number, block in members:
            level = min(len(block.mark.replace("\t", "  ")) - len(block.mark.lstrip()), 4) // 2
            start, content = re.match(r"\d+", block.mark.strip()), markdown_runs(block.text)
            if not self.paper.has_lists:
                self._paragraph("List Bullet", UnitKey(block=number), [Run(block.mark), *content])
                continue
            instances = {depth: n for depth, n in instances.items() if depth <= level}
            if start and level not in instances:
                instances[level] = self.paper.numbered_list(level, int(start.group()))
            style = "List Number" if start else "List Bullet"
            reference = str(instances[level]) if start else "1"
            place = element("numPr", element("ilvl", val=str(level)), element("numId", val=reference))
            self._paragraph(style, UnitKey(block=number), content, [place])

    # -- tables

    def _table(self, members: Sequence[tuple[int, Block]]) -> None:
        rows = [(number, parts_of(block)) for number, block in members]
        widths = column_widths([cells for _, cells in rows], self.paper.width // EMU * 20)
        made = table(self.paper.style("Release Table", "table"), widths)
        sides = self._alignments(members[0][0])
        texts: dict[UnitKey, Element] = {}
        for place, (number, cells) in enumerate(rows):
            full = [self._cell(number, column, cells, texts, sides) for column in range(len(widths))]
            content = [(width, [cell]) for width, cell in zip(widths, full, strict=True)]
            made.append(table_row(content, is_head=place == 0))
        self.made += [Piece(made, texts), Piece(paragraph(self.paper.style("Closing")), {})]

    def _alignments(self, first: int) -> list[str]:
        """How the columns of the table that begins at a block stand, by the line below its head."""
        blocks = self.edition.release.blocks
        ruler = blocks[first + 1] if first + 1 < len(blocks) else None
        return column_sides(ruler.text if ruler and ruler.kind == BlockKind.RULER else "")

    def _cell(
        self,
        number: int,
        column: int,
        cells: Sequence[str],
        texts: dict[UnitKey, Element],
        sides: Sequence[str],
    ) -> Element:
        text = cells[column].replace("\\|", "|") if column < len(cells) else ""
        side = [element("jc", val=sides[column])] if column < len(sides) and sides[column] else []
        made = paragraph(self.paper.style("Table Text"), *self.inline(markdown_runs(text)), properties=side)
        if text:
            texts[UnitKey(block=number, part=str(column))] = made
        return made

    # -- inside a paragraph

    def inline(self, content: Sequence[Run]) -> list[Element]:
        """Runs, links and note marks as elements."""
        found: list[Element] = []
        for link, group in groupby(content, key=lambda run: run.link):
            members = list(group)
            if link.startswith(LINKS):
                found.append(self._link(link, members))
            else:
                found += [made for run in members for made in self._run(run)]
        return found

    def _run(self, run: Run, *styles: Element) -> Iterator[Element]:
        if run.note:
            yield self._note_mark(run.note)
            return
        more = list(styles)
        if run.code:
            more.append(element("rStyle", val=self.paper.style("Verbatim", "character")))
        if run.bold:
            more += [element("b"), element("bCs")]
        if run.italic and not self.edition.row.emphasis_dots:
            more += [element("i"), element("iCs")]
        elif run.italic:  # ideographs are not slanted (JLREQ 3.3.9, CLREQ 3.2.1)
            more.append(element("em", val="dot"))
        yield text_run(run.text, self.edition.row, *more)

    def _link(self, address: str, members: Sequence[Run]) -> Element:
        """A link; on paper its address stands behind it."""
        relation = self.paper.link(address)
        style = self.paper.style("Hyperlink", "character")
        made = element("hyperlink", history="1")
        made.set(qn("r:id"), relation)
        for run in members:
            made.extend(self._run(run, element("rStyle", val=style)))
        shown = "".join(run.text for run in members)
        if shown.removesuffix("/") not in (address.removesuffix("/"), address.partition(":")[2]):
            left, right = self.edition.row.brackets
            made.append(text_run(f"{left}{address}{right}", self.edition.row, element("rStyle", val=style)))
        return made

    # -- notes

    def _note_mark(self, name: str) -> Element:
        known = self.notes.get(name)
        if not known or not self.paper.has_footnotes or name in self.used_notes:
            return text_run(f"[{name}]", self.edition.row)
        number, block = known
        self.used_notes[name] = 0  # while its own text is written
        mark = element("rPr", element("rStyle", val=self.paper.style("footnote reference", "character")))
        made = paragraph(
            self.paper.style("footnote text"),
            element("r", mark, element("footnoteRef")),
            text_run(" ", self.edition.row),
            *self.inline(markdown_runs(block.text)),
        )
        self.used_notes[name] = self.paper.footnote(UnitKey(block=number), made)
        reference = element("footnoteReference", id=str(self.used_notes[name]))
        return element("r", deepcopy(mark), reference)

    def _loose_notes(self) -> None:
        """Notes that no mark leads to, and all of them on a template without footnotes."""
        for name, (number, block) in self.notes.items():
            if name not in self.used_notes:
                content = [Run(f"[{name}] "), *markdown_runs(block.text)]
                self._paragraph("Small Print", UnitKey(block=number), content)
