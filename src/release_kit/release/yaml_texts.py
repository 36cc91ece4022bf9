"""YAML of which every scalar is a text: no numbers, no truth values, no tags, no aliases.

What YAML would make of `phone: 0120445533` (an octal number), `country: NO` (false) or `+81` (81) is what a
person never meant. Depth and size are bounded; what is cut off by a `#` is said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import yaml

from release_kit.errors import InputError
from release_kit.newsroom import FORBIDDEN_SIGNS

Texts = str | list[Any] | dict[str, Any]
DEPTH_LIMIT = 3  # a mapping, a mapping or list in it, texts in that
SIZE_LIMIT = 200_000  # characters of front matter
TEXT_LIMIT = 20_000  # characters of one field
COUNT_LIMIT = 2_000  # fields and items
CUT = re.compile(r"[ \t]+#[^\s#]")  # a comment that looks like a hashtag or a number
Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_texts(text: str, path: Path, offset: int = 0) -> tuple[dict[str, Any], dict[str, int]]:
    """A mapping of texts, lists and mappings, and the line of each of its keys."""
    if len(text) > SIZE_LIMIT:
        fix = "The text of a release stands below the second `---`."
        raise InputError(path, f"front matter of {len(text):,} characters", fix, offset + 1)
    reader = _Reader(text, path, offset)
    try:
        return reader.read()
    except yaml.MarkedYAMLError as error:
        line = (error.problem_mark.line if error.problem_mark else 0) + 1 + offset
        fix = 'A value with a colon, a # or a quotation mark needs quotes: title: "One: two".'
        raise InputError(path, f"YAML: {error.problem}", fix, line) from error
    except (yaml.YAMLError, ValueError) as error:
        raise InputError(path, f"YAML: {error}".split("\n")[0], "", offset + 1) from error


class _Reader:
    """Takes the parser's events one by one, so that nothing is built that nobody asked for."""

    def __init__(self, text: str, path: Path, offset: int) -> None:
        self.lines, self.path, self.offset = text.split("\n"), path, offset
        self.events: Iterator[Any] = islice(yaml.parse(text, Loader=Loader), COUNT_LIMIT * 3)
        self.marks: dict[str, int] = {}

    def read(self) -> tuple[dict[str, Any], dict[str, int]]:
        """The one document; a second one is an error."""
        for event in self.events:
            if isinstance(event, (yaml.StreamStartEvent, yaml.DocumentStartEvent)):
                continue
            if isinstance(event, yaml.StreamEndEvent):
                return {}, {}
            is_mapping = isinstance(event, yaml.MappingStartEvent)
            if not is_mapping and not (isinstance(event, yaml.ScalarEvent) and not event.value):
                raise self.fail(event, "front matter is not `key: value` lines", "")
            values = self.value(event, 1)
            if any(isinstance(rest, yaml.DocumentStartEvent) for rest in self.events):
                raise self.fail(event, "front matter has a second document in it", "Remove the line `...`.")
            return values if isinstance(values, dict) else {}, self.marks
        return {}, {}

    def line(self, event: Any) -> int:
        return int(event.start_mark.line) + 1 + self.offset

    def fail(self, event: Any, problem: str, fix: str) -> InputError:
        return InputError(self.path, problem, fix, self.line(event))

    def next(self) -> Any:
        for event in self.events:
            return event
        fix = "Is it the right file?"
        raise InputError(self.path, f"more than {COUNT_LIMIT:,} fields", fix, self.offset + 1)

    def value(self, event: Any, depth: int) -> Texts:
        """A text, a list or a mapping that begins with an event."""
        if isinstance(event, yaml.AliasEvent) or event.anchor:
            fix = 'A value that begins with & or * needs quotes: title: "*One*".'
            raise self.fail(event, "YAML: an anchor or alias (& or *)", fix)
        if event.tag not in (None, "!"):
            raise self.fail(
                event, f"YAML: a tag ({event.tag})", 'A value that begins with ! needs quotes: "!".'
            )
        if depth > DEPTH_LIMIT:
            raise self.fail(event, "YAML: brackets or lists within each other", "Fields hold text.")
        if isinstance(event, yaml.ScalarEvent):
            return self.text(event)
        return self.mapping(depth) if isinstance(event, yaml.MappingStartEvent) else self.list(depth)

    def list(self, depth: int) -> list[Any]:
        found: list[Any] = []
        while not isinstance(event := self.next(), yaml.SequenceEndEvent):
            found.append(self.value(event, depth + 1))
        return found

    def mapping(self, depth: int) -> dict[str, Any]:
        found: dict[str, Any] = {}
        while not isinstance(event := self.next(), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent):
                raise self.fail(event, "YAML: a key that is no word", "Write key: value.")
            key = self.value(event, depth)
            if key in found:
                raise self.fail(event, f"`{key}` stands twice", "Remove one of them.")
            if depth == 1:
                self.marks[str(key)] = self.line(event)
            found[str(key)] = self.value(self.next(), depth + 1)
        return found

    def text(self, event: Any) -> str:
        """A scalar as it stands, without white space at its ends."""
        text = str(event.value).strip()
        if found := FORBIDDEN_SIGNS.search(text):
            code = f"U+{ord(found.group()):04X}"
            raise self.fail(
                event, f"a control character ({code})", "Delete it: no feed or Word file can hold it."
            )
        if len(text) > TEXT_LIMIT:
            fix = f"A field has at most {TEXT_LIMIT:,}; longer texts stand below the second `---`."
            raise self.fail(event, f"a field of {len(text):,} characters", fix)
        end = event.end_mark
        if not event.style and end.line < len(self.lines) and CUT.match(self.lines[end.line], end.column):
            fix = 'A # after a space begins a comment; put the value in quotes: "We are #1".'
            raise self.fail(event, "what stands behind the # would be lost", fix)
        return text
