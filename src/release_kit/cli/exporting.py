"""release-kit export, feed and build."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path

import click

from release_kit.approval import review_gate
from release_kit.checks import check
from release_kit.cli.bar import shown_progress
from release_kit.cli.options import (
    chosen_releases,
    counted,
    engine_option,
    has_errors,
    json_option,
    newsroom_option,
    open_newsroom,
    open_public,
    print_json,
    readable_releases,
    releases_argument,
    say,
    show_findings,
    show_kept,
    show_problems,
    warn_of_example,
)
from release_kit.cli.translating import show_reports
from release_kit.editions import editions_of, export, make_feeds
from release_kit.errors import InputError
from release_kit.languages import language
from release_kit.model import Artifact, Finding
from release_kit.newsroom import FORMATS, Newsroom
from release_kit.pipeline import build
from release_kit.publishing import (
    BuildResult,
    choose_shown,
    take_down_public,
    write_artifacts,
    write_public,
)
from release_kit.release import Shelf, read_shelf

drafts_option = click.option(
    "--drafts", is_flag=True, help="What nobody has approved, too, marked as a draft in every format."
)


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
@click.option("--allow-drafts", is_flag=True, help="With --wire: what must not go out yet, too, marked.")
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
    allow_drafts: bool,
    as_json: bool,
) -> int:
    """Write handouts and pages of releases, embargoed ones too, to a folder of your own.

    bilingual sets two languages side by side; review has a comment on each term and finding.
    """
    newsroom = open_newsroom(root)
    shelf = read_shelf(newsroom)
    slugs = readable_releases(shelf, releases)
    if wire:
        return _export_wire(shelf, slugs, wire, out, drafts=allow_drafts, as_json=as_json)
    beside = language(beside).tag if beside else newsroom.source
    now = datetime.now(UTC)
    found = tuple(check(shelf, slugs)) if "review" in formats.split(",") else ()
    chosen = [replace(edition, beside=beside, findings=found) for edition in editions_of(shelf, slugs, now)]
    _write_export(out, export(formats.split(","), chosen), as_json=as_json)
    return show_problems(shelf.broken.values() if not releases else ())


def _write_export(out: Path, artifacts: Sequence[Artifact], *, as_json: bool) -> None:
    """Write what was made to a folder, and say what came of it."""
    written = write_artifacts(out, artifacts)
    if as_json:
        made = [artifact.path for artifact in artifacts]
        print_json({"folder": str(out), "made": made, "written": written.changed, "kept": written.kept})
        return
    show_kept(written.kept)
    say(f"export: {counted(len(artifacts), 'file')} in {out}, {len(written.changed)} changed")


def _export_wire(
    shelf: Shelf, slugs: Sequence[str], wire: str, out: Path, *, drafts: bool, as_json: bool
) -> int:
    """A wire's files; none where it would send one of them back, or where one must not go out."""
    from release_kit.editions.wires import find_profile, lint_for_wire, pack_for_wire

    profile = find_profile(shelf.newsroom, wire)
    now = datetime.now(UTC)
    chosen = editions_of(shelf, slugs, now)
    found = [] if drafts else review_gate(shelf, slugs)
    found += [finding for edition in chosen for finding in lint_for_wire(edition, profile, now)]
    refused = has_errors(found)
    artifacts = [] if refused else pack_for_wire(chosen, profile)
    written = write_artifacts(out, artifacts)
    if as_json:
        findings = [finding.values() for finding in found]
        print_json({"folder": str(out), "made": [a.path for a in artifacts], "findings": findings})
    else:
        show_findings(found)
        show_kept(written.kept)
        files = counted(len(artifacts), "file")
        say(f"export: {files} for {profile.about} in {out}, {len(written.changed)} changed")
    return 1 if refused else 0


@click.command("feed")
@click.option(
    "--check", "files", multiple=True, metavar="FILE", help="Say what a validator would say of a feed file."
)
@click.option("--out", type=click.Path(path_type=Path), metavar="DIR", help="Where to; else public/.")
@drafts_option
@newsroom_option
@json_option
def feed_command(
    files: tuple[str, ...], out: Path | None, root: Path | None, *, drafts: bool, as_json: bool
) -> int:
    """Write a feed and an index page for each language, of what somebody approved and no embargo holds.

    With --check, nothing is written: RSS and Atom files, anybody's, are held against the validators' rules.
    """
    if files:
        return _check_feeds(files, as_json=as_json)
    newsroom = open_public(root)
    warn_of_example(newsroom)
    now = datetime.now(UTC)
    folder = out or newsroom.public
    if not out:
        take_down_public(newsroom, now, drafts=drafts)
    shelf = read_shelf(newsroom)
    shown = choose_shown(shelf, now, drafts=drafts)
    problems = [*shelf.broken.values()]
    if out:
        artifacts = make_feeds(newsroom, shown.editions)
        made, written = [a.path for a in artifacts], list(write_artifacts(folder, artifacts).changed)
    else:
        result = write_public(newsroom, shown, (), shelf.broken)
        made, written = list(result.indexes), list(result.written)
        problems += result.problems
    if as_json:
        print_json({"folder": str(folder), "made": made, "written": written})
    else:
        say(f"feed: {counted(len(made), 'file')} in {folder}, {len(written)} changed")
    return show_problems(problems)


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
        say(f"feed: {counted(len(found), 'finding')} in {counted(len(names), 'file')}")
    return 1 if has_errors(found) else 0


@click.command("build")
@releases_argument
@engine_option
@drafts_option
@newsroom_option
@json_option
def build_command(
    releases: tuple[str, ...], engine: str | None, root: Path | None, *, drafts: bool, as_json: bool
) -> int:
    """Translate, check, export and feed: everything that may go out into public/."""
    newsroom = open_public(root)
    warn_of_example(newsroom)
    slugs = chosen_releases(newsroom, releases) if releases else []
    with shown_progress():
        outcome = build(newsroom, slugs, engine or newsroom.engine, datetime.now(UTC), drafts=drafts)
    if as_json:
        built: dict[str, object] = asdict(replace(outcome.built, problems=()))
        built["problems"] = [str(error) for error in outcome.problems]
        findings = [finding.values() for finding in outcome.findings]
        translated = [asdict(report) for report in outcome.translated]
        print_json({"translated": translated, "findings": findings, "built": built})
    else:
        show_reports(outcome.translated)
        show_findings(outcome.findings)
        _show_result(newsroom, outcome.built)
    return show_problems(outcome.problems) or (1 if has_errors(outcome.findings) else 0)


def _show_result(newsroom: Newsroom, result: BuildResult) -> None:
    """What is in the folder, and how to look at it."""
    show_kept(result.kept)
    for item in result.held:
        what = f"{item.release} {item.language}".strip()
        say(f"held: {what}: {item.reason}; nothing of it is in {result.folder.name}/")
    if any(item.language for item in result.held):
        say('  To let texts out: release-kit approve RELEASE --show, then the same with --by "Your name"')
        say("  To see drafts as they would be: release-kit serve, or release-kit build --drafts")
    if not result.written and not result.removed:
        say(f"build: nothing to do; {counted(len(result.made), 'file')} in {result.folder}, up to date")
    else:
        files = counted(len(result.written), "file")
        say(f"build: {files} written, {len(result.removed)} removed in {result.folder}")
    for tag in newsroom.languages:
        ours = [path for path in result.made if path.startswith(f"{tag}/")]
        handouts = [path for path in ours if path.endswith(".docx")]
        name = language(tag).own_name
        say(f"  {name}: {counted(len(handouts), 'handout')}, feed {tag}/feed.xml, pages {tag}/index.html")
    first = result.folder / "index.html"
    say(f"Look at it: open {first} in a browser and the .docx files beside it in Word.")
