"""Verify an engine's answer: where each constraint stands in it, what is missing, what is wrong.

Placed spans become stand-ins (private-use characters, one a constraint), so that finishing and
script conversion leave them alone; `VerifiedAnswer.expand` puts the glossary's forms back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from release_kit.facts import invented_numbers
from release_kit.glossary import FACT_KINDS, stated_facts
from release_kit.kinds import ConstraintKind, FactKind, MadeKind, TermKind
from release_kit.languages import LANGUAGES, PIVOT
from release_kit.model import Constraint, How
from release_kit.translation.answers import VerifiedAnswer
from release_kit.translation.finishing import PRIVATE, STAND_IN
from release_kit.translation.flaws import (
    expected_length,
    find_loop,
    find_repeat,
    foreign_characters,
    left_over,
)
from release_kit.translation.forms import Forms
from release_kit.translation.prompts import mask_pattern
from release_kit.translation.task import Task

ONCE = frozenset(
    {
        MadeKind.COMPOSED,
        MadeKind.MARKUP,
        TermKind.PERSON,
        TermKind.COMPANY,
        TermKind.ORGANISATION,
        MadeKind.LIST,
        TermKind.PRODUCT,
        TermKind.EVENT,
    }
)
ONCE_TOLD = frozenset({FactKind.DATE, FactKind.MONEY})  # facts that a source which says them once says once
SHORTEST, LONGEST = 0.42, 2.4  # of the expected length; beyond them something was lost or looped
USUAL = 0.85  # of the expected length; below it an answer's score suffers
LONG = 24  # characters of English; shorter sources may well have an answer of any length
ORDER: Mapping[
    ConstraintKind, int
] = {  # money (台湾ドル holds a place), then terms, then dates, bare numbers last
    FactKind.MONEY: -1,
    FactKind.DATE: 1,
    FactKind.MONTH: 2,
    FactKind.TIME: 2,
    FactKind.DAY: 2,
    FactKind.BARE: 3,
    FactKind.PERCENT: 3,
    FactKind.NUMBER: 3,
    FactKind.WORD: 4,
}


@dataclass(frozen=True, slots=True)
class Verifier:
    """Verifies answers in one language, in the script that the engine writes."""

    forms: Forms  # how forms stand in the answers
    source: str = PIVOT
    echoes: bool = False  # an engine that translates nothing is not blamed for it
    mask: str = "{%d}"  # the shape of masks that may be left over

    def verify(
        self, answer: str, task: Task, score: float, masks: Mapping[int, str], hows: Mapping[int, How]
    ) -> VerifiedAnswer:
        """Find every constraint in an answer and judge the rest of it."""
        text, forms, twice = self._place(re.sub(f"[{PRIVATE}]", "", answer), task, masks)
        text = re.sub(rf"([{PRIVATE}])\1+", r"\1", text)
        text = _drop_doubled_units(text, task, forms)
        missing = tuple(i for i in range(len(task.constraints)) if i not in forms)
        doubts = tuple(f"said twice: {task.constraints[i].form}" for i in twice)
        faults: tuple[str, ...] = ()
        if not self.echoes:
            faults = tuple(self._faults(text, task))
            score -= max(0.0, USUAL - self._ratio(text, task))
        return VerifiedAnswer(text, task, forms, missing, faults, doubts, score, hows)

    # -- what stands in it

    def _place(
        self, text: str, task: Task, masks: Mapping[int, str]
    ) -> tuple[str, dict[int, str], list[int]]:
        """The text with stand-ins, the form for each, and which constraints are said twice."""
        found: dict[int, str] = {}
        twice: list[int] = []
        order = sorted(range(len(task.constraints)), key=lambda i: self._order(task.constraints[i]))
        for index, following in zip(order, [*order[1:], None], strict=False):
            constraint, mark = task.constraints[index], chr(STAND_IN + index)
            text, form = self.forms.take(text, constraint, mark, masks.get(index, ""))
            if not form:
                continue
            found[index] = form
            shown = self.forms.shown(constraint)
            if following is None or self.forms.shown(task.constraints[following]) != shown:
                text, is_twice = self._take_more(text, constraint, mark)
                twice += [index] if is_twice else []
        return text, found, twice

    def _order(self, constraint: Constraint) -> tuple[int, int, str]:
        """The order of looking: by `ORDER`, long before short, equals together."""
        shown = self.forms.shown(constraint)
        return ORDER.get(constraint.kind, 0), -len(shown), shown

    def _take_more(self, text: str, constraint: Constraint, mark: str) -> tuple[str, bool]:
        """The text without further mentions of a term, and whether something is said twice."""
        if constraint.kind in FACT_KINDS:
            return text, constraint.kind in ONCE_TOLD and self.forms.has_fact(text, constraint)
        text, has_more = self.forms.take_extras(text, constraint, mark)
        return text, has_more and constraint.kind in ONCE

    # -- what is wrong with the rest

    def _faults(self, text: str, task: Task) -> Iterator[str]:
        bare = re.sub(f"[{PRIVATE}]", " ", text)
        if re.search(r"\w", task.text) and not re.search(rf"[\w{PRIVATE}]", text):
            yield "nothing was written"
        if loop := find_loop(text) or find_repeat(text):
            yield f"repeats itself: {loop}"
        yield from self._faults_of_length(text, task)
        row = LANGUAGES[self.forms.target]
        if words := left_over(task.text, bare, row):
            yield f"left untranslated: {words}"
        if strange := foreign_characters(bare, LANGUAGES[self.forms.script.tag or self.forms.target]):
            yield f"characters of another script: {strange}"
        if any(left not in task.text for left in mask_pattern(self.mask).findall(bare)):
            yield "a mask was left over"
        facts = stated_facts(task.constraints)
        for number in invented_numbers(task.text, facts, bare, row):
            yield f"a number that the source has not: {number}"

    def _faults_of_length(self, text: str, task: Task) -> Iterator[str]:
        ratio = self._ratio(text, task)
        if len(task.text) / LANGUAGES[self.source].density <= LONG:
            return
        if ratio < SHORTEST:
            yield "far shorter than its source"
        if ratio > LONGEST:
            yield "far longer than its source"

    def _ratio(self, text: str, task: Task) -> float:
        """How long the answer is beside what its source leads to expect, constraints left out."""
        placed = sum(len(constraint.source) for constraint in task.constraints)
        bare = re.sub(f"[{PRIVATE}]", "", text)
        rest = max(len(task.text) - placed, 0)
        expected = expected_length(rest, LANGUAGES[self.source], LANGUAGES[self.forms.target])
        return (len(bare) + 2) / (expected + 2)


def _drop_doubled_units(text: str, task: Task, forms: Mapping[int, str]) -> str:
    """元 behind 新臺幣4,800元 is the engine's own and goes."""
    for index, form in forms.items():
        if task.constraints[index].kind in (FactKind.MONEY, FactKind.PERCENT) and not form[-1].isdigit():
            text = text.replace(chr(STAND_IN + index) + form[-1], chr(STAND_IN + index))
    return text
