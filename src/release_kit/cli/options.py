"""What the commands share: options, the newsroom, and how they speak."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

import click

from release_kit.errors import InputError, ReleaseKitError
from release_kit.languages import language
from release_kit.model import Finding, Severity
from release_kit.newsroom import SETTINGS_FILE, Newsroom, find_root, load_newsroom, one_run, write_atomic
from release_kit.release import Shelf, find_release, list_releases

LAST_SETTINGS = ".release-kit/last-settings.toml"  # the settings as they could last be read; a cache
Function = TypeVar("Function", bound=Callable[..., Any])

newsroom_option = click.option(
    "--newsroom",
    "root",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="The newsroom's folder; else the nearest one upwards with release-kit.toml.",
)
json_option = click.option(
    "--json", "as_json", is_flag=True, help="Print one JSON document and nothing else."
)
releases_argument = click.argument("releases", nargs=-1, metavar="[RELEASE]...")
to_option = click.option(
    "--to", "languages", multiple=True, metavar="LANG", help="ja, zh-Hant, zh-Hans; again for more."
)
engine_option = click.option(
    "--engine",
    metavar="NAME",
    help="What translates: auto, compact, firefox, ...; else as the newsroom says.",
)


def open_newsroom(root: Path | None, *, alone: bool = False) -> Newsroom:
    """The newsroom of an option or of this folder; with `alone`, no other such run at a time."""
    newsroom = load_newsroom(root if root else find_root(Path.cwd()))
    if alone:
        context = click.get_current_context()
        context.with_resource(one_run(newsroom, context.info_name or "", say))
    return newsroom


def warn_of_example(newsroom: Newsroom) -> None:
    """Say that pages and feeds will name an address that is nobody's."""
    if newsroom.is_example:
        say(f"warning: base_url in {SETTINGS_FILE} is still the example's: links lead to {newsroom.base_url}")
        say("  Write the address at which your readers will find public/.")


def open_public(root: Path | None, *, targets: bool = False) -> Newsroom:
    """The newsroom, for what writes public/ or targets; down comes what must, whatever its settings say."""
    try:
        newsroom = open_newsroom(root, alone=True)
    except InputError:
        _take_down_blind(root or find_root(Path.cwd()), targets=targets)
        raise
    write_atomic(newsroom.root / LAST_SETTINGS, (newsroom.root / SETTINGS_FILE).read_bytes())
    return newsroom


def _take_down_blind(root: Path, *, targets: bool) -> None:
    """Take down from public/, and from the targets of the last settings that could be read."""
    from release_kit.publishing import take_down_blind, take_down_elsewhere

    now = datetime.now(UTC)
    for path in take_down_blind(root, now):
        say(f"taken down: public/{path}")
    try:
        last = load_newsroom(root, LAST_SETTINGS)
    except ReleaseKitError:
        return
    show_problems(take_down_elsewhere(last, "", now, drafts=True) if targets else ())


def chosen_releases(newsroom: Newsroom, names: Sequence[str]) -> list[str]:
    """The slugs that are meant; none named means all."""
    if not names:
        return list(list_releases(newsroom))
    return list(dict.fromkeys(find_release(newsroom, name) for name in names))


def readable_releases(shelf: Shelf, names: Sequence[str]) -> list[str]:
    """The slugs that are meant; of all, those that can be read, and an error where a named one cannot."""
    slugs = chosen_releases(shelf.newsroom, names)
    if names:
        shelf.demand(slugs)
    return [slug for slug in slugs if slug in shelf.sources]


def chosen_languages(newsroom: Newsroom, tags: Sequence[str]) -> list[str]:
    """The target languages that are meant; none named means all."""
    for tag in tags:
        language(tag)
        if tag == newsroom.source:
            raise click.UsageError(f"{tag} is the source language")
        if tag not in newsroom.languages:
            raise click.UsageError(f"{tag} is not among this newsroom's languages")
    return list(dict.fromkeys(tags)) or list(newsroom.languages[1:])


def print_json(value: object) -> None:
    """One JSON document on standard output."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2, default=str))


def counted(number: int, noun: str) -> str:
    """So many of something: 1 file, 2 files."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def say(text: str) -> None:
    """A message for a person, on standard error."""
    click.echo(text, err=True)


def show_findings(findings: Iterable[Finding]) -> None:
    """Findings, a line each, where and how grave."""
    for finding in findings:
        name = f" [{finding.id}]" if finding.id else ""
        click.echo(f"{finding.severity}: {finding.place}: {finding.check}: {finding.said}{name}")


def has_errors(findings: Iterable[Finding]) -> bool:
    """Whether any finding is an error."""
    return any(finding.severity is Severity.ERROR for finding in findings)


def show_problems(problems: Iterable[ReleaseKitError]) -> int:
    """Say what could not be done while the rest was; the exit code for it, 0 where there is nothing."""
    code = 0
    for problem in problems:
        say(f"release-kit: {problem}")
        code = max(code, problem.exit_code)
    return code


def show_kept(copies: Iterable[Path]) -> None:
    """Say which edited handouts were kept, and how their words come back."""
    for copy in copies:
        say(f"kept: a handout had been edited in Word; your copy is {copy}")
        say("  To take its words over: release-kit import FILE --into RELEASE")
