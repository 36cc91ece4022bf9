"""Where something stands: a unit of a release, a place in a file. Both are values; nobody takes them apart.

What they look like on the screen, in a ledger, in a handout's stamp and in JSON is written here, and read
back here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

_KEY = re.compile(r"(?:block (?P<block>\d+)|(?P<field>(?!block\b)[a-z_]+(?:\.[a-z_]+)?))(?:/(?P<part>\w+))?")


@dataclass(frozen=True, slots=True)
class UnitKey:
    """What a unit is called: a field of the front matter, or a block of the body, whole or a part of it."""

    field: str = ""  # title, dateline.city, ...; nothing for a block
    block: int = -1  # which block of the body, from 0; -1 for a field
    part: str = ""  # a cell's number, or "caption"; nothing for the whole

    def __str__(self) -> str:
        """`title`, `dateline.city`, `block 3`, `block 4/1`, `block 5/caption`."""
        whole = self.field or f"block {self.block}"
        return f"{whole}/{self.part}" if self.part else whole

    @classmethod
    def parse(cls, text: str) -> UnitKey:
        """The key that is written so; a `ValueError` where none is."""
        match = _KEY.fullmatch(text)
        if not match:
            raise ValueError(f"{text!r} is no field and no block")
        return cls(match["field"] or "", int(match["block"] or -1), match["part"] or "")

    @property
    def is_block(self) -> bool:
        return self.block >= 0

    @property
    def whole(self) -> UnitKey:
        """The unit itself, where this is a part of one."""
        return UnitKey(self.field, self.block)

    @property
    def names(self) -> tuple[str, str]:
        """A field's name in a release, and the name within that: ("dateline", "city"), ("title", "")."""
        head, _, tail = self.field.partition(".")
        return head, tail


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a file something stands, as closely as it is known."""

    path: str  # the file; for what ships with the package, its name in words
    line: int = 0  # from 1; 0 where it is not known
    unit: UnitKey | None = None  # of a release
    span: tuple[int, int] | None = None  # from which character of the unit's text to which
    part: str = ""  # what has neither line nor unit: a Word file's paragraph, a base row's id

    def __str__(self) -> str:
        """The file, and the line, unit or part where there is one, for a person to read."""
        if self.line:
            return f"{self.path}:{self.line}"
        if self.unit:
            return f"{self.path} {self.unit}" if self.unit.is_block else f"{self.path} ({self.unit})"
        return f"{self.path}: {self.part}" if self.part else self.path

    def values(self) -> dict[str, Any]:
        """The place for JSON: as it is shown, then its parts."""
        return {
            "where": str(self),
            "path": self.path,
            "line": self.line,
            "unit": str(self.unit) if self.unit else "",
            "span": list(self.span) if self.span else None,
            "part": self.part,
        }

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> Place:
        """The place that was put into JSON so; a `KeyError`, `TypeError` or `ValueError` where none was."""
        unit, span = values["unit"], values["span"]
        return cls(
            values["path"],
            values["line"],
            UnitKey.parse(unit) if unit else None,
            (int(span[0]), int(span[1])) if span else None,
            values["part"],
        )


NOWHERE = Place("")
