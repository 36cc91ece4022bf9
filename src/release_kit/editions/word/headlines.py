"""Headlines in the middle of the page, broken between phrases where they need more than one line."""

from __future__ import annotations

from typing import Any

from docx.oxml.ns import qn

from release_kit.editions.edition import Edition
from release_kit.editions.word.document import Paper
from release_kit.editions.word.wordml import EMU, Element, element, paragraphs_of
from release_kit.languages import balanced_lines, width_in_columns


def balance_headlines(document: Any, paper: Paper, edition: Edition) -> None:
    """Break headlines in the middle of the page between phrases, in lines of about the same length."""
    style = edition.row.typography
    if not style.centred:
        return
    sizes = {paper.style("Title"): style.title_size, paper.style("Subtitle"): style.size + 0.5}
    for node in paragraphs_of(document):
        name = node.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        size = sizes.get(str(name.get(qn("w:val")))) if name is not None else None
        words = [words for words in node.iter(qn("w:t")) if words.text]
        if size is None or len(words) != 1 or _is_in_table(node):
            continue
        text, room = words[0].text or "", paper.width / EMU / size - 0.5
        if width_in_columns(text) / 2 <= room:
            continue
        lines = balanced_lines(text, edition.row, room, edition.headline_terms)
        words[0].text = lines[0]
        for line in reversed(lines[1:]):
            more = element("t")
            more.text = line
            words[0].addnext(more)
            words[0].addnext(element("br"))


def _is_in_table(node: Element) -> bool:
    return any(up.tag == qn("w:tc") for up in node.iterancestors())
