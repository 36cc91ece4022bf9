"""Checks of a rendering: one a file, each a function that yields findings.

A check is `check(subject) -> Iterator[Finding]`. `CHECKS` is the list, by the name in a finding.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from release_kit.checks import (
    addresses,
    completeness,
    facts,
    memory,
    repetition,
    script,
    stale,
    terms,
    untranslated,
)
from release_kit.checks.subject import Subject, read_subject
from release_kit.glossary import review_glossary
from release_kit.model import Finding
from release_kit.release import Shelf

Check = Callable[[Subject], Iterator[Finding]]

CHECKS: Mapping[str, Check] = {
    "terms": terms.check,
    "facts": facts.check,
    "addresses": addresses.check,
    "untranslated": untranslated.check,
    "script": script.check,
    "repetition": repetition.check,
    "completeness": completeness.check,
    "stale": stale.check,
    "memory": memory.check,
}


def check_rendering(subject: Subject) -> list[Finding]:
    """Every finding on one rendering, in the order of the checks."""
    return [finding for check in CHECKS.values() for finding in check(subject)]


def check(shelf: Shelf, slugs: Iterable[str]) -> list[Finding]:
    """Every finding on the glossary and on the renderings of these releases."""
    findings = list(review_glossary(shelf.glossary.terms, shelf.newsroom.languages))
    for slug in slugs:
        for tag, rendering in shelf.renderings[slug].items():
            findings += check_rendering(read_subject(shelf, shelf.sources[slug], rendering, tag))
    return findings
