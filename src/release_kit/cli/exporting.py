"""release-kit export, feed and build."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path

import click

from release_kit.building import BuildResult, export, feeds, write_artifacts
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
from release_kit.freshness import State, next_end, recall, remember, stamp
from release_kit.languages import language
from release_kit.model import Finding
from release_kit.newsroom import FORMATS, Newsroom
from release_kit.pipeline import (
    Rendered,
    build,
    check,
    editions,
    read_shelf,
    shown_editions,
    translate,
)
from release_kit.records import read_records


@click.command("export")
@releases_argument
@click.option(
    "--format",
    "formats",
    default=",".join(FORMATS),
    metavar="docx,html,txt,pdf,bilingual,review",
    show_default=True,
)
@click.option(
    "--beside", metavar="LANG", default="", help="The second language of bilingual; else the source's."
)
@click.option("--out", type=click.Path(path_type=Path), default=Path("out"), show_default=True)
@newsroom_option
@json_option
def export_command(
    releases: tuple[str, ...], formats: str, beside: str, out: Path, root: Path | None, as_json: bool
) -> int:
    """Write handouts and pages of releases, embargoed ones too, to a folder of your own.

    bilingual sets two languages side by side; review has a comment on each term and finding.
    """
    newsroom = open_newsroom(root)
    slugs = chosen_releases(newsroom, releases)
    shelf = read_shelf(newsroom)
    beside = language(beside).tag if beside else newsroom.source
    found = tuple(check(shelf, slugs)) if "review" in formats.split(",") else ()
    chosen = [replace(edition, beside=beside, findings=found) for edition in editions(shelf, slugs)]
    artifacts = export(formats.split(","), chosen)
    written = write_artifacts(out, artifacts)
    if as_json:
        print_json({"folder": str(out), "made": [a.path for a in artifacts], "written": written})
    else:
        say(f"export: {len(artifacts)} files in {out}, {len(written)} changed")
    return 0


@click.command("feed")
@click.option("--out", type=click.Path(path_type=Path), help="A folder; else public/.")
@newsroom_option
@json_option
def feed_command(out: Path | None, root: Path | None, as_json: bool) -> int:
    """Write a feed and an index page for each language; nothing under embargo is in them."""
    newsroom = open_newsroom(root)
    shelf = read_shelf(newsroom)
    now = datetime.now(UTC)
    shown = shown_editions(shelf, shelf.sources, now)
    folder = out or newsroom.public
    artifacts = feeds(newsroom, shown)
    written = write_artifacts(folder, artifacts)
    if as_json:
        print_json({"folder": str(folder), "made": [a.path for a in artifacts], "written": written})
    else:
        say(f"feed: {len(artifacts)} files in {folder}, {len(written)} changed")
    return 0


@click.command("build")
@releases_argument
@engine_option
@newsroom_option
@json_option
def build_command(releases: tuple[str, ...], engine: str | None, root: Path | None, as_json: bool) -> int:
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
                "findings": [asdict(finding) for finding in findings],
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
