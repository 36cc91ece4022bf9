"""All releases of a newsroom, read once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from release_kit.errors import ReleaseKitError
from release_kit.glossary import Glossary
from release_kit.model import Release
from release_kit.newsroom import Newsroom
from release_kit.release.storage import list_releases, read_renderings, read_source


@dataclass(frozen=True, slots=True)
class Shelf:
    """All releases of a newsroom that can be read, and why the others cannot."""

    newsroom: Newsroom
    glossary: Glossary
    sources: Mapping[str, Release]
    renderings: Mapping[str, Mapping[str, Release]]  # slug -> tag -> rendering
    broken: Mapping[str, ReleaseKitError] = field(default_factory=dict)  # by slug
    holders: Mapping[str, str] = field(default_factory=dict)  # id -> slug of the oldest release that has it

    def elder_of(self, slug: str) -> str:
        """The older release with the same id, which keeps it; nothing where there is none."""
        holder = self.holders.get(self.sources[slug].id, slug)
        return holder if holder != slug else ""

    @property
    def twins(self) -> frozenset[str]:
        """The releases that have an older one's id: how they stand depends on another's file."""
        return frozenset(slug for slug in self.sources if self.elder_of(slug))

    def demand(self, slugs: Iterable[str]) -> None:
        """Raise what is wrong with the first of these releases that cannot be read."""
        for slug in slugs:
            if slug in self.broken:
                raise self.broken[slug]


def read_shelf(newsroom: Newsroom) -> Shelf:
    """Read the newsroom: glossary, sources and renderings. One release that is broken stops no other."""
    sources: dict[str, Release] = {}
    renderings: dict[str, Mapping[str, Release]] = {}
    broken: dict[str, ReleaseKitError] = {}
    for slug in list_releases(newsroom):
        try:
            source, theirs = read_source(newsroom, slug), read_renderings(newsroom, slug)
        except ReleaseKitError as error:
            broken[slug] = error
            continue
        sources[slug], renderings[slug] = source, theirs
    glossary = Glossary.load(newsroom.glossary, newsroom.base_terms)
    newest_first = sorted(sources.values(), key=lambda source: (source.date, source.slug), reverse=True)
    holders = {source.id: source.slug for source in newest_first}
    return Shelf(newsroom, glossary, sources, renderings, broken, holders)
