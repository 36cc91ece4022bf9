"""A Word file that comes back: its paragraphs as a reader sees them, and their runs as Markdown again."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml.ns import qn

from release_kit.editions.word.opening import open_word
from release_kit.editions.word.wordml import Element, visible_text
from release_kit.newsroom import parse_xml
from release_kit.release import Run, markdown_parser, markdown_runs

TRACKED = ("ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange", "tblPrChange", "cellIns", "cellDel")
NUMBERED = re.compile(r"(\d{1,9})([.)])(?=\s|$)")


@dataclass(frozen=True, slots=True)
class Returned:
    """A handout that somebody edited."""

    document: Any
    paragraphs: tuple[Element, ...]  # those with text, body first, then the notes
    tracked: int  # changes that Word tracked and nobody settled


def open_handout(data: bytes, name: str) -> Returned:
    """A Word file, checked before it is unpacked; an `InputError` where it is none."""
    document = open_word(data, name)
    body = document.element.body
    notes = list(_note_paragraphs(document))
    tracked = sum(1 for mark in TRACKED for root in (body, *notes) for _ in root.iter(qn(f"w:{mark}")))
    nodes = [node for node in (*body.iter(qn("w:p")), *notes) if visible_text(node).strip()]
    return Returned(document, tuple(nodes), tracked)


def _note_paragraphs(document: Any) -> Iterator[Element]:
    try:
        part = document.part.part_related_by(RT.FOOTNOTES)
    except KeyError:
        return
    for note in parse_xml(part.blob, "footnotes").iterchildren(qn("w:footnote")):
        if note.get(qn("w:type"), "normal") == "normal":
            yield from note.iter(qn("w:p"))


def note_marks(document: Any) -> list[str]:
    """The numbers of the notes, in the order of their marks."""
    return [
        mark.get(qn("w:id")) for mark in document.element.body.iter(qn("w:footnoteReference"))
        if not _is_gone(mark)
    ]  # fmt: skip


def _is_gone(node: Element) -> bool:
    return any(up.tag in (qn("w:del"), qn("w:moveFrom")) for up in node.iterancestors())


def read_runs(node: Element, document: Any, notes: Mapping[str, str]) -> list[Run]:
    """The runs of a paragraph; `notes` are the notes' names by the numbers of their marks."""
    found: list[Run] = []
    for run in node.iter(qn("w:r")):
        if _is_gone(run):
            continue
        mark = run.find(qn("w:footnoteReference"))
        if mark is not None:
            found.append(Run("", note=notes.get(str(mark.get(qn("w:id"))), "")))
        elif text := visible_text(run):
            found.append(_styled(run, text, document))
    return [run for run in _merged(found) if run.text or run.note]


def _styled(run: Element, text: str, document: Any) -> Run:
    style = run.find(f"{qn('w:rPr')}/{qn('w:rStyle')}")
    is_code = style is not None and style.get(qn("w:val"), "").lower().startswith("verbatim")
    italic = _is_on(run, "i") or _is_on(run, "em")
    return Run(text, _is_on(run, "b"), italic, _address(run, document), is_code)


def _is_on(run: Element, name: str) -> bool:
    found = run.find(f"{qn('w:rPr')}/{qn(f'w:{name}')}")
    return found is not None and found.get(qn("w:val"), "1") not in ("0", "false", "none", "off")


def _address(run: Element, document: Any) -> str:
    parent = next((up for up in run.iterancestors() if up.tag == qn("w:hyperlink")), None)
    relation = document.part.rels.get(parent.get(qn("r:id"))) if parent is not None else None
    return str(relation.target_ref) if relation is not None and relation.is_external else ""


def _merged(found: Sequence[Run]) -> Iterator[Run]:
    """Neighbours in one style as one run; a link without the address that paper shows behind it."""
    for style, group in groupby(found, key=lambda run: replace(run, text="")):
        text = "".join(run.text for run in group)
        if style.link:
            text = re.sub(rf"\s?[(（]{re.escape(style.link)}/?[)）]$", "", text)
        yield replace(style, text=text)


def shape(found: Sequence[Run]) -> list[Run]:
    """Runs as they compare: spaces carry no style, and the address behind a link is not counted."""
    loose = [
        replace(run, bold=False, italic=False) if not run.text.strip() and run.text else run for run in found
    ]
    merged = [replace(run, text=re.sub(r"\s+", " ", run.text)) for run in _merged(loose)]
    if merged:
        merged[0] = replace(merged[0], text=merged[0].text.lstrip())
        merged[-1] = replace(merged[-1], text=merged[-1].text.rstrip())
    return [run for run in merged if run.text or run.note]


def to_markdown(found: Sequence[Run], joint: str) -> str:
    """Runs as Markdown that reads back as the same runs; `joint` stands for a line break.

    Emphasis that Markdown cannot say where it stands (`a**“b”**`) is given up: words come first.
    """
    wanted = [replace(run, text=run.text.replace("\n", joint)) for run in found]
    for tried in (wanted, *_less_styled(wanted)):
        if same(tried, _written(tried, joint)):
            return _written(tried, joint)
    return _written(wanted, joint)


def _less_styled(found: list[Run]) -> Iterator[list[Run]]:
    """The runs with one of them plain, each in turn; at last with all of them plain."""
    bare = [replace(run, bold=False, italic=False) for run in found]
    for number, run in enumerate(found):
        if run.bold or run.italic:
            yield [*found[:number], bare[number], *found[number + 1 :]]
    yield bare


def _written(found: Sequence[Run], joint: str) -> str:
    text = "".join(_marked(run, joint) for run in found)
    text = re.sub(r"[ \t]{2,}", " ", text).strip()
    if re.match(r"(?:[#>+-]|\||```|~~~|={3,}|---)", text):
        return "\\" + text
    return NUMBERED.sub(r"\1\\\2", text, count=1) if NUMBERED.match(text) else text


def _marked(run: Run, joint: str) -> str:
    if run.note:
        return f"[^{run.note}]"
    text = run.text.replace("\n", joint).replace("\t", " ")
    inner = text.strip()
    if not inner:
        return text
    left, right = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    inner = f"`{inner}`" if run.code else escape(inner)
    if run.italic:
        inner = f"*{inner}*"
    if run.bold:
        inner = f"**{inner}**"
    if run.link:
        inner = f"[{inner}]({run.link})"
    return left + inner + right


def escape(text: str) -> str:
    """The text with a backslash before what Markdown would take for a mark, and only then."""
    tokens = markdown_parser().parseInline(text)
    children = (tokens[0].children or []) if tokens else []
    if "".join(child.content for child in children if child.type == "text") == text and all(
        child.type == "text" for child in children
    ):
        return text
    return re.sub(r"([\\`*_\[\]<>!&])", r"\\\1", text)


def same(found: Sequence[Run], text: str) -> bool:
    """Whether runs show a Markdown text as it is."""
    return shape(found) == shape(markdown_runs(text))
