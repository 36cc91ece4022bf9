"""How things stand with every edition, and what holds it: what `release-kit status` says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from release_kit.approval import ApprovalState, Standing, approval_states
from release_kit.checks import check_rendering, read_subject
from release_kit.kinds import Status
from release_kit.languages import PIVOT, language, moment_text
from release_kit.model import Finding, Release, Severity
from release_kit.publishing.visibility import is_held
from release_kit.release import Shelf


@dataclass(frozen=True, slots=True)
class StatusRow:
    """How things stand with one edition."""

    release: str
    language: str
    status: Status  # the source's
    approval: Standing
    by: tuple[str, ...]
    at: str  # when it was last approved, RFC 3339
    units: int
    unread: tuple[str, ...]  # keys of the units that nobody approved as they are
    errors: int
    warnings: int
    stale: int
    embargo: str  # RFC 3339; nothing where there is none, or where it has passed
    notes: tuple[str, ...]  # the same in words


def report_status(shelf: Shelf, slugs: Iterable[str], now: datetime) -> list[StatusRow]:
    """The rows of these releases, the source's language first."""
    rows: list[StatusRow] = []
    for slug in slugs:
        source = shelf.sources[slug]
        for tag, state in approval_states(shelf, slug).items():
            rendering = shelf.renderings[slug].get(tag)
            found = check_rendering(read_subject(shelf, source, rendering, tag)) if rendering else []
            rows.append(_row(source, state, found, now))
    return rows


def _row(source: Release, state: ApprovalState, findings: list[Finding], now: datetime) -> StatusRow:
    counts = {grade: sum(f.severity is grade for f in findings) for grade in Severity}
    stale = sum(f.check == "stale" and f.severity is Severity.WARNING for f in findings)
    embargo = source.embargo.isoformat() if source.embargo and is_held(source, now) else ""
    row = StatusRow(
        release=state.release,
        language=state.language,
        status=source.status,
        approval=state.standing,
        by=state.by,
        at=state.at,
        units=state.units,
        unread=tuple(str(change.key) for change in state.changes),
        errors=counts[Severity.ERROR],
        warnings=counts[Severity.WARNING] - stale,
        stale=stale,
        embargo=embargo,
        notes=(),
    )
    return replace(row, notes=tuple(_notes(row, source, state)))


def _notes(row: StatusRow, source: Release, state: ApprovalState) -> Iterator[str]:
    yield state.describe()
    if row.status is not Status.APPROVED:
        yield "held: the source's status is draft" if row.status is Status.DRAFT else row.status
    for count, word in ((row.errors, "error finding"), (row.warnings, "warning"), (row.stale, "stale text")):
        if count:
            yield f"{count} {word}{'' if count == 1 else 's'}"
    if row.embargo and source.embargo:
        yield f"under embargo until {moment_text(source.embargo, language(PIVOT))}"
