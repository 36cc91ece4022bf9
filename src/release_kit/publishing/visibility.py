"""What may be seen at a moment."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from release_kit.editions import Edition, editions_of
from release_kit.model import Release
from release_kit.release import Shelf


def shown_editions(shelf: Shelf, slugs: Iterable[str], now: datetime) -> list[Edition]:
    """The editions that may be seen. The source's embargo counts for every language: a rendering's own
    is a copy, and older than the source where nothing was translated since."""
    return editions_of(shelf, [slug for slug in slugs if not is_held(shelf.sources[slug], now)])


def is_held(release: Release, now: datetime) -> bool:
    """Whether a release must not be seen yet."""
    return release.embargo is not None and now < release.embargo
