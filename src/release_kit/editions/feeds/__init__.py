"""Feeds: RSS, Atom, JSON Feed, OPML, news sitemap, and a lint for them."""

from release_kit.editions.feeds.lint import lint_feed
from release_kit.editions.feeds.syndication import export_feeds

__all__ = [
    "export_feeds",
    "lint_feed",
]
