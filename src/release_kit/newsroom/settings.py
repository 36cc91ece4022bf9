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
from release_kit.languages import LANGUAGES
from release_kit.model import MANNERS
from release_kit.newsroom.files import read_text

SETTINGS = "release-kit.toml"
FORMATS = ("html", "docx")
KEYS = {
    "name", "base_url", "source", "languages", "time_zone", "engine", "boilerplate", "targets",
    "first_mention", "base_terms", "memory", "handout", "feeds", "formats", "wires",
}  # fmt: skip
BASE_TERMS = ("countries", "languages", "currencies", "cities", "titles", "institutions", "companies")


@dataclass(frozen=True, slots=True)
class FirstMention:
    """How a thing is named the first time, where its row does not say."""

    form: str = ""  # nothing, full or bilingual
    kinds: tuple[str, ...] = ("company", "organisation", "event", "product")
    headline: bool = False  # whether headlines count as mentions


@dataclass(frozen=True, slots=True)
class MemorySettings:
    """How like a sentence must be to one that was approved, in percent."""

    offer: int = 75  # to be shown to the editor
    repair: int = 60  # to be tried with its names and facts swapped


@dataclass(frozen=True, slots=True)
class HandoutSettings:
    """What the office wants on its handouts."""

    banner: Mapping[str, str] = field(default_factory=dict)  # language tag -> instead of the table's word
    logo: str = ""  # a picture, relative to the newsroom
    eras: tuple[str, ...] = ()  # languages whose dates are written by their own era


@dataclass(frozen=True, slots=True)
class FeedSettings:
    """How long feeds are."""

    window: int = 100  # items of the feed itself; 0 for all
    archives: bool = False  # whether older items go on in archives, RFC 5005
    hub: str = ""  # a WebSub hub's address


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
    first_mention: FirstMention = FirstMention()
    base_terms: tuple[str, ...] = BASE_TERMS  # the kinds of the base term list that are used
    thresholds: MemorySettings = MemorySettings()
    handout: HandoutSettings = HandoutSettings()
    feeds: FeedSettings = FeedSettings()
    formats: tuple[str, ...] = FORMATS  # what public/ holds of each release
    wires: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)  # changes to wire profiles

    def title(self, tag: str) -> str:
        """What the office is called in a language; its address where it has no name there."""
        return self.name.get(tag) or self.base_url

    @property
    def releases(self) -> Path:
        return self.root / "releases"

    @property
    def glossary(self) -> Path:
        return self.root / "glossary"

    @property
    def memory(self) -> Path:
        return self.root / "memory"

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
        first_mention=_first_mention(_table(values, "first_mention", path), path),
        base_terms=_base_terms(values, path),
        thresholds=_thresholds(_table(values, "memory", path), path),
        handout=_handout(_table(values, "handout", path), path),
        feeds=_feeds(_table(values, "feeds", path), path),
        formats=tuple(_text_list(values, "formats", path)) if "formats" in values else FORMATS,
        wires=_table(values, "wires", path),
    )


def _first_mention(table: Mapping[str, Any], path: Path) -> FirstMention:
    _refuse_unknown(table, {"form", "kinds", "headline"}, "first_mention", path)
    form = str(table.get("form", ""))
    if form not in MANNERS:
        fix = 'One of "none", "full", "bilingual".'
        raise InputError(path, f"`first_mention.form` is {form!r}", fix)
    kinds = _text_list(table, "kinds", path) if "kinds" in table else FirstMention().kinds
    headline = table.get("headline", False)
    if not isinstance(headline, bool):
        raise InputError(path, "`first_mention.headline` is neither true nor false")
    return FirstMention(form, tuple(kinds), headline)


def _base_terms(values: Mapping[str, Any], path: Path) -> tuple[str, ...]:
    if "base_terms" not in values:
        return BASE_TERMS
    chosen = values["base_terms"]
    known = f"Known: {', '.join(BASE_TERMS)}; [] uses none of them."
    if not isinstance(chosen, list):
        raise InputError(path, "`base_terms` is not a list", known)
    for kind in chosen:
        if kind not in BASE_TERMS:
            raise InputError(path, f"unknown kind of base terms {kind!r}", known)
    return tuple(chosen)


def _thresholds(table: Mapping[str, Any], path: Path) -> MemorySettings:
    _refuse_unknown(table, {"offer", "repair"}, "memory", path)
    for name, value in table.items():
        if type(value) is not int or not 30 <= value <= 100:
            raise InputError(
                path, f"`memory.{name}` is {value!r}", "A whole number from 30 to 100, in percent."
            )
    return MemorySettings(**table)


def _handout(table: Mapping[str, Any], path: Path) -> HandoutSettings:
    _refuse_unknown(table, {"banner", "logo", "eras"}, "handout", path)
    banner, eras = table.get("banner", {}), table.get("eras", [])
    if not isinstance(banner, dict) or not isinstance(eras, list):
        fix = 'Write banner = {ja = "プレスリリース"} and eras = ["zh-Hant"].'
        raise InputError(path, "`handout.banner` is no table, or `handout.eras` no list", fix)
    for tag in (*banner, *eras):
        if tag not in LANGUAGES:
            raise InputError(
                path, f"unknown language {tag!r} in `handout`", f"Known: {', '.join(LANGUAGES)}."
            )
    logo = str(table.get("logo", ""))
    if logo and (logo.startswith("/") or ".." in logo.split("/") or not (path.parent / logo).is_file()):
        raise InputError(path, f"`handout.logo`: no picture {logo!r}", "A path inside the newsroom.")
    return HandoutSettings({tag: str(text) for tag, text in banner.items()}, logo, tuple(eras))


def _feeds(table: Mapping[str, Any], path: Path) -> FeedSettings:
    _refuse_unknown(table, {"window", "archives", "hub"}, "feeds", path)
    settings = FeedSettings(**table)
    if type(settings.window) is not int or settings.window < 0 or not isinstance(settings.archives, bool):
        fix = "window is a number of items (0 for all), archives is true or false."
        raise InputError(path, "`feeds.window` or `feeds.archives`", fix)
    if settings.hub and urlsplit(str(settings.hub)).scheme not in ("http", "https"):
        raise InputError(path, f"`feeds.hub` is not a web address: {settings.hub!r}")
    return settings


def _refuse_unknown(table: Mapping[str, Any], known: set[str], name: str, path: Path) -> None:
    for key in table.keys() - known:
        raise InputError(path, f"unknown setting `{name}.{key}`", f"Known: {', '.join(sorted(known))}.")


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
