"""The account of a text: what became of each constraint, and the translation that says so."""

from __future__ import annotations

from collections.abc import Sequence

from release_kit.languages import Language
from release_kit.model import How, Placement, Translation
from release_kit.translation.answers import VerifiedAnswer
from release_kit.translation.finishing import finish
from release_kit.translation.forms import Forms
from release_kit.translation.task import Task, last_sign
from release_kit.translation.verification import Verifier


def account_for(task: Task, text: str, how: How, target: str) -> Translation:
    """The account of a text that a person wrote or approved."""
    answer = verify_written(task, text, how, target)
    restored, spans = answer.expand(answer.text)
    return Translation(task.text, restored, "", how, 0.0, tuple(placements(answer, spans, restored)))


def verify_written(task: Task, text: str, how: How, target: str) -> VerifiedAnswer:
    """A person's text with its constraints found; it is not blamed for anything else."""
    hows = dict.fromkeys(range(len(task.constraints)), how)
    return Verifier(Forms(target, as_written=True), echoes=True).verify(text, task, 0.0, {}, hows)


def finished_translation(answer: VerifiedAnswer, row: Language, written: str, engine: str) -> Translation:
    """The finished text of an engine's answer, with its placements.

    `written` is the OpenCC configuration that turns the engine's script into the target's.
    """
    text, spans = answer.expand(finish(answer.text, row, written, last_sign(answer.task)))
    if row.begins_with_capital:
        text = text[:1].upper() + text[1:]
    return _translation(answer, text, spans, engine)


def echoed_translation(answer: VerifiedAnswer, engine: str) -> Translation:
    """The text of an engine that translates nothing, as it is, with its placements."""
    text, spans = answer.expand(answer.text)
    return _translation(answer, text, spans, engine)


def _translation(
    answer: VerifiedAnswer, text: str, spans: Sequence[tuple[int, int, int]], engine: str
) -> Translation:
    account = tuple(placements(answer, spans, text))
    how = max((p.how for p in account), key=list(How).index, default=How.PLAIN)
    complaint, _ = answer.expand("; ".join((*answer.faults, *answer.doubts)))
    return Translation(answer.task.text, text, engine, how, answer.score, account, complaint)


def placements(answer: VerifiedAnswer, spans: Sequence[tuple[int, int, int]], text: str) -> list[Placement]:
    """What became of each constraint, and of each member of a list, one by one."""
    first = {index: (start, end) for index, start, end in reversed(spans)}
    found: list[Placement] = []
    for index, constraint in enumerate(answer.task.constraints):
        how = answer.hows.get(index, How.PLAIN) if index in first else How.FAILED
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
