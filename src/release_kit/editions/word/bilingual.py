"""The bilingual edition: two languages side by side, paragraph by paragraph.

It is for proofreaders and for foreign correspondents: a table of two columns whose head is repeated and
whose short rows do not break over pages (a long one does: whole, it would leave half a page empty); each
column in its language's faces, on the template of the edition's language.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from docx.oxml.ns import qn

from release_kit.editions.edition import HANDOUT_TYPE, Edition
from release_kit.editions.templating import find_template
from release_kit.editions.view import show_edition, shown_blocks
from release_kit.editions.word.document import Paper
from release_kit.editions.word.handout import BODY, Sheet, describe, render, save
from release_kit.editions.word.wordml import EMU, Element, element, paragraph, table, table_row, text_run
from release_kit.kinds import BlockKind
from release_kit.languages import Language, language, width_in_columns
from release_kit.model import Artifact, Block, Release
from release_kit.release import Run, markdown_runs, parts_of, standing_text

LONG = 240  # columns of a text, about six lines of half a page's width


@dataclass(frozen=True, slots=True)
class Side:
    """One column."""

    release: Release
    paper: Paper

    @property
    def row(self) -> Language:
        return language(self.release.language)

    def write(self, text: str, style: str) -> list[Element]:
        """A text's paragraphs in this column's language and faces."""
        lines = text.split("\n") if text else [""]
        return [paragraph(self.paper.style(style), *self._runs(markdown_runs(line))) for line in lines]

    def _runs(self, content: Sequence[Run]) -> Iterator[Element]:
        for run in content:
            bold = [element("b"), element("bCs")] if run.bold else []
            text = f"[{run.note}]" if run.note else run.text
            yield text_run(text, self.row, *bold, fonts=self._fonts())

    def _fonts(self) -> Element:
        style, is_east_asian = self.row.typography, self.row.is_east_asian
        ideographs = style.body.name if is_east_asian else language(self.row.companion).typography.body.name
        hint = {"hint": "eastAsia"} if is_east_asian else {}
        latin = dict.fromkeys(("ascii", "hAnsi", "cs"), style.latin.name)
        return element("rFonts", eastAsia=ideographs, **latin, **hint)


class BilingualExporter:
    """One .docx a rendering, beside the source or the language that was asked for."""

    name = "bilingual"

    def export(self, edition: Edition) -> list[Artifact]:
        """The edition beside its other language; nothing where that is itself or not there."""
        release = edition.release
        other = edition.others.get(edition.beside or edition.newsroom.source)
        if other is None or other.language == release.language:
            return []
        name = f"{release.language}/{release.slug}.{other.language}.docx"
        return [Artifact(name, HANDOUT_TYPE, save(Sheet(_fill(edition, other), (), {})))]


def _fill(edition: Edition, other: Release) -> Any:
    """The template with nothing of it but its page, its header and the table."""
    tag = edition.release.language
    template, name = find_template(f"handout.{tag}.docx", edition.newsroom.templates)
    view = show_edition(edition)
    values = view.names() | {"body": BODY, "logo": ""}
    document = render(template, name, values).docx
    body = document.element.body
    for child in list(body):
        if child.tag != qn("w:sectPr"):
            body.remove(child)
    paper = Paper(document)
    sides = [Side(release, paper) for release in (other, edition.release)]
    body.insert(0, _table(edition, sides, paper))
    body.insert(1, paragraph(paper.style("Closing")))
    if edition.is_embargoed or edition.is_changed:
        body.insert(0, paragraph(paper.style("Banner"), text_run(view.banner, edition.row)))
    describe(document, edition)
    return document


def _table(edition: Edition, sides: Sequence[Side], paper: Paper) -> Element:
    half = paper.width // EMU * 20 // 2
    made = table(paper.style("Release Table", "table"), [half] * len(sides), is_fixed=True)
    heads = [side.write(side.row.own_name, "Table Text") for side in sides]
    made.append(table_row([(half, head) for head in heads], is_head=True))
    for texts, style in _lines(edition, sides):
        cells = [side.write(text, style) for side, text in zip(sides, texts, strict=True)]
        is_whole = max(map(width_in_columns, texts)) <= LONG
        made.append(table_row([(half, cell) for cell in cells], is_whole=is_whole))
    return made


def _lines(edition: Edition, sides: Sequence[Side]) -> Iterator[tuple[list[str], str]]:
    """The texts that belong beside each other, with their style: headlines, blocks, what stands below."""
    releases = [side.release for side in sides]
    for key, style in (("title", "heading 1"), ("subtitle", "heading 3")):
        yield from _filled([str(getattr(release, key)) for release in releases], style)
    columns = [
        [block for block in shown_blocks(r) if block.kind not in (BlockKind.RULER, BlockKind.RULE)]
        for r in releases
    ]
    for number in range(max(map(len, columns))):
        pair = [
            column[number] if number < len(column) else Block(BlockKind.PARAGRAPH, "") for column in columns
        ]
        style = "heading 2" if pair[0].kind == BlockKind.HEADING else "Table Text"
        yield from _filled([_shown(block) for block in pair], style)
    yield from _filled([standing_text(release, edition.newsroom) for release in releases], "Table Text")
    yield from _filled([release.disclaimer for release in releases], "Table Text")


def _filled(texts: list[str], style: str) -> Iterator[tuple[list[str], str]]:
    if any(texts):
        yield texts, style


def _shown(block: Block) -> str:
    if block.kind in (BlockKind.ROW, BlockKind.IMAGE):
        return " ｜ ".join(part for part in parts_of(block) if part)
    mark = block.mark.strip()
    return (
        f"{mark.rstrip('.')}. {block.text}"
        if mark[:1].isdigit()
        else ("・" if block.kind == BlockKind.ITEM else "") + block.text
    )
