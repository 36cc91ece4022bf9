"""release-kit templates copy and check."""

from __future__ import annotations

from importlib.resources import files
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
from release_kit.errors import UsageError
from release_kit.languages import LANGUAGES
from release_kit.newsroom import files_in, write_atomic


@click.group("templates")
def templates_command() -> None:
    """Look after the newsroom's own templates."""


def _built_in() -> dict[str, bytes]:
    folder = files("release_kit") / "templates"
    return {item.name: item.read_bytes() for item in folder.iterdir() if item.name.endswith((".docx", ".j2"))}


@templates_command.command("copy")
@click.argument("names", nargs=-1, metavar="[NAME]...")
@click.option("--force", is_flag=True, help="Replace what is there.")
@newsroom_option
@json_option
def copy_command(names: tuple[str, ...], *, force: bool, root: Path | None, as_json: bool) -> int:
    """Put the built-in templates into templates/ for a designer to change; without NAME, all of them."""
    newsroom = open_newsroom(root)
    known = _built_in()
    for name in names:
        if name not in known:
            raise UsageError(f"no template {name!r}; there are: {', '.join(sorted(known))}")
    wanted = names or tuple(sorted(known))
    there = [name for name in wanted if (newsroom.templates / name).exists() and not force]
    if there:
        raise UsageError(f"{', '.join(there)}: there already; nothing was changed\n  --force replaces them.")
    written = [name for name in wanted if write_atomic(newsroom.templates / name, known[name])]
    if as_json:
        print_json({"folder": str(newsroom.templates), "written": written})
    else:
        say(f"templates: {len(written)} written in {newsroom.templates}; next: release-kit templates check")
    return 0


@templates_command.command("check")
@newsroom_option
@json_option
def check_command(root: Path | None, *, as_json: bool) -> int:
    """Say what is wrong in the newsroom's own templates, of Word, pages and style, and where."""
    from release_kit.editions import sample_edition
    from release_kit.editions.web import inspect_pages, own_pages
    from release_kit.editions.word import inspect_template

    newsroom = open_newsroom(root)
    findings = []
    paths = files_in(newsroom.templates, "*.docx")
    for path in paths:
        tag = path.name.removeprefix("handout.").removesuffix(".docx")
        if tag not in LANGUAGES or not path.name.startswith("handout."):
            raise UsageError(
                f"{path}: templates are named handout.LANG.docx, LANG one of {', '.join(LANGUAGES)}"
            )
        findings += inspect_template(path.read_bytes(), str(path), sample_edition(newsroom, tag))
    findings += inspect_pages(newsroom)
    if as_json:
        print_json([finding.values() for finding in findings])
    else:
        show_findings(findings)
        count = len(paths) + len(own_pages(newsroom))
        say(f"templates check: {counted(len(findings), 'finding')} in {counted(count, 'template')}")
    return 1 if has_errors(findings) else 0
