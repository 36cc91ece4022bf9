"""A release's facts are its source's: what a rendering's own file says of them changes nothing."""

from __future__ import annotations

from collections.abc import Iterator

from release_kit.checks.subject import Subject
from release_kit.kinds import Status
from release_kit.model import Finding, Release, Severity
from release_kit.places import Place
from release_kit.release import Contradiction, Shelf, field_line, find_contradictions

CHECK = "source-facts"
COMMANDS = {Status.CORRECTED: "correct", Status.WITHDRAWN: "withdraw"}


def check(subject: Subject) -> Iterator[Finding]:
    """A copy that is only old warns; one that a person changed, and another id, are errors."""
    for found in find_contradictions(subject.source, subject.rendering):
        place = _place(subject.rendering, found.key)
        yield Finding(CHECK, _severity(found), place, _said(found))
    tag, notes = subject.rendering.language, subject.source.notes
    if notes and tag not in notes:
        command = COMMANDS.get(subject.source.status, "correct")
        text = f"no note in this language, only the standing sentence; {command} --note '{tag}=...'"
        yield Finding(CHECK, Severity.NOTE, Place(str(subject.rendering.path)), text)


def _place(release: Release, key: str) -> Place:
    return Place(str(release.path), field_line(release.path, key))


def _severity(found: Contradiction) -> Severity:
    return Severity.WARNING if found.is_old and found.key != "id" else Severity.ERROR


def _said(found: Contradiction) -> str:
    fix = (
        "release-kit translate brings it up to date" if found.is_old else "change it there, or remove it here"
    )
    return f"`{found.key}` is {found.said} here and {found.true} in the source, which alone counts; {fix}"


def check_identity(shelf: Shelf, slug: str) -> Iterator[Finding]:
    """An older release has this one's id: readers would take the two for one, so this one is held."""
    if elder := shelf.elder_of(slug):
        mine, other = shelf.sources[slug], shelf.sources[elder].path
        text = f"`id` {mine.id} is also that of {other}, which is older; write a new UUID here"
        yield Finding(CHECK, Severity.ERROR, _place(mine, "id"), text)


def check_change(source: Release) -> Iterator[Finding]:
    """A release that was marked as changed by hand, so that nothing tells a reader that it is newer."""
    if source.status in COMMANDS and (source.modified is None or source.version == 1):
        place = _place(source, "status")
        command = COMMANDS[source.status]
        text = f"`status: {source.status}` without a new `version` and `modified`; readers would not notice"
        yield Finding(CHECK, Severity.ERROR, place, f"{text}: run release-kit {command} {source.slug}")
