"""Blocks into sentences; a term is never cut, nor "Co., Ltd.", nor a quotation."""

from __future__ import annotations

from collections.abc import Sequence

from release_kit.languages.table import language

OPENING, CLOSING = "「『（“(", "」』）”)"


def split_sentences(text: str, tag: str, kept: Sequence[tuple[int, int]] = ()) -> list[str]:
    """The sentences of a paragraph, which joined by `sentence_joint` give it back.

    `kept` are spans that no cut may fall into. Boundaries come from sentencex (Wikimedia).
    """
    import sentencex

    if not text.strip():
        return []
    row = language(tag)
    pieces = [str(piece) for piece in sentencex.segment(row.segmenter, text)]
    if "".join(pieces) != text:
        return [text]
    out: list[str] = []
    at = 0
    held = ""
    for piece, following in zip(pieces, [*pieces[1:], ""], strict=True):
        held += piece
        at += len(piece)
        edge = at - (len(held) - len(held.rstrip()))
        if any(start < edge < end for start, end in kept) or _is_open(held):
            continue
        if row.quoted_goes_on and _goes_on(held, following):
            continue
        out.append(held.strip())
        held = ""
    if held.strip():
        out.append(held.strip())
    return [sentence for sentence in out if sentence]


def _goes_on(text: str, following: str) -> bool:
    """Whether a quotation ends here and its sentence does not: 「頑張る。」と述べた。"""
    return text[-1:] in CLOSING and following[:1] not in OPENING and bool(following)


def _is_open(text: str) -> bool:
    """Whether a bracket or quotation is open at the end, within reason."""
    if len(text) > 600:
        return False
    return any(text.count(a) > text.count(b) for a, b in zip(OPENING, CLOSING, strict=True))


def join_sentences(sentences: Sequence[str], tag: str) -> str:
    """Sentences as one paragraph in their language."""
    return language(tag).sentence_joint.join(sentence for sentence in sentences if sentence)
