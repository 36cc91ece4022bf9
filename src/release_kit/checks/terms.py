"""Every term of the source stands in the rendering, in the glossary's form, as often."""

from __future__ import annotations

from collections.abc import Iterator

from release_kit.checks.subject import Pair, Subject, shorten
from release_kit.glossary import FACT_KINDS
from release_kit.kinds import TermKind
from release_kit.languages import language
from release_kit.model import Finding, How, Placement, Severity
from release_kit.translation import Task, account_for

UNSURE = (How.FORCED, How.SPLIT)


def check(subject: Subject) -> Iterator[Finding]:
    """Missing terms are errors; what was forced is worth a look; a forbidden form is an error."""
    target = subject.rendering.language
    named: set[str] = set()  # rows that the rendering has told by their forms so far
    for pair in subject.texts():
        account = account_for(Task(pair.source, pair.constraints), pair.target, How.EDITED, target)
        for placement in account.placements:
            if placement.how is How.FAILED and _is_told(subject, pair, placement, named):
                continue
            if placement.how is How.FAILED and placement.kind not in FACT_KINDS:
                text = f"{placement.source!r} must be {placement.form!r}: {shorten(pair.target)}"
                rule = f"missing {placement.source} {placement.form}"
                yield subject.finding("terms", Severity.ERROR, pair, text, rule=rule, word=placement.source)
        named |= {row for p in account.placements if p.how is not How.FAILED for row in p.terms}
        unread = None if pair.is_read else pair.by_machine
        for segment in unread.segments if unread else ():
            forced = [p.form for p in segment.placements if p.how in UNSURE]
            if forced:
                text = f"read this sentence, {'、'.join(forced)} had to be put in: {shorten(segment.text)}"
                yield subject.finding("terms", Severity.WARNING, pair, text, segment.text, rule="unsure")
        for wrong, right in subject.glossary.forbidden(target).items():
            if wrong in pair.target:
                text = f"{wrong!r} must not be written; write {right!r}"
                yield subject.finding("terms", Severity.ERROR, pair, text, wrong, rule=f"forbidden {wrong}")


def _is_told(subject: Subject, pair: Pair, placement: Placement, named: set[str]) -> bool:
    """Whether an editor wrote "the said city", or the office alone, for a name that was told before."""
    if pair.by_machine or not placement.terms or not named.issuperset(placement.terms):
        return False
    target = subject.rendering.language
    rows = [subject.glossary.by_id[row] for row in placement.terms if row in subject.glossary.by_id]
    words = [word for row in rows for word in language(target).anaphors.get(row.kind, ())]
    words += [row.forms.get(target, "") for row in rows if row.kind is TermKind.TITLE]
    return any(word and word in pair.target for word in words)
