"""Chinese scripts by OpenCC, and each region's wording by a reviewed table of our own.

OpenCC's phrase tables are not used: they take 循環 for a loop in a program and 支持 for technical help. A row
of `data/wording/` stands only where a press release means one thing by a word; a row that stays as it is
keeps a longer word from being cut into.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def _converter(config: str) -> Any:
    import opencc

    return opencc.OpenCC(config)


def convert_script(text: str, config: str) -> str:
    """The text by an OpenCC configuration, `s2tw`, or by one and a region's wording, `s2tw+taiwan`.

    Unchanged where the configuration is empty.
    """
    if not config or not text:
        return text
    script, _, region = config.partition("+")
    written = str(_converter(script).convert(text))
    return _words(region).sub(lambda match: wording(region)[match[0]], written) if region else written


@cache
def wording(region: str) -> Mapping[str, str]:
    """What a region writes for another's words, both in its own script."""
    path = files("release_kit") / "data" / "wording" / f"{region}.tsv"
    return dict(csv.reader(path.read_text(encoding="utf-8").splitlines()[1:], delimiter="\t"))


@cache
def _words(region: str) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(wording(region), key=len, reverse=True))))


def convert_script_around(text: str, config: str, kept: Sequence[tuple[int, int]]) -> str:
    """The text converted but for the kept spans, which are in order and do not overlap."""
    out: list[str] = []
    at = 0
    for start, end in kept:
        out += [convert_script(text[at:start], config), text[start:end]]
        at = end
    return "".join([*out, convert_script(text[at:], config)])
