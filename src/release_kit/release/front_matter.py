"""YAML front matter with line numbers, and its writing in one fixed order."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import yaml

from release_kit.errors import InputError
from release_kit.release.yaml_texts import read_texts

FENCE = "---"
EARLIEST, LATEST = 1900, 2999  # years that a release may be of
ZONE_LIMIT = timedelta(hours=15)
ODD = re.compile("[\t\n\r\x7f-\xa0\u2028\u2029\ufeff]")  # in a text: not in any reader the same


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
    values, marks = read_texts("\n".join(lines[1:end]), path, offset=1)
    return FrontMatter(values, marks, "\n".join(lines[end + 1 :]), end + 2, path)


def moment(value: object, front: FrontMatter, key: str) -> datetime:
    """A time with its zone (RFC 3339); a naive one is an error that shows the fix."""
    text = value if isinstance(value, str) else f"{value}"
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        fix = f"Write it as 2024-02-29T09:00:00+08:00, not {text[:40]!r}"
        more = "." if key == "date" else ", or delete the line where there is none."
        raise front.fail(key, f"`{key}` is not a date and time", fix + more) from None
    zone = found.utcoffset()
    if zone is None:
        fix = f"Add the zone: {found.isoformat()}+08:00 is Taipei, +09:00 is Tokyo."
        raise front.fail(key, f"`{key}` has no time zone: {text[:40]}", fix)
    if not EARLIEST <= found.year <= LATEST or abs(zone) > ZONE_LIMIT or zone.seconds % 60:
        fix = f"Years go from {EARLIEST} to {LATEST}, zones from -15:00 to +15:00."
        raise front.fail(key, f"`{key}` cannot be: {text[:40]}", fix)
    return found


class _Dumper(yaml.SafeDumper):
    """Block style, Unicode as it is, lists indented under their key."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: FBT001, FBT002  PyYAML's
        super().increase_indent(flow, indentless=False)


_Dumper.yaml_implicit_resolvers = {
    first: list(rules) for first, rules in yaml.SafeDumper.yaml_implicit_resolvers.items()
}
_Dumper.add_implicit_resolver(  # what some reader of YAML takes for a number, a word or nothing gets quotes
    "tag:yaml.org,2002:float",
    re.compile(
        r"(?i)^(?:[-+]?\.?\d[\d_.,:+-]*(?:e[-+]?\d+)?|[-+]?0[xob][\da-f_]+|[-+]?\.(?:inf|nan)"
        r"|y|n|yes|no|on|off|true|false|null|~|nan|inf)$"
    ),
    list("-+.0123456789~yYnNoOtTfFiI"),
)


def _represent(dumper: _Dumper, text: str) -> yaml.ScalarNode:
    """A text in double quotation marks where it holds what other readers fold or drop."""
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, '"' if ODD.search(text) else None)


_Dumper.add_representer(str, _represent)


def dump(values: Mapping[str, Any], body: str) -> str:
    """A file of front matter and body; empty values are left out."""
    kept = {key: value for key, value in values.items() if value not in ("", None, [], {}, ())}
    head = yaml.dump(
        kept,
        Dumper=_Dumper,
        allow_unicode=True,
        sort_keys=False,
        width=float("inf"),
        default_flow_style=False,
    )
    return f"{FENCE}\n{head}{FENCE}\n\n{body.strip()}\n"
