"""One release in one language, ready to be shown: what exporters get."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from release_kit.kinds import OriginStatus
from release_kit.languages import Language, language
from release_kit.model import Contact, Dateline, Finding, Release
from release_kit.newsroom import Newsroom, ledger_path
from release_kit.release import Ledger, Shelf, load_ledger, read_blocks

HANDOUT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True, slots=True)
class Edition:
    """A release in one language, with the others beside it."""

    newsroom: Newsroom
    release: Release
    others: Mapping[str, Release]  # every language of the release that is there, this one too
    beside: str = ""  # the second language of a bilingual edition; nothing: the source's
    findings: tuple[Finding, ...] = ()  # for a review edition

    @property
    def row(self) -> Language:
        return language(self.release.language)

    @property
    def ledger(self) -> Ledger | None:
        """The account of a rendering, read from beside it; None for a source."""
        return load_ledger(ledger_path(self.release.path)) if self.release.origin else None

    @property
    def is_draft(self) -> bool:
        """Whether a machine wrote it and nobody has approved it."""
        origin = self.release.origin
        return origin is not None and origin.status is not OriginStatus.APPROVED

    @property
    def modified(self) -> datetime:
        """The release's own time, never the clock's."""
        return self.release.date


def newest_first(editions: Iterable[Edition]) -> list[Edition]:
    """Editions as feeds and indexes list them."""
    return sorted(editions, key=lambda e: (e.release.date, e.release.slug), reverse=True)


def editions_of(shelf: Shelf, slugs: Iterable[str]) -> list[Edition]:
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
