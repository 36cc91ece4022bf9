"""YAML front matter with line numbers, and its writing in one fixed order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

import yaml

from release_kit.errors import InputError

FENCE = "---"


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The mapping at the head of a file."""

    values: Mapping[str, Any]
    lines: Mapping[str, int]  # top-level key -> line in the file, from 1
    body: str
    body_line: int  # the line in the file at which the body starts
    path: Path = field(default=Path())

    def fail(self, key: str, problem: str, fix: str = "") -> InputError:
        """An error that points at a key's line."""
        return InputError(self.path, problem, fix, self.lines.get(key, 1))


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """A safe loader that leaves times alone, so that we see whether they name a zone."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in rules if tag != "tag:yaml.org,2002:timestamp"]
    for first, rules in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def parse(text: str, path: Path) -> FrontMatter:
    """Split a file into front matter and body."""
    lines = text.split("\n")
    if lines[0].rstrip() != FENCE:
        fix = "Start the file with a line `---`, the fields, and a line `---` (see `release-kit new`)."
        raise InputError(path, "no front matter", fix, 1)
    try:
        end = next(i for i, line in enumerate(lines[1:], 1) if line.rstrip() == FENCE)
    except StopIteration:
        raise InputError(path, "front matter has no end", "Close it with a line `---`.", 1) from None
    values, marks = load_mapping("\n".join(lines[1:end]), path, offset=1)
    return FrontMatter(values, marks, "\n".join(lines[end + 1 :]), end + 2, path)


def load_mapping(text: str, path: Path, offset: int = 0) -> tuple[dict[str, Any], dict[str, int]]:
    """A YAML mapping and the line of each of its keys."""
    loader = _Loader(text)
    try:
        node = loader.get_single_node()
        if node is None:
            return {}, {}
        if not isinstance(node, yaml.MappingNode):
            raise InputError(path, "front matter is not `key: value` lines", "", offset + 1)
        marks = {key.value: key.start_mark.line + 1 + offset for key, _ in node.value}
        _refuse_doubles(node, path, offset)
        values: dict[str, Any] = loader.construct_document(node)
    except yaml.MarkedYAMLError as error:
        line = (error.problem_mark.line if error.problem_mark else 0) + 1 + offset
        fix = 'A value with a colon, a # or a quotation mark needs quotes: title: "One: two".'
        raise InputError(path, f"YAML: {error.problem}", fix, line) from error
    except yaml.YAMLError as error:
        raise InputError(path, f"YAML: {error}".split("\n")[0], "", offset + 1) from error
    finally:
        loader.dispose()
    return values, marks


def _refuse_doubles(node: yaml.MappingNode, path: Path, offset: int) -> None:
    seen: set[str] = set()
    for key, _ in node.value:
        if key.value in seen:
            line = key.start_mark.line + 1 + offset
            raise InputError(path, f"`{key.value}` stands twice", "Remove one of them.", line)
        seen.add(key.value)


def moment(value: object, front: FrontMatter, key: str) -> datetime:
    """A time with its zone; a naive one is an error that shows the fix."""
    text = value.isoformat() if isinstance(value, (date, datetime)) else str(value)
    try:
        found = datetime.fromisoformat(text.strip())
    except ValueError:
        fix = f"Write it as 2024-02-29T09:00:00+08:00, not {text!r}."
        raise front.fail(key, f"`{key}` is not a date and time", fix) from None
    if found.tzinfo is None:
        fix = f"Add the zone: {found.isoformat()}+08:00 is Taipei, +09:00 is Tokyo."
        raise front.fail(key, f"`{key}` has no time zone: {text}", fix)
    return found


class _Dumper(yaml.SafeDumper):
    """Block style, Unicode as it is, lists indented under their key."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: FBT001, FBT002  PyYAML's
        super().increase_indent(flow, indentless=False)


def dump(values: Mapping[str, Any], body: str) -> str:
    """A file of front matter and body; empty values are left out."""
    kept = {key: value for key, value in values.items() if value not in ("", None, [], {}, ())}
    head = yaml.dump(
        kept, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=10_000, default_flow_style=False
    )
    return f"{FENCE}\n{head}{FENCE}\n\n{body.strip()}\n"


def set_field(text: str, path: Path, key: str, value: object) -> str:
    """A file's text with one key of its front matter set; every other line stays as it is."""
    front = parse(text, path)
    lines = text.split("\n")
    fence = front.body_line - 2
    start = front.lines[key] - 1 if key in front.lines else fence
    end = min((line - 1 for line in front.lines.values() if line - 1 > start), default=fence)
    while end > start and (not lines[end - 1].strip() or lines[end - 1].startswith("#")):
        end -= 1
    written = yaml.dump({key: value}, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=10_000)
    return "\n".join([*lines[:start], *written.rstrip("\n").split("\n"), *lines[max(end, start) :]])
