"""No sentence goes round in circles."""

from __future__ import annotations

from collections.abc import Iterator

from release_kit.checks.subject import Subject, shorten
from release_kit.model import Finding, Severity
from release_kit.quality import find_loop, find_repeat


def check(subject: Subject) -> Iterator[Finding]:
    """A passage that a model repeats, unless the source repeats as much."""
    for pair in subject.texts():
        rest = pair.target
        for constraint in sorted(pair.constraints, key=lambda c: -len(c.form)):
            rest = rest.replace(constraint.form, "〇")
        loop = find_loop(rest) or (find_repeat(rest) if not find_repeat(pair.source) else "")
        if loop:
            yield subject.finding("repetition", Severity.ERROR, pair, f"repeats itself: {shorten(loop)}")
