"""release-kit init, new and import."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path
from uuid import uuid4
from zoneinfo import ZoneInfo

import click

from release_kit.cli.options import json_option, newsroom_option, open_newsroom, print_json, say
from release_kit.editions import editions_of
from release_kit.errors import InputError, UsageError
from release_kit.glossary import Glossary
from release_kit.languages import language
from release_kit.model import Release
from release_kit.newsroom import SETTINGS_FILE, Newsroom, decode_text, read_text, write_atomic
from release_kit.release import (
    Draft,
    find_release,
    make_slug,
    paragraph_blocks,
    parse_release,
    rewrite_release,
    write_release,
)


@click.command("init")
@click.argument("folder", type=click.Path(path_type=Path), default=Path("."), metavar="[DIR]")
@json_option
def init_command(folder: Path, *, as_json: bool) -> int:
    """Make a newsroom: settings and a glossary to fill. What is there already stays as it is."""
    if (folder / SETTINGS_FILE).exists():
        raise UsageError(f"{folder / SETTINGS_FILE} is there already; nothing was changed")
    starter = files("release_kit") / "data" / "starter"
    written, left = [], []
    for name in (
        "release-kit.toml",
        "places.csv",
        "companies.csv",
        "officials.csv",
        "terms.csv",
        "gitignore",
    ):
        target = {"release-kit.toml": SETTINGS_FILE, "gitignore": ".gitignore"}.get(name, f"glossary/{name}")
        if (folder / target).exists() or (folder / target).is_symlink():
            left.append(target)
        elif write_atomic(folder / target, (starter / name).read_bytes()):
            written.append(target)
    (folder / "releases").mkdir(parents=True, exist_ok=True)
    if as_json:
        print_json({"newsroom": str(folder), "written": written, "left": left})
    else:
        for name in left:
            say(f"{folder / name} is there already and was left as it is")
        say(f"newsroom in {folder}: edit {SETTINGS_FILE} and glossary/, then: release-kit new TITLE")
    return 0


@click.command("new")
@click.argument("title")
@newsroom_option
@json_option
def new_command(title: str, root: Path | None, *, as_json: bool) -> int:
    """Start a release with this headline, to be written by you."""
    newsroom = open_newsroom(root, alone=True)
    now = datetime.now(ZoneInfo(newsroom.time_zone)).replace(microsecond=0)
    title = " ".join(title.split())
    if not title:
        raise UsageError("a release has a headline: release-kit new 'The headline'")
    slug = make_slug(f"{now:%Y-%m-%d}", title)
    release = Release(
        slug=slug,
        path=newsroom.releases / slug / f"index.{newsroom.source}.md",
        language=newsroom.source,
        id=str(uuid4()),
        title=title,
        date=now,
        digest="",
        blocks=paragraph_blocks("Write the release here, a blank line between paragraphs."),
        issuer=newsroom.name.get(newsroom.source, ""),
    )
    return _write_new(release, as_json=as_json)


@click.command("import")
@click.argument("file", metavar="FILE|-")
@click.option(
    "--issuer",
    default="",
    metavar="NAME",
    help="Who issues it; else the Issuer: line or the dateline's city decides.",
)
@click.option("--embargo", metavar="MOMENT", help="Until when nobody may see it: 2026-12-01T09:00:00+09:00.")
@click.option("--no-embargo", is_flag=True, help="There is none, whatever the text says.")
@click.option("--into", metavar="RELEASE", help="Take back an edited handout of this release.")
@click.option("--accept-changes", is_flag=True, help="With --into: take tracked changes as accepted.")
@newsroom_option
@json_option
def import_command(
    file: str,
    issuer: str,
    embargo: str | None,
    into: str | None,
    *,
    no_embargo: bool,
    accept_changes: bool,
    root: Path | None,
    as_json: bool,
) -> int:
    """Make a release of a .txt, .md, .docx or .html file, or of standard input (-).

    With --into, put what was changed in a Word handout back into its release's rendering.
    """
    from release_kit.release import make_release

    newsroom = open_newsroom(root, alone=True)
    data, name = _read(file)
    if into:
        return _take_back(newsroom, into, data, name, accept=accept_changes, as_json=as_json)
    draft = _draft(newsroom, data, name, embargo, no_embargo=no_embargo)
    draft.issuer = issuer or draft.issuer
    glossary = Glossary.load(newsroom.glossary)
    release = make_release(draft, newsroom, glossary, str(uuid4()), datetime.now(UTC))
    return _write_new(release, as_json=as_json, assumed=[] if draft.date else ["date"], said=draft.said_date)


def _draft(newsroom: Newsroom, data: bytes, name: str, embargo: str | None, *, no_embargo: bool) -> Draft:
    """What stands in a file, its embargo as it is said by the options or else by the text."""
    from release_kit.release import drop_embargo_lines, read_paragraphs, take_embargo, take_fields

    paragraphs, end = read_paragraphs(data, name), _moment(embargo) if embargo else None
    if embargo:
        paragraphs = drop_embargo_lines(paragraphs)
    elif not no_embargo:
        paragraphs, end = take_embargo(paragraphs, language(newsroom.source), name)
    draft = take_fields(paragraphs)
    draft.embargo = end
    return draft


def _moment(text: str) -> datetime:
    """A moment with its zone, as an option says it."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        found = None
    if found is None or found.tzinfo is None:
        raise click.UsageError(f"--embargo {text}: write it as 2026-12-01T09:00:00+09:00")
    return found


def _take_back(newsroom: Newsroom, into: str, data: bytes, name: str, *, accept: bool, as_json: bool) -> int:
    """Put an edited handout back."""
    from release_kit.editions.word import take_back
    from release_kit.release import read_shelf

    slug = find_release(newsroom, into)
    shelf = read_shelf(newsroom)
    shelf.demand([slug])
    by_tag = {edition.release.language: edition for edition in editions_of(shelf, [slug], datetime.now(UTC))}
    result = take_back(by_tag, data, name, accept=accept)
    path = result.release.path
    if result.changed:
        before = by_tag[result.release.language].release
        write_atomic(path, rewrite_release(read_text(path), before, result.release))
    if as_json:
        print_json({"release": slug, "path": str(path), "changed": [str(key) for key in result.changed]})
    elif result.changed:
        say(f"{path}: changed: {', '.join(map(str, result.changed))}; next: release-kit check {slug}")
    else:
        say(f"{path}: nothing to change; the handout says what the release says")
    return 0


def _read(file: str) -> tuple[bytes, str]:
    if file == "-":
        return sys.stdin.buffer.read(), "standard input"
    try:
        return Path(file).read_bytes(), file
    except FileNotFoundError:
        raise InputError(file, "no such file", "Check the name.") from None
    except OSError as error:
        raise InputError(file, f"cannot be read: {error.strerror}") from error


def _write_new(release: Release, *, as_json: bool, assumed: Sequence[str] = (), said: str = "") -> int:
    """Write a release that is not there yet; what was assumed for want of words in the text is said."""
    if release.path.exists():
        raise UsageError(f"{release.path} is there already; nothing was changed")
    if not release.blocks:
        raise InputError(release.path, "the text has a headline and nothing else")
    text = write_release(release)
    parse_release(decode_text(text.encode(), release.path), release.path)  # what is written can be read
    write_atomic(release.path, text)
    if assumed:
        missing = f"no year with the date in the text ({said})" if said else "no date in the text"
        say(f"{missing}: today's was taken; correct `date` in {release.path}")
    if as_json:
        found = {"release": release.slug, "path": str(release.path), "id": release.id}
        print_json({**found, "assumed": list(assumed)})
    else:
        say(f"wrote {release.path}; next: release-kit build {release.slug}")
    return 0
