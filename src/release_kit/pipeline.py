"""The stages in order: start reading here.

    read -> segment -> recall -> guard and translate -> finish -> check -> export

Each public function is one command's work; `build` is all of them. Nothing here prints.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from release_kit.blocks import read_blocks
from release_kit.briefs import Context
from release_kit.building import BuildResult, build_public
from release_kit.checks import check_rendering
from release_kit.checks.subject import Pair, Subject
from release_kit.edition import Edition
from release_kit.engines.selection import choose_engine
from release_kit.extensions import Engine
from release_kit.files import remove_leftovers, write_atomic
from release_kit.glossary.book import Glossary
from release_kit.glossary.rows import review_glossary
from release_kit.ledger import Ledger, count_placements, dump_ledger, ledger_path, load_ledger
from release_kit.memory import Memory, approved_pool, fill, tmx_pools
from release_kit.model import Contact, Dateline, Finding, Release
from release_kit.newsroom import Newsroom
from release_kit.planning import Fate, Plan, plan_rendering
from release_kit.reader import (
    list_releases,
    read_renderings,
    read_source,
    release_path,
    write_release,
)
from release_kit.rendering import Outcome, Renderer
from release_kit.units import Way, read_units


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


@dataclass(frozen=True, slots=True)
class Shelf:
    """All releases of a newsroom, read once."""

    newsroom: Newsroom
    glossary: Glossary
    sources: Mapping[str, Release]
    renderings: Mapping[str, Mapping[str, Release]]  # slug -> tag -> rendering


def read_shelf(newsroom: Newsroom) -> Shelf:
    """Read the newsroom: glossary, sources and renderings."""
    slugs = list_releases(newsroom)
    return Shelf(
        newsroom,
        Glossary.load(newsroom.glossary, newsroom.base_terms),
        {slug: read_source(newsroom, slug) for slug in slugs},
        {slug: read_renderings(newsroom, slug) for slug in slugs},
    )


def translate(
    shelf: Shelf,
    slugs: Sequence[str],
    targets: Sequence[str],
    engine: str,
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
        plans = [_plan(shelf, slug, context, anew) for slug in slugs]
        if dry_run:
            reports += [_report(plan, None, False) for plan in plans]
            continue
        working = [plan for plan in plans if not plan.problem]
        chosen = None
        if any(plan.has_work for plan in working):
            chosen = choose_engine(engine, shelf.newsroom.source, target, made)
        outcomes = Renderer(context, chosen).render(working)
        written = {outcome.plan.source.slug: _write(shelf.newsroom, outcome) for outcome in outcomes}
        ledgers = {outcome.plan.source.slug: outcome.ledger for outcome in outcomes}
        reports += [
            _report(plan, ledgers.get(plan.source.slug), written.get(plan.source.slug, False))
            for plan in plans
        ]
    return reports


def open_memory(shelf: Shelf, target: str) -> Memory:
    """The memory of a language, up to date with the approved renderings and the TMX files."""
    newsroom = shelf.newsroom
    memory = Memory(newsroom.cache / "memory.sqlite", newsroom.source, target)
    pairs = [
        (source, shelf.renderings[slug][target])
        for slug, source in shelf.sources.items()
        if target in shelf.renderings[slug]
    ]
    pools = [pool for source, rendering in pairs if (pool := approved_pool(source, rendering))]
    fill(memory, [*pools, *tmx_pools(newsroom.memory, newsroom.source, target)])
    return memory


def remembered_units(shelf: Shelf) -> list[dict[str, str]]:
    """Everything that is remembered, a unit a source segment, with every language that has it."""
    source = shelf.newsroom.source
    units: dict[str, dict[str, str]] = {}
    for target in shelf.newsroom.languages[1:]:
        for row in open_memory(shelf, target).rows():
            units.setdefault(row.source, {source: row.source})[target] = row.text
    return list(units.values())


def _plan(shelf: Shelf, slug: str, context: Context, anew: bool) -> Plan:
    source = shelf.sources[slug]
    rendering = shelf.renderings[slug].get(context.target)
    path = release_path(shelf.newsroom, slug, context.target)
    ledger = load_ledger(ledger_path(path)) if rendering else None
    return plan_rendering(source, context.target, rendering, ledger, context.brief(source).rules, anew)


def _write(newsroom: Newsroom, outcome: Outcome) -> bool:
    """Write a rendering and its ledger; True where a byte changed."""
    plan = outcome.plan
    path = release_path(newsroom, plan.source.slug, plan.target)
    old = plan.rendering
    changed = False
    if old is None or plan.has_work or (old.origin and old.origin.of != plan.source.digest):
        changed = write_atomic(path, write_release(outcome.release))
    return write_atomic(ledger_path(path), dump_ledger(outcome.ledger)) or changed


def _report(plan: Plan, ledger: Ledger | None, written: bool) -> Rendered:
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


def check(shelf: Shelf, slugs: Iterable[str]) -> list[Finding]:
    """Every finding on the glossary and on the renderings of these releases."""
    findings = list(review_glossary(shelf.glossary.terms, shelf.newsroom.languages))
    for slug in slugs:
        for tag, rendering in shelf.renderings[slug].items():
            findings += check_rendering(read_subject(shelf, shelf.sources[slug], rendering, tag))
    return findings


def read_subject(shelf: Shelf, source: Release, rendering: Release, tag: str) -> Subject:
    """A rendering beside its source, with its ledger."""
    context = Context(shelf.newsroom, shelf.glossary, Memory(), tag)
    ledger = load_ledger(ledger_path(rendering.path))
    brief = context.brief(source)
    theirs = {unit.key: unit.text for unit in read_units(rendering)}
    entries = {entry.unit: entry for entry in ledger.entries} if ledger else {}
    pairs = tuple(
        Pair(
            unit.key,
            unit.text,
            theirs.get(unit.key, ""),
            unit.way is Way.ENGINE,
            brief.constraints[unit.key] if unit.way is Way.ENGINE else (),
            entries.get(unit.key),
        )
        for unit in read_units(source)
    )
    problem = ""
    if len(source.blocks) != len(rendering.blocks):
        problem = f"{len(rendering.blocks)} blocks; the source has {len(source.blocks)}"
    return Subject(shelf.newsroom, shelf.glossary, source, rendering, ledger, pairs, problem)


def editions(shelf: Shelf, slugs: Iterable[str]) -> list[Edition]:
    """Every language of these releases, the source first."""
    found: list[Edition] = []
    for slug in slugs:
        source = shelf.sources[slug]
        all_of_it = {source.language: source, **shelf.renderings[slug]}
        found += [Edition(shelf.newsroom, release, all_of_it) for release in all_of_it.values()]
    return found


def sample_edition(newsroom: Newsroom, tag: str) -> Edition:
    """A release that has every part, for trying templates on."""
    body = "Text.\n\n## Heading\n\n- One: 1\n- Two: 2\n\n> Quoted\n\n| A | B |\n| --- | --- |\n| 1 | 2 |\n"
    release = Release(
        slug="sample",
        path=newsroom.root / "sample",
        language=tag,
        id="00000000-0000-4000-8000-000000000000",
        title="Title",
        subtitle="Subtitle",
        date=datetime(2024, 2, 29, 9, tzinfo=UTC),
        embargo=datetime(2024, 2, 29, 9, tzinfo=UTC),
        digest="",
        blocks=read_blocks(body),
        issuer="Issuer",
        dateline=Dateline("City", "Country", "Wire"),
        hashtags=("Tag",),
        contact=Contact("Name", "Office", "1", "a@b.example"),
        boilerplate="About",
        disclaimer="Disclaimer",
    )
    return Edition(newsroom, release, {tag: release})


def shown_editions(shelf: Shelf, slugs: Iterable[str], now: datetime) -> list[Edition]:
    """The editions that may be seen. The source's embargo counts for every language: a rendering's own
    is a copy, and older than the source where nothing was translated since."""
    return editions(shelf, [slug for slug in slugs if not is_held(shelf.sources[slug], now)])


def build(shelf: Shelf, slugs: Sequence[str], now: datetime) -> BuildResult:
    """Pages, handouts and feeds of these releases into public/; embargoed ones stay out."""
    wanted, everything = (shown_editions(shelf, chosen, now) for chosen in (slugs, shelf.sources))
    held = [slug for slug, source in shelf.sources.items() if is_held(source, now)]
    return build_public(shelf.newsroom, wanted, everything, held)


def is_held(release: Release, now: datetime) -> bool:
    """Whether a release must not be seen yet."""
    return release.embargo is not None and now < release.embargo
