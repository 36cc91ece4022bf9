"""The text is in its language's script: no Simplified in Traditional, no kana in Chinese."""

from __future__ import annotations

from collections.abc import Iterator

from release_kit.checks.subject import Subject
from release_kit.languages import language
from release_kit.model import Finding, Severity
from release_kit.translation import foreign_characters


def check(subject: Subject) -> Iterator[Finding]:
    """Characters of another script outside the glossary's forms."""
    row = language(subject.rendering.language)
    for pair in subject.texts():
        rest = pair.target
        for constraint in sorted(pair.constraints, key=lambda c: -len(c.form)):
            rest = rest.replace(constraint.form, " ")
        strange = foreign_characters(rest, row)
        if strange:
            text = f"characters of another script: {strange}"
            yield subject.finding("script", Severity.ERROR, pair, text, strange[:1], rule=text)
