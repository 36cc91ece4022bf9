"""release-kit approve and status."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from release_kit.approval import ApprovalState, Approved, Change, Overruling, accept, approve, unread
from release_kit.cli.options import (
    chosen_languages,
    json_option,
    newsroom_option,
    open_newsroom,
    print_json,
    readable_releases,
    releases_argument,
    say,
    show_findings,
    show_problems,
    to_option,
)
from release_kit.newsroom import Newsroom
from release_kit.release import read_shelf


@click.command("approve")
@click.argument("release")
@to_option
@click.option("--by", metavar="NAME", default="", help="Who read and approves it.")
@click.option("--show", is_flag=True, help="Show what would be newly approved, and write nothing.")
@newsroom_option
@json_option
def approve_command(
    release: str, languages: tuple[str, ...], by: str, *, show: bool, root: Path | None, as_json: bool
) -> int:
    """Record that you have read a release's renderings, word for word as they are now.

    Refused while one of them has error findings or is older than its source. --to LANG takes the source's
    own language too.
    """
    newsroom = open_newsroom(root, alone=not show)
    shelf = read_shelf(newsroom)
    slug = readable_releases(shelf, [release])[0]
    tags = _editions(newsroom, languages)
    if show:
        return _show(unread(shelf, slug, tags), as_json=as_json)
    now = datetime.now(ZoneInfo(newsroom.time_zone)).replace(microsecond=0)
    result = approve(shelf, slug, tags, by, now)
    if as_json:
        print_json(asdict(result) | {"findings": [finding.values() for finding in result.findings]})
    else:
        show_findings(result.findings)
        _say_approved(result, slug, shelf.sources[slug].path)
    return 1 if result.findings else 0


def _editions(newsroom: Newsroom, tags: Sequence[str]) -> list[str]:
    """The languages that are meant: all renderings, or the source where there is nothing else."""
    if not tags:
        return list(newsroom.languages[1:]) or [newsroom.source]
    others = [tag for tag in tags if tag != newsroom.source]
    chosen = chosen_languages(newsroom, others) if others else []
    return [*chosen, *([newsroom.source] if newsroom.source in tags else [])]


def _say_approved(result: Approved, slug: str, source: Path) -> None:
    if result.findings:
        say("approved: nothing. Put these right, or accept them: release-kit accept --help")
        return
    if result.already and not result.done:
        say(f"approved already, word for word: {', '.join(result.already)}; nothing was changed")
    else:
        say(f"approved: {', '.join(result.done)}")
    if result.was_released:
        say(f"{source}: status was draft and is approved now; set it back to hold everything")
    if result.is_held:
        say(f"{slug} is held: `status: draft` in {source}; write `status: approved` there to let it go out")


def _show(states: Sequence[ApprovalState], *, as_json: bool) -> int:
    """What nobody has read yet, old and new."""
    if as_json:
        print_json([_described(state) for state in states])
        return 0
    for state in states:
        if not state.changes:
            click.echo(f"{state.release} {state.language}: nothing new; {state.describe()}")
            continue
        click.echo(f"{state.release} {state.language}: {state.describe()}. To be read:")
        for change in state.changes:
            click.echo("\n".join(_lines(change, state.language)))
    return 0


def _lines(change: Change, tag: str) -> list[str]:
    """A unit as it was read and as it is, source and rendering."""
    before = change.before
    sides = [("source", before.source_text if before else "", change.source)]
    if change.target or (before and before.target_text):
        sides.append((tag, before.target_text if before else "", change.target))
    found = [f"  {change.key}{' (removed)' if change.is_removal else ''}"]
    for name, old, new in sides:
        if before and old == new:
            found.append(f"    {name:8} as read  {new}")
            continue
        found += [f"    {name:8} was      {old}"] if old else []
        found += [f"    {name:8} now      {new}"] if new else []
    return found


def _described(state: ApprovalState) -> dict[str, object]:
    values = asdict(state) | {"describe": state.describe()}
    for shown, change in zip(values["changes"], state.changes, strict=True):
        shown["key"] = str(change.key)
        if change.before:
            shown["before"]["unit"] = str(change.before.unit)
    return values


@click.command("accept")
@click.argument("release")
@click.argument("language")
@click.argument("findings", nargs=-1, required=True, metavar="FINDING...")
@click.option("--by", metavar="NAME", default="", help="Who looked at it.")
@click.option("--why", metavar="TEXT", default="", help="Why the text is right as it is.")
@newsroom_option
@json_option
def accept_command(
    release: str,
    language: str,
    findings: tuple[str, ...],
    *,
    by: str,
    why: str,
    root: Path | None,
    as_json: bool,
) -> int:
    """Accept findings of a rendering: they count no more, while their sentences are the same.

    FINDING is what `check` shows in brackets after it, or its beginning.
    """
    newsroom = open_newsroom(root, alone=True)
    shelf = read_shelf(newsroom)
    slug = readable_releases(shelf, [release])[0]
    tag = chosen_languages(newsroom, [language])[0]
    now = datetime.now(ZoneInfo(newsroom.time_zone)).replace(microsecond=0)
    result = accept(shelf, slug, tag, findings, Overruling(by, why, now))
    if as_json:
        print_json({name: [finding.values() for finding in found] for name, found in result.parts()})
        return 0
    show_findings((*result.done, *result.already))
    say(f"accepted: {len(result.done)}" + (f", {len(result.already)} already" if result.already else ""))
    return 0


@click.command("status")
@releases_argument
@newsroom_option
@json_option
def status_command(releases: tuple[str, ...], root: Path | None, *, as_json: bool) -> int:
    """Say how things stand with every release and language, and what holds it."""
    from release_kit.publishing import report_status

    newsroom = open_newsroom(root)
    shelf = read_shelf(newsroom)
    slugs = readable_releases(shelf, releases)
    rows = report_status(shelf, slugs, datetime.now(UTC))
    broken = () if releases else shelf.broken.values()
    if as_json:
        print_json([asdict(row) for row in rows])
        return show_problems(broken)
    width = max((len(row.language) for row in rows), default=0)
    for slug in slugs:
        click.echo(slug)
        for row in rows:
            if row.release == slug:
                click.echo(f"  {row.language:{width}}  {'; '.join(row.notes)}")
    return show_problems(broken)
