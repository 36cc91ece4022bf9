"""release-kit correct and withdraw."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from release_kit.cli.options import (
    chosen_releases,
    json_option,
    newsroom_option,
    open_newsroom,
    print_json,
    say,
)
from release_kit.languages import LANGUAGES, language
from release_kit.model import Release
from release_kit.newsroom import Newsroom, read_text, write_atomic
from release_kit.release import ChangedRelease, correct_release, notice_text, read_source, withdraw_release

note_option = click.option(
    "--note",
    "notes",
    metavar="TEXT",
    multiple=True,
    help="Why, in the source's language; again for another: --note 'ja=...'.",
)
minor_option = click.option(
    "--minor", is_flag=True, help="A slip of the pen: version and time move, and nothing else is said."
)


@click.command("correct")
@click.argument("release")
@note_option
@minor_option
@newsroom_option
@json_option
def correct_command(
    release: str, notes: tuple[str, ...], root: Path | None, *, minor: bool, as_json: bool
) -> int:
    """Mark a release that is out as corrected: every format says so, under the same identifiers.

    Change its text first. Version and time move; a language without a note of its own shows a standing
    sentence.
    """
    if minor and notes:
        raise click.UsageError("--minor tells readers nothing; leave out --note, or --minor")
    return _change(release, notes, root, correct_release, minor=minor, as_json=as_json)


@click.command("withdraw")
@click.argument("release")
@note_option
@newsroom_option
@json_option
def withdraw_command(release: str, notes: tuple[str, ...], root: Path | None, *, as_json: bool) -> int:
    """Withdraw a release: its text goes from pages, handouts, feeds and wires, and all of them say so.

    The headline and the note stay, so that whoever has the old text learns that it no longer holds.
    """
    return _change(release, notes, root, withdraw_release, as_json=as_json)


def _change(
    name: str,
    texts: Sequence[str],
    root: Path | None,
    step: Callable[..., ChangedRelease],
    *,
    minor: bool = False,
    as_json: bool,
) -> int:
    newsroom = open_newsroom(root)
    slug = chosen_releases(newsroom, [name])[0]
    source = read_source(newsroom, slug)
    now = datetime.now(ZoneInfo(newsroom.time_zone)).replace(microsecond=0)
    notes = {} if minor else read_notes(newsroom, texts)
    done = step(source, read_text(source.path), notes, now)
    ends = "\r\n" if b"\r\n" in source.path.read_bytes() else "\n"
    write_atomic(source.path, done.text.replace("\n", ends))
    _tell(newsroom, done.release, as_json=as_json)
    return 0


def read_notes(newsroom: Newsroom, texts: Sequence[str]) -> dict[str, str]:
    """The notes by language; one without a tag in front is in the source's language."""
    found: dict[str, str] = {}
    for text in texts:
        tag, _, rest = text.partition("=")
        tag, note = (tag, rest) if tag in LANGUAGES else (newsroom.source, text)
        if tag not in newsroom.languages:
            raise click.UsageError(f"{tag} is not among this newsroom's languages")
        if tag in found or not note.strip():
            raise click.UsageError(f"--note: {'two notes' if tag in found else 'an empty note'} in {tag}")
        found[tag] = " ".join(note.split())
    if newsroom.source not in found:
        raise click.UsageError(f"--note '...' in the source's language ({newsroom.source}) is missing")
    return {tag: found[tag] for tag in newsroom.languages if tag in found}


def _tell(newsroom: Newsroom, release: Release, *, as_json: bool) -> None:
    """What was done, and what readers of each language see."""
    without = [tag for tag in newsroom.languages if tag not in release.notes]
    shown = {tag: notice_text(release, tag) for tag in newsroom.languages}
    if as_json:
        values = {"release": release.slug, "status": release.status, "version": release.version}
        when = release.modified.isoformat() if release.modified else ""
        print_json({**values, "modified": when, "shown": shown, "without_note": without})
        return
    say(f"{release.path}: {release.status}, version {release.version}")
    for tag, text in shown.items() if release.notes else ():
        say(f"  {tag}: {text}")
    for tag in without if release.notes else ():
        say(f"  {language(tag).name} has no note of its own; give one with --note '{tag}=...'")
    say(f"next: release-kit translate {release.slug}, approve what changed, then publish")
