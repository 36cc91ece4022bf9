"""An index page a language: its releases, newest first."""

from __future__ import annotations

from collections.abc import Sequence

from release_kit.editions.edition import Edition, newest_first
from release_kit.editions.items import headline, summary
from release_kit.editions.templating import safe_html
from release_kit.editions.web.page import own_style, render_page
from release_kit.languages import date_text, language
from release_kit.model import Artifact
from release_kit.newsroom import Newsroom, link_to


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
    newest = newest_first(editions)
    values: dict[str, object] = {
        "language": tag,
        "office": newsroom.name.get(tag, ""),
        "labels": dict(row.labels),
        "css_fonts": safe_html(row.css_fonts),
        "style": own_style(newsroom),
        "releases": [_row(e) for e in newest],
        "languages": [
            {"tag": other, "name": language(other).own_name, "relative": f"../{other}/index.html"}
            for other in newsroom.languages
        ],
        "feed": "feed.xml",
    }
    return render_page(newsroom, "index.html.j2", f"{tag}/index.html", values)
