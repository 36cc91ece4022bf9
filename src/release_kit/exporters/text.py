"""Plain text for wires that take no Word: fixed width, straight quotation marks, nothing that needs a font.

East Asian characters count as two columns (UAX #11), and a line begins with no closing sign and ends
with no opening one (JLREQ 3.1.7, CLREQ 3.1.5).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping

from release_kit.edition import Edition, show_edition
from release_kit.languages import Language
from release_kit.model import Artifact

WIDTH = 72  # columns
PLAIN = str.maketrans(
    {"“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "--", "…": "...", "\u00a0": " "}
)
NEVER_FIRST = "、。，．」』）】〕》！？：；・ー,.!?:;)]}%％"
NEVER_LAST = "「『（【〔《([{"
PIECES = re.compile(r"\s+|[A-Za-z0-9][\w'’./:@%+&-]*|.", re.S)


class TextExporter:
    """A .txt file an edition."""

    name = "txt"

    def export(self, edition: Edition) -> list[Artifact]:
        """The text of an edition."""
        text = "\n\n".join(_paragraphs(show_edition(edition), edition.row)) + "\n"
        release = edition.release
        return [Artifact(f"{release.language}/{release.slug}.txt", "text/plain", text.encode())]


def _paragraphs(values: Mapping[str, object], row: Language) -> Iterator[str]:
    """The parts of a handout in their order, each wrapped."""
    labels = values["labels"]
    assert isinstance(labels, dict)  # noqa: S101 - show_edition makes it
    for name in ("draft", "banner", "greeting", "title", "subtitle"):
        if values[name]:
            yield wrap(str(values[name]), row)
    blocks = values["blocks"]
    for block in blocks if isinstance(blocks, list) else ():
        text = "".join(run.text + (f" <{run.link}>" if run.link else "") for run in block["runs"])
        mark = "- " if block["kind"] == "item" else ""
        yield wrap(text, row, mark)
    if values["boilerplate"]:
        yield wrap(str(values["boilerplate"]), row)
    contact = values["contact"]
    lines = [str(text) for text in contact.values() if text] if isinstance(contact, dict) else []
    if lines:
        yield "\n".join([f"{labels['contact']}{row.label_colon}".rstrip(), *lines])
    yield str(labels["end"])
    if values["disclaimer"]:
        yield wrap(str(values["disclaimer"]), row)


def columns(text: str) -> int:
    """How wide a text is: two columns for each East Asian character."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)


def wrap(text: str, row: Language, mark: str = "", width: int = WIDTH) -> str:
    """The text in lines of at most `width` columns; a word or address that is longer stays whole."""
    text = text.translate(PLAIN) if row.has_word_edges else text
    lines: list[str] = []
    line = mark
    for piece in _unbroken(text):
        if columns(line + piece.rstrip()) > width and line.strip() != mark.strip():
            lines.append(line.rstrip())
            line = " " * len(mark) + piece.lstrip()
        else:
            line += piece if line.strip() else piece.lstrip()
    return "\n".join([*lines, line.rstrip()])


def _unbroken(text: str) -> Iterator[str]:
    """Pieces between which a line may end: words, and characters with the signs that cling to them."""
    held = ""
    for piece in PIECES.findall(text):
        if piece.isspace():
            held += " "
            continue
        clings = not held or piece[0] in NEVER_FIRST or held[-1] in NEVER_LAST
        if clings or (held.isspace()):
            held += piece
            continue
        yield held
        held = piece
    if held:
        yield held
