"""release-kit translate."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import click

from release_kit.cli.bar import shown_progress
from release_kit.cli.options import (
    chosen_languages,
    counted,
    engine_option,
    json_option,
    newsroom_option,
    open_newsroom,
    print_json,
    readable_releases,
    releases_argument,
    say,
    show_problems,
    to_option,
)
from release_kit.engines import choose_engine
from release_kit.errors import UsageError
from release_kit.glossary import Glossary, base_rows_below, find_constraints
from release_kit.languages import PIVOT
from release_kit.newsroom import BASE_TERMS, decode_text
from release_kit.release import read_shelf
from release_kit.translation import Anew, Guard, Rendered, Task, translate


@click.command("translate")
@releases_argument
@to_option
@engine_option
@click.option(
    "--retranslate",
    type=click.Choice([choice.value for choice in Anew if choice]),
    is_flag=False,
    flag_value=Anew.MACHINE.value,
    help="Make anew what the machine wrote (machine, edits stay), stale edits too (stale), or all.",
)
@click.option("--dry-run", is_flag=True, help="Say what would be done and write nothing.")
@click.option("--lines", is_flag=True, help="A filter: a segment a line, standard input to standard output.")
@newsroom_option
@json_option
def translate_command(
    releases: tuple[str, ...],
    languages: tuple[str, ...],
    engine: str | None,
    *,
    retranslate: str | None,
    dry_run: bool,
    lines: bool,
    root: Path | None,
    as_json: bool,
) -> int:
    """Translate releases into the newsroom's languages; what a person edited stays."""
    if lines:
        return _filter(languages, engine, root)
    newsroom = open_newsroom(root, alone=True)
    targets = chosen_languages(newsroom, languages)
    shelf = read_shelf(newsroom)
    slugs = readable_releases(shelf, releases)
    with shown_progress():
        name = engine or newsroom.engine
        reports = translate(shelf, slugs, targets, name, anew=Anew(retranslate or ""), dry_run=dry_run)
    if as_json:
        print_json([asdict(report) for report in reports])
    else:
        show_reports(reports, dry_run=dry_run)
    code = show_problems(shelf.broken.values() if not releases else ())
    return code or (1 if any(r.placements.get("failed") or r.problem for r in reports) else 0)


def show_reports(reports: Sequence[Rendered], *, dry_run: bool = False) -> None:
    """What was done, a line a rendering; one line where nothing was."""
    busy = [r for r in reports if r.made or r.stale or r.written or r.problem]
    if not busy:
        say("translate: nothing to do")
    for report in busy:
        verb = "would write" if dry_run else "wrote"
        parts = [f"{verb} {report.made}"] if report.made else []
        parts += [f"kept {report.kept + report.edited}"] if report.kept + report.edited else []
        parts += [f"{report.stale} stale"] if report.stale else []
        lost = f"{counted(report.lost, 'edited text')} without a paragraph now; the ledger keeps it"
        parts += [lost] if report.lost else []
        if report.problem:
            parts = [f"left alone: {report.problem}"]
        placed = ", ".join(f"{count} {how}" for how, count in report.placements.items())
        account = f" | terms and facts: {placed}" if placed and not report.problem else ""
        say(f"{report.release} {report.language} ({report.engine or '-'}): {'; '.join(parts)}{account}")


def _filter(languages: Sequence[str], engine: str | None, root: Path | None) -> int:
    """Segments from standard input, one a line, through glossary and guard."""
    if len(languages) != 1:
        raise click.UsageError("--lines needs one --to LANG")
    target = languages[0]
    source, book, name = _glossary_for_lines(root)
    guard = Guard(choose_engine(engine or name, source, target, {}), source, target)
    texts = decode_text(sys.stdin.buffer.read(), "standard input").split("\n")
    texts = texts[:-1] if texts and not texts[-1] else texts
    tasks = {
        text: Task(text, tuple(find_constraints(text, book.find(text, source), target, source=source)))
        for text in dict.fromkeys(texts)
        if text.strip()
    }
    answers = dict(zip(tasks, guard.translate(list(tasks.values())), strict=True))
    for text in texts:
        click.echo(" ".join(answers[text].text.split("\n")) if text in answers else "")
    return 0


def _glossary_for_lines(root: Path | None) -> tuple[str, Glossary, str]:
    """The source's language, the glossary and the engine of a newsroom; outside of one, the base terms."""
    try:
        newsroom = open_newsroom(root)
    except UsageError:
        if root:
            raise
        return PIVOT, Glossary((), base_rows_below((), BASE_TERMS)), "auto"
    return newsroom.source, Glossary.load(newsroom.glossary, newsroom.base_terms), newsroom.engine
