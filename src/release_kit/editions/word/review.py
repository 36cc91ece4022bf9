"""The review edition: the handout with a Word comment on each placed term and on each finding.

It is for the person who reads the draft. The clean edition has no comments; both show the same text.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from datetime import UTC
from typing import Any

from docx.oxml.ns import qn

from release_kit.editions.edition import HANDOUT_TYPE, Edition
from release_kit.editions.word.document import Paper
from release_kit.editions.word.handout import Sheet, fill, save
from release_kit.editions.word.wordml import Element, element, paragraphs_of, visible_text
from release_kit.model import Artifact, Finding, Placement
from release_kit.places import UnitKey
from release_kit.release import Entry, shown_words

AUTHOR, INITIALS = "release-kit", "rk"


@dataclass(frozen=True, slots=True)
class Remark:
    """What is said of a stretch of a paragraph."""

    start: int
    end: int
    text: str


class ReviewExporter:
    """One reviewed .docx a rendering; the source has nothing to be reviewed."""

    name = "review"

    def export(self, edition: Edition) -> list[Artifact]:
        """The review edition of a rendering."""
        release = edition.release
        if release.origin is None:
            return []
        sheet = fill(edition)
        _annotate(sheet, edition)
        return [Artifact(f"{release.language}/{release.slug}.review.docx", HANDOUT_TYPE, save(sheet))]


def _annotate(sheet: Sheet, edition: Edition) -> None:
    ledger = edition.ledger
    entries = {entry.unit: entry for entry in ledger.entries} if ledger else {}
    paragraphs = dict(sheet.texts) | _frame(sheet)
    style = Paper(sheet.document).style("annotation reference", "character")
    for key, node in paragraphs.items():
        remarks = [*_findings(edition, key.whole, node)] if key.part in ("", "0") else []
        if key.whole in entries:
            remarks += _placements(entries[key.whole], visible_text(node))
        for remark in remarks:
            _comment(sheet.document, node, remark, edition, style)


def _frame(sheet: Sheet) -> dict[UnitKey, Element]:
    """The template's paragraphs that show a field, by its key, as the rows have them in order."""
    body = set(sheet.texts.values())
    nodes = [n for n in paragraphs_of(sheet.document) if n not in body and visible_text(n).strip()]
    rows = [row for row in sheet.rows if row.key not in sheet.texts]
    return {row.key: node for row, node in zip(rows, nodes, strict=False) if row.key}


def _placements(entry: Entry, text: str) -> Iterator[Remark]:
    """A remark for each placement, found in reading order."""
    at = 0
    for segment in entry.segments:
        for placement in sorted(segment.placements, key=lambda p: p.start):
            form = shown_words(placement.form) or placement.form
            start = text.find(form, at)
            if start < 0:
                start = text.find(form)
            if start >= 0:
                at = start + len(form)
                yield Remark(start, at, _said(placement))


def _said(placement: Placement) -> str:
    rows = f" · {', '.join(placement.terms)}" if placement.terms else ""
    return f"{placement.kind}: {placement.source} → {placement.form}{rows} · {placement.how}"


def _findings(edition: Edition, unit: UnitKey, node: Element) -> Iterator[Remark]:
    for finding in edition.findings:
        if finding.place.path == str(edition.release.path) and finding.place.unit == unit:
            yield Remark(0, max(len(visible_text(node)), 1), _finding_text(finding))


def _finding_text(finding: Finding) -> str:
    return f"{finding.severity}: {finding.check}: {finding.said}"


def _comment(document: Any, node: Element, remark: Remark, edition: Edition, style: str) -> None:
    """Mark the stretch and write the comment; its time is the release's."""
    made = document.part._comments_part.comments.add_comment(remark.text, AUTHOR, INITIALS)
    moment = edition.modified.astimezone(UTC).replace(microsecond=0)
    made._comment_elm.set(qn("w:date"), f"{moment:%Y-%m-%dT%H:%M:%SZ}")
    number = str(made.comment_id)
    first, last = _ends(document, node, remark)
    first.addprevious(element("commentRangeStart", id=number))
    mark = element("r", element("rPr", element("rStyle", val=style)), element("commentReference", id=number))
    last.addprevious(element("commentRangeEnd", id=number))
    last.addprevious(mark)


def _ends(document: Any, node: Element, remark: Remark) -> tuple[Element, Element]:
    """What the stretch begins and ends before; of a footnote, which holds no comments, its mark."""
    if node.getroottree().getroot().tag != qn("w:footnotes"):
        return _cut(node, remark.start), _cut(node, remark.end)
    note = node.getparent()
    number = note.get(qn("w:id")) if note is not None else ""
    marks = document.element.body.iter(qn("w:footnoteReference"))
    run = next(mark.getparent() for mark in marks if mark.get(qn("w:id")) == number)
    return run, _after(run)


def _cut(node: Element, at: int) -> Element:
    """The element at body level of a paragraph before which a character stands; runs are cut where needed."""
    passed = 0
    for child in list(node):
        if child.tag in (qn("w:pPr"), qn("w:bookmarkStart")):
            continue
        length = len(visible_text(child))
        if passed == at and length:
            return child
        if passed < at < passed + length and child.tag == qn("w:r"):
            return _split(child, at - passed)
        if passed < at < passed + length:  # inside a link: the whole link
            return child if at - passed < length / 2 else _after(child)
        passed += length
    return _end(node)


def _split(run: Element, at: int) -> Element:
    """Cut a run of text in two; the second half."""
    words = [child for child in run if child.tag == qn("w:t")]
    if len(words) != 1 or len(run) > 2:
        return run
    text = words[0].text or ""
    second = element("r")
    if (style := run.find(qn("w:rPr"))) is not None:
        second.append(deepcopy(style))
    rest = deepcopy(words[0])
    words[0].text, rest.text = text[:at], text[at:]
    second.append(rest)
    run.addnext(second)
    return second


def _after(node: Element) -> Element:
    following = node.getnext()
    return following if following is not None else _end(node.getparent())


def _end(node: Element | None) -> Element:
    """A place at the end of a paragraph: an empty run, so that there is something to stand before."""
    made = element("r")
    if node is not None:
        node.append(made)
    return made
