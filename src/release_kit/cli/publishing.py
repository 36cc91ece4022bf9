"""release-kit publish."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import click

from release_kit.cli.options import json_option, newsroom_option, open_newsroom, print_json, say


@click.command("publish")
@click.argument("target", required=False)
@click.option("--dry-run", is_flag=True, help="Show the plan and touch nothing.")
@click.option("--allow-drafts", is_flag=True, help="Send what nobody has approved, too.")
@newsroom_option
@json_option
def publish_command(
    target: str | None, *, dry_run: bool, allow_drafts: bool, root: Path | None, as_json: bool
) -> int:
    """Send what may be seen to a target of release-kit.toml; nothing before its embargo."""
    from release_kit.publishing import lines, publish
    from release_kit.release import read_shelf

    newsroom = open_newsroom(root)
    if target is None and len(newsroom.targets) != 1:
        raise click.UsageError(
            f"name a target: {', '.join(newsroom.targets) or 'there is none in release-kit.toml'}"
        )
    name = target or next(iter(newsroom.targets))
    plan, offering = publish(
        read_shelf(newsroom), name, datetime.now(UTC), dry_run=dry_run, drafts=allow_drafts
    )
    if as_json:
        held = [asdict(item) for item in offering.held]
        print_json(
            {"target": name, "dry_run": dry_run, "operations": [asdict(op) for op in plan], "held": held}
        )
        return 0
    for line in lines(plan, offering.held):
        click.echo(line)
    verb = "would be done" if dry_run else "done"
    say(f"publish {name}: {f'{len(plan)} operations {verb}' if plan else 'nothing to do'}")
    return 0
