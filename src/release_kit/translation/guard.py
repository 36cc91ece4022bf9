"""The guard: segments and constraints in, verified translations with an account of each term out.

The steps go from cheap to dear, and only what is not yet good goes on: the engine's own words and
its other candidates, the target form set into the source, a mask there, clause by clause, and at
last an answer that must go on from the form. Every answer of every step is verified; the best one
wins. What no step can place is `failed`, and a finding says so.
"""

from __future__ import annotations

from collections.abc import Sequence

from release_kit.engines import Engine
from release_kit.model import Translation
from release_kit.translation.accounts import echoed_translation, finished_translation
from release_kit.translation.answers import VerifiedAnswer, better
from release_kit.translation.clauses import cut_task, join_clauses
from release_kit.translation.steps import (
    ask_again,
    first_answers,
    force,
    mask_missing,
    search_warily,
    set_all,
    stitch,
)
from release_kit.translation.task import Task
from release_kit.translation.verified_engine import VerifiedEngine

DEPTH = 2  # how often a sentence may be cut in two
TURNS = 2  # of forcing


class Guard:
    """Translates tasks of one pair through one engine."""

    def __init__(self, engine: Engine, source: str, target: str) -> None:
        self.engine = VerifiedEngine(engine, source, target)
        self.abilities = self.engine.abilities

    def translate(self, tasks: Sequence[Task]) -> list[Translation]:
        """A translation for each task, in order; equal tasks are worked once."""
        unique = list(dict.fromkeys(tasks))
        best = self._solve(unique, DEPTH)
        done = {task: self._translation(answer) for task, answer in zip(unique, best, strict=True)}
        return [done[task] for task in tasks]

    def _solve(self, tasks: Sequence[Task], depth: int) -> list[VerifiedAnswer]:
        """The cascade, top to bottom; `depth` says how often a sentence may still be cut."""
        engine, abilities = self.engine, self.abilities
        best = first_answers(engine, tasks)
        best = ask_again(engine, best, set_all)
        if abilities.candidates > 1:
            best = ask_again(engine, best, search_warily)
        if abilities.mask:
            best = ask_again(engine, best, mask_missing)
        if depth and not abilities.echoes:
            best = self._split(best, depth)
        if abilities.prefix:
            for _ in range(TURNS):
                best = force(engine, best)
        return best if abilities.echoes else stitch(engine, best)

    def _split(self, answers: Sequence[VerifiedAnswer], depth: int) -> list[VerifiedAnswer]:
        """Clause by clause, through the cascade again, for what is not good and can be cut."""
        bad = {i: answer.task for i, answer in enumerate(answers) if not answer.is_good}
        cuts = {i: cut for i, task in bad.items() if (cut := cut_task(task, self.engine.source))}
        clauses = list(dict.fromkeys(clause for pair in cuts.values() for clause in pair))
        known = dict(zip(clauses, self._solve(clauses, depth - 1), strict=True)) if clauses else {}
        joined = (
            (i, join_clauses(self.engine, bad[i], [known[clause] for clause in pair]))
            for i, pair in cuts.items()
        )
        return better(answers, joined)

    def _translation(self, answer: VerifiedAnswer) -> Translation:
        name = self.engine.engine.name
        if self.abilities.echoes:
            return echoed_translation(answer, name)
        return finished_translation(answer, self.engine.row, self.engine.script.worded, name)
