"""Where a setting stands in a TOML file; the standard library's reader does not say."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence

LONG = re.compile(r'"""|\'\'\'')
KEY = re.compile(r"""\s*((?:[\w-]+|"[^"\n]*"|'[^'\n]*')(?:\s*\.\s*(?:[\w-]+|"[^"\n]*"|'[^'\n]*'))*)\s*=""")


def line_of(text: str, keys: Sequence[str | int]) -> int:
    """The line of the setting, or of the nearest table around it; 0 where there is neither."""
    wanted = tuple(key for key in keys if isinstance(key, str))
    found, depth = 0, 0
    for number, path in _paths(text):
        if wanted[: len(path)] == path and len(path) > depth:
            found, depth = number, len(path)
    return found


def _paths(text: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Each header and key with its line; what stands in a text of several lines is neither."""
    table: tuple[str, ...] = ()
    is_long = False
    for number, line in enumerate(text.split("\n"), 1):
        was_long = is_long
        is_long ^= len(LONG.findall(line)) % 2 == 1
        if was_long:
            continue
        if line.lstrip().startswith("["):
            table = _path(line.split("#")[0])
            yield number, table
        elif match := KEY.match(line):
            yield number, (*table, *_path(f"{match[1]} = 0"))


def _path(line: str) -> tuple[str, ...]:
    """The names of a header or a key; none where the line is something else, such as a list's end."""
    try:
        values = tomllib.loads(line)
    except (ValueError, RecursionError):
        return ()
    path: list[str] = []
    while isinstance(values, dict) and values:
        name, values = next(iter(values.items()))
        path.append(name)
    return tuple(path)
