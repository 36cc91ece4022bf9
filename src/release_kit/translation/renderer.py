"""From plans to renderings: gather what must be translated, ask once, put it together."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from release_kit.engines import Engine
from release_kit.kinds import BlockKind
from release_kit.languages import join_sentences
from release_kit.model import Block, How, Origin, Placement, Release, Translation
from release_kit.newsroom import digest
from release_kit.places import UnitKey
from release_kit.release import HEADLINES, Entry, Ledger, Unit, Way, row_of, write_units
from release_kit.translation.accounts import account_for
from release_kit.translation.brief import LanguageContext
from release_kit.translation.plan import Fate, Plan, Step
from release_kit.translation.sentences import Sentences
from release_kit.translation.task import Task


@dataclass(frozen=True, slots=True)
class Outcome:
    """A rendering with its account."""

    plan: Plan
    release: Release
    ledger: Ledger


class Renderer:
    """Renders the plans of one language through one guard."""

    def __init__(self, context: LanguageContext, engine: Engine | None) -> None:
        self.context = context
        self.engine = engine
        self.sentences = Sentences(context, engine)

    def render(self, plans: Sequence[Plan]) -> list[Outcome]:
        """Every plan's outcome; all of their sentences go to the engine together."""
        made = self.sentences.translate(plans)
        return [self._outcome(plan, made) for plan in plans]

    def _outcome(self, plan: Plan, made: Mapping[tuple[str, UnitKey], list[Translation]]) -> Outcome:
        texts: dict[UnitKey, str] = {}
        entries: list[Entry] = []
        for step in plan.steps:
            segments = made.get((plan.source.slug, step.unit.key), [])
            text, entry = self._unit(step, plan.source, segments, plan.rules.get(step.unit.key, ""))
            texts[step.unit.key] = text
            entries.append(replace(entry, mark=_source_mark(step, plan.source)))
        origin = self._origin(plan)
        old = plan.rendering.blocks if plan.rendering else ()
        release = write_units(plan.source, {**texts, **plan.added}, old)
        blocks = [_own_mark(block, step) for block, step in zip(release.blocks, _blocks(plan), strict=True)]
        release = replace(release, language=self.context.target, origin=origin, blocks=tuple(blocks))
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
        text = self.sentences.ruled(unit) or unit.text
        return text, (_by_rule(unit, text),)

    def _edited(self, unit: Unit, text: str, source: Release) -> Translation:
        constraints = self.context.brief(source).constraints[unit.key]
        return account_for(Task(unit.text, constraints), text, How.EDITED, self.context.target)


def _blocks(plan: Plan) -> list[Step]:
    return [step for step in plan.steps if step.unit.key.is_block]


def _source_mark(step: Step, source: Release) -> str | None:
    """The mark in front of a step's block in the source."""
    return source.blocks[step.unit.key.block].mark if step.unit.key.is_block else None


def _own_mark(block: Block, step: Step) -> Block:
    """The block with the mark that a person gave it, where somebody did."""
    there, entry = step.block, step.entry
    is_own = there is not None and entry is not None and entry.mark not in (None, there.mark)
    return replace(block, mark=there.mark, kind=there.kind) if there and is_own else block


def _headline(text: str, unit: Unit) -> str:
    """A headline ends without a full stop in every language."""
    return re.sub(r"[。.]$", "", text) if unit.key in HEADLINES else text


def _by_rule(unit: Unit, text: str) -> Translation:
    placement = Placement(unit.text, text, str(unit.key), How.RULE, 0, len(text))
    return Translation(unit.text, text, "", How.RULE, 0.0, (placement,))
