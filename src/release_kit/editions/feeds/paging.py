"""Which items stand in which document of a feed: the newest in the feed, older ones in archives (RFC 5005).

An archive's items never change but by a correction: archives are filled from the oldest item on, so that a
new release changes the feed and, now and then, adds one archive.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from release_kit.editions.items import Item
from release_kit.newsroom import FeedSettings


@dataclass(frozen=True, slots=True)
class Page:
    """One document of a feed."""

    path: str  # in public/
    items: tuple[Item, ...]
    current: str = ""  # path of the feed that an archive belongs to; nothing where this is it
    older: str = ""  # path of the archive before this document
    newer: str = ""
    hub: str = ""

    @property
    def is_archive(self) -> bool:
        return bool(self.current)

    def links(self, base: str) -> Iterator[tuple[str, str]]:
        """The (rel, address) pairs of the document."""
        yield "self", f"{base}/{self.path}"
        if self.hub and not self.is_archive:
            yield "hub", self.hub
        for rel, path in (
            ("current", self.current),
            ("prev-archive", self.older),
            ("next-archive", self.newer),
        ):
            if path:
                yield rel, f"{base}/{path}"


def paged(path: str, items: Sequence[Item], settings: FeedSettings) -> list[Page]:
    """The documents of a feed whose items come newest first: the feed itself, then its archives."""
    stem, _, suffix = path.rpartition(".")
    window = settings.window or len(items)
    shown, older = tuple(items[:window]), list(items[window:])[::-1]
    size = window or 1
    groups = (
        [older[start : start + size] for start in range(0, len(older), size)] if settings.archives else []
    )
    paths = [f"{stem}-{number}.{suffix}" for number in range(1, len(groups) + 1)]
    pages = [Page(path, shown, older=paths[-1] if paths else "", hub=settings.hub)]
    for number, group in enumerate(groups):
        before = paths[number - 1] if number else ""
        after = paths[number + 1] if number + 1 < len(paths) else ""
        pages.append(Page(paths[number], tuple(group[::-1]), path, before, after))
    return pages
