"""The newsroom: release-kit.toml and the folders around it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from string import Formatter
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from msgspec import UNSET

from release_kit.errors import UsageError
from release_kit.languages import LANGUAGES
from release_kit.newsroom.tables import (
    BASE_TERMS,
    FORMATS,
    FeedSettings,
    FirstMention,
    HandoutSettings,
    MemorySettings,
    Settings,
    Target,
    WireSettings,
)
from release_kit.newsroom.validation import SettingsFile, read_settings

SETTINGS_FILE = "release-kit.toml"
ROWS = "languages"  # the folder with rows of further languages
IN_DATELINES = frozenset({"place", "city", "country", "wire", "date"})
IN_FILE_NAMES = frozenset({"date", "slug", "language"})


def is_example(address: str) -> bool:
    """Whether a web address is one that nobody can have (RFC 2606, section 3)."""
    return re.search(r"(?:^|\.)example\.(?:com|net|org)$", urlsplit(address).hostname or "") is not None


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
    targets: Mapping[str, Target] = field(default_factory=dict)
    first_mention: FirstMention = field(default_factory=FirstMention)
    base_terms: tuple[str, ...] = BASE_TERMS  # the kinds of the base term list that are used
    thresholds: MemorySettings = field(default_factory=MemorySettings)
    handout: HandoutSettings = field(default_factory=HandoutSettings)
    feeds: FeedSettings = field(default_factory=FeedSettings)
    formats: tuple[str, ...] = FORMATS  # what public/ holds of each release
    wires: Mapping[str, WireSettings] = field(default_factory=dict)  # changes to wire profiles

    def title(self, tag: str) -> str:
        """What the office is called in a language; its address where it has no name there."""
        return self.name.get(tag) or self.base_url

    @property
    def is_example(self) -> bool:
        """Whether `base_url` is still an example's."""
        return is_example(self.base_url)

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

    @property
    def language_rows(self) -> Path:
        return self.root / ROWS


def find_root(start: Path) -> Path:
    """The nearest folder upwards that holds release-kit.toml."""
    for folder in (start, *start.resolve().parents):
        if (folder / SETTINGS_FILE).is_file():
            return folder
    raise UsageError(
        f"no {SETTINGS_FILE} in {start} or above it\n"
        "  Run this inside a newsroom, name one with --newsroom DIR, or make one: release-kit init DIR"
    )


def load_newsroom(root: Path, file_name: str = SETTINGS_FILE) -> Newsroom:
    """Read and check release-kit.toml, or a copy of it, and take in the newsroom's own languages."""
    if (root / ROWS).is_dir():
        LANGUAGES.add(root / ROWS)
    settings, targets, file = read_settings(root / file_name)
    _check(settings, file)
    return Newsroom(
        root=root,
        name=settings.name,
        base_url=settings.base_url.rstrip("/"),
        source=settings.source,
        languages=tuple(dict.fromkeys((settings.source, *settings.languages))),
        time_zone=settings.time_zone,
        engine=settings.engine,
        boilerplate=settings.boilerplate,
        targets=targets,
        first_mention=settings.first_mention,
        base_terms=settings.base_terms,
        thresholds=settings.memory,
        handout=settings.handout,
        feeds=settings.feeds,
        formats=settings.formats,
        wires=settings.wires,
    )


def _check(settings: Settings, file: SettingsFile) -> None:
    """What no type can say: languages that fit, addresses, zones, pictures and patterns."""
    if settings.source not in settings.languages:
        fix = f'Add "{settings.source}" to `languages`, or name another source.'
        raise file.fail(["source"], f"`source` {settings.source!r} is not among `languages`", fix)
    if not _is_address(settings.base_url) or urlsplit(settings.base_url).query:
        fix = 'Write the address that public/ will have: base_url = "https://press.example.org".'
        raise file.fail(["base_url"], f"`base_url` is not a web address: {settings.base_url!r}", fix)
    if settings.feeds.hub and not _is_address(settings.feeds.hub):
        fix = 'Write the whole address: hub = "https://hub.example".'
        raise file.fail(["feeds", "hub"], f"`feeds.hub` is not a web address: {settings.feeds.hub!r}", fix)
    if not _is_zone(settings.time_zone):
        fix = 'Use a name such as "Asia/Taipei".'
        raise file.fail(["time_zone"], f"`time_zone` {settings.time_zone!r} is unknown", fix)
    logo = settings.handout.logo
    if logo and (logo.startswith("/") or ".." in Path(logo).parts or not (file.path.parent / logo).is_file()):
        raise file.fail(
            ["handout", "logo"], f"`handout.logo`: no picture {logo!r}", "A path inside the newsroom."
        )
    for name, wire in settings.wires.items():
        _check_patterns(name, wire, file)


def _is_address(text: str) -> bool:
    """Whether a text is the address of a site, without anything that a link could not hold."""
    try:
        parts = urlsplit(text)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return False
    is_clean = text.isprintable() and not any(mark in text for mark in ' <>"{}|\\^`#@')
    return parts.scheme in ("http", "https") and bool(host) and is_clean


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def _check_patterns(name: str, wire: WireSettings, file: SettingsFile) -> None:
    """The patterns of a wire hold known names in braces, and nothing else that a pattern can do."""
    if wire.file_name is not UNSET:
        flaw = _flaw(wire.file_name, IN_FILE_NAMES)
        if not flaw and any(mark in wire.file_name for mark in '/\\:*?"<>|'):
            flaw = "a file's name has none of / \\ : * ? \" < > |"
        if flaw:
            fix = 'Write file_name = "AG-{date}-{slug}-{language}".'
            problem = f"`wires.{name}.file_name` {wire.file_name!r}: {flaw}"
            raise file.fail(["wires", name, "file_name"], problem, fix)
    for tag, pattern in (wire.dateline or {}).items() if wire.dateline is not UNSET else ():
        if flaw := _flaw(pattern, IN_DATELINES):
            fix = "It may hold {place}, {city}, {country}, {wire} and {date}."
            problem = f"`wires.{name}.dateline` {pattern!r}: {flaw}"
            raise file.fail(["wires", name, "dateline", tag], problem, fix)


def _flaw(pattern: str, known: frozenset[str]) -> str:
    """What is wrong with a pattern, or nothing."""
    try:
        parts = list(Formatter().parse(pattern))
    except ValueError as error:
        return str(error)
    for _, name, spec, conversion in parts:
        if name is not None and (name not in known or spec or conversion):
            return f"unknown {{{name}}}"
    return ""
