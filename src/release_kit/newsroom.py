"""The newsroom: release-kit.toml and the folders around it."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from release_kit.errors import InputError, UsageError
from release_kit.files import read_text
from release_kit.languages import LANGUAGES

SETTINGS = "release-kit.toml"
KEYS = {"name", "base_url", "source", "languages", "time_zone", "engine", "boilerplate", "targets"}


@dataclass(frozen=True, slots=True)
class Newsroom:
    """The settings of a press office and where its files are."""

    root: Path
    name: Mapping[str, str]  # language tag -> the office's name
    base_url: str  # where public/ will be, without a slash at the end
    source: str  # the language that releases are written in
    languages: tuple[str, ...]  # all languages, the source's first
    time_zone: str  # IANA name
    engine: str = "auto"
    boilerplate: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    targets: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @property
    def releases(self) -> Path:
        return self.root / "releases"

    @property
    def glossary(self) -> Path:
        return self.root / "glossary"

    @property
    def public(self) -> Path:
        return self.root / "public"

    @property
    def cache(self) -> Path:
        return self.root / ".release-kit"

    @property
    def templates(self) -> Path:
        return self.root / "templates"


def find_root(start: Path) -> Path:
    """The nearest folder upwards that holds release-kit.toml."""
    for folder in (start, *start.resolve().parents):
        if (folder / SETTINGS).is_file():
            return folder
    raise UsageError(
        f"no {SETTINGS} in {start} or above it\n"
        "  Run this inside a newsroom, name one with --newsroom DIR, or make one: release-kit init DIR"
    )


def load_newsroom(root: Path) -> Newsroom:
    """Read and check release-kit.toml."""
    path = root / SETTINGS
    try:
        values = tomllib.loads(read_text(path))
    except tomllib.TOMLDecodeError as error:
        raise InputError(path, f"TOML: {error}") from error
    for key in values.keys() - KEYS:
        raise InputError(path, f"unknown setting `{key}`", f"Known: {', '.join(sorted(KEYS))}.")
    languages = tuple(_text_list(values, "languages", path))
    for tag in languages:
        if tag not in LANGUAGES:
            raise InputError(path, f"unknown language {tag!r}", f"Known: {', '.join(LANGUAGES)}.")
    source = str(values.get("source", "en"))
    if source not in languages:
        raise InputError(path, f"`source` {source!r} is not among `languages`")
    return Newsroom(
        root=root,
        name=_table(values, "name", path),
        base_url=_base_url(values, path),
        source=source,
        languages=(source, *(tag for tag in languages if tag != source)),
        time_zone=_zone(values, path),
        engine=str(values.get("engine", "auto")),
        boilerplate=_table(values, "boilerplate", path),
        targets=_table(values, "targets", path),
    )


def _text_list(values: Mapping[str, Any], key: str, path: Path) -> list[str]:
    found = values.get(key)
    if not isinstance(found, list) or not all(isinstance(item, str) for item in found) or not found:
        raise InputError(path, f"`{key}` is missing or not a list", 'Write languages = ["en", "ja"].')
    return found


def _table(values: Mapping[str, Any], key: str, path: Path) -> dict[str, Any]:
    found = values.get(key, {})
    if not isinstance(found, dict):
        raise InputError(path, f"`{key}` is not a table", f"Write it as [{key}] and a line a language.")
    return found


def _base_url(values: Mapping[str, Any], path: Path) -> str:
    url = str(values.get("base_url", "")).rstrip("/")
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        fix = 'Write the address that public/ will have: base_url = "https://press.example.org".'
        raise InputError(path, f"`base_url` is not a web address: {url!r}", fix)
    return url


def _zone(values: Mapping[str, Any], path: Path) -> str:
    name = str(values.get("time_zone", "UTC"))
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        fix = 'Use a name such as "Asia/Taipei".'
        raise InputError(path, f"`time_zone` {name!r} is unknown", fix) from None
    return name
