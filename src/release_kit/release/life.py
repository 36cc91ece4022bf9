"""What becomes of a release that is out: it is corrected, or withdrawn. Its source's front matter keeps it.

Each step moves `version` and `modified`, so that readers and wires know the newer from the older; the id
stays for ever.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from release_kit.errors import UsageError
from release_kit.kinds import Status
from release_kit.model import Release
from release_kit.release.field_lines import set_fields


@dataclass(frozen=True, slots=True)
class ChangedRelease:
    """A release that was corrected or withdrawn just now."""

    release: Release
    text: str  # of its source's file


def correct_release(source: Release, text: str, notes: Mapping[str, str], now: datetime) -> ChangedRelease:
    """The source marked as corrected; a `UsageError` where nothing is out that could be.

    Without notes only version and time move, as for a slip of the pen that no reader need be told of.
    """
    if source.status == Status.DRAFT:
        fix = "A draft is not out: change its text, then approve it."
        raise UsageError(f"{source.slug} is a draft; there is nothing to correct\n  {fix}")
    if source.status == Status.WITHDRAWN:
        fix = "Readers were told to forget it: start anew with release-kit new."
        raise UsageError(f"{source.slug} was withdrawn; it cannot be corrected\n  {fix}")
    status = Status.CORRECTED if notes else source.status
    return _go_on(source, text, status, notes or source.notes, now)


def withdraw_release(source: Release, text: str, notes: Mapping[str, str], now: datetime) -> ChangedRelease:
    """The source marked as withdrawn; once more only to change the note."""
    if source.status == Status.WITHDRAWN and source.notes == notes:
        raise UsageError(f"{source.slug} is withdrawn already, with this note; nothing was changed")
    return _go_on(source, text, Status.WITHDRAWN, notes, now)


def _go_on(
    source: Release, text: str, status: Status, notes: Mapping[str, str], now: datetime
) -> ChangedRelease:
    """One version on, at a later second than the one before, whatever the clock says."""
    before = source.modified or source.date
    moment = now if now > before else before.astimezone(now.tzinfo) + timedelta(seconds=1)
    made = replace(source, status=status, version=source.version + 1, modified=moment, notes=dict(notes))
    fields: dict[str, object] = {
        "status": str(made.status),
        "version": made.version,
        "modified": moment.isoformat(),
    }
    if notes != source.notes:
        fields["note"] = dict(made.notes)
    return ChangedRelease(made, set_fields(text, source.path, fields))
