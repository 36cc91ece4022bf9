"""How things stand with one edition: approved, by whom and when, or what has changed since."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from release_kit.approval.coverage import (
    Change,
    Pairing,
    Row,
    cover,
    of_source,
    pair_rendering,
    pair_source,
)
from release_kit.errors import InputError
from release_kit.kinds import OriginStatus
from release_kit.languages import PIVOT, date_text, language
from release_kit.model import Release
from release_kit.newsroom import approval_path
from release_kit.release import ApprovalRecord, Shelf, Statement, load_record


class Standing(StrEnum):
    """What is known of an edition."""

    DRAFT = "draft"  # nobody has approved anything of it
    APPROVED = "approved"
    CHANGED = "changed"  # something is not as it was when it was approved
    EARLIER = "earlier"  # approved by a version that kept no account of what was read
    DAMAGED = "damaged"  # the record cannot be read


@dataclass(frozen=True, slots=True)
class ApprovalState:
    """How things stand with one edition."""

    release: str
    language: str
    standing: Standing
    units: int = 0
    changes: tuple[Change, ...] = ()  # what would be newly approved, in reading order
    by: tuple[str, ...] = ()  # who read what is there, in the order of their approvals
    at: str = ""  # the last of them, RFC 3339
    problem: str = ""  # of a record that cannot be read

    @property
    def is_approved(self) -> bool:
        return self.standing is Standing.APPROVED

    def describe(self) -> str:
        """The state in a sentence, for a person."""
        who = " and ".join(self.by)
        day = f" on {_day(self.at)}" if self.at else ""
        match self.standing:
            case Standing.APPROVED:
                return f"approved by {who}{day}"
            case Standing.CHANGED:
                return f"{_counted(self)} since {self.by[-1]} approved it{day}"
            case Standing.EARLIER:
                named = f" by {who}" if who else ""
                return f"approved in an earlier version{named}; approve it again"
            case Standing.DAMAGED:
                return self.problem
        return "not approved yet"


def _counted(state: ApprovalState) -> str:
    """2 of 34 units have changed; what was removed is counted by itself."""
    removed = sum(change.is_removal for change in state.changes)
    changed = len(state.changes) - removed
    parts = [f"{changed} of {state.units} units {_has(changed)} changed"] if changed else []
    parts += (
        [f"{removed} {'unit' if removed == 1 else 'units'} {_has(removed)} been removed"] if removed else []
    )
    return " and ".join(parts)


def _has(count: int) -> str:
    return "has" if count == 1 else "have"


def _day(at: str) -> str:
    try:
        return date_text(datetime.fromisoformat(at), language(PIVOT))
    except ValueError:
        return at


def approval_states(shelf: Shelf, slug: str) -> dict[str, ApprovalState]:
    """The state of every edition of a release, by language, the source first."""
    source, renderings = shelf.sources[slug], shelf.renderings[slug]
    records: dict[str, ApprovalRecord | None] = {}
    damaged: dict[str, str] = {}
    for release in (source, *renderings.values()):
        try:
            records[release.language] = load_record(approval_path(release.path))
        except InputError as error:
            damaged[release.language] = str(error)
    known = [record for record in records.values() if record]
    own = source_state(source, pair_source(shelf, source), known)
    if source.language in damaged and not own.is_approved:
        own = ApprovalState(slug, own.language, Standing.DAMAGED, problem=damaged[own.language])
    states = {source.language: own}
    for tag, rendering in renderings.items():
        if tag in damaged:
            states[tag] = ApprovalState(slug, tag, Standing.DAMAGED, problem=damaged[tag])
        else:
            states[tag] = approval_state(rendering, pair_rendering(shelf, source, rendering), records[tag])
    return states


def approval_state(
    rendering: Release, pairings: Sequence[Pairing], record: ApprovalRecord | None
) -> ApprovalState:
    """The state of a rendering. Its front matter is a note, and decides nothing."""
    if record and record.statements:
        return _state(rendering, cover(pairings, record.statements), record.statements)
    origin = rendering.origin
    if origin and origin.status is OriginStatus.APPROVED:
        by = (origin.by,) if origin.by else ()
        return ApprovalState(
            rendering.slug, rendering.language, Standing.EARLIER, len(pairings), _all(pairings), by
        )
    return ApprovalState(rendering.slug, rendering.language, Standing.DRAFT, len(pairings), _all(pairings))


def source_state(
    source: Release, pairings: Sequence[Pairing], records: Sequence[ApprovalRecord]
) -> ApprovalState:
    """The state of the source: who approved any edition of these very words has read them."""
    found = [
        _state(source, cover(pairings, said), said)
        for record in records
        if (said := of_source(record.statements))
    ]
    draft = ApprovalState(source.slug, source.language, Standing.DRAFT, len(pairings), _all(pairings))
    return min(found, key=lambda state: len(state.changes), default=draft)


def _all(pairings: Sequence[Pairing]) -> tuple[Change, ...]:
    return _changes(cover(pairings, ()))


def _changes(rows: Sequence[Row]) -> tuple[Change, ...]:
    return tuple(row.change() for row in rows if not row.is_covered)


def _state(release: Release, rows: Sequence[Row], statements: Sequence[Statement]) -> ApprovalState:
    held = [row.statement for row in rows if row.statement and row.is_read]
    latest = sorted(held or statements, key=_when)
    changes = _changes(rows)
    return ApprovalState(
        release.slug,
        release.language,
        Standing.CHANGED if changes else Standing.APPROVED,
        sum(row.pairing is not None for row in rows),
        changes,
        tuple(dict.fromkeys(statement.by for statement in latest)),
        latest[-1].at,
    )


def _when(statement: Statement) -> datetime:
    try:
        moment = datetime.fromisoformat(statement.at)
    except ValueError:
        return datetime.min.replace(tzinfo=UTC)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
