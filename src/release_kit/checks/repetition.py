"""No sentence goes round in circles."""

from __future__ import annotations

from collections.abc import Iterator

from release_kit.checks.subject import Pair, Subject, shorten
from release_kit.languages import split_sentences
from release_kit.model import Finding, Severity
from release_kit.translation import STAND_IN, find_loop, find_repeat


def check(subject: Subject) -> Iterator[Finding]:
    """A passage that a sentence says again, unless the source does so too."""
    for pair in subject.texts():
        if find_repeat(pair.source):
            continue
        forms = sorted({constraint.form for constraint in pair.constraints}, key=len, reverse=True)
        for sentence in split_sentences(_without(pair, forms), subject.rendering.language):
            loop = find_loop(sentence) or find_repeat(sentence)
            for number, form in enumerate(forms):
                loop = loop.replace(chr(STAND_IN + number), form)
            if loop:
                text = f"repeats itself: {shorten(loop)}"
                yield subject.finding("repetition", Severity.ERROR, pair, text, loop, rule="loop")


def _without(pair: Pair, forms: list[str]) -> str:
    """The text with a sign of its own for each form, so that names do not count as repetition."""
    text = pair.target
    for number, form in enumerate(forms):
        text = text.replace(form, chr(STAND_IN + number))
    return text
