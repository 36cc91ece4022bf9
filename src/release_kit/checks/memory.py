"""What the memory offers for a sentence that the machine wrote: a like one that was approved before."""

from __future__ import annotations

from collections.abc import Iterator

from release_kit.checks.subject import Subject, shorten
from release_kit.kinds import OriginStatus
from release_kit.model import Finding, Severity


def check(subject: Subject) -> Iterator[Finding]:
    """A note for each offer; none once a person has edited or approved the text."""
    origin = subject.rendering.origin
    approved = origin is not None and origin.status is OriginStatus.APPROVED
    for pair in subject.texts():
        if approved or pair.entry is None or pair.entry.is_edited:
            continue
        for segment in pair.entry.segments:
            if segment.offer:
                yield subject.finding("memory", Severity.NOTE, pair, shorten(segment.offer, 240))
