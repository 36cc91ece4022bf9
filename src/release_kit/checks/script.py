"""The text is in its language's script: no Simplified in Traditional, no kana in Chinese."""

from __future__ import annotations

import re
from collections.abc import Iterator

from release_kit.checks.subject import Subject
from release_kit.languages import language
from release_kit.model import Finding, Severity


def check(subject: Subject) -> Iterator[Finding]:
    """Characters of another script outside the glossary's forms."""
    row = language(subject.rendering.language)
    if not row.foreign:
        return
    pattern = re.compile(f"[{row.foreign}]")
    for pair in subject.texts():
        rest = pair.target
        for constraint in sorted(pair.constraints, key=lambda c: -len(c.form)):
            rest = rest.replace(constraint.form, " ")
        strange = sorted(set(pattern.findall(rest)))
        if strange:
            text = f"characters of another script: {''.join(strange)}"
            yield subject.finding("script", Severity.ERROR, pair, text)
