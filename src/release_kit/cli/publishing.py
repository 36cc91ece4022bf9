"""release-kit publish."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from release_kit.cli.options import (
    counted,
    json_option,
    newsroom_option,
    open_public,
    print_json,
    say,
    show_problems,
    warn_of_example,
)
from release_kit.publishing import Sent, plan_lines, publish


@click.command("publish")
@click.argument("target", required=False)
@click.option("--dry-run", is_flag=True, help="Show the plan and touch nothing.")
@click.option("--allow-drafts", is_flag=True, help="Send what nobody has approved, too, marked.")
@click.option("--verify", is_flag=True, help="Read every file back and compare it, not its size and time.")
@click.option("--take-over", is_flag=True, help="The target is this newsroom's, under a former address.")
@newsroom_option
@json_option
def publish_command(
    target: str | None,
    *,
    root: Path | None,
    as_json: bool,
    dry_run: bool,
    allow_drafts: bool,
    **choices: bool,
) -> int:
    """Send what may be seen to a target of release-kit.toml; nothing before its embargo."""
    newsroom = open_public(root, targets=True)
    warn_of_example(newsroom)
    if target is None and len(newsroom.targets) != 1:
        raise click.UsageError(
            f"name a target: {', '.join(newsroom.targets) or 'there is none in release-kit.toml'}"
        )
    name = target or next(iter(newsroom.targets))
    sent = publish(newsroom, name, datetime.now(UTC), dry_run=dry_run, drafts=allow_drafts, **choices)
    if as_json:
        print_json({"target": name, "dry_run": dry_run, **_values(sent)})
        return show_problems(sent.problems)
    told = list(plan_lines(sent.operations, ()))
    for line in (*plan_lines(sent.operations, sent.held), *(f"note   {item}" for item in sent.unsaid)):
        click.echo(line)
    verb = "would be done" if dry_run else "done"
    done = f"{counted(len(told), 'operation')} {verb}" if told else "nothing to do"
    say(f"publish {name}: {done}")
    return show_problems(sent.problems)


def _values(sent: Sent) -> dict[str, list[Any]]:
    """What was sent, for JSON."""
    return {
        "operations": [asdict(operation) for operation in sent.operations],
        "held": [asdict(item) for item in sent.held],
        "unsaid": [asdict(item) for item in sent.unsaid],
        "problems": [str(problem) for problem in sent.problems],
    }
