"""Every number, date, time and amount of the source is in the rendering, equal by value."""

from __future__ import annotations

import re
from collections.abc import Iterator

from release_kit.checks.subject import Subject, shorten
from release_kit.facts import ADDRESSES, EXACT_FACTS, invented_numbers
from release_kit.glossary import FACT_KINDS, stated_facts
from release_kit.kinds import FactKind
from release_kit.languages import language
from release_kit.model import Finding, How, Severity
from release_kit.release import plain_text
from release_kit.translation import Task, account_for

ADDRESS = re.compile(rf"https?://\S+|{ADDRESSES[FactKind.EMAIL]}")


def check(subject: Subject) -> Iterator[Finding]:
    """A missing value is an error, as is a number that the source has not; words like "two" warn."""
    row = language(subject.rendering.language)
    for pair in subject.texts():
        task = Task(pair.source, pair.constraints)
        account = account_for(task, pair.target, How.EDITED, row.tag)
        for placement in account.placements:
            if placement.how is How.FAILED and placement.kind in FACT_KINDS - EXACT_FACTS:
                severity = Severity.WARNING if placement.kind == FactKind.WORD else Severity.ERROR
                text = f"{placement.source!r} ({placement.form}) is missing: {shorten(pair.target)}"
                rule = f"missing {placement.source} {placement.form}"
                yield subject.finding("facts", severity, pair, text, rule=rule, word=placement.source)
        facts = stated_facts(pair.constraints)
        rest = plain_text(pair.target)
        for constraint in pair.constraints:
            if not constraint.value:
                rest = rest.replace(constraint.form, " ")
        rest = ADDRESS.sub(" ", rest)
        for number in invented_numbers(pair.source, facts, rest, row):
            text = f"{number} is not in the source: {shorten(pair.target)}"
            yield subject.finding("facts", Severity.ERROR, pair, text, number, rule=f"stranger {number}")
