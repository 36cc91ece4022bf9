"""Findings that a person looked at and accepted, because the text is right as it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from release_kit.checks import check_rendering, read_subject
from release_kit.errors import UsageError
from release_kit.model import Finding, Severity
from release_kit.newsroom import approval_path, write_atomic
from release_kit.release import Acceptance, ApprovalRecord, Shelf, dump_record, load_record

SHORTEST = 4  # characters of a finding's name that are enough, if no other begins so


@dataclass(frozen=True, slots=True)
class Overruling:
    """Who says it, why, and when."""

    by: str
    why: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Accepted:
    """What came of accepting findings."""

    done: tuple[Finding, ...]
    already: tuple[Finding, ...]

    def parts(self) -> Iterator[tuple[str, tuple[Finding, ...]]]:
        yield "accepted", self.done
        yield "already", self.already


def accept(shelf: Shelf, slug: str, tag: str, names: Sequence[str], word: Overruling) -> Accepted:
    """Record that these findings of a rendering count no more, while their sentences are the same."""
    by, why = " ".join(word.by.split()), " ".join(word.why.split())
    if not by or not why:
        missing, fix = ("nobody is named", '--by "Your name"') if not by else ("no reason", '--why "..."')
        raise UsageError(f"accept: {missing}; nothing was accepted\n  Say it: {fix}.")
    rendering = shelf.renderings[slug].get(tag)
    if rendering is None:
        fix = f"Run: release-kit translate {slug} --to {tag}"
        raise UsageError(f"{slug} has no {tag} rendering; nothing was accepted\n  {fix}")
    path = approval_path(rendering.path)
    record = load_record(path) or ApprovalRecord(slug, tag)
    found = check_rendering(read_subject(shelf, shelf.sources[slug], rendering, tag))
    chosen = [finding for name in dict.fromkeys(names) for finding in _named(found, name)]
    fresh = [finding for finding in chosen if finding.severity is not Severity.ACCEPTED]
    made = {finding.id: _acceptance(finding, by, why, word.at) for finding in fresh}
    if made:
        write_atomic(path, dump_record(replace(record, accepted=(*record.accepted, *made.values()))))
    done = tuple(replace(finding, severity=Severity.ACCEPTED, by=by, why=why) for finding in fresh)
    return Accepted(done, tuple(finding for finding in chosen if finding not in fresh))


def _named(findings: Sequence[Finding], name: str) -> list[Finding]:
    """The findings of a name, or of the one name that begins so; a `UsageError` where it is not clear."""
    known = {finding.id for finding in findings if finding.id}
    begun = {one for one in known if one.startswith(name.strip("[]").lower())}
    if len(begun) != 1 or len(name.strip("[]")) < SHORTEST:
        names = ", ".join(sorted(begun or known)) or "none"
        fix = "`release-kit check` shows each finding's name in brackets; a name changes with its sentence."
        raise UsageError(f"accept: no finding {name!r}; there are: {names}. Nothing was accepted\n  {fix}")
    return [finding for finding in findings if finding.id in begun]


def _acceptance(finding: Finding, by: str, why: str, at: datetime) -> Acceptance:
    unit = str(finding.place.unit or "")
    return Acceptance(finding.id, finding.check, unit, finding.message, by, at.isoformat(), why)
