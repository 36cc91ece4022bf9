"""The lines of a file's front matter: where a field stands, and some of them written anew.

Whatever else stands in the file, comments and the order of things too, stays byte for byte.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from release_kit.newsroom import read_text
from release_kit.release.front_matter import FENCE, dump, parse

AFTER = ("status", "version", "modified", "note")  # a new field stands behind the last of those before it


@dataclass(frozen=True, slots=True)
class Span:
    """The lines of a field, counted from 0 in the file."""

    start: int
    end: int  # the line behind it
    comment: str = ""  # what stands behind a value of one line, its blanks too


def field_line(path: Path, key: str) -> int:
    """The line of a field of a file, from 1; the first line where it is not there."""
    return parse(read_text(path), path).lines.get(key, 1)


def set_field(text: str, path: Path, key: str, value: object) -> str:
    """A file's text with one key of its front matter set; every other line stays as it is."""
    return set_fields(text, path, {key: value})


def set_fields(text: str, path: Path, values: Mapping[str, object]) -> str:
    """A file's text with these fields set in its front matter: in their places, else behind those before."""
    parse(text, path)  # an error that names its line, where the front matter cannot be read
    lines = text.split("\n")
    for key, value in values.items():
        fence = next(number for number, line in enumerate(lines[1:], 1) if line.rstrip() == FENCE)
        spans = _find_spans(lines[1:fence])
        place = spans.get(key) or _new_place(key, spans, fence)
        lines[place.start : place.end] = _write(key, value, place.comment)
    return "\n".join(lines)


def _new_place(key: str, spans: Mapping[str, Span], fence: int) -> Span:
    earlier = AFTER[: AFTER.index(key)] if key in AFTER else ()
    before = [spans[name].end for name in earlier if name in spans]
    return Span(max(before, default=fence), max(before, default=fence))


def _find_spans(lines: Sequence[str]) -> dict[str, Span]:
    """Where each field of the front matter stands; `lines` begin behind its first line."""
    node = yaml.compose("\n".join(lines), Loader=yaml.SafeLoader)
    pairs = node.value if isinstance(node, yaml.MappingNode) else ()
    return {key.value: _find_span(key, value, lines) for key, value in pairs}


def _find_span(key: yaml.Node, value: yaml.Node, lines: Sequence[str]) -> Span:
    first, mark = key.start_mark.line, value.end_mark
    end = max(mark.line + bool(mark.column), first + 1)
    while end > first + 1 and lines[end - 1].lstrip()[:1] in ("", "#"):
        end -= 1  # blank lines and comments belong to what follows
    rest = lines[first][mark.column :] if mark.line == first else ""
    return Span(first + 1, end + 1, rest.rstrip() if rest.lstrip().startswith("#") else "")


def _write(key: str, value: object, comment: str) -> list[str]:
    """A field's lines."""
    if value in ("", None, [], {}, ()):
        return []
    made = dump({key: value}, "").split(f"\n{FENCE}\n")[0].split("\n")[1:]
    return [made[0] + comment] if comment and len(made) == 1 else made
