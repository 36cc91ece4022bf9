"""One engine for one pair of languages, each of whose answers is verified."""

from __future__ import annotations

from collections.abc import Sequence

from release_kit import progress
from release_kit.engines import Engine, load_probe
from release_kit.languages import language
from release_kit.model import Abilities, Candidate, How, Request
from release_kit.translation.answers import VerifiedAnswer
from release_kit.translation.forms import Forms, engine_script
from release_kit.translation.prompts import Prompt, PromptWriter
from release_kit.translation.task import Task
from release_kit.translation.verification import Verifier


class VerifiedEngine:
    """Asks an engine and verifies what it answers."""

    def __init__(self, engine: Engine, source: str, target: str) -> None:
        self.engine, self.source, self.target = engine, source, target
        self.row = language(target)
        self.abilities = known_abilities(engine, source, target)
        self.script = engine_script(engine.writes(source, target), self.row)
        self.forms = Forms(target, self.script)
        self.verifier = Verifier(self.forms, source, echoes=self.abilities.echoes, mask=self.abilities.mask)
        self.prompts = PromptWriter(self.forms, self.abilities.mask)

    def ask(self, tasks: Sequence[Task], prompts: Sequence[Prompt], count: int = 0) -> list[VerifiedAnswer]:
        """The best answer to each task, out of `count` candidates or as many as the engine can give."""
        if not prompts:
            return []
        progress.begin(_step(prompts), len(prompts), sum(len(t.constraints) for t in tasks), self.target)
        requests = [prompt.request for prompt in prompts]
        answers = self.engine.translate(
            requests, self.source, self.target, count or self.abilities.candidates
        )
        return [
            self._best(task, prompt, candidates)
            for task, prompt, candidates in zip(tasks, prompts, answers, strict=True)
        ]

    def translate_bare(self, texts: Sequence[str]) -> list[str]:
        """The engine's first answer to each text, not verified."""
        requests = [Request(text) for text in texts]
        answers = self.engine.translate(requests, self.source, self.target) if requests else []
        return [candidates[0].text for candidates in answers]

    def in_engine_script(self, answer: VerifiedAnswer, text: str) -> str:
        """The text with an answer's forms as they stand in what the engine reads and writes."""
        for index, form in answer.forms.items():
            text = text.replace(form, self.forms.in_engine(answer.task.constraints[index]))
        return text

    def _best(self, task: Task, prompt: Prompt, candidates: Sequence[Candidate]) -> VerifiedAnswer:
        answers = []
        for number, candidate in enumerate(candidates):
            hows = dict(prompt.hows)
            if number:
                hows = {i: How.RERANKED if how is How.PLAIN else how for i, how in hows.items()}
            answers.append(self.verifier.verify(candidate.text, task, candidate.score, prompt.masks, hows))
        return min(answers, key=lambda answer: answer.rank)


def _step(prompts: Sequence[Prompt]) -> str:
    """The step that prompts belong to, by what was done to their constraints."""
    return max(
        (how for prompt in prompts for how in prompt.hows.values()), key=list(How).index, default="plain"
    )


def known_abilities(engine: Engine, source: str, target: str) -> Abilities:
    """What an engine can do for a pair: as measured, where `models probe` has measured it."""
    where = getattr(engine, "probe_file", None)
    found = load_probe(where(source, target), source, target) if where else None
    return found.apply(engine.abilities) if found else engine.abilities
