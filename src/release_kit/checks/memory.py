"""What the memory offers for a sentence that the machine wrote: a like one that was approved before."""

from __future__ import annotations

from collections.abc import Iterator

from release_kit.checks.subject import Subject, shorten
from release_kit.model import Finding, Severity


def check(subject: Subject) -> Iterator[Finding]:
    """A note for each offer; none once a person has edited or approved the text."""
    for pair in subject.texts():
        account = None if pair.is_read else pair.by_machine
        for segment in account.segments if account else ():
            if segment.offer:
                yield subject.finding(
                    "memory", Severity.NOTE, pair, shorten(segment.offer, 240), segment.text, rule="offer"
                )
