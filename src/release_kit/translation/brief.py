"""What a rendering must hold: the constraints of every unit of a release, for one language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial

from release_kit.engines import Engine
from release_kit.errors import InputError
from release_kit.glossary import Glossary, Introducer, find_constraints, mentioned_people
from release_kit.memory import Memory
from release_kit.model import Constraint, Release
from release_kit.newsroom import Newsroom, digest
from release_kit.places import UnitKey
from release_kit.release import HEADLINES, Way, read_units
from release_kit.translation.drafts import Drafts
from release_kit.translation.rules import render_field

CONSTRAINT_LIMIT = 300  # of one paragraph: each is looked for in every answer


@dataclass(frozen=True, slots=True)
class LanguageContext:
    """What all units of a language share."""

    newsroom: Newsroom
    glossary: Glossary
    memory: Memory
    target: str
    briefs: dict[str, Brief] = field(default_factory=dict)

    def brief(self, source: Release) -> Brief:
        """The brief of a release, worked out once."""
        if source.digest not in self.briefs:
            self.briefs[source.digest] = make_brief(source, self)
        return self.briefs[source.digest]

    def drafts(self, engine: Engine | None) -> Drafts:
        """The finished sentences of an engine, where it can say exactly what it is."""
        source = self.newsroom.source
        told = getattr(engine, "fingerprint", None)
        identity = f"{engine.name} {told(source, self.target)}" if engine and told else ""
        return Drafts(self.newsroom.cache / "drafts.sqlite", identity, source, self.target)


@dataclass(frozen=True, slots=True)
class Brief:
    """The constraints of each unit by its key, and a hash of them; when it changes, the unit is made anew."""

    constraints: Mapping[UnitKey, tuple[Constraint, ...]]
    rules: Mapping[UnitKey, str]


def _too_many(source: Release, key: UnitKey, count: int) -> InputError:
    line = source.blocks[key.block].line if key.is_block else 0
    fix = f"At most {CONSTRAINT_LIMIT:,} stand in one paragraph; split it, or look for a pasted file."
    return InputError(source.path, f"a paragraph with {count:,} names and numbers", fix, line)


def make_brief(source: Release, context: LanguageContext) -> Brief:
    """Go through a release in reading order: who was named before, what is mentioned for the first time."""
    units = read_units(source)
    matches = {unit.key: context.glossary.find(unit.text, source.language) for unit in units}
    people = frozenset().union(*(mentioned_people(found) for found in matches.values()))
    settings = context.newsroom.first_mention
    introducer = Introducer(context.glossary.by_id, source.language, context.target, settings)
    constraints: dict[UnitKey, tuple[Constraint, ...]] = {}
    rules: dict[UnitKey, str] = {}
    for unit in units:
        if len(matches[unit.key]) > 4 * CONSTRAINT_LIMIT:  # a mention is made of up to four rows
            raise _too_many(source, unit.key, len(matches[unit.key]))
        mention = (
            partial(introducer.read, is_headline=unit.key in HEADLINES) if unit.way is Way.ENGINE else None
        )
        found = find_constraints(
            unit.text, matches[unit.key], context.target, people, source.language, mention
        )
        if len(found) > CONSTRAINT_LIMIT:
            raise _too_many(source, unit.key, len(found))
        constraints[unit.key] = tuple(found)
        if unit.way is Way.ENGINE:
            rules[unit.key] = digest(repr([(c.source, c.form) for c in found]))
        else:
            ruled = render_field(unit.key, unit.text, context.newsroom, context.glossary, context.target)
            rules[unit.key] = digest(repr(ruled))
    return Brief(constraints, rules)
