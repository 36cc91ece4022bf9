"""What a person edited is still a rendering of what the source says."""

from __future__ import annotations

from collections.abc import Iterator

from release_kit.checks.subject import Subject, shorten
from release_kit.model import Finding, Severity
from release_kit.newsroom import digest


def check(subject: Subject) -> Iterator[Finding]:
    """Edited units whose source changed since, and edited texts that lost their source."""
    for pair in subject.pairs:
        if pair.entry and pair.entry.is_edited and pair.entry.source != digest(pair.source):
            text = f"stale: the source changed after this was edited; read it again: {shorten(pair.source)}"
            yield subject.finding("stale", Severity.WARNING, pair, text)
    for text in subject.ledger.orphans if subject.ledger else ():
        message = f"edited, but its source is gone (kept in the ledger): {shorten(text)}"
        yield subject.finding("stale", Severity.WARNING, None, message)
