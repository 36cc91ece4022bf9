"""Chinese scripts by OpenCC, with converters made once."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any


@cache
def _converter(config: str) -> Any:
    import opencc

    return opencc.OpenCC(config)


def convert_script(text: str, config: str) -> str:
    """The text by an OpenCC configuration; unchanged where the configuration is empty."""
    return str(_converter(config).convert(text)) if config and text else text


def convert_script_around(text: str, config: str, kept: Sequence[tuple[int, int]]) -> str:
    """The text converted but for the kept spans, which are in order and do not overlap."""
    out: list[str] = []
    at = 0
    for start, end in kept:
        out += [convert_script(text[at:start], config), text[start:end]]
        at = end
    return "".join([*out, convert_script(text[at:], config)])
