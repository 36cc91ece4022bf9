"""A person's word that an edition is good: unit by unit, which words were read.

The record beside the edition is what counts. Front matter gets a note of it, for people to read.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from release_kit.approval.coverage import Pairing, cover, pair_rendering, pair_source
from release_kit.approval.state import ApprovalState, approval_states
from release_kit.checks import check_rendering, read_subject
from release_kit.errors import InputError, UsageError
from release_kit.kinds import Status
from release_kit.model import Finding, Release, Severity
from release_kit.newsroom import approval_path, digest, read_text, write_atomic
from release_kit.release import (
    ApprovalRecord,
    Shelf,
    Statement,
    dump_record,
    load_record,
    set_field,
    state_words,
)


@dataclass(frozen=True, slots=True)
class Approved:
    """What came of an approval."""

    done: tuple[str, ...]  # languages of which something was newly approved
    already: tuple[str, ...]  # languages that were approved as they are
    findings: tuple[Finding, ...]  # why nothing was approved
    is_held: bool = False  # somebody set the source's status back to draft, which holds everything
    was_released: bool = False  # the source's status was draft and is approved now


def unread(shelf: Shelf, slug: str, tags: Sequence[str]) -> list[ApprovalState]:
    """How things stand with these editions, with the units that an approval would be about."""
    _refuse_missing(shelf, slug, tags)
    states = approval_states(shelf, slug)
    return [states[tag] for tag in tags]


def approve(shelf: Shelf, slug: str, tags: Sequence[str], by: str, now: datetime) -> Approved:
    """Record that a person read these editions as they are; nothing where one of them is not fit for it."""
    name = " ".join(by.split())
    if not name:
        raise UsageError('approve: nobody is named\n  Say who read it: --by "Your name".')
    _refuse_missing(shelf, slug, tags)
    if findings := [finding for tag in tags for finding in _obstacles(shelf, slug, tag)]:
        return Approved((), (), tuple(findings))
    source = shelf.sources[slug]
    releases = {source.language: source, **shelf.renderings[slug]}
    records = {tag: load_record(approval_path(releases[tag].path)) for tag in tags}
    is_first = not any(_was_approved(release) for release in releases.values())
    is_draft = source.status is Status.DRAFT
    if is_draft and is_first:
        _set_note(source.path, "status", "approved")
    done = [tag for tag in tags if _state_all(shelf, releases[tag], source, records[tag], name, now)]
    already = tuple(tag for tag in tags if tag not in done)
    return Approved(tuple(done), already, (), is_draft and not is_first, is_draft and is_first)


def _was_approved(release: Release) -> bool:
    """Whether anybody ever approved an edition; a record that cannot be read says that somebody did."""
    try:
        record = load_record(approval_path(release.path))
    except InputError:
        return True
    return record is not None and bool(record.statements)


def _refuse_missing(shelf: Shelf, slug: str, tags: Sequence[str]) -> None:
    for tag in tags:
        if tag != shelf.newsroom.source and tag not in shelf.renderings[slug]:
            fix = f"Run: release-kit translate {slug} --to {tag}"
            raise UsageError(f"{slug} has no {tag} rendering; nothing was approved\n  {fix}")


def _obstacles(shelf: Shelf, slug: str, tag: str) -> list[Finding]:
    """The findings that forbid an approval: errors, and texts that are older than their source."""
    if tag == shelf.newsroom.source:
        return []
    rendering = shelf.renderings[slug][tag]
    found = check_rendering(read_subject(shelf, shelf.sources[slug], rendering, tag))
    return [f for f in found if f.severity is Severity.ERROR or _is_stale(f)]


def _is_stale(finding: Finding) -> bool:
    is_text = finding.place.unit is not None  # else an edit that lost its source, and stands nowhere
    return finding.check == "stale" and is_text and finding.severity is Severity.WARNING


def _state_all(
    shelf: Shelf, release: Release, source: Release, record: ApprovalRecord | None, by: str, now: datetime
) -> bool:
    """Write the statements about an edition; False where there is nothing new to say."""
    is_source = release is source
    pairings = pair_source(shelf, source) if is_source else pair_rendering(shelf, source, release)
    old = record or ApprovalRecord(release.slug, release.language)
    made = _statements(pairings, old.statements, by, now)
    if made == old.statements:
        return False
    write_atomic(approval_path(release.path), dump_record(replace(old, statements=made)))
    if not is_source:
        of, engine = digest(read_text(source.path)), release.origin.engine if release.origin else ""
        values = {"of": of, "engine": engine, "status": "approved", "by": by, "at": now.isoformat()}
        _set_note(release.path, "translation", {key: value for key, value in values.items() if value})
    return True


def _set_note(path: Path, key: str, value: object) -> None:
    """Put a note into a file's front matter, as the file is by now."""
    write_atomic(path, set_field(read_text(path), path, key, value))


def _statements(
    pairings: Sequence[Pairing], old: Sequence[Statement], by: str, now: datetime
) -> tuple[Statement, ...]:
    """One statement a unit that needs one, in reading order: the old one where it holds, else a new one."""
    found = []
    for row in cover(pairings, old):
        if row.pairing is None or (row.pairing.is_ruled and not row.is_read):
            continue
        if row.is_read and row.statement:
            found.append(replace(row.statement, unit=row.pairing.key))
        else:
            unit = row.pairing
            found.append(state_words(unit.key, unit.source, unit.target, by, now.isoformat()))
    return tuple(found)
