"""What a reader gets: a release in one language, shown; artifacts are made, nothing is written."""

from release_kit.editions.artifacts import export, make_feeds, make_indexes
from release_kit.editions.edition import Edition, editions_of, make_editions, sample_edition
from release_kit.editions.view import EditionView, show_edition

__all__ = [
    "Edition",
    "EditionView",
    "editions_of",
    "export",
    "make_editions",
    "make_feeds",
    "make_indexes",
    "sample_edition",
    "show_edition",
]
