"""The sentences of many plans: gathered, recalled, drafted or asked for, all of a language together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from release_kit import progress
from release_kit.engines import Engine
from release_kit.glossary import constraints_within, find_constraints, mentioned_people
from release_kit.kinds import BlockKind, MadeKind
from release_kit.languages import split_sentences
from release_kit.memory import Offer
from release_kit.model import Constraint, How, Release, Translation
from release_kit.places import UnitKey
from release_kit.release import Span, Unit, Way, find_spans
from release_kit.translation.accounts import account_for
from release_kit.translation.brief import LanguageContext
from release_kit.translation.guard import Guard
from release_kit.translation.plan import Fate, Plan, Step
from release_kit.translation.repair import repair
from release_kit.translation.rules import render_field
from release_kit.translation.task import Task


class Sentences:
    """Finds the translation of every sentence of the units that are made."""

    def __init__(self, context: LanguageContext, engine: Engine | None) -> None:
        self.context = context
        self.engine = engine
        self.guard = Guard(engine, context.newsroom.source, context.target) if engine else None

    def translate(self, plans: Sequence[Plan]) -> dict[tuple[str, UnitKey], list[Translation]]:
        """The translations of each made unit, by (slug, unit key)."""
        wanted: dict[tuple[str, UnitKey], list[Task]] = {}
        kept: dict[tuple[str, UnitKey], dict[Task, Translation]] = {}
        for plan in plans:
            for step in plan.steps:
                if step.fate is Fate.MADE and self._needs_engine(step.unit):
                    key = plan.source.slug, step.unit.key
                    wanted[key] = self._tasks(step.unit, plan.source)
                    kept[key] = self._unchanged(step, wanted[key])
        own = {(key, task) for key, known in kept.items() for task in known}
        tasks = [task for key, group in wanted.items() for task in group if (key, task) not in own]
        unique = list(dict.fromkeys(tasks))
        answers, offers = self._remembered(unique)
        for task, answer in self._fresh([task for task in unique if task not in answers]):
            answers[task] = replace(answer, offer=offers.get(task, ""))
        return {key: [kept[key].get(t) or answers[t] for t in group] for key, group in wanted.items()}

    def _fresh(self, tasks: Sequence[Task]) -> Iterator[tuple[Task, Translation]]:
        """The tasks with what the engine writes for them, or wrote before a run that was broken off."""
        drafts = self.context.drafts(self.engine)
        known = {task: found for task in tasks if (found := drafts.find(task))}
        yield from known.items()
        rest = [task for task in tasks if task not in known]
        for start in range(0, len(rest), drafts.batch):
            batch = rest[start : start + drafts.batch]
            progress.finish(start, len(rest) if len(rest) > len(batch) else 0)
            made = list(zip(batch, self._guard().translate(batch), strict=True))
            drafts.keep(made)
            yield from made

    def _unchanged(self, step: Step, tasks: Sequence[Task]) -> dict[Task, Translation]:
        """Sentences of a changed paragraph that did not change, with the machine's words for them."""
        before = {segment.source: segment for segment in (step.entry.segments if step.entry else ())}
        found: dict[Task, Translation] = {}
        for task in tasks:
            old = before.get(task.text)
            if old and not old.complaint and _stands(task, old, self.context.target):
                found[task] = old
        return found

    def _remembered(self, tasks: Sequence[Task]) -> tuple[dict[Task, Translation], dict[Task, str]]:
        """What the memory has for the tasks: their translations, and what it only offers for the others."""
        memory, settings = self.context.memory, self.context.newsroom.thresholds
        answers: dict[Task, Translation] = {}
        offers: dict[Task, str] = {}
        least = min(settings.repair, settings.offer)
        for task in tasks if memory.size else ():
            row = memory.find(task.text)
            if row:
                account = account_for(task, row.text, How.MEMORY, self.context.target)
                answers[task] = replace(account, engine="memory", recalled=row.place)
                continue
            found = memory.offers(task.text, least)
            repaired = [r for o in found if o.score >= settings.repair and (r := self._repaired(task, o))]
            if repaired:
                answers[task] = repaired[0]
            elif found and found[0].score >= settings.offer:
                best = found[0]
                offers[task] = f"{best.score:g} % like {best.row.place}: {best.row.source} → {best.row.text}"
        return answers, offers

    def _repaired(self, task: Task, offer: Offer) -> Translation | None:
        target, source = self.context.target, self.context.newsroom.source
        matches = self.context.glossary.find(offer.row.source, source)
        people = mentioned_people(matches)
        old = find_constraints(offer.row.source, matches, target, people, source)
        return repair(task, offer, old, target)

    def _guard(self) -> Guard:
        if self.guard is None:
            raise AssertionError("a renderer without an engine has nothing to make")
        return self.guard

    def ruled(self, unit: Unit) -> str | None:
        context = self.context
        return render_field(unit.key, unit.text, context.newsroom, context.glossary, context.target)

    def _needs_engine(self, unit: Unit) -> bool:
        if unit.way is Way.ENGINE:
            return True
        return unit.way is Way.RULE and self.ruled(unit) is None

    def _tasks(self, unit: Unit, source: Release) -> list[Task]:
        """The sentences of a unit, each with its constraints; one that memory holds whole is one."""
        own = self.context.brief(source).constraints[unit.key]
        if self.context.memory.recall(unit.text):
            return [Task(unit.text, own)]
        constraints = list(own) if unit.kind is BlockKind.IMAGE else self._with_markup(unit, own)
        spans = [(c.start, c.end) for c in constraints]
        tasks: list[Task] = []
        at = 0
        parts = [part for part in unit.parts if part]
        for sentence in parts or split_sentences(unit.text, source.language, spans):
            start = unit.text.index(sentence, at)
            at = start + len(sentence)
            tasks.append(Task(sentence, tuple(constraints_within(constraints, start, at))))
        return tasks

    def _with_markup(self, unit: Unit, constraints: Sequence[Constraint]) -> list[Constraint]:
        """Bold, links and code as constraints, what is in them translated by itself."""
        spans = find_spans(unit.text)
        outside = [c for c in constraints if all(c.end <= s.start or s.end <= c.start for s in spans)]
        found = [self._markup(span, unit.text, constraints) for span in spans]
        return sorted([*outside, *found], key=lambda c: c.start)

    def _markup(self, span: Span, text: str, constraints: Sequence[Constraint]) -> Constraint:
        whole = text[span.start : span.end]
        if not span.inner:
            return Constraint(span.start, span.end, whole, span.before, MadeKind.CODE, plain=span.before)
        start = span.start + len(span.before)
        inner = tuple(constraints_within(constraints, start, start + len(span.inner)))
        answer = next(found.text for _, found in self._fresh([Task(span.inner, inner)])) or span.inner
        form = f"{span.before}{answer}{span.after}"
        return Constraint(span.start, span.end, whole, form, MadeKind.MARKUP, parts=inner, plain=answer)


def _stands(task: Task, old: Translation, target: str) -> bool:
    """Whether an old answer still holds what its sentence asks for."""
    account = account_for(task, old.text, old.how, target)
    return all(placement.how is not How.FAILED for placement in account.placements)
