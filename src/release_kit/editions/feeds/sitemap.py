"""The sitemap: every page, release by release and list by list, with its date and its other languages.

Sources: sitemaps.org 0.9, Google's news and alternate-language extensions. Google takes news marks for two
days after a release; there is no clock here, so that the same newsroom gives the same bytes, and those two
days end with the newest release: it is always marked, and a mark that outlives them is passed over.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from lxml import etree

from release_kit.editions.edition import Edition
from release_kit.editions.items import marked_headline
from release_kit.languages import language
from release_kit.model import Artifact
from release_kit.newsroom import Newsroom, index_path, link_to, page_path

SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
NEWS = "http://www.google.com/schemas/sitemap-news/0.9"
XHTML = "http://www.w3.org/1999/xhtml"
NAMESPACES: Any = {None: SITEMAP, "news": NEWS, "xhtml": XHTML}
NEWS_TIME = timedelta(days=2)


def export_sitemap(newsroom: Newsroom, editions: Sequence[Edition]) -> Artifact:
    """The sitemap of these editions, in their order: first the lists of releases, then each page."""
    root = etree.Element(f"{{{SITEMAP}}}urlset", nsmap=NAMESPACES)
    _add_indexes(root, newsroom, editions)
    newest = max((edition.release.date for edition in editions), default=None)
    for edition in editions:
        tags = [tag for tag in newsroom.languages if tag in edition.others]
        others = {tag: _address(edition, tag) for tag in tags}
        url = _add(root, _address(edition), edition.modified)
        if newest and edition.release.date > newest - NEWS_TIME:
            url.append(_news(edition))
        _add_others(url, others)
    return Artifact("sitemap.xml", "application/xml", xml_bytes(root))


def _add_indexes(root: etree._Element, newsroom: Newsroom, editions: Sequence[Edition]) -> None:
    """The first page and the list of each language, with the time of their newest change."""
    home = f"{newsroom.base_url}/{index_path()}"
    lists = {tag: f"{newsroom.base_url}/{index_path(tag)}" for tag in newsroom.languages}
    for tag, address in {"": home, **lists}.items():
        times = [e.modified for e in editions if tag in ("", e.release.language)]
        _add_others(_add(root, address, max(times, default=None)), {**lists, "x-default": home})


def _address(edition: Edition, tag: str = "") -> str:
    release = edition.release
    return f"{edition.newsroom.base_url}/{link_to(page_path(tag or release.language, release.slug))}"


def _add(root: etree._Element, address: str, modified: datetime | None) -> etree._Element:
    url = etree.SubElement(root, f"{{{SITEMAP}}}url")
    etree.SubElement(url, f"{{{SITEMAP}}}loc").text = address
    if modified:
        etree.SubElement(url, f"{{{SITEMAP}}}lastmod").text = modified.isoformat()
    return url


def _add_others(url: etree._Element, others: Mapping[str, str]) -> None:
    """The same page in each language."""
    for tag, href in others.items():
        etree.SubElement(url, f"{{{XHTML}}}link", {"rel": "alternate", "hreflang": tag, "href": href})


def _news(edition: Edition) -> etree._Element:
    """What makes a page news: its office and language, its date, its headline."""
    release = edition.release
    news = etree.Element(f"{{{NEWS}}}news", nsmap=NAMESPACES)
    publication = etree.SubElement(news, f"{{{NEWS}}}publication")
    etree.SubElement(publication, f"{{{NEWS}}}name").text = edition.newsroom.title(release.language)
    etree.SubElement(publication, f"{{{NEWS}}}language").text = language(release.language).word_tag.lower()
    etree.SubElement(news, f"{{{NEWS}}}publication_date").text = release.date.isoformat()
    etree.SubElement(news, f"{{{NEWS}}}title").text = marked_headline(edition)
    return news


def xml_bytes(root: etree._Element) -> bytes:
    """A document as it is written."""
    return bytes(etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True))
