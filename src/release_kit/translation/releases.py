"""The renderings of releases, brought up to date: planned, rendered in one go a language, written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from release_kit.engines import Engine, check_engine, choose_engine
from release_kit.memory import open_memory
from release_kit.newsroom import (
    Newsroom,
    digest,
    ledger_path,
    read_text,
    release_path,
    remove_leftovers,
    write_atomic,
)
from release_kit.release import (
    Ledger,
    Shelf,
    count_placements,
    dump_ledger,
    load_account,
    rewrite_release,
    write_release,
)
from release_kit.translation.brief import LanguageContext
from release_kit.translation.plan import Anew, Fate, Plan, plan_rendering
from release_kit.translation.renderer import Outcome, Renderer

SAVED = "somebody saved it while this ran; her words stay, run this again to go on from them"


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
    lost: int = 0  # edited texts whose source is gone since the last run; the ledger keeps them
    problem: str = ""
    placements: Mapping[str, int] = field(default_factory=dict)


def translate(
    shelf: Shelf,
    slugs: Sequence[str],
    targets: Sequence[str],
    engine: str,
    *,
    anew: Anew = Anew.NOTHING,
    dry_run: bool = False,
    engines: dict[str, Engine] | None = None,
) -> list[Rendered]:
    """Bring the renderings up to date; one engine call a language for all releases together."""
    made = {} if engines is None else engines
    if engine not in made:
        check_engine(engine)
    remove_leftovers(shelf.newsroom.releases)
    reports: list[Rendered] = []
    for target in targets:
        context = LanguageContext(shelf.newsroom, shelf.glossary, open_memory(shelf, target), target)
        plans = [_plan(shelf, slug, context, anew) for slug in slugs]
        if dry_run:
            reports += [_report(plan, None, written=False) for plan in plans]
            continue
        chosen = None
        if any(plan.has_work and not plan.problem for plan in plans):
            chosen = choose_engine(engine, shelf.newsroom.source, target, made)
        reports += _render(context, plans, chosen)
    return reports


def _render(context: LanguageContext, plans: Sequence[Plan], engine: Engine | None) -> list[Rendered]:
    """Render and write what can be rendered; a report of every plan, in order."""
    rendered = Renderer(context, engine).render([plan for plan in plans if not plan.problem])
    outcomes = {outcome.plan.source.slug: outcome for outcome in rendered}
    return [_settle(context.newsroom, plan, outcomes.get(plan.source.slug)) for plan in plans]


def _plan(shelf: Shelf, slug: str, context: LanguageContext, anew: Anew) -> Plan:
    source = shelf.sources[slug]
    rendering = shelf.renderings[slug].get(context.target)
    ledger = load_account(rendering) if rendering else None
    rules = context.brief(source).rules
    return plan_rendering(source, context.target, rendering, ledger, rules, anew=anew)


def _settle(newsroom: Newsroom, plan: Plan, outcome: Outcome | None) -> Rendered:
    """Write what was made; where somebody saved the rendering meanwhile, hers stays and it is said."""
    if outcome is None:
        return _report(plan, None, written=False)
    path = release_path(newsroom, plan.source.slug, plan.target)
    if _now(path) != (plan.rendering.digest if plan.rendering else ""):
        return _report(plan, None, written=False, problem=SAVED)
    return _report(plan, outcome.ledger, written=_write(path, outcome))


def _now(path: Path) -> str:
    """The digest of a rendering as it is on disk; nothing where it is not there."""
    return digest(read_text(path)) if path.is_file() else ""


def _write(path: Path, outcome: Outcome) -> bool:
    """Write a rendering and its account; True where a byte changed.

    They are one state: the account goes first, with the one before inside, so that a run that is killed
    between the two leaves each text known for whose it is.
    """
    plan, old = outcome.plan, outcome.plan.rendering
    if old is None:
        text = write_release(outcome.release)
    elif plan.has_work or plan.added or (old.origin and old.origin.of != plan.source.digest):
        text = rewrite_release(read_text(path), old, outcome.release)
    else:
        return write_atomic(ledger_path(path), dump_ledger(outcome.ledger))
    if plan.ledger and old and digest(text) != old.digest:
        write_atomic(ledger_path(path), dump_ledger(replace(outcome.ledger, before=plan.ledger)))
    elif old is None:
        write_atomic(ledger_path(path), dump_ledger(outcome.ledger))
    changed = write_atomic(path, text)
    return write_atomic(ledger_path(path), dump_ledger(outcome.ledger)) or changed


def _report(plan: Plan, ledger: Ledger | None, *, written: bool, problem: str = "") -> Rendered:
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
        lost=plan.lost if ledger else 0,
        problem=problem or plan.problem,
        placements=count_placements([ledger]) if ledger else {},
    )
