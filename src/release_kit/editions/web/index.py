"""The index pages: one a language with its releases, newest first, and the first page of all languages."""

from __future__ import annotations

from collections.abc import Sequence

from release_kit.editions.edition import Edition, newest_first
from release_kit.editions.items import headline, summary
from release_kit.editions.templating import safe_html
from release_kit.editions.web.page import own_style, render_page
from release_kit.languages import date_text, language
from release_kit.model import Artifact
from release_kit.newsroom import Newsroom, feed_path, index_path, link_to

NEWEST = 5  # releases of a language on the first page


def _row(edition: Edition) -> dict[str, object]:
    """A release in the list."""
    release, row = edition.release, edition.row
    return {
        "title": headline(edition),
        "summary": summary(edition) if release.subtitle else "",
        "date": date_text(release.date, row),
        "published": release.date.isoformat(),
        "issuer": release.issuer,
        "draft": row.labels["draft"] if edition.is_draft else "",
        "page": link_to(f"{release.slug}.html"),
    }


def export_index(newsroom: Newsroom, tag: str, editions: Sequence[Edition]) -> Artifact:
    """The list of a language's releases, newest first."""
    row = language(tag)
    values: dict[str, object] = {
        "language": tag,
        "office": newsroom.name.get(tag, ""),
        "labels": dict(row.labels),
        "css_fonts": safe_html(row.css_fonts),
        "style": own_style(newsroom),
        "releases": [_row(e) for e in newest_first(editions)],
        "canonical": f"{newsroom.base_url}/{index_path(tag)}",
        "home": f"{newsroom.base_url}/{index_path()}",
        "languages": [
            {
                "tag": other,
                "name": language(other).own_name,
                "url": f"{newsroom.base_url}/{index_path(other)}",
                "relative": f"../{index_path(other)}",
            }
            for other in newsroom.languages
        ],
        "feed": "feed.xml",
    }
    return render_page(newsroom, "index.html.j2", index_path(tag), values)


def export_home(newsroom: Newsroom, editions: Sequence[Edition]) -> Artifact:
    """The first page: every language by its own name, with its newest releases."""
    row = language(newsroom.source)
    values: dict[str, object] = {
        "language": row.tag,
        "office": newsroom.name.get(row.tag, ""),
        "labels": dict(row.labels),
        "css_fonts": safe_html(row.css_fonts),
        "style": own_style(newsroom),
        "canonical": f"{newsroom.base_url}/{index_path()}",
        "languages": [_section(newsroom, tag, editions) for tag in newsroom.languages],
    }
    return render_page(newsroom, "home.html.j2", index_path(), values)


def _section(newsroom: Newsroom, tag: str, editions: Sequence[Edition]) -> dict[str, object]:
    """A language on the first page."""
    row = language(tag)
    ours = newest_first(edition for edition in editions if edition.release.language == tag)
    return {
        "tag": tag,
        "name": row.own_name,
        "office": newsroom.name.get(tag, ""),
        "labels": dict(row.labels),
        "css_fonts": safe_html(row.css_fonts),
        "url": f"{newsroom.base_url}/{index_path(tag)}",
        "relative": index_path(tag),
        "feed": feed_path(tag),
        "releases": [_row(edition) for edition in ours[:NEWEST]],
    }
