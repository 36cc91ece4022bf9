"""Checks of a rendering: one a file, each a function that yields findings.

A check is `check(subject) -> Iterator[Finding]`. `CHECKS` are the built-in ones, by the name in a finding;
installed packages add theirs by entry points in `release_kit.checks`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache

from release_kit import extensions
from release_kit.checks import (
    addresses,
    completeness,
    facts,
    memory,
    repetition,
    script,
    source_facts,
    stale,
    terms,
    untranslated,
)
from release_kit.checks.identity import take_acceptance
from release_kit.checks.subject import Subject, read_subject
from release_kit.errors import UsageError
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
    "source-facts": source_facts.check,
    "stale": stale.check,
    "memory": memory.check,
}


@cache
def known_checks() -> Mapping[str, Check]:
    """The built-in checks, then those of installed packages by their names; none replaces another."""
    added = {
        name: extensions.load_function("checks", name, terms.check) for name in extensions.names("checks")
    }
    if taken := sorted(added.keys() & CHECKS.keys()):
        raise UsageError(f"an installed package adds a check {taken[0]!r}, a built-in one's name: remove it")
    return {**CHECKS, **added}


def check_rendering(subject: Subject) -> list[Finding]:
    """Every finding on one rendering, in the order of the checks."""
    found = (finding for check in known_checks().values() for finding in check(subject))
    return [take_acceptance(finding, subject.accepted) for finding in found]


def check(shelf: Shelf, slugs: Iterable[str]) -> list[Finding]:
    """Every finding on the glossary, on these releases and on their renderings."""
    findings = list(review_glossary(shelf.glossary.terms, shelf.newsroom.languages))
    for slug in slugs:
        findings += source_facts.check_identity(shelf, slug)
        findings += source_facts.check_change(shelf.sources[slug])
        for tag, rendering in shelf.renderings[slug].items():
            findings += check_rendering(read_subject(shelf, shelf.sources[slug], rendering, tag))
    return findings
