"""Bold, links, code and note marks inside a paragraph: spans that the translation must carry over."""

from __future__ import annotations

import re
from dataclasses import dataclass

MARKUP = re.compile(  # nothing gives back what it took, and nothing looks further than 2,000 characters
    r"(?P<image>!\[(?P<alt>[^\]]{0,2000}+)\]\((?P<source>[^)\s]{1,2000}+)[^)]{0,2000}+\))"
    r"|(?P<link>\[(?P<label>[^\]]{1,2000}+)\]\((?P<address>[^)\s]{1,2000}+)[^)]{0,2000}+\))"
    r"|(?P<strong>\*\*(?P<bold>[^*]+)\*\*)"
    r"|(?P<emphasis>(?<![A-Za-z0-9*])\*(?P<slanted>[^*\s][^*]*)\*(?![A-Za-z0-9*]))"
    r"|(?P<code>`(?P<verbatim>[^`]+)`)"
    r"|(?P<note>\[\^[^\]\s]+\])"
)


@dataclass(frozen=True, slots=True)
class Span:
    """A marked-up span of a paragraph."""

    start: int
    end: int
    inner: str  # what is to be translated; empty for code and notes
    before: str
    after: str


def find_spans(text: str) -> list[Span]:
    """The spans, in order; what is inside a span is not searched again."""
    return [_span(match) for match in MARKUP.finditer(text)]


def _span(match: re.Match[str]) -> Span:
    start, end = match.span()
    if match["image"]:
        return Span(start, end, match["alt"], "![", f"]({match['source']})")
    if match["link"]:
        return Span(start, end, match["label"], "[", f"]({match['address']})")
    if match["strong"]:
        return Span(start, end, match["bold"], "**", "**")
    if match["emphasis"]:
        return Span(start, end, match["slanted"], "*", "*")
    return Span(start, end, "", match["code"] or match["note"], "")


def translated_text(text: str) -> str:
    """The words that were translated: without marks, code and note marks, which are copied."""
    return MARKUP.sub(lambda m: _span(m).inner or " ", text)


def plain_text(text: str) -> str:
    """The text without its marks."""
    return MARKUP.sub(lambda m: _span(m).inner or (m["verbatim"] or ""), text)
