"""Releases from elsewhere: the paragraphs of newswire text, Markdown, Word and HTML; a draft as a release."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from xml.parsers.expat import ExpatError
from zoneinfo import ZoneInfo

from release_kit.errors import InputError
from release_kit.glossary import Glossary
from release_kit.kinds import TermKind
from release_kit.model import Release
from release_kit.newsroom import (
    FORBIDDEN_SIGNS,
    TEXT_LIMIT,
    Newsroom,
    check_word_file,
    decode_text,
    parse_html,
)
from release_kit.release.drafts import Draft
from release_kit.release.front_matter import FENCE
from release_kit.release.import_lines import (
    CONTACT,
    DISCLAIMER,
    HASHTAGS,
    is_reachable,
    read_mark,
    stands_alone,
)

SYMBOLS = "\uf0a7\uf0b7\uf0d8\uf0fc\uf076\uf0a8\uf06e\uf0e8\uf0f0"  # bullets in Wingdings and Symbol
CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ufeff]")
# What mammoth raises where a part is well-formed and still not what Word writes; it documents none of it.
WORD_FLAWS = (
    ExpatError, KeyError, ValueError, AttributeError, IndexError, TypeError, AssertionError, OSError,
)  # fmt: skip
HIDDEN = ("script", "style", "nav", "form", "noscript", "iframe")


def read_paragraphs(data: bytes, name: str) -> list[str]:
    """The paragraphs of a file by its suffix, as Markdown; the first is the headline."""
    if len(data) > TEXT_LIMIT:
        raise InputError(name, f"larger than {TEXT_LIMIT // 2**20} MB", "Is it the right file?")
    suffix = Path(name).suffix.lower()
    if suffix == ".docx" or data[:4] == b"PK\x03\x04":
        text = _from_docx(data, name)
    elif suffix in (".html", ".htm") or re.match(rb"\s*<(?:!doctype|html)", data, re.I):
        text = _from_html(decode_text(data, name), name)
    else:
        text = decode_text(data, name)
        if text.startswith(FENCE):
            fix = "It has front matter already: put it into releases/NAME/index.en.md."
            raise InputError(name, "a release, not a text to import", fix, 1)
    found = split_paragraphs(text)
    if not found:
        raise InputError(name, "no text in it", "Check that it is the right file.")
    return found


def split_paragraphs(text: str) -> list[str]:
    """Paragraphs by blank lines where there are any within the text, else by lines."""
    text = text.strip("\ufeff \n\t")
    if len(re.findall(r"\n[ \t]*\n", text)) >= 2:
        chunks = re.split(r"\n[ \t]*\n+", text)
    else:
        chunks = text.split("\n")
    found: list[str] = []
    for chunk in chunks:
        lines = [line.strip() for line in chunk.split("\n") if line.strip()]
        is_contact = found and CONTACT.fullmatch(found[-1]) and is_reachable(chunk)
        found += ["\n".join(lines)] if is_contact else _join_lines(lines)
    return [paragraph for paragraph in found if paragraph]


def _join_lines(lines: Sequence[str]) -> list[str]:
    """The paragraphs of a chunk: its lines as one, what stands alone apart, a contact line by line."""
    if any(HASHTAGS.match(line) or DISCLAIMER.match(line) for line in lines):
        return list(lines)
    for number, line in enumerate(lines):
        if CONTACT.match(line):
            rest = range(number + 1, len(lines))
            end = next((later for later in rest if stands_alone(lines[later])), len(lines))
            return [*_join_lines(lines[:number]), "\n".join(lines[number:end]), *_join_lines(lines[end:])]
        if stands_alone(line) and (number == 0 or read_mark(line)[0]):
            return [*_join_lines(lines[:number]), line, *_join_lines(lines[number + 1 :])]
    is_list = all(re.match(r"[-*+•] |\d+[.)] |\|", line) for line in lines)
    return [("\n" if is_list else " ").join(lines)] if lines else []


def _from_docx(data: bytes, name: str) -> str:
    """Word to Markdown by way of mammoth's HTML."""
    import mammoth

    check_word_file(data, name)
    fix = "Open it in Word or LibreOffice and save it as .docx."
    try:
        html = mammoth.convert_to_html(io.BytesIO(data)).value
    except RecursionError as error:
        raise InputError(name, "tables or boxes too deep within each other", fix) from error
    except WORD_FLAWS as error:
        raise InputError(name, f"not as Word writes it: {type(error).__name__}: {error}", fix) from error
    return _to_markdown(html, name)


def _from_html(text: str, name: str) -> str:
    """The article of a page, or its body, without scripts and navigation."""
    from lxml import etree, html

    tree = parse_html(text, name)
    etree.strip_elements(tree, *HIDDEN, with_tail=False)
    found = next((part for name in ("article", "main", "body") for part in tree.iter(name)), tree)
    return _to_markdown(html.tostring(found, encoding="unicode"), name)


def _to_markdown(html: str, name: str) -> str:
    from markdownify import markdownify

    try:
        text = markdownify(html, heading_style="ATX", bullets="-", escape_underscores=False)
    except RecursionError as error:
        raise InputError(
            name, "tables or lists too deep within each other", "Is it the right file?"
        ) from error
    return clean(str(text), name)


def clean(text: str, name: str) -> str:
    """Text that a release can hold: bullets of symbol fonts as list marks, controls without meaning gone."""
    text = re.sub(rf"(?m)^([ \t]*(?:[-*+] )?)[{SYMBOLS}][ \t]*", r"\1- ", text).replace("- - ", "- ")
    text = CONTROLS.sub("", text)
    if found := FORBIDDEN_SIGNS.search(text):
        place = text[max(found.start() - 20, 0) : found.start()].strip()
        fix = "Delete it in the file, or write what it stands for; it is a sign of a symbol font."
        raise InputError(
            name, f"a character without meaning (U+{ord(found.group()):04X}) after {place!r}", fix
        )
    return text


def make_release(
    draft: Draft, newsroom: Newsroom, glossary: Glossary, identifier: str, now: datetime
) -> Release:
    """A draft as a release; a date without a time is midnight in the newsroom's zone."""
    from release_kit.release.blocks import read_blocks
    from release_kit.release.storage import make_slug

    zone = ZoneInfo(newsroom.time_zone)
    date = now.astimezone(zone).replace(microsecond=0)
    if draft.date:
        date = _midnight(draft.date, zone)
    slug = make_slug(f"{date:%Y-%m-%d}", draft.title)
    return Release(
        slug=slug,
        path=newsroom.releases / slug / f"index.{newsroom.source}.md",
        language=newsroom.source,
        id=identifier,
        title=draft.title,
        date=date,
        digest="",
        blocks=read_blocks("\n\n".join(draft.paragraphs)),
        issuer=draft.issuer or guess_issuer(draft, newsroom, glossary),
        dateline=draft.dateline,
        contact=draft.contact,
        hashtags=draft.hashtags,
        disclaimer=draft.disclaimer,
        embargo=draft.embargo,
    )


def _midnight(text: str, zone: ZoneInfo) -> datetime:
    try:
        year, month, day = (int(part) for part in text.split("-"))
        return datetime(year, month, day, tzinfo=zone)
    except ValueError:
        fix = "Correct the date in the text, and import it again."
        raise InputError("the dateline", f"{text} is not in the calendar", fix) from None


def guess_issuer(draft: Draft, newsroom: Newsroom, glossary: Glossary) -> str:
    """The organisation of the dateline's city that the text names, else the newsroom."""
    for paragraph in draft.paragraphs:
        for match in glossary.find(paragraph, newsroom.source):
            form = match.term.forms.get(newsroom.source, "")
            if (
                match.kind == TermKind.ORGANISATION
                and draft.dateline.city
                and form.startswith(draft.dateline.city)
            ):
                return form
    return newsroom.name.get(newsroom.source, "")
