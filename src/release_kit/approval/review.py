"""What `check` and `build` say of approvals: what was approved once and is so no more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from release_kit.approval.state import ApprovalState, Standing, approval_states
from release_kit.model import Finding, Severity
from release_kit.places import Place
from release_kit.release import Shelf

SAID = {
    Standing.CHANGED: Severity.NOTE,
    Standing.EARLIER: Severity.NOTE,
    Standing.DAMAGED: Severity.ERROR,
}


def review_approvals(shelf: Shelf, slugs: Iterable[str]) -> list[Finding]:
    """A finding for each edition that somebody approved and that is no longer as it was then."""
    return [finding for slug in slugs for finding in _review(shelf, slug)]


def _review(shelf: Shelf, slug: str) -> Iterator[Finding]:
    releases = {shelf.newsroom.source: shelf.sources[slug], **shelf.renderings[slug]}
    states = approval_states(shelf, slug)
    own = states[shelf.newsroom.source]
    for tag, state in states.items():
        is_told = state is own and own.standing is Standing.CHANGED and len(states) > 1
        if state.standing in SAID and not is_told:  # of a changed source, its renderings tell
            place = Place(str(releases[tag].path))
            yield Finding("approval", SAID[state.standing], place, _with_way_out(state))


def _with_way_out(state: ApprovalState) -> str:
    if state.standing is Standing.DAMAGED:
        return state.describe()
    return f"{state.describe()}; see: release-kit approve {state.release} --to {state.language} --show"
