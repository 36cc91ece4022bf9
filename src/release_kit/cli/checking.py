"""release-kit check."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from release_kit.approval import review_approvals
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
from release_kit.model import Finding, Severity
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
    findings = [*review_approvals(shelf, slugs), *check(shelf, slugs)]
    if as_json:
        print_json([finding.values() for finding in findings])
    else:
        show_findings(findings)
        say(f"check: {_counted(findings)} in {len(slugs)} release{'' if len(slugs) == 1 else 's'}")
    warns = any(finding.severity is Severity.WARNING for finding in findings)
    code = show_problems(shelf.broken.values() if not releases else ())
    return code or (1 if has_errors(findings) or (strict and warns) else 0)


def _counted(findings: Sequence[Finding]) -> str:
    """How many of each kind there are; what somebody accepted is counted by itself."""
    counts = {grade: sum(finding.severity is grade for finding in findings) for grade in Severity}
    parts = [(counts[Severity.ERROR], "error"), (counts[Severity.WARNING], "warning")]
    parts += [(counts[Severity.NOTE], "note")] if counts[Severity.NOTE] else []
    found = [f"{count} {word}{'' if count == 1 else 's'}" for count, word in parts]
    return ", ".join(found + ([f"{counts[Severity.ACCEPTED]} accepted"] if counts[Severity.ACCEPTED] else []))
