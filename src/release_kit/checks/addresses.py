"""Web addresses, e-mail addresses and hashtags are carried over as they are."""

from __future__ import annotations

from collections.abc import Iterator

from release_kit.checks.subject import Subject
from release_kit.facts import EXACT_FACTS, find_facts
from release_kit.languages import language
from release_kit.model import Finding, Severity


def check(subject: Subject) -> Iterator[Finding]:
    """An address of the source that is missing in the rendering, or there less often."""
    for pair in subject.texts():
        for fact in find_facts(pair.source, language(subject.source.language)):
            if fact.kind in EXACT_FACTS and pair.target.count(fact.value) < pair.source.count(fact.value):
                text = f"{fact.value} is missing or changed"
                yield subject.finding(
                    "addresses", Severity.ERROR, pair, text, rule=f"missing {fact.value}", word=fact.value
                )
    about = (*subject.source.hashtags, *subject.rendering.hashtags)
    if len(subject.rendering.hashtags) != len(subject.source.hashtags):
        text = f"{len(subject.rendering.hashtags)} hashtags; the source has {len(subject.source.hashtags)}"
        yield subject.finding("addresses", Severity.ERROR, None, text, about=about)
