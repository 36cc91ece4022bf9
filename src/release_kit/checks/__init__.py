"""Checks of a rendering: one a file, each a function that yields findings.

A check is `check(subject) -> Iterator[Finding]`. `CHECKS` is the list, by the name in a finding.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

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
from release_kit.checks.subject import Subject
from release_kit.model import Finding

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
