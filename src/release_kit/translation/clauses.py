"""A sentence in two clauses: cut outside its constraints, and its answers joined again."""

from __future__ import annotations

import re
from collections.abc import Sequence

from release_kit.glossary import constraints_within
from release_kit.languages import PIVOT, language
from release_kit.model import How
from release_kit.translation.answers import VerifiedAnswer
from release_kit.translation.task import Task
from release_kit.translation.verified_engine import VerifiedEngine

SHORTEST_CLAUSE = 24  # characters of English


def cut_task(task: Task, source: str = PIVOT) -> tuple[Task, Task] | None:
    """Two clauses of a task, cut outside its constraints near the middle; None if it is too short."""
    text, row = task.text, language(source)
    shortest = SHORTEST_CLAUSE * row.density
    places = []
    for match in re.finditer(row.cuts, text):
        is_clear = all(match.end() <= c.start or c.end <= match.start() for c in task.constraints)
        if is_clear and min(match.start(), len(text) - match.end()) >= shortest:
            places.append(match)
    if not places:
        return None
    cut = min(places, key=lambda match: abs(match.start() - len(text) / 2))
    left = tuple(constraints_within(task.constraints, 0, cut.start()))
    right = tuple(constraints_within(task.constraints, cut.end(), len(text)))
    return Task(text[: cut.start()], left), Task(text[cut.end() :], right)


def join_clauses(engine: VerifiedEngine, task: Task, clauses: Sequence[VerifiedAnswer]) -> VerifiedAnswer:
    """Two clauses' answers as one sentence, verified again as a whole."""
    texts = [engine.in_engine_script(a, a.expand(a.text)[0].strip().rstrip("。．.，、,")) for a in clauses]
    joint = engine.row.punctuation.get(",", ", ")
    hows = dict.fromkeys(range(len(task.constraints)), How.SPLIT)
    score = sum(a.score for a in clauses) / len(clauses)
    return engine.verifier.verify(joint.join(texts), task, score, {}, hows)
