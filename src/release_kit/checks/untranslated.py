"""Nothing was left in the source's language."""

from __future__ import annotations

from collections.abc import Iterator

from release_kit.checks.subject import Subject, shorten
from release_kit.languages import language
from release_kit.model import Finding, Severity
from release_kit.release import translated_text
from release_kit.translation import left_over


def check(subject: Subject) -> Iterator[Finding]:
    """A word of the source, or three English ones in a row, outside the glossary's forms."""
    row = language(subject.rendering.language)
    for pair in subject.texts():
        rest = translated_text(pair.target)
        for constraint in sorted(pair.constraints, key=lambda c: -len(c.form)):
            for form in (constraint.form, constraint.plain, *constraint.accepted):
                rest = rest.replace(form, " ") if form else rest
        words = left_over(pair.source, rest, row)
        if words:
            text = f"left untranslated: {shorten(words)}"
            yield subject.finding("untranslated", Severity.ERROR, pair, text, words, rule="left over")
        elif len(pair.target) > 20 and pair.target == pair.source:
            yield subject.finding(
                "untranslated", Severity.ERROR, pair, f"is the source: {shorten(pair.target)}", rule="source"
            )
