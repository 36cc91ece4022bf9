"""From plans to renderings: gather what must be translated, ask once, put it together."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from release_kit.engines import Engine
from release_kit.glossary import find_constraints, mentioned_people, within
from release_kit.kinds import BlockKind, MadeKind
from release_kit.languages import join_sentences, split_sentences
from release_kit.memory import Offer
from release_kit.model import Constraint, How, Origin, Placement, Release, Translation
from release_kit.newsroom import digest
from release_kit.places import UnitKey
from release_kit.release import HEADLINES, Entry, Ledger, Span, Unit, Way, find_spans, row_of, write_units
from release_kit.translation.accounts import account_for
from release_kit.translation.brief import Context
from release_kit.translation.guard import Guard
from release_kit.translation.plan import Fate, Plan, Step
from release_kit.translation.repair import repair
from release_kit.translation.rules import render_field
from release_kit.translation.task import Task


@dataclass(frozen=True, slots=True)
class Outcome:
    """A rendering with its account."""

    plan: Plan
    release: Release
    ledger: Ledger


class Renderer:
    """Renders the plans of one language through one guard."""

    def __init__(self, context: Context, engine: Engine | None) -> None:
        self.context = context
        self.engine = engine
        self.guard = Guard(engine, context.newsroom.source, context.target) if engine else None

    def render(self, plans: Sequence[Plan]) -> list[Outcome]:
        """Every plan's outcome; all of their sentences go to the engine together."""
        made = self._translate(plans)
        return [self._outcome(plan, made) for plan in plans]

    # -- sentences

    def _translate(self, plans: Sequence[Plan]) -> dict[tuple[str, UnitKey], list[Translation]]:
        """The translations of each made unit, by (slug, unit key)."""
        wanted: dict[tuple[str, UnitKey], list[Task]] = {}
        for plan in plans:
            for step in plan.steps:
                if step.fate is Fate.MADE and self._needs_engine(step.unit):
                    key = plan.source.slug, step.unit.key
                    wanted[key] = self._tasks(step.unit, plan.source)
        tasks = [task for group in wanted.values() for task in group]
        unique = list(dict.fromkeys(tasks))
        answers, offers = self._remembered(unique)
        fresh = [task for task in unique if task not in answers]
        made = self._guard().translate(fresh) if fresh else []
        for task, answer in zip(fresh, made, strict=True):
            answers[task] = replace(answer, offer=offers.get(task, ""))
        return {key: [answers[task] for task in group] for key, group in wanted.items()}

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

    def _ruled(self, unit: Unit) -> str | None:
        context = self.context
        return render_field(unit.key, unit.text, context.newsroom, context.glossary, context.target)

    def _needs_engine(self, unit: Unit) -> bool:
        if unit.way is Way.ENGINE:
            return True
        return unit.way is Way.RULE and self._ruled(unit) is None

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
            tasks.append(Task(sentence, tuple(within(constraints, start, at))))
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
        inner = tuple(within(constraints, start, start + len(span.inner)))
        answer = self._guard().translate([Task(span.inner, inner)])[0].text or span.inner
        form = f"{span.before}{answer}{span.after}"
        return Constraint(span.start, span.end, whole, form, MadeKind.MARKUP, parts=inner, plain=answer)

    # -- units

    def _outcome(self, plan: Plan, made: Mapping[tuple[str, UnitKey], list[Translation]]) -> Outcome:
        texts: dict[UnitKey, str] = {}
        entries: list[Entry] = []
        for step in plan.steps:
            segments = made.get((plan.source.slug, step.unit.key), [])
            text, entry = self._unit(step, plan.source, segments, plan.rules.get(step.unit.key, ""))
            texts[step.unit.key] = text
            entries.append(entry)
        origin = self._origin(plan)
        old = plan.rendering.blocks if plan.rendering else ()
        release = replace(write_units(plan.source, texts, old), language=self.context.target, origin=origin)
        ledger = Ledger(
            release=plan.source.slug,
            language=self.context.target,
            engine=origin.engine,
            of=plan.source.digest,
            entries=tuple(entries),
            orphans=plan.orphans,
        )
        return Outcome(plan, release, ledger)

    def _origin(self, plan: Plan) -> Origin:
        """What the rendering says of itself: new machine text makes an approved one a draft."""
        old = plan.rendering.origin if plan.rendering else None
        name = self.engine.name if self.engine and plan.has_work else (old.engine if old else "")
        if old and not plan.has_work:
            return replace(old, of=plan.source.digest)
        return Origin(plan.source.digest, name)

    def _unit(
        self, step: Step, source: Release, segments: Sequence[Translation], rules: str
    ) -> tuple[str, Entry]:
        unit, entry = step.unit, step.entry
        if step.fate is Fate.KEPT and entry:
            return step.text, replace(entry, unit=unit.key)
        if step.fate is Fate.MADE:
            text, account = self._made(unit, segments)
            hashed = digest(text)
            return text, Entry(unit.key, digest(unit.text), hashed, hashed, rules, account)
        account = (self._edited(unit, step.text, source),) if unit.way is Way.ENGINE else ()
        is_a_copy = unit.way is Way.COPY and step.text == unit.text
        written = entry.written if entry else digest(step.text) if is_a_copy else ""
        basis = entry.source if entry and step.fate is Fate.STALE else digest(unit.text)
        return step.text, Entry(unit.key, basis, written, digest(step.text), rules, account)

    def _made(self, unit: Unit, segments: Sequence[Translation]) -> tuple[str, tuple[Translation, ...]]:
        if segments and unit.parts:
            done = iter(segment.text for segment in segments)
            parts = [next(done, part) if part else "" for part in unit.parts]
            return row_of(parts) if unit.kind is BlockKind.ROW else "\n".join(parts).strip("\n"), tuple(
                segments
            )
        if segments:
            text = join_sentences([segment.text for segment in segments], self.context.target)
            return _headline(text, unit), tuple(segments)
        if unit.way is Way.COPY:
            return unit.text, ()
        text = self._ruled(unit) or unit.text
        return text, (_by_rule(unit, text),)

    def _edited(self, unit: Unit, text: str, source: Release) -> Translation:
        constraints = self.context.brief(source).constraints[unit.key]
        return account_for(Task(unit.text, constraints), text, How.EDITED, self.context.target)


def _headline(text: str, unit: Unit) -> str:
    """A headline ends without a full stop in every language."""
    return re.sub(r"[。.]$", "", text) if unit.key in HEADLINES else text


def _by_rule(unit: Unit, text: str) -> Translation:
    placement = Placement(unit.text, text, str(unit.key), How.RULE, 0, len(text))
    return Translation(unit.text, text, "", How.RULE, 0.0, (placement,))
