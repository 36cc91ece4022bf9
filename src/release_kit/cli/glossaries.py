"""release-kit glossary."""

from __future__ import annotations

from pathlib import Path

import click

from release_kit.cli.options import (
    counted,
    has_errors,
    json_option,
    newsroom_option,
    open_newsroom,
    print_json,
    say,
    show_findings,
)


@click.group("glossary")
def glossary_command() -> None:
    """The term base in glossary/*.csv."""


@glossary_command.command("check")
@newsroom_option
@json_option
def check_glossary(root: Path | None, *, as_json: bool) -> int:
    """Say which rows are missing a language's form, or have it in the wrong script."""
    from release_kit.glossary import load_glossary, review_glossary

    newsroom = open_newsroom(root)
    terms = load_glossary(newsroom.glossary)
    findings = list(review_glossary(terms, newsroom.languages))
    if as_json:
        print_json([finding.values() for finding in findings])
    else:
        show_findings(findings)
        say(f"glossary: {counted(len(terms), 'row')}, {counted(len(findings), 'finding')}")
    return 1 if has_errors(findings) else 0
