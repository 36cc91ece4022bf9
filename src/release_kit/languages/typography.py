"""How a language's handout is set: faces, sizes, indents, the line grid. A new language is a new row.

Sources: JLREQ and CLREQ (W3C) for indents, grids and punctuation; A4 with 25 to 30 mm margins and body text
of 10.5 points (五號, 10.5 ポイント) as Japanese and Taiwanese offices set it; 11 points for Latin text.
"""

from __future__ import annotations

from collections.abc import Mapping
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
    """One row of the table. Sizes are points, lengths of the page millimetres, the grid twips."""

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


TIMES = Face("Times New Roman", ("Liberation Serif", "Nimbus Roman"))
ARIAL = Face("Arial", ("Helvetica", "Liberation Sans"), "swiss", panose="020B0604020202020204")
YU_MINCHO = Face(
    "Yu Mincho", ("游明朝", "MS Mincho", "Hiragino Mincho ProN", "Noto Serif CJK JP"),
    charset="80", panose="02020400000000000000",
)  # fmt: skip
YU_GOTHIC = Face(
    "Yu Gothic", ("游ゴシック", "MS Gothic", "Hiragino Sans", "Noto Sans CJK JP"),
    "swiss", "80", "020B0400000000000000",
)  # fmt: skip
MING = Face(
    "PMingLiU", ("新細明體", "MingLiU", "Songti TC", "Noto Serif CJK TC"), charset="88",
    panose="02020500000000000000",
)  # fmt: skip
JHENGHEI = Face(
    "Microsoft JhengHei", ("微軟正黑體", "PingFang TC", "Noto Sans CJK TC"), "swiss", "88",
    "020B0604030504040204",
)  # fmt: skip
SONG = Face(
    "SimSun",
    ("宋体", "NSimSun", "Songti SC", "Noto Serif CJK SC"),
    charset="86",
    panose="02010600030101010101",
)
YAHEI = Face(
    "Microsoft YaHei", ("微软雅黑", "PingFang SC", "Noto Sans CJK SC"), "swiss", "86", "020B0503020204020204"
)

TYPOGRAPHY: Mapping[str, Typography] = {
    "en": Typography(
        TIMES, TIMES, TIMES, TIMES, 11, 18, 0, 0, 276, (25, 25, 22, 25), 6, centred=False, justified=False
    ),
    "ja": Typography(
        YU_MINCHO, YU_GOTHIC, TIMES, ARIAL, 10.5, 15, 100, 336, 240, (23, 25, 20, 25), 0,
        centred=True, justified=True,
    ),
    "zh-Hant": Typography(
        MING, JHENGHEI, TIMES, ARIAL, 12, 17, 200, 372, 240, (23, 26, 20, 26), 3,
        centred=True, justified=True,
    ),
    "zh-Hans": Typography(
        SONG, YAHEI, TIMES, ARIAL, 12, 17, 200, 372, 240, (23, 26, 20, 26), 3,
        centred=True, justified=True,
    ),
}  # fmt: skip
PARTNER = "ja"  # whose East Asian face stands in a Latin handout for names in characters
