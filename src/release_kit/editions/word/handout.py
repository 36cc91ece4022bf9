"""Handouts: a Word template and a release make a .docx."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC
from functools import partial
from typing import Any

from docx.oxml.ns import qn
from docx.shared import Mm
from docxtpl import DocxTemplate
from jinja2.exceptions import TemplateError
from markupsafe import escape

from release_kit import errors
from release_kit.editions.edition import HANDOUT_TYPE, Edition
from release_kit.editions.templating import BUILT_IN, environment, explain, find_template
from release_kit.editions.view import EditionView, show_edition
from release_kit.editions.word.body import BodyWriter, Piece
from release_kit.editions.word.document import Paper
from release_kit.editions.word.headlines import balance_headlines
from release_kit.editions.word.opening import FLAWS, check_template, explained, template_flaw
from release_kit.editions.word.packing import repack
from release_kit.editions.word.provenance import Row, short_hash, write_stamp
from release_kit.editions.word.wordml import Element, drawing, paragraphs_of, visible_text
from release_kit.model import Artifact
from release_kit.newsroom import handout_path
from release_kit.places import UnitKey
from release_kit.release import dateline_text, lead_in, measure_picture, notice_text, shown_words

FIELDS = ("title", "subtitle", "issuer", "disclaimer", "boilerplate", "office_line")
CONTACT = ("name", "organisation", "phone", "email")
START, END, BODY, LOGO = "\ue000", "\ue001", "\ue002body\ue002", "\ue002logo\ue002"  # never in a release
MARKED = re.compile(f"{START}([^{START}{END}|]*)\\|([^{END}]*){END}")
MARK = re.compile(f"{START}[^|]*\\||{END}")  # one side of it: a tab in the text cuts it in two
LOGO_HEIGHT = Mm(14)


class Marked(str):
    """A field's text that leaves marks around itself where a template shows it."""

    __slots__ = ("key",)
    key: UnitKey

    def __html__(self) -> str:
        return f"{START}{self.key}|{escape(str(self))}{END}"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A filled handout, not yet saved."""

    document: Any  # a python-docx Document
    rows: tuple[Row, ...]
    texts: Mapping[UnitKey, Element]  # the paragraph that shows each


class WordExporter:
    """One handout a language, from `handout.<tag>.docx`."""

    name = "docx"

    def export(self, edition: Edition) -> list[Artifact]:
        """The handout of an edition."""
        release = edition.release
        return [Artifact(handout_path(release.language, release.slug), HANDOUT_TYPE, save(fill(edition)))]


def handout_size(edition: Edition, path: str = "") -> int:
    """How many bytes an edition's handout has; `path` is where it will be, which changes nothing."""
    return len(save(fill(edition)))


def fill(edition: Edition) -> Sheet:
    """The template of the edition's language with the release in it."""
    template, name = find_template(f"handout.{edition.release.language}.docx", edition.newsroom.templates)
    if name.startswith(BUILT_IN):
        return _filled(edition, template, name)
    check_template(template, name)
    with explained(partial(template_flaw, name)):
        return _filled(edition, template, name)


def _filled(edition: Edition, template: bytes, name: str) -> Sheet:
    logo = LOGO if edition.newsroom.handout.logo else ""
    values = _marked(show_edition(edition)).names() | {"body": BODY, "logo": logo}
    filled = render(template, name, values)
    document = filled.docx
    paper = Paper(document)
    writer = BodyWriter(edition, paper)
    pieces = _put_body(document, writer, name)
    _put_logo(edition, document, paper)
    paper.finish()
    texts = {key: made for piece in pieces for key, made in piece.texts.items()} | paper.notes
    rows = tuple(_settle(document, texts, paper, edition))
    balance_headlines(document, paper, edition)
    describe(document, edition)
    write_stamp(document, edition.release, rows)
    return Sheet(document, rows, texts)


def save(sheet: Sheet) -> bytes:
    """The bytes of a handout: the same for the same release."""
    out = io.BytesIO()
    sheet.document.save(out)
    return repack(out.getvalue())


def _marked(view: EditionView) -> EditionView:
    """The view with marks around the texts that find their way back."""
    contact = replace(view.contact, **{name: _mark(f"contact.{name}", view.contact) for name in CONTACT})
    return replace(view, **{name: _mark(name, view) for name in FIELDS}, contact=contact)


def _mark(key: str, holder: object) -> Any:
    unit = UnitKey(key)
    text = getattr(holder, unit.names[-1] or unit.names[0])
    if not text:
        return text
    made = Marked(text)
    made.key = unit
    return made


def render(template: bytes, name: str, values: dict[str, object]) -> DocxTemplate:
    """A template with its tags filled; errors name the template and what is wrong in it."""
    try:
        document = DocxTemplate(io.BytesIO(template))
        document.render(values, jinja_env=environment(), autoescape=True)
    except (TemplateError, ArithmeticError, RecursionError, TypeError) as error:
        raise explain(error, name) from error
    except FLAWS as error:
        raise template_flaw(name, str(error)) from error
    return document


def _put_body(document: Any, writer: BodyWriter, name: str) -> list[Piece]:
    """Put the body where `{{ body }}` stood; a template may show `blocks` instead."""
    place = next((node for node in paragraphs_of(document) if BODY in visible_text(node)), None)
    if place is None:
        return []
    if visible_text(place).strip() != BODY:
        fix = "Give {{ body }} a paragraph of its own."
        raise errors.TemplateError(f"{name}: {{{{ body }}}} stands among other words\n  {fix}")
    pieces = writer.write()
    for piece in pieces:
        place.addprevious(piece.element)
    _drop(place)
    return pieces


def _drop(node: Element) -> None:
    parent = node.getparent()
    if parent is not None:
        parent.remove(node)


def _put_logo(edition: Edition, document: Any, paper: Paper) -> None:
    """The newsroom's logo wherever the template has `{{ logo }}`: in the body or in a header."""
    if not edition.newsroom.handout.logo:
        return
    path = edition.newsroom.root / edition.newsroom.handout.logo
    content = path.read_bytes()
    width, height = measure_picture(content, path)
    size = round(LOGO_HEIGHT * width / height), int(LOGO_HEIGHT)
    for part in _story_parts(document):
        for node in [n for n in part.element.iter(qn("w:t")) if LOGO in (n.text or "")]:
            relation = paper.picture(content, part)
            name = edition.newsroom.title(edition.release.language)
            run = node.getparent()
            run.getparent().replace(run, drawing(relation, paper.next_id(), name, *size))


def _story_parts(document: Any) -> list[Any]:
    """The parts that hold text: the body, headers and footers."""
    kinds = ("/header", "/footer")
    related = [rel.target_part for rel in document.part.rels.values() if rel.reltype.endswith(kinds)]
    return [document.part, *dict.fromkeys(related)]


def _settle(document: Any, texts: Mapping[UnitKey, Element], paper: Paper, edition: Edition) -> Iterator[Row]:
    """Take the marks away; a row for every paragraph that has text."""
    for part in _story_parts(document)[1:]:
        for node in part.element.iter(qn("w:t")):
            node.text = MARK.sub("", node.text or "")
    by_node = {node: key for key, node in texts.items()}
    lead = lead_in(dateline_text(edition.release))
    for node in [*paragraphs_of(document), *paper.notes.values()]:
        key = by_node.get(node)
        row = _row(node, key, lead) if key else _frame_row(node)
        if row:
            yield row


def _row(node: Element, key: UnitKey, lead: str) -> Row | None:
    """The row of a paragraph of the body; the first has the dateline before its text."""
    text = visible_text(node)
    before = lead if lead and text.startswith(lead) else ""
    return Row(key, short_hash(text), before) if text.strip() else None


def _frame_row(node: Element) -> Row | None:
    """The row of a paragraph of the template, with the one field that it shows."""
    marked = visible_text(node)
    found = MARKED.findall(marked)
    for piece in node.iter(qn("w:t")):
        piece.text = MARK.sub("", piece.text or "")
    text = visible_text(node)
    if len(found) != 1:
        return Row(None, short_hash(text)) if text.strip() else None
    before, _, after = MARKED.sub("\0", marked).partition("\0")
    return Row(UnitKey.parse(found[0][0]), short_hash(text), before.lstrip(), after.rstrip())


def describe(document: Any, edition: Edition) -> None:
    """Title, author, language and dates from the release, not from the machine."""
    release = edition.release
    properties = document.core_properties
    properties.title = release.title[:255]
    properties.author = (release.issuer or edition.newsroom.name.get(release.language, ""))[:255]
    properties.last_modified_by = ""
    properties.comments = shown_words(notice_text(release))[:255]
    properties.keywords = ", ".join(release.hashtags)[:255]
    properties.language = edition.row.word_tag
    properties.identifier = edition.urn
    properties.created, properties.modified = (
        moment.astimezone(UTC).replace(microsecond=0, tzinfo=None)
        for moment in (release.date, edition.modified)
    )
    properties.revision = release.version
