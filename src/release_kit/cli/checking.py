"""release-kit check and approve."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from release_kit.checks import check
from release_kit.cli.options import (
    chosen_languages,
    chosen_releases,
    has_errors,
    json_option,
    newsroom_option,
    open_newsroom,
    print_json,
    releases_argument,
    say,
    show_findings,
    to_option,
)
from release_kit.release import read_shelf


@click.command("check")
@releases_argument
@click.option("--strict", is_flag=True, help="Warnings count as errors.")
@newsroom_option
@json_option
def check_command(releases: tuple[str, ...], strict: bool, root: Path | None, as_json: bool) -> int:
    """Check every rendering against its source and the glossary."""
    newsroom = open_newsroom(root)
    slugs = chosen_releases(newsroom, releases)
    findings = check(read_shelf(newsroom), slugs)
    if as_json:
        print_json([finding.values() for finding in findings])
    else:
        show_findings(findings)
        errors = sum(finding.severity == "error" for finding in findings)
        say(f"check: {errors} errors, {len(findings) - errors} warnings in {len(slugs)} releases")
    return 1 if has_errors(findings) or (strict and findings) else 0


@click.command("approve")
@click.argument("release")
@to_option
@click.option("--by", metavar="NAME", required=True, help="Who read and approves it.")
@newsroom_option
@json_option
def approve_command(
    release: str, languages: tuple[str, ...], by: str, root: Path | None, as_json: bool
) -> int:
    """Approve a release's renderings: they become translation memory and lose the draft mark.

    Refused while the renderings have error findings.
    """
    from release_kit.approval import approve

    newsroom = open_newsroom(root)
    slug = chosen_releases(newsroom, [release])[0]
    now = datetime.now(ZoneInfo(newsroom.time_zone)).replace(microsecond=0)
    tags = chosen_languages(newsroom, languages)
    done, findings = approve(read_shelf(newsroom), slug, tags, by, now)
    if as_json:
        print_json({"approved": done, "findings": [finding.values() for finding in findings]})
    else:
        show_findings(findings)
        say(f"approved: {', '.join(done) or 'nothing'}")
    return 1 if has_errors(findings) else 0
