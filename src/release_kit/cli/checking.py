"""release-kit check."""

from __future__ import annotations

from pathlib import Path

import click

from release_kit.checks import check
from release_kit.cli.options import (
    has_errors,
    json_option,
    newsroom_option,
    open_newsroom,
    print_json,
    readable_releases,
    releases_argument,
    say,
    show_findings,
    show_problems,
)
from release_kit.release import read_shelf


@click.command("check")
@releases_argument
@click.option("--strict", is_flag=True, help="Warnings count as errors.")
@newsroom_option
@json_option
def check_command(releases: tuple[str, ...], *, strict: bool, root: Path | None, as_json: bool) -> int:
    """Check every rendering against its source and the glossary."""
    newsroom = open_newsroom(root)
    shelf = read_shelf(newsroom)
    slugs = readable_releases(shelf, releases)
    findings = check(shelf, slugs)
    if as_json:
        print_json([finding.values() for finding in findings])
    else:
        show_findings(findings)
        errors = sum(finding.severity == "error" for finding in findings)
        say(f"check: {errors} errors, {len(findings) - errors} warnings in {len(slugs)} releases")
    code = show_problems(shelf.broken.values() if not releases else ())
    return code or (1 if has_errors(findings) or (strict and findings) else 0)
