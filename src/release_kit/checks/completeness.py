"""Every block is there, none empty, none far too short."""

from __future__ import annotations

from collections.abc import Iterator

from release_kit.checks.subject import Subject, shorten
from release_kit.languages import language
from release_kit.model import Finding, Severity
from release_kit.translation import expected_length

SHORT = 0.5  # of the length to expect of running text


def check(subject: Subject) -> Iterator[Finding]:
    """Blocks that do not line up are an error; short ones a warning; what a step gave up on, too."""
    if subject.problem:
        yield subject.finding("completeness", Severity.ERROR, None, subject.problem)
    for pair in subject.texts():
        if pair.source and not pair.target.strip():
            yield subject.finding(
                "completeness", Severity.ERROR, pair, f"empty: {shorten(pair.source)}", rule="empty"
            )
            continue
        placed = sum(len(c.source) for c in pair.constraints)
        forms = sum(len(c.form) for c in pair.constraints)
        ours, theirs = language(subject.source.language), language(subject.rendering.language)
        expected = expected_length(max(len(pair.source) - placed, 0), ours, theirs) + forms
        if len(pair.source) / ours.density > 60 and len(pair.target) < SHORT * expected:
            text = f"much shorter than its source: {shorten(pair.target)}"
            yield subject.finding("completeness", Severity.WARNING, pair, text, rule="short")
        account = None if pair.is_read else pair.by_machine
        for segment in account.segments if account else ():
            if segment.complaint:
                text = f"{segment.complaint}: {shorten(segment.text)}"
                yield subject.finding(
                    "completeness", Severity.WARNING, pair, text, segment.text, rule="complaint"
                )
