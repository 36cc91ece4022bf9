"""What stands in the rendering is a rendering of what the source says now."""

from __future__ import annotations

from collections.abc import Iterator

from release_kit.checks.subject import Pair, Subject, shorten
from release_kit.model import Finding, Severity
from release_kit.newsroom import digest


def check(subject: Subject) -> Iterator[Finding]:
    """Units whose source changed since they were written or approved, and edits that lost their source."""
    for pair in subject.pairs:
        if reason := _reason(pair):
            text = f"stale: {reason}: {shorten(pair.source)}"
            yield subject.finding("stale", Severity.WARNING, pair, text, rule="stale")
    for text in subject.ledger.orphans if subject.ledger else ():
        message = f"edited, but its source is gone (kept in the ledger): {shorten(text)}"
        yield subject.finding("stale", Severity.WARNING, None, message, rule="orphan", about=(text,))


def _reason(pair: Pair) -> str:
    """Why a text is older than its source; nothing if it is not, or if somebody has read the two together."""
    entry = pair.entry
    if pair.is_read:
        return ""
    if pair.is_outdated:
        return "the source changed after this was approved; read it again"
    if entry is None or entry.source == digest(pair.source):
        return ""
    if pair.by_machine:
        return "the source changed after this was translated; run: release-kit translate"
    was_seen = entry.seen == digest(pair.target)
    return "the source changed after this was edited; read it again" if was_seen else ""
