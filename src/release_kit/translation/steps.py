"""The steps of the guard's cascade, from cheap to dear: each takes answers and gives better ones.

The order in which they are taken stands in `guard`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from release_kit.model import How, Request
from release_kit.translation.answers import VerifiedAnswer, better
from release_kit.translation.prompts import Prompt, mask_pattern
from release_kit.translation.task import Task
from release_kit.translation.verified_engine import VerifiedEngine

PLACES = 4  # where forcing tries to set a form
STITCHED = -9.0  # the score of a stitched sentence: below any that an engine wrote
Step = Callable[[VerifiedEngine, VerifiedAnswer], Prompt | None]


def first_answers(engine: VerifiedEngine, tasks: Sequence[Task]) -> list[VerifiedAnswer]:
    """The source as it is; or with the firm constraints set in, where the engine is made for it."""
    is_plain = engine.abilities.plain_first and not engine.abilities.echoes
    prompts = [engine.prompts.write(task, lambda c: not (is_plain or c.soft)) for task in tasks]
    return engine.ask(tasks, prompts)


def ask_again(engine: VerifiedEngine, answers: Sequence[VerifiedAnswer], step: Step) -> list[VerifiedAnswer]:
    """Ask once more for what is not good, by one step; the better answer stays."""
    prompts = {i: p for i, a in enumerate(answers) if not a.is_good and (p := step(engine, a))}
    others = engine.ask([answers[i].task for i in prompts], list(prompts.values()))
    return better(answers, zip(prompts, others, strict=True))


def set_all(engine: VerifiedEngine, answer: VerifiedAnswer) -> Prompt | None:
    """Every form set into the source."""
    if all(answer.hows.get(i) is How.SET_IN for i in range(len(answer.task.constraints))):
        return None
    return engine.prompts.write_all_set(answer.task)


def search_warily(engine: VerifiedEngine, answer: VerifiedAnswer) -> Prompt:
    """The same once more, searched for in another manner."""
    prompt = engine.prompts.write_all_set(answer.task)
    return replace(prompt, request=replace(prompt.request, wary=True))


def mask_missing(engine: VerifiedEngine, answer: VerifiedAnswer) -> Prompt | None:
    """Masks for what is missing; none where the source holds something that looks like one."""
    if not answer.missing or mask_pattern(engine.abilities.mask).search(answer.task.text):
        return None
    return engine.prompts.write(answer.task, lambda c: True, frozenset(answer.missing))


def force(engine: VerifiedEngine, answers: Sequence[VerifiedAnswer]) -> list[VerifiedAnswer]:
    """Let the engine go on from an answer cut short and followed by a missing form."""
    tries = [(i, p) for i, a in enumerate(answers) if a.missing for p in _forced_prompts(engine, a)]
    tasks = [answers[i].task for i, _ in tries]
    others = engine.ask(tasks, [prompt for _, prompt in tries], count=1)
    return better(answers, ((i, other) for (i, _), other in zip(tries, others, strict=True)))


def _forced_prompts(engine: VerifiedEngine, answer: VerifiedAnswer) -> list[Prompt]:
    """Prompts whose start ends with the first missing form, cut where it may belong."""
    index = answer.missing[0]
    constraint = answer.task.constraints[index]
    text = engine.in_engine_script(answer, answer.expand(answer.text)[0])
    middle = len(text) * (constraint.start + 1) / (len(answer.task.text) + 1)
    places = [0, *(m.end() for m in re.finditer(engine.row.joints, text[:-1]))]
    nearest = sorted(dict.fromkeys(places), key=lambda place: abs(place - middle))[:PLACES]
    whole = engine.prompts.write_all_set(answer.task)
    hows = {**whole.hows, **answer.hows, index: How.FORCED}
    form = engine.forms.in_engine(constraint)
    return [Prompt(Request(whole.request.text, text[:place] + form), {}, hows) for place in nearest]


def stitch(engine: VerifiedEngine, answers: Sequence[VerifiedAnswer]) -> list[VerifiedAnswer]:
    """The last resort: what stands between the forms, translated by itself, forms in between."""
    gaps = {i: _gaps(a.task) for i, a in enumerate(answers) if a.missing}
    texts = list(dict.fromkeys(gap for found in gaps.values() for gap in found if _is_text(gap)))
    done = zip(texts, engine.translate_bare(texts), strict=True)
    known = {text: answer.strip("。. ") for text, answer in done}
    stitched = (
        (i, _stitched(engine, answers[i].task, [known.get(g, "") for g in f])) for i, f in gaps.items()
    )
    return better(answers, stitched)


def _stitched(engine: VerifiedEngine, task: Task, between: Sequence[str]) -> VerifiedAnswer:
    """The task's forms with the pieces before, between and after them, as one answer."""
    forms = [engine.forms.in_engine(constraint) for constraint in task.constraints]
    pieces = [piece for pair in zip(between, [*forms, ""], strict=True) for piece in pair]
    text = re.sub(r"(?<=[A-Za-z0-9])\x1f(?=[A-Za-z0-9])", " ", "\x1f".join(pieces)).replace("\x1f", "")
    hows = dict.fromkeys(range(len(task.constraints)), How.FORCED)
    return engine.verifier.verify(text, task, STITCHED, {}, hows)


def _gaps(task: Task) -> list[str]:
    """What stands before, between and after the constraints of a task."""
    edges = [0, *(edge for c in task.constraints for edge in (c.start, c.end)), len(task.text)]
    return [task.text[a:b].strip() for a, b in zip(edges[::2], edges[1::2], strict=True)]


def _is_text(gap: str) -> bool:
    return re.search(r"\w{2}", gap) is not None
