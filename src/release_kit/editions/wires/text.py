"""Plain text for wires that take no Word: fixed width, straight quotation marks, nothing that needs a font.

East Asian characters count as two columns (UAX #11). Lines end where UAX #14 lets them, by ICU, in its
strict form: none begins with a closing sign or a small kana, none ends with an opening sign (JLREQ 3.1.7,
CLREQ 3.1.5).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import astuple, replace
from itertools import groupby

from release_kit.editions.edition import Edition
from release_kit.editions.view import BlockView, EditionView, show_edition
from release_kit.kinds import BlockKind
from release_kit.languages import NEVER_FIRST, NEVER_LAST, Language, width_in_columns
from release_kit.model import Artifact
from release_kit.release import Run

WIDTH = 72  # columns
TIGHT = (BlockKind.ITEM, BlockKind.ROW)  # kinds between which no line is left empty
PLAIN = str.maketrans(
    {"“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "--", "…": "...", "\u00a0": " "}
)
WORD = re.compile(r"[!-~]{2}")  # two signs of one word or address: hyphens and slashes end no line


class TextExporter:
    """A .txt file an edition."""

    name = "txt"

    def export(self, edition: Edition) -> list[Artifact]:
        """The text of an edition."""
        text = edition_text(edition)
        release = edition.release
        return [Artifact(f"{release.language}/{release.slug}.txt", "text/plain", text.encode())]


def edition_text(edition: Edition, width: int = WIDTH, end: str | None = None) -> str:
    """The whole release as wrapped text, with another end mark than the language's where one is given."""
    view = show_edition(edition)
    if end is not None:
        view = replace(view, labels={**view.labels, "end": end})
    return "\n\n".join(_paragraphs(view, edition.row, width)) + "\n"


def _paragraphs(view: EditionView, row: Language, width: int) -> Iterator[str]:
    """The parts of a handout in their order, each wrapped."""
    for text in (view.draft, view.banner, view.greeting, view.title, view.subtitle):
        if text:
            yield wrap(text, row, width=width)
    for kind, group in groupby(view.blocks, key=lambda block: block.kind):
        texts = [text for block in group for text in _block(block, row, width)]
        yield from ["\n".join(texts)] if kind in TIGHT and texts else texts
    if view.boilerplate:
        yield wrap(view.boilerplate, row, width=width)
    if lines := [text for text in astuple(view.contact) if text]:
        yield "\n".join([f"{view.labels['contact']}{row.label_colon}".rstrip(), *lines])
    yield view.labels["end"]
    if view.disclaimer:
        yield wrap(view.disclaimer, row, width=width)


def _block(block: BlockView, row: Language, width: int) -> Iterator[str]:
    """A block as text: a picture by its caption, a note by its number, a cell by its bar."""
    if block.kind is BlockKind.RULE:
        return
    text = "".join(_run(run) for run in block.runs)
    if block.kind is BlockKind.IMAGE:
        alt, caption = block.cells
        text = f"[{caption or alt}]"
    bullet = "- " if block.mark == "•" else f"{block.mark} "
    mark = {BlockKind.ITEM: bullet, BlockKind.NOTE: f"[{block.note}] "}.get(block.kind, "")
    if text:
        yield wrap(text, row, mark, width)


def _run(run: Run) -> str:
    if run.note:
        return f"[{run.note}]"
    is_bare = run.text in (run.link, run.link.partition(":")[2])
    return run.text + (f" <{run.link}>" if run.link and not is_bare else "")


def wrap(text: str, row: Language, mark: str = "", width: int = WIDTH) -> str:
    """The text in lines of at most `width` columns; a word or address that is longer stays whole."""
    text = text.translate(PLAIN) if row.plain_on_wires else text
    lines: list[str] = []
    line, taken = mark, width_in_columns(mark)
    for piece in _unbroken(" ".join(text.split()), row):
        wide = width_in_columns(piece)
        if taken + width_in_columns(piece.rstrip()) > width and line.strip() != mark.strip():
            lines.append(line.rstrip())
            line, taken = " " * len(mark), len(mark)
        line, taken = line + piece, taken + wide
    return "\n".join([*lines, line.rstrip()])


def _unbroken(text: str, row: Language) -> Iterator[str]:
    """Pieces between which a line may end; Latin words and addresses end at spaces alone."""
    from icu4py.breakers import LineBreaker

    held = ""
    for piece in map(str, LineBreaker(text, f"{row.tag}-u-lb-strict")):
        joint = held[-1:] + piece[:1]
        if held and not (WORD.fullmatch(joint) or piece[0] in NEVER_FIRST or held[-1] in NEVER_LAST):
            yield held
            held = ""
        held += piece
    if held:
        yield held
