"""What may be seen at a moment: one decision, for public/, for feeds and for every target."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from release_kit.approval import reason_of_twin, reasons_to_hold
from release_kit.editions import Edition, make_editions
from release_kit.languages import language, moment_text
from release_kit.model import Release
from release_kit.release import Shelf


@dataclass(frozen=True, slots=True)
class Held:
    """What stays in the house, and why."""

    release: str
    language: str  # empty where it is the whole release
    reason: str


@dataclass(frozen=True, slots=True)
class Shown:
    """The editions that may be seen, and what is held back."""

    editions: tuple[Edition, ...]
    held: tuple[Held, ...]
    reasons: Mapping[str, Mapping[str, str]]  # slug -> language -> why nobody may see it; nothing if they may

    def of(self, slugs: Iterable[str]) -> list[Edition]:
        """The editions of some releases."""
        wanted = set(slugs)
        return [edition for edition in self.editions if edition.release.slug in wanted]


def choose_shown(
    shelf: Shelf, now: datetime, *, drafts: bool, known: Mapping[str, Mapping[str, str]] | None = None
) -> Shown:
    """What may be seen of everything that could be read; with `drafts`, what may not go out too, marked.

    The source's embargo counts for every language: a rendering's own is a copy. `known` are the reasons of
    releases of which nothing has changed since they were worked out.
    """
    shown: list[Edition] = []
    held: list[Held] = []
    found: dict[str, Mapping[str, str]] = {}
    for slug, source in shelf.sources.items():
        if is_held(source, now) and source.embargo:
            until = moment_text(source.embargo, language(source.language))
            held.append(Held(slug, "", f"under embargo until {until}"))
            continue
        if elder := shelf.elder_of(slug):
            held.append(Held(slug, "", reason_of_twin(elder)))
            continue
        releases = {source.language: source, **shelf.renderings[slug]}
        reasons = (known or {}).get(slug) or reasons_to_hold(shelf, slug)
        found[slug] = reasons
        free = {tag: release for tag, release in releases.items() if drafts or not reasons[tag]}
        held += [Held(slug, tag, reasons[tag]) for tag in releases if tag not in free]
        marked = {tag for tag in free if reasons[tag]}
        shown += make_editions(shelf.newsroom, source, free.values(), now, marked)
    return Shown(tuple(shown), tuple(held), found)


def is_held(release: Release, now: datetime) -> bool:
    """Whether a release must not be seen yet."""
    return release.embargo is not None and now < release.embargo
