"""release-kit export, feed and build."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path

import click

from release_kit.checks import check
from release_kit.cli.bar import shown_progress
from release_kit.cli.options import (
    chosen_releases,
    engine_option,
    has_errors,
    json_option,
    newsroom_option,
    open_newsroom,
    print_json,
    releases_argument,
    say,
    show_findings,
)
from release_kit.cli.translating import show_reports
from release_kit.editions import editions_of, export, make_feeds
from release_kit.errors import InputError
from release_kit.languages import language
from release_kit.model import Finding
from release_kit.newsroom import FORMATS, Newsroom
from release_kit.pipeline import build
from release_kit.publishing import (
    BuildResult,
    State,
    choose_shown,
    next_end,
    read_records,
    recall,
    remember,
    stamp,
    write_artifacts,
)
from release_kit.release import Shelf, read_shelf
from release_kit.translation import Rendered, translate


@click.command("export")
@releases_argument
@click.option(
    "--format",
    "formats",
    default=",".join(FORMATS),
    metavar="FORMAT,...",
    show_default=True,
    help="What to make: docx, html, txt, pdf, bilingual, review, ninjs, newsml.",
)
@click.option(
    "--beside", metavar="LANG", default="", help="The second language of bilingual; else the source's."
)
@click.option("--wire", metavar="NAME", help="What this kind of wire takes, and what it would send back.")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    default=Path("out"),
    metavar="DIR",
    show_default=True,
    help="Where to put it.",
)
@newsroom_option
@json_option
def export_command(
    releases: tuple[str, ...],
    formats: str,
    beside: str,
    wire: str | None,
    out: Path,
    root: Path | None,
    *,
    as_json: bool,
) -> int:
    """Write handouts and pages of releases, embargoed ones too, to a folder of your own.

    bilingual sets two languages side by side; review has a comment on each term and finding.
    """
    newsroom = open_newsroom(root)
    slugs = chosen_releases(newsroom, releases)
    shelf = read_shelf(newsroom)
    if wire:
        return _export_wire(shelf, slugs, wire, out, as_json=as_json)
    beside = language(beside).tag if beside else newsroom.source
    found = tuple(check(shelf, slugs)) if "review" in formats.split(",") else ()
    chosen = [replace(edition, beside=beside, findings=found) for edition in editions_of(shelf, slugs)]
    artifacts = export(formats.split(","), chosen)
    written = write_artifacts(out, artifacts)
    if as_json:
        print_json({"folder": str(out), "made": [a.path for a in artifacts], "written": written})
    else:
        say(f"export: {len(artifacts)} files in {out}, {len(written)} changed")
    return 0


def _export_wire(shelf: Shelf, slugs: Sequence[str], wire: str, out: Path, *, as_json: bool) -> int:
    """A wire's files; none where it would send one of them back."""
    from release_kit.editions.wires import find_profile, lint, pack

    profile = find_profile(shelf.newsroom, wire)
    chosen = editions_of(shelf, slugs)
    now = datetime.now(UTC)
    found = [finding for edition in chosen for finding in lint(edition, profile, now)]
    refused = has_errors(found)
    artifacts = [] if refused else pack(chosen, profile)
    written = write_artifacts(out, artifacts)
    if as_json:
        findings = [finding.values() for finding in found]
        print_json({"folder": str(out), "made": [a.path for a in artifacts], "findings": findings})
    else:
        show_findings(found)
        say(f"export: {len(artifacts)} files for {profile.about} in {out}, {len(written)} changed")
    return 1 if refused else 0


@click.command("feed")
@click.option(
    "--check", "files", multiple=True, metavar="FILE", help="Say what a validator would say of a feed file."
)
@click.option("--out", type=click.Path(path_type=Path), metavar="DIR", help="Where to; else public/.")
@newsroom_option
@json_option
def feed_command(files: tuple[str, ...], out: Path | None, root: Path | None, *, as_json: bool) -> int:
    """Write a feed and an index page for each language; nothing under embargo is in them.

    With --check, nothing is written: RSS and Atom files, anybody's, are held against the validators' rules.
    """
    if files:
        return _check_feeds(files, as_json=as_json)
    newsroom = open_newsroom(root)
    shelf = read_shelf(newsroom)
    now = datetime.now(UTC)
    shown = choose_shown(shelf, now, drafts=True).editions
    folder = out or newsroom.public
    artifacts = make_feeds(newsroom, shown)
    written = write_artifacts(folder, artifacts)
    if as_json:
        print_json({"folder": str(folder), "made": [a.path for a in artifacts], "written": written})
    else:
        say(f"feed: {len(artifacts)} files in {folder}, {len(written)} changed")
    return 0


def _check_feeds(names: Sequence[str], *, as_json: bool) -> int:
    from release_kit.editions.feeds import lint_feed

    found: list[Finding] = []
    for name in names:
        try:
            data = Path(name).read_bytes()
        except OSError as error:
            raise InputError(name, f"cannot be read: {error.strerror}") from error
        found += lint_feed(data, name, datetime.now(UTC))
    if as_json:
        print_json([finding.values() for finding in found])
    else:
        show_findings(found)
        say(f"feed: {len(found)} findings in {len(names)} files")
    return 1 if has_errors(found) else 0


@click.command("build")
@releases_argument
@engine_option
@newsroom_option
@json_option
def build_command(releases: tuple[str, ...], engine: str | None, root: Path | None, *, as_json: bool) -> int:
    """Translate, check, export and feed: everything into public/."""
    newsroom = open_newsroom(root)
    now = datetime.now(UTC)
    fresh = None if releases else recall(newsroom, now)
    reports: list[Rendered]
    if fresh:
        reports, findings, result = [], list(fresh.findings), fresh.result
    else:
        reports, findings, result = _build(newsroom, releases, engine or newsroom.engine, now)
    if as_json:
        print_json(
            {
                "translated": [asdict(report) for report in reports],
                "findings": [finding.values() for finding in findings],
                "built": asdict(result),
            }
        )
    else:
        show_reports(reports)
        show_findings(findings)
        _show_result(newsroom, result)
    return 1 if has_errors(findings) else 0


def _build(
    newsroom: Newsroom, releases: tuple[str, ...], engine: str, now: datetime
) -> tuple[list[Rendered], list[Finding], BuildResult]:
    """All of it for what has changed since it was built; the rest is left as it is."""
    slugs = chosen_releases(newsroom, releases)
    records = read_records(newsroom, now)
    changed = [slug for slug in slugs if releases or not records.is_fresh(slug)]
    with shown_progress():
        reports = translate(read_shelf(newsroom), changed, newsroom.languages[1:], engine)
    before = stamp(newsroom, outputs=False)  # after that, nothing here writes into the newsroom
    shelf = read_shelf(newsroom)
    made = check(shelf, changed)
    result = build(shelf, changed, now)
    findings = records.merged(made, slugs, changed)
    if stamp(newsroom, outputs=False) == before:
        until = next_end(shelf.sources.values(), now)
        records.write(newsroom, shelf.sources, changed, made, until, result.made)
        if not releases:
            remember(newsroom, State(stamp(newsroom), until, tuple(findings), result))
    return reports, findings, result


def _show_result(newsroom: Newsroom, result: BuildResult) -> None:
    """What is in the folder, and how to look at it."""
    for slug in result.held:
        say(f"held: {slug} is under embargo; nothing of it is in {result.folder.name}/")
    if not result.written and not result.removed:
        say(f"build: nothing to do; {len(result.made)} files in {result.folder} are up to date")
    else:
        say(f"build: {len(result.written)} files written, {len(result.removed)} removed in {result.folder}")
    for tag in newsroom.languages:
        ours = [path for path in result.made if path.startswith(f"{tag}/")]
        handouts = [path for path in ours if path.endswith(".docx")]
        name = language(tag).own_name
        say(f"  {name}: {len(handouts)} handouts, feed {tag}/feed.xml, pages {tag}/index.html")
    first = result.folder / newsroom.source / "index.html"
    say(f"Look at it: open {first} in a browser and the .docx files beside it in Word.")
