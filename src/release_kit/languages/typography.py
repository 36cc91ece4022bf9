"""How a language's handout is set: faces, sizes, indents, the line grid: a part of its row.

Sources: JLREQ and CLREQ (W3C) for indents, grids and punctuation; A4 with 25 to 30 mm margins and body text
of 10.5 points (五號, 10.5 ポイント) as Japanese and Taiwanese offices set it; 11 points for Latin text.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Face:
    """A font as Word's font table describes it, and what stands in for it elsewhere."""

    name: str
    alternates: tuple[str, ...]  # other names of it, then others like it; the last is on every Linux
    family: str = "roman"  # roman or swiss
    charset: str = "00"  # Windows character set, hexadecimal
    panose: str = "02020603050405020304"


@dataclass(frozen=True, slots=True)
class Typography:
    """How pages are set. Sizes are points, lengths of the page millimetres, the grid twips."""

    body: Face
    heading: Face
    latin: Face
    latin_heading: Face
    size: float
    title_size: float
    indent: int  # of a paragraph's first line, hundredths of a character
    pitch: int  # of the line grid; 0 where the language has none
    leading: int  # line spacing where there is no grid, 240ths of a line
    margins: tuple[float, float, float, float]  # top, right, bottom, left
    after: float  # space after a paragraph
    centred: bool  # headlines in the middle, as against at the left
    justified: bool
    head: tuple[str, ...] = (
        "date",
        "issuer",
    )  # lines above the headline; with "right" at the end: unlabelled
    bullets: str = "•◦▪"  # of a list's three levels
    logo_side: str = "left"
    running_side: str = "right"  # of the headline at the top of further pages
    end_side: str = "center"  # of the end mark
    boxed_contact: bool = False
