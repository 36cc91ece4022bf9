"""The renderings of releases, brought up to date: planned, rendered in one go a language, written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from release_kit.engines import Engine, choose_engine
from release_kit.memory import open_memory
from release_kit.newsroom import Newsroom, ledger_path, release_path, remove_leftovers, write_atomic
from release_kit.release import Ledger, Shelf, count_placements, dump_ledger, load_ledger, write_release
from release_kit.translation.brief import Context
from release_kit.translation.plan import Fate, Plan, plan_rendering
from release_kit.translation.renderer import Outcome, Renderer


@dataclass(frozen=True, slots=True)
class Rendered:
    """What `translate` did for one release and language."""

    release: str
    language: str
    engine: str
    made: int  # units that the machine wrote now
    kept: int
    edited: int
    stale: int
    written: bool
    problem: str = ""
    placements: Mapping[str, int] = field(default_factory=dict)


def translate(
    shelf: Shelf,
    slugs: Sequence[str],
    targets: Sequence[str],
    engine: str,
    *,
    anew: bool = False,
    dry_run: bool = False,
    engines: dict[str, Engine] | None = None,
) -> list[Rendered]:
    """Bring the renderings up to date; one engine call a language for all releases together."""
    made = {} if engines is None else engines
    remove_leftovers(shelf.newsroom.releases)
    reports: list[Rendered] = []
    for target in targets:
        context = Context(shelf.newsroom, shelf.glossary, open_memory(shelf, target), target)
        plans = [_plan(shelf, slug, context, anew=anew) for slug in slugs]
        if dry_run:
            reports += [_report(plan, None, written=False) for plan in plans]
            continue
        chosen = None
        if any(plan.has_work and not plan.problem for plan in plans):
            chosen = choose_engine(engine, shelf.newsroom.source, target, made)
        reports += _render(context, plans, chosen)
    return reports


def _render(context: Context, plans: Sequence[Plan], engine: Engine | None) -> list[Rendered]:
    """Render and write what can be rendered; a report of every plan, in order."""
    outcomes = Renderer(context, engine).render([plan for plan in plans if not plan.problem])
    written = {outcome.plan.source.slug: _write(context.newsroom, outcome) for outcome in outcomes}
    ledgers = {outcome.plan.source.slug: outcome.ledger for outcome in outcomes}
    return [
        _report(plan, ledgers.get(slug := plan.source.slug), written=written.get(slug, False))
        for plan in plans
    ]


def _plan(shelf: Shelf, slug: str, context: Context, *, anew: bool) -> Plan:
    source = shelf.sources[slug]
    rendering = shelf.renderings[slug].get(context.target)
    path = release_path(shelf.newsroom, slug, context.target)
    ledger = load_ledger(ledger_path(path)) if rendering else None
    rules = context.brief(source).rules
    return plan_rendering(source, context.target, rendering, ledger, rules, anew=anew)


def _write(newsroom: Newsroom, outcome: Outcome) -> bool:
    """Write a rendering and its ledger; True where a byte changed."""
    plan = outcome.plan
    path = release_path(newsroom, plan.source.slug, plan.target)
    old = plan.rendering
    changed = False
    if old is None or plan.has_work or (old.origin and old.origin.of != plan.source.digest):
        changed = write_atomic(path, write_release(outcome.release))
    return write_atomic(ledger_path(path), dump_ledger(outcome.ledger)) or changed


def _report(plan: Plan, ledger: Ledger | None, *, written: bool) -> Rendered:
    fates = [step.fate for step in plan.steps]
    return Rendered(
        release=plan.source.slug,
        language=plan.target,
        engine=ledger.engine if ledger else "",
        made=fates.count(Fate.MADE),
        kept=fates.count(Fate.KEPT),
        edited=fates.count(Fate.EDITED),
        stale=fates.count(Fate.STALE),
        written=written,
        problem=plan.problem,
        placements=count_placements([ledger]) if ledger else {},
    )
