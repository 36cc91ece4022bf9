"""What is wrong in a newsroom's own page templates and style: each is tried on a whole release."""

from __future__ import annotations

from release_kit.editions.edition import sample_edition
from release_kit.editions.web.index import export_home, export_index
from release_kit.editions.web.page import own_style, page_values, render_page
from release_kit.errors import ReleaseKitError
from release_kit.model import Finding, Severity
from release_kit.newsroom import Newsroom
from release_kit.places import Place

PAGES = ("page.html.j2", "index.html.j2", "home.html.j2")
STYLE = "style.css"
PICTURE = {"href": "p.png", "url": "p.png", "title": "Title", "alt": "Words", "width": 3, "height": 2}


def inspect_pages(newsroom: Newsroom) -> list[Finding]:
    """A finding for each page template or style of the newsroom's own that cannot be used."""
    found: list[Finding] = []
    for name in own_pages(newsroom):
        try:
            _try(newsroom, name)
        except (ReleaseKitError, UnicodeDecodeError) as error:
            path = str(newsroom.templates / name)
            message = " ".join(str(error).removeprefix(f"{path}").lstrip(": ").split())
            found.append(Finding("template", Severity.ERROR, Place(path), message))
    return found


def own_pages(newsroom: Newsroom) -> list[str]:
    """The names of the page templates and the style that are the newsroom's own."""
    return [name for name in (*PAGES, STYLE) if (newsroom.templates / name).is_file()]


def _try(newsroom: Newsroom, name: str) -> None:
    if name == STYLE:
        own_style(newsroom)
        return
    editions = [sample_edition(newsroom, tag) for tag in newsroom.languages]
    if name == "home.html.j2":
        export_home(newsroom, editions)
    for edition in editions:
        tag = edition.release.language
        if name == "index.html.j2":
            export_index(newsroom, tag, [edition])
        elif name == "page.html.j2":
            values = page_values(edition, ()) | {"pictures": [PICTURE], "image": PICTURE}
            render_page(newsroom, name, "page.html", page_values(edition, ()))
            render_page(newsroom, name, "page.html", values)
