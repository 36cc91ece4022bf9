"""All releases of a newsroom, read once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from release_kit.glossary import Glossary
from release_kit.model import Release
from release_kit.newsroom import Newsroom
from release_kit.release.storage import list_releases, read_renderings, read_source


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
