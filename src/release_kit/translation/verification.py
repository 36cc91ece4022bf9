"""Read an engine's answer: where each constraint stands in it, what is missing, what is wrong.

Placed spans become stand-ins (private-use characters, one a constraint), so that finishing and
script conversion leave them alone; `Reading.expand` puts the glossary's forms back.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from release_kit.facts import EXACT, occurrences, strangers
from release_kit.glossary import FACT_KINDS, stated_facts
from release_kit.languages import LANGUAGES, convert
from release_kit.model import Constraint, How, Placement
from release_kit.translation.finishing import PRIVATE, STAND_IN
from release_kit.translation.flaws import (
    expected_length,
    find_loop,
    find_repeat,
    foreign_characters,
    left_over,
)

ONCE = frozenset({"composed", "markup", "person", "company", "organisation", "list", "product", "event"})
SHORTEST, LONGEST = 0.42, 2.4  # of the expected length; beyond them something was lost or looped
ORDER = {  # money (台湾ドル holds a place), then terms, then dates, bare numbers last
    "date": 1, "money": -1, "month": 2, "time": 2, "day": 2, "bare": 3, "percent": 3, "number": 3, "word": 4
}  # fmt: skip
WRITTEN = frozenset({"word"})  # facts that stay as the engine wrote them: 七社, 兩市


@dataclass(frozen=True, slots=True)
class Task:
    """A segment to translate, with what must stand in the answer."""

    text: str
    constraints: tuple[Constraint, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """An answer with its constraints found."""

    text: str  # stand-ins for what was found
    task: Task
    forms: Mapping[int, str]  # constraint index -> the form to write
    missing: tuple[int, ...]
    faults: tuple[str, ...]  # why the answer will not do
    doubts: tuple[str, ...]  # why another would be better
    score: float
    hows: Mapping[int, How] = field(default_factory=dict)

    @property
    def is_good(self) -> bool:
        return not self.missing and not self.faults

    @property
    def rank(self) -> tuple[float, ...]:
        """Smaller is better: nothing missing, nothing wrong, then the engine's own score."""
        return (len(self.missing), len(self.faults), len(self.doubts), -self.score)

    def expand(self, finished: str) -> tuple[str, list[tuple[int, int, int]]]:
        """The finished text with forms put back, and (constraint, start, end) of each."""
        out: list[str] = []
        spans: list[tuple[int, int, int]] = []
        size = 0
        for character in finished:
            index = ord(character) - STAND_IN
            piece = self.forms.get(index, character) if 0 <= index < 0x1900 else character
            if index in self.forms:
                spans.append((index, size, size + len(piece)))
            out.append(piece)
            size += len(piece)
        return "".join(out), spans


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads answers for one language, in the script that the engine writes."""

    target: str
    source: str = "en"
    script: str = ""  # OpenCC configuration from the target's script to the engine's
    back: str = ""  # and the other way
    model: str = ""  # the tag of what the engine writes, where it is not the target
    echoes: bool = False  # an engine that translates nothing is not blamed for it
    mask: str = "{%d}"  # the shape of masks that may be left over
    as_written: bool = False  # a person's text: forms are taken as they stand there

    def engine_form(self, constraint: Constraint) -> str:
        """The form as it stands in the engine's source and answer."""
        form = self._shown(constraint)
        if constraint.kind in EXACT or constraint.kind == "keep":
            return form
        return convert(form, self.script)

    def read(
        self, answer: str, task: Task, score: float, masks: Mapping[int, str], hows: Mapping[int, How]
    ) -> Reading:
        """Find every constraint in an answer and judge the rest of it."""
        text = re.sub(f"[{PRIVATE}]", "", answer)
        forms: dict[int, str] = {}
        twice: list[int] = []
        order = sorted(range(len(task.constraints)), key=lambda i: self._order(task.constraints[i]))
        for index, following in zip(order, [*order[1:], None], strict=False):
            constraint = task.constraints[index]
            text, form = self._take(text, constraint, chr(STAND_IN + index), masks.get(index, ""))
            if form:
                forms[index] = form
            is_last = following is None or self._shown(task.constraints[following]) != self._shown(constraint)
            if form and is_last and constraint.kind not in FACT_KINDS:
                text, more = self._take_extras(text, constraint, chr(STAND_IN + index))
                twice += [index] if more and constraint.kind in ONCE else []
            if form and is_last and constraint.kind in ("date", "money"):
                twice += [index] if self._stands(text, constraint) else []
        text = re.sub(rf"([{PRIVATE}])\1+", r"\1", text)
        text = self._drop_doubled_units(text, task, forms)
        missing = tuple(i for i in range(len(task.constraints)) if i not in forms)
        faults = tuple(self._faults(text, task))
        doubts = tuple(f"said twice: {task.constraints[i].form}" for i in twice)
        penalty = max(0.0, 0.85 - self._ratio(text, task)) if not self.echoes else 0.0
        return Reading(text, task, forms, missing, faults, doubts, score - penalty, hows)

    def _order(self, constraint: Constraint) -> tuple[int, int, str]:
        """The order of looking: by `ORDER`, long before short, equals together."""
        shown = self._shown(constraint)
        return ORDER.get(constraint.kind, 0), -len(shown), shown

    def _shown(self, constraint: Constraint) -> str:
        """The form that is looked for, in the target's own script."""
        return constraint.form if self.as_written else constraint.plain or constraint.form

    def _take(self, text: str, constraint: Constraint, mark: str, mask: str) -> tuple[str, str]:
        """The text with one occurrence stood in for, and the form to write there."""
        if mask and (found := re.search(re.escape(mask) + r"(?!\d)", text)):
            return text[: found.start()] + mark + text[found.end() :], constraint.form
        own = constraint.kind in FACT_KINDS
        if own and constraint.kind not in EXACT:
            return self._take_fact(text, constraint, mark)
        plain = (constraint.plain,) if self.as_written and constraint.plain else ()
        for form in (constraint.form, *plain, *constraint.accepted):
            spelled = self.engine_form(constraint) if form == constraint.form else convert(form, self.script)
            at = _find(text, spelled, constraint.kind)
            if at is not None:
                return text[:at] + mark + text[at + len(spelled) :], form
        return text, ""

    def _take_fact(self, text: str, constraint: Constraint, mark: str) -> tuple[str, str]:
        row = LANGUAGES[self.target]
        for found in occurrences(text, constraint.kind, row):
            if found.value == constraint.value:
                written = text[found.start : found.end]
                form = convert(written, self.back) if constraint.kind in WRITTEN else constraint.form
                if row.has_word_edges:
                    form = written if constraint.kind in ("number", "word") else constraint.form
                    return text[: found.start] + mark + text[found.end :], form
                tail = "%" if constraint.kind == "percent" else ""
                end = found.end + (text[found.end : found.end + 1] in ("%", "％") if tail else 0)
                if tail and end == found.end and not re.match(r"\s?(?:パーセント|percent)", text[end:]):
                    form = form.rstrip("%") if text[: found.start].endswith("百分之") else form
                return text[: found.start] + mark + text[end:], form
        return text, ""

    def _stands(self, text: str, constraint: Constraint) -> bool:
        """Whether a fact stands in what is left of an answer: said once more than in the source."""
        found = occurrences(text, constraint.kind, LANGUAGES[self.target])
        return any(one.value == constraint.value for one in found)

    def _take_extras(self, text: str, constraint: Constraint, mark: str) -> tuple[str, bool]:
        """Further mentions of a placed term, before a shorter one takes a part of them."""
        spelled = self.engine_form(constraint)
        found = False
        while len(spelled) > 1 and (at := _find(text, spelled, constraint.kind)) is not None:
            text, found = text[:at] + mark + text[at + len(spelled) :], True
        return text, found

    def _drop_doubled_units(self, text: str, task: Task, forms: Mapping[int, str]) -> str:
        """元 behind 新臺幣4,800元 is the engine's own and goes."""
        for index, form in forms.items():
            if task.constraints[index].kind in ("money", "percent") and not form[-1].isdigit():
                text = text.replace(chr(STAND_IN + index) + form[-1], chr(STAND_IN + index))
        return text

    def _faults(self, text: str, task: Task) -> list[str]:
        faults: list[str] = []
        if self.echoes:
            return faults
        bare = re.sub(f"[{PRIVATE}]", " ", text)
        row = LANGUAGES[self.target]
        ratio = self._ratio(text, task)
        if re.search(r"\w", task.text) and not re.search(rf"[\w{PRIVATE}]", text):
            faults.append("nothing was written")
        if loop := find_loop(text) or find_repeat(text):
            faults.append(f"repeats itself: {loop}")
        long = len(task.text) / LANGUAGES[self.source].density > 24
        if long and ratio < SHORTEST:
            faults.append("far shorter than its source")
        if long and ratio > LONGEST:
            faults.append("far longer than its source")
        if words := left_over(task.text, bare, row):
            faults.append(f"left untranslated: {words}")
        if strange := foreign_characters(bare, LANGUAGES[self.model or self.target]):
            faults.append(f"characters of another script: {strange}")
        if any(left not in task.text for left in mask_pattern(self.mask).findall(bare)):
            faults.append("a mask was left over")
        facts = stated_facts(task.constraints)
        faults += [f"a number that the source has not: {n}" for n in strangers(task.text, facts, bare, row)]
        return faults

    def _ratio(self, text: str, task: Task) -> float:
        """How long the answer is beside what its source leads to expect, constraints left out."""
        placed = sum(len(constraint.source) for constraint in task.constraints)
        bare = re.sub(f"[{PRIVATE}]", "", text)
        rest = max(len(task.text) - placed, 0)
        return (len(bare) + 2) / (expected_length(rest, LANGUAGES[self.source], LANGUAGES[self.target]) + 2)


def mask_pattern(shape: str) -> re.Pattern[str]:
    """What a mask of a shape looks like, with spaces that a model may have put into it."""
    signs = [r"\d+" if sign == "\0" else re.escape(sign) for sign in (shape or "{%d}").replace("%d", "\0")]
    return re.compile(r"\s?".join(signs) if not shape[:1].isalnum() else rf"\b{''.join(signs)}\b")


def _find(text: str, form: str, kind: str) -> int | None:
    """Where a form stands; a Latin one between edges of words, though a number may follow: EXPO2024."""
    if not form:
        return None
    edge = f"(?<!{same})" if (same := _same_class(form[0])) else ""
    last = f"(?!{same})" if (same := _same_class(form[-1])) else ""
    if kind == "hashtag":
        edge, last = "", r"(?!\w)"
    match = re.search(edge + re.escape(form) + last, text, re.IGNORECASE if form.isascii() else 0)
    return match.start() if match else None


def _same_class(sign: str) -> str:
    """What must not stand beside a sign at the edge of a form."""
    if not sign.isascii() or not sign.isalnum():
        return ""
    return r"\d" if sign.isdigit() else "[A-Za-z]"


def placements(reading: Reading, spans: Sequence[tuple[int, int, int]], text: str) -> list[Placement]:
    """The account of a reading: each constraint, and each member of a list, one by one."""
    first = {index: (start, end) for index, start, end in reversed(spans)}
    found: list[Placement] = []
    for index, constraint in enumerate(reading.task.constraints):
        how = reading.hows.get(index, How.PLAIN) if index in first else How.FAILED
        start, end = first.get(index, (-1, -1))
        members = constraint.parts or (constraint,)
        at = start
        for member in members:
            begin, stop, form = start, end, text[start:end] if start >= 0 else member.form
            if constraint.parts and start >= 0:
                begin = text.find(member.form, at)
                stop = at = begin + len(member.form)
                form = member.form
            found.append(Placement(member.source, form, member.kind, how, begin, stop, member.terms))
    return found
