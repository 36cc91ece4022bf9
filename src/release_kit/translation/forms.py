"""How a constraint's form stands in an engine's answer, and how it is taken out of it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from release_kit.facts import EXACT_FACTS, fact_occurrences, fact_stays_as_written
from release_kit.glossary import FACT_KINDS
from release_kit.kinds import FactKind, TermKind
from release_kit.languages import LANGUAGES, Language, convert_script
from release_kit.model import Constraint

PERCENT = ("%", "％")


@dataclass(frozen=True, slots=True)
class EngineScript:
    """The script that an engine writes where it is not the target's own, as OpenCC configurations."""

    tag: str = ""  # the language tag of what the engine writes
    inward: str = ""  # from the target's script to the engine's
    back: str = ""  # the other way, characters only, for names and facts
    worded: str = ""  # the other way, in the region's wording, for sentences


def engine_script(tag: str, row: Language) -> EngineScript:
    """The script of an engine that writes `tag` for the language of a row."""
    if tag == row.tag:
        return EngineScript(tag)
    return EngineScript(tag, row.internal, row.unstyled, row.written)


@dataclass(frozen=True, slots=True)
class Forms:
    """Finds the forms of constraints in answers in one language."""

    target: str
    script: EngineScript = EngineScript()
    as_written: bool = False  # a person's text: forms are taken as they stand there

    def shown(self, constraint: Constraint) -> str:
        """The form that is looked for, in the target's own script."""
        return constraint.form if self.as_written else constraint.plain or constraint.form

    def in_engine(self, constraint: Constraint) -> str:
        """The form as it stands in the engine's source and answer."""
        form = self.shown(constraint)
        if constraint.kind in EXACT_FACTS or constraint.kind == TermKind.KEEP:
            return form
        return convert_script(form, self.script.inward)

    def take(self, text: str, constraint: Constraint, mark: str, mask: str) -> tuple[str, str]:
        """The text with one occurrence stood in for, and the form to write there."""
        if mask and (found := re.search(re.escape(mask) + r"(?!\d)", text)):
            return text[: found.start()] + mark + text[found.end() :], constraint.form
        if constraint.kind in FACT_KINDS and constraint.kind not in EXACT_FACTS:
            return self._take_fact(text, constraint, mark)
        return self._take_term(text, constraint, mark)

    def take_extras(self, text: str, constraint: Constraint, mark: str) -> tuple[str, bool]:
        """Further mentions of a placed term, before a shorter one takes a part of them."""
        spelled = self.in_engine(constraint)
        found = False
        while len(spelled) > 1 and (at := _find(text, spelled, constraint.kind)) is not None:
            text, found = text[:at] + mark + text[at + len(spelled) :], True
        return text, found

    def has_fact(self, text: str, constraint: Constraint) -> bool:
        """Whether a fact stands in what is left of an answer: said once more than in the source."""
        found = fact_occurrences(text, FactKind(constraint.kind), LANGUAGES[self.target])
        return any(one.value == constraint.value for one in found)

    def _take_term(self, text: str, constraint: Constraint, mark: str) -> tuple[str, str]:
        plain = (constraint.plain,) if self.as_written and constraint.plain else ()
        for form in (constraint.form, *plain, *constraint.accepted):
            is_own = form == constraint.form
            spelled = self.in_engine(constraint) if is_own else convert_script(form, self.script.inward)
            at = _find(text, spelled, constraint.kind)
            if at is not None:
                return text[:at] + mark + text[at + len(spelled) :], form
        return text, ""

    def _take_fact(self, text: str, constraint: Constraint, mark: str) -> tuple[str, str]:
        """A fact is found by its value, and written as the constraint says or as it stands."""
        row, kind = LANGUAGES[self.target], FactKind(constraint.kind)
        same = (f for f in fact_occurrences(text, kind, row) if f.value == constraint.value)
        found = next(same, None)
        if found is None:
            return text, ""
        written, before, after = text[found.start : found.end], text[: found.start], text[found.end :]
        is_kept = fact_stays_as_written(kind, row)
        form = convert_script(written, self.script.back) if is_kept else constraint.form
        if kind is FactKind.PERCENT:
            after, form = _without_second_percent(before, after, form)
        return before + mark + after, form


def _without_second_percent(before: str, after: str, form: str) -> tuple[str, str]:
    """What follows a percentage, and its form: said once, be it %, パーセント or 百分之."""
    if after.startswith(PERCENT):
        return after[1:], form
    if before.endswith("百分之") and not re.match(r"\s?(?:パーセント|percent)", after):
        return after, form.rstrip("%")
    return after, form


def _find(text: str, form: str, kind: str) -> int | None:
    """Where a form stands; a Latin one between edges of words, though a number may follow: EXPO2024."""
    if not form:
        return None
    edge = f"(?<!{same})" if (same := _same_class(form[0])) else ""
    last = f"(?!{same})" if (same := _same_class(form[-1])) else ""
    if kind == FactKind.HASHTAG:
        edge, last = "", r"(?!\w)"
    match = re.search(edge + re.escape(form) + last, text, re.IGNORECASE if form.isascii() else 0)
    return match.start() if match else None


def _same_class(sign: str) -> str:
    """What must not stand beside a sign at the edge of a form."""
    if not sign.isascii() or not sign.isalnum():
        return ""
    return r"\d" if sign.isdigit() else "[A-Za-z]"
