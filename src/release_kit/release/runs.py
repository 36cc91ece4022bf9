"""A paragraph's Markdown as runs: stretches of text in one style."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from release_kit.release.blocks import markdown_parser

NOTE_MARK = re.compile(r"(\[\^[^\]\s]+\])")


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a paragraph in one style."""

    text: str
    bold: bool = False
    italic: bool = False
    link: str = ""
    code: bool = False
    note: str = ""  # the name of a note that is marked here


def markdown_runs(text: str) -> list[Run]:
    """A paragraph's Markdown as runs; a run that marks a note has no text."""
    found: list[Run] = []
    bold = italic = 0
    link = ""
    tokens = markdown_parser().parseInline(text)
    for token in (tokens[0].children or ()) if tokens else ():
        if token.type == "link_open":
            link = str(token.attrs["href"])
        elif token.type == "link_close":
            link = ""
        elif token.type in ("strong_open", "strong_close"):
            bold += token.nesting
        elif token.type in ("em_open", "em_close"):
            italic += token.nesting
        elif token.type == "hardbreak":
            found.append(Run("\n", bool(bold), bool(italic), link))
        else:
            content = " " if token.type == "softbreak" else token.content
            style = Run("", bool(bold), bool(italic), link, token.type == "code_inline")
            found += _pieces(content, style)
    return found


def _pieces(content: str, style: Run) -> list[Run]:
    """A text as runs in one style, note marks apart."""
    if style.code:
        return [replace(style, text=content)]
    parts = [part for part in NOTE_MARK.split(content) if part]
    return [replace(style, note=p[2:-1]) if NOTE_MARK.fullmatch(p) else replace(style, text=p) for p in parts]


def shown_words(text: str) -> str:
    """A paragraph's words without marks, notes or addresses."""
    return "".join(run.text for run in markdown_runs(text))
