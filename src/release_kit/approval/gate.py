"""Whether an edition may go out: the one decision that pages, feeds, wires and targets ask.

Embargo aside, which is a matter of the moment and not of what people read.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from release_kit.approval.state import ApprovalState, Standing, approval_states
from release_kit.checks import check_rendering, read_subject
from release_kit.errors import InputError
from release_kit.kinds import Status
from release_kit.model import Finding, Release, Severity
from release_kit.places import Place
from release_kit.release import TITLE, Shelf


def reason_to_hold(source: Release, state: ApprovalState, findings: Sequence[Finding]) -> str:
    """Why an edition is not to go out; nothing if it may. `findings` are those on the edition as it is."""
    if source.status is Status.DRAFT:
        return "the source's status is draft"
    if source.status is Status.WITHDRAWN and _was_read(state):
        return ""  # of its text nothing is shown, and what was out must be taken back at once
    if not state.is_approved:
        return state.describe()
    errors = sum(finding.severity is Severity.ERROR for finding in findings)
    return f"{errors} error finding{'' if errors == 1 else 's'}" if errors else ""


def _was_read(state: ApprovalState) -> bool:
    """Whether somebody read the headline of an edition, which is all that is left of a withdrawn one."""
    is_known = state.standing in (Standing.APPROVED, Standing.CHANGED)
    return is_known and TITLE not in {change.key for change in state.changes}


def reason_of_twin(elder: str) -> str:
    """Why a release is held that has the id of an older one."""
    return f"its id is that of {elder}; give it an id of its own"


def reasons_to_hold(shelf: Shelf, slug: str, *, checked: bool = True) -> dict[str, str]:
    """Why each edition of a release is not to go out, by language; nothing where it may.

    Without `checked` nothing is looked for in the texts: it says what nobody approved, and no more.
    """
    source = shelf.sources[slug]
    if elder := shelf.elder_of(slug):
        return dict.fromkeys((source.language, *shelf.renderings[slug]), reason_of_twin(elder))
    states = approval_states(shelf, slug)
    return {
        tag: _reason(shelf, source, state) if checked else reason_to_hold(source, state, ())
        for tag, state in states.items()
    }


def review_gate(shelf: Shelf, slugs: Iterable[str]) -> list[Finding]:
    """An error finding for each edition of these releases that is not to go out."""
    found: list[Finding] = []
    for slug in slugs:
        releases = {shelf.newsroom.source: shelf.sources[slug], **shelf.renderings[slug]}
        for tag, reason in reasons_to_hold(shelf, slug).items():
            if reason:
                place = Place(str(releases[tag].path))
                found.append(Finding("approval", Severity.ERROR, place, f"not to go out: {reason}"))
    return found


def _reason(shelf: Shelf, source: Release, state: ApprovalState) -> str:
    reason = reason_to_hold(source, state, ())
    if reason or state.language == source.language:
        return reason
    rendering = shelf.renderings[source.slug][state.language]
    try:
        subject = read_subject(shelf, source, rendering, state.language)
    except InputError as error:  # the machine's account is damaged, so nothing can be checked
        return str(error)
    return reason_to_hold(source, state, check_rendering(subject))
