"""A language's row read from its TOML file, each value of the kind that the row wants."""

from __future__ import annotations

import re
import string
import tomllib
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, get_args, get_origin, get_type_hints

from release_kit.errors import InputError
from release_kit.languages.language import Language

LABELS = frozenset({
    "person", "facts", "more", "release", "embargo", "greeting", "date", "issuer", "contact", "phone",
    "email", "about", "end", "page", "draft", "languages", "handout", "files", "feed", "releases",
    "disclaimer", "withdrawn", "corrected", "withdrawn_notice", "corrected_notice",
    "about_name", "office",
})  # fmt: skip
WORDS = {str: "a text", bool: "true or false", int: "a whole number", float: "a number"}
TAG_SHAPE = r"[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-[A-Z]{2})?"  # BCP 47: language, script, region
EXPRESSIONS = ("joints", "cuts", "between", "last", "body_between", "half_days")
CLASSES = ("other_letters", "needs", "refused_letters")


def read_row(path: Path) -> Language:
    """The row of a file; an `InputError` names what is missing, unknown or of the wrong kind."""
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(path, f"TOML: {error}") from error
    row: Language = _make(Language, values, path, "")
    _check(row, path)
    return row


@cache
def _hints(kind: type) -> Mapping[str, Any]:
    return get_type_hints(kind)


def _make(kind: Any, values: object, path: Path, where: str) -> Any:
    """A dataclass of a table, with every key known and every needed one there."""
    if not isinstance(values, dict):
        raise InputError(path, f"`{where}` is not a table", f"Write it as [{where}] and a line a value.")
    known = {item.name: item for item in fields(kind)}
    for key in sorted(values.keys() - known.keys()):
        raise InputError(path, f"unknown key `{_name(where, key)}`", f"Known: {', '.join(known)}.")
    for key, item in known.items():
        if key not in values and item.default is MISSING and item.default_factory is MISSING:
            raise InputError(
                path, f"`{_name(where, key)}` is missing", "Take it from the row of a like language."
            )
    hints = _hints(kind)
    return kind(**{key: _value(hints[key], value, path, _name(where, key)) for key, value in values.items()})


def _name(where: str, key: str) -> str:
    return f"{where}.{key}" if where else key


def _value(kind: Any, value: object, path: Path, where: str) -> Any:
    """A value of a kind: a word of a list, a table, a list or one value."""
    origin, inner = get_origin(kind), get_args(kind)
    if is_dataclass(kind):
        return _make(kind, value, path, where)
    if origin is tuple:
        return _list(inner, value, path, where)
    if origin is Mapping:
        if not isinstance(value, dict):
            raise InputError(path, f"`{where}` is not a table", f"Write it as [{where}] and a line a value.")
        return {key: _value(inner[1], item, path, f"{where}.{key}") for key, item in value.items()}
    if issubclass(kind, StrEnum):
        if value not in list(kind):
            raise InputError(
                path, f"`{where}` is {value!r}", f"One of {', '.join(repr(str(w)) for w in kind)}."
            )
        return kind(value)
    wanted = (int, float) if kind is float else (kind,)
    if type(value) not in wanted:
        raise InputError(path, f"`{where}` is {value!r}, which is not {WORDS[kind]}")
    return value


def _list(inner: tuple[Any, ...], value: object, path: Path, where: str) -> tuple[Any, ...]:
    """A list of any length, or of the length that is wanted."""
    is_open = inner[-1] is Ellipsis
    if not isinstance(value, list) or (not is_open and len(value) != len(inner)):
        count = "" if is_open else f" of {len(inner)}"
        raise InputError(path, f"`{where}` is {value!r}, which is not a list{count}")
    kinds = [inner[0]] * len(value) if is_open else inner
    return tuple(_value(kind, item, path, where) for kind, item in zip(kinds, value, strict=True))


def _check(row: Language, path: Path) -> None:
    """What the kinds of the values do not say: the name of the file, labels, patterns, expressions."""
    if path.stem != row.tag or not re.fullmatch(TAG_SHAPE, row.tag):
        raise InputError(
            path, f"`tag` is {row.tag!r}", "The file is called by the tag: de.toml, or sr-Latn.toml."
        )
    for key in sorted(LABELS ^ row.labels.keys()):
        what = "missing" if key in LABELS else "unknown"
        raise InputError(
            path, f"`labels.{key}` is {what}", "A label that a language has no use for is empty."
        )
    for key in (*EXPRESSIONS, *CLASSES):
        text = getattr(row, key)
        try:
            re.compile(f"[{text}]" if key in CLASSES and text else text)
        except re.error as error:
            raise InputError(path, f"`{key}` is no regular expression: {error}") from error
    dates = row.dates
    _check_patterns(path, "dates", {"year", "month", "day", "name"}, {
        "dates.date": dates.date, "dates.month": dates.month, "dates.day": dates.day, "dates.bare": dates.bare
    })  # fmt: skip
    _check_patterns(
        path, "dates.moment", {"date", "time", "weekday", "offset"}, {"dates.moment": dates.moment}
    )
    if "{name}" in dates.date + dates.month + dates.day + dates.bare and len(dates.months) != 12:
        raise InputError(path, f"`dates.months` has {len(dates.months)} names", "It wants twelve.")


def _check_patterns(path: Path, what: str, known: set[str], patterns: Mapping[str, str]) -> None:
    for key, pattern in patterns.items():
        try:
            names = {name for _, name, _, _ in string.Formatter().parse(pattern) if name is not None}
        except ValueError as error:
            raise InputError(path, f"`{key}`: {error}") from error
        for name in sorted(names - known):
            raise InputError(
                path, f"`{key}` has {{{name}}}", f"Known: {', '.join(f'{{{n}}}' for n in sorted(known))}."
            )
