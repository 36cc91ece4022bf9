"""One release in one language, ready to be shown: what exporters get."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid5

from release_kit.approval import reasons_to_hold
from release_kit.kinds import Status
from release_kit.languages import Language, language
from release_kit.model import Contact, Dateline, Finding, Release
from release_kit.newsroom import Newsroom
from release_kit.release import HEADLINES, Ledger, Shelf, load_account, read_blocks, shown_release

HANDOUT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True, slots=True)
class Edition:
    """A release in one language, with the others beside it; only `make_editions` makes one.

    Its facts (id, date, embargo, status, version) are the source's, whatever a rendering's file says.
    """

    newsroom: Newsroom
    release: Release
    others: Mapping[str, Release]  # every language of the release that is there, this one too
    now: datetime  # the moment at which it is shown; only whether the embargo holds depends on it
    beside: str = ""  # the second language of a bilingual edition; nothing: the source's
    findings: tuple[Finding, ...] = ()  # for a review edition
    is_draft: bool = False  # whether it must not go out as it is, and every format says so

    @property
    def row(self) -> Language:
        return language(self.release.language)

    @property
    def ledger(self) -> Ledger | None:
        """The account of a rendering, read from beside it; None for a source."""
        return load_account(self.release) if self.release.origin else None

    @property
    def headline_terms(self) -> list[str]:
        """The terms that were placed in a rendering's headlines, none of which a line may cut."""
        ledger = self.ledger
        entries = [entry for entry in ledger.entries if entry.unit in HEADLINES] if ledger else []
        return [p.form for entry in entries for segment in entry.segments for p in segment.placements]

    @property
    def modified(self) -> datetime:
        """The release's own time, never the clock's: when it was corrected or withdrawn, else its date."""
        return max(self.release.modified or self.release.date, self.release.date)

    @property
    def is_embargoed(self) -> bool:
        """Whether it must not be used yet."""
        return self.release.embargo is not None and self.now < self.release.embargo

    @property
    def is_changed(self) -> bool:
        """Whether it was corrected or withdrawn."""
        return self.release.status in (Status.CORRECTED, Status.WITHDRAWN)

    @property
    def urn(self) -> str:
        """What readers know this language by, for ever."""
        return self.urn_of(self.release.language)

    def urn_of(self, tag: str) -> str:
        """The name of one language: the release's own for its source's, one made of both for another.

        Readers merge what has one name, so each language has its own (RFC 9562, version 5, in the
        release's own UUID as name space).
        """
        own = UUID(self.release.id)
        return f"urn:uuid:{own if tag == self.newsroom.source else uuid5(own, tag)}"


def newest_first(editions: Iterable[Edition]) -> list[Edition]:
    """Editions as feeds and indexes list them."""
    return sorted(editions, key=lambda e: (e.release.date, e.release.slug), reverse=True)


def make_editions(
    newsroom: Newsroom,
    source: Release,
    releases: Iterable[Release],
    now: datetime,
    drafts: Collection[str] = (),
) -> list[Edition]:
    """Editions of a release: of the languages that are given, with the source's facts in each.

    `drafts` are the languages that must not go out as they are.
    """
    shown = {release.language: shown_release(source, release) for release in releases}
    return [Edition(newsroom, r, shown, now, is_draft=tag in drafts) for tag, r in shown.items()]


def editions_of(shelf: Shelf, slugs: Iterable[str], now: datetime) -> list[Edition]:
    """Every language of these releases, the source first; what nobody approved is marked as a draft."""
    found: list[Edition] = []
    for slug in slugs:
        source = shelf.sources[slug]
        drafts = {tag for tag, reason in reasons_to_hold(shelf, slug, checked=False).items() if reason}
        releases = (source, *shelf.renderings[slug].values())
        found += make_editions(shelf.newsroom, source, releases, now, drafts)
    return found


def sample_edition(newsroom: Newsroom, tag: str) -> Edition:
    """A release that has every part, for trying templates on."""
    moment = datetime(2024, 2, 29, 9, tzinfo=UTC)
    body = "Text.\n\n## Heading\n\n- One: 1\n- Two: 2\n\n> Quoted\n\n| A | B |\n| --- | --- |\n| 1 | 2 |\n"
    release = Release(
        slug="sample",
        path=newsroom.root / "sample",
        language=tag,
        id="00000000-0000-4000-8000-000000000000",
        title="Title",
        subtitle="Subtitle",
        date=moment,
        embargo=moment,
        digest="",
        blocks=read_blocks(body),
        issuer="Issuer",
        dateline=Dateline("City", "Country", "Wire"),
        hashtags=("Tag",),
        contact=Contact("Name", "Office", "1", "a@b.example"),
        boilerplate="About",
        disclaimer="Disclaimer",
        status=Status.CORRECTED,
        version=2,
        modified=moment,
        notes={tag: "Note"},
    )
    (edition,) = make_editions(newsroom, release, [release], moment - timedelta(days=1))
    return edition
