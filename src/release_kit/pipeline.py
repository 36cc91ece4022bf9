"""The stages in order: start reading here.

    take down -> read -> segment -> recall -> guard and translate -> finish -> check -> export -> feed

`build` is the whole way of a newsroom's releases into public/. Each stage is a room of its own; a command
of its own does one of them. Nothing here prints.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from release_kit.approval import review_approvals
from release_kit.checks import check
from release_kit.engines import Engine
from release_kit.errors import NoEngineError, ReleaseKitError
from release_kit.model import Finding
from release_kit.newsroom import Newsroom
from release_kit.publishing import (
    BuildResult,
    Built,
    Shown,
    choose_shown,
    made_rows,
    newsroom_stamp,
    owner_of_finding,
    read_built,
    take_down_public,
    write_built,
    write_public,
)
from release_kit.release import Shelf, next_end, read_gates, read_shelf
from release_kit.translation import Rendered, translate


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a build did, and what it could not do."""

    translated: tuple[Rendered, ...]
    findings: tuple[Finding, ...]
    built: BuildResult
    problems: tuple[ReleaseKitError, ...] = ()  # of single releases, pairs, templates; the rest was done


def build(
    newsroom: Newsroom, slugs: Sequence[str], engine: str, now: datetime, *, drafts: bool = False
) -> Outcome:
    """Translate, check, export and feed what has changed of these releases; none named means all.

    Down first: what must not be seen any more leaves public/ before anything else is read.
    """
    taken = take_down_public(newsroom, now, drafts=drafts)
    options = f"drafts={drafts}"
    known = Built() if taken else read_built(newsroom, now, options)
    if known.is_whole and not slugs:
        return Outcome((), (*known.general, *known.findings(known.rows)), known.result(newsroom))
    shelf = read_shelf(newsroom)
    shelf.demand(slugs)
    changed = slugs or _find_changed(shelf, known)
    reports, problems = _translate(shelf, changed, engine)

    before = newsroom_stamp(newsroom, outputs=False)  # after that, nothing here writes into the newsroom
    shelf = read_shelf(newsroom)
    changed = [slug for slug in changed if slug in shelf.sources]
    findings = [*review_approvals(shelf, changed), *check(shelf, changed)]
    reasons = read_built(newsroom, now, options).reasons  # asked again: somebody may have saved meanwhile
    shown = choose_shown(shelf, now, drafts=drafts, known=reasons)
    result = write_public(newsroom, shown, changed, shelf.broken)
    problems += [*shelf.broken.values(), *result.problems]
    if newsroom_stamp(newsroom, outputs=False) == before:
        scope = Scope(changed, now, options, not slugs, not problems)
        _remember(shelf, known, findings, result, shown, scope)
    rest = [slug for slug in slugs or shelf.sources if slug not in changed]
    return Outcome(tuple(reports), (*findings, *known.findings(rest)), result, tuple(problems))


def _find_changed(shelf: Shelf, known: Built) -> list[str]:
    """The releases that are not as they were built, and those that depend on another's file."""
    fresh = known.fresh - shelf.twins
    return [slug for slug in shelf.sources if slug not in fresh]


def _translate(
    shelf: Shelf, slugs: Sequence[str], engine: str
) -> tuple[list[Rendered], list[ReleaseKitError]]:
    """The renderings of every language, brought up to date; a pair that no engine serves stops no other."""
    reports: list[Rendered] = []
    problems: list[ReleaseKitError] = []
    made: dict[str, Engine] = {}
    for target in shelf.newsroom.languages[1:]:
        try:
            reports += translate(shelf, slugs, [target], engine, engines=made)
        except NoEngineError as error:
            problems.append(error)
    return reports, problems


@dataclass(frozen=True, slots=True)
class Scope:
    """What a build was about."""

    changed: Sequence[str]
    now: datetime
    options: str
    is_all: bool  # whether no release was named
    is_sound: bool  # whether nothing went wrong


def _remember(
    shelf: Shelf, known: Built, findings: Sequence[Finding], result: BuildResult, shown: Shown, scope: Scope
) -> None:
    """Record what was built; of a build in which something went wrong, only what was known before."""
    newsroom = shelf.newsroom
    until, twins = next_end(read_gates(newsroom).values(), scope.now), shelf.twins
    changed = [slug for slug in scope.changed if slug not in twins] if scope.is_sound else []
    made = made_rows(newsroom, changed, findings, result, shown.reasons)
    kept = {slug: known.rows[slug] for slug in shelf.sources if slug in known.fresh - {*scope.changed}}
    general = [finding for finding in findings if not owner_of_finding(finding, shelf.sources)]
    whole = scope.is_all and scope.is_sound and not twins
    write_built(newsroom, {**kept, **made}, general, result, until=until, options=scope.options, whole=whole)
