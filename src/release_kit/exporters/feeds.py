"""The other feeds: Atom and JSON Feed a language, one OPML and one news sitemap for all.

Sources: RFC 4287 (Atom, by feedgen), JSON Feed 1.1, OPML 2.0, sitemaps.org 0.9 with Google's news and
alternate-language extensions. Every date is a release's own, so the same newsroom gives the same bytes.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from feedgen.feed import FeedGenerator
from lxml import etree

from release_kit.edition import Edition, feed_path, newest_first, page_path
from release_kit.exporters.rss import ATOM, full_text, headline, summary
from release_kit.languages import language
from release_kit.model import Artifact
from release_kit.newsroom import Newsroom

SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
NEWS = "http://www.google.com/schemas/sitemap-news/0.9"
XHTML = "http://www.w3.org/1999/xhtml"
NAMESPACES: Any = {None: SITEMAP, "news": NEWS, "xhtml": XHTML}
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)  # a feed without releases was never updated


def export_more_feeds(newsroom: Newsroom, editions: Sequence[Edition]) -> list[Artifact]:
    """Every feed but RSS."""
    newest = newest_first(editions)
    found: list[Artifact] = []
    for tag in newsroom.languages:
        ours = [edition for edition in newest if edition.release.language == tag]
        found += [export_atom(newsroom, tag, ours), export_json(newsroom, tag, ours)]
    return [*found, export_opml(newsroom), export_sitemap(newsroom, newest)]


def _address(edition: Edition, tag: str = "") -> str:
    release = edition.release
    return f"{edition.newsroom.base_url}/{page_path(tag or release.language, release.slug)}"


def _author(edition: Edition) -> str:
    release, newsroom = edition.release, edition.newsroom
    return release.issuer or newsroom.title(release.language)


def export_atom(newsroom: Newsroom, tag: str, editions: Sequence[Edition]) -> Artifact:
    """Atom 1.0 with the full text; entries are known by the same urn:uuid: as in RSS."""
    here = f"{newsroom.base_url}/{tag}/atom.xml"
    feed = FeedGenerator()
    feed.id(here)
    feed.title(newsroom.title(tag))
    feed.language(tag)
    feed.link(
        [{"href": here, "rel": "self"}, {"href": f"{newsroom.base_url}/{tag}/index.html", "rel": "alternate"}]
    )
    feed.author({"name": newsroom.title(tag)})
    feed.updated(max((edition.modified for edition in editions), default=EPOCH))
    feed.generator("release-kit")
    for edition in editions:
        _atom_entry(feed, edition)
    root = etree.fromstring(feed.atom_str(), etree.XMLParser(resolve_entities=False, no_network=True))
    for link in root.iterfind(f"{{{ATOM}}}entry/{{{ATOM}}}link"):  # feedgen loses the language
        link.set("hreflang", str(link.get("href")).removeprefix(newsroom.base_url).split("/")[1])
    return Artifact(f"{tag}/atom.xml", "application/atom+xml", _written(root))


def _atom_entry(feed: FeedGenerator, edition: Edition) -> None:
    release = edition.release
    entry = feed.add_entry(order="append")
    entry.id(f"urn:uuid:{release.id}")
    entry.title(headline(edition))
    entry.updated(edition.modified)
    entry.published(release.date)
    entry.author({"name": _author(edition)})
    entry.link(href=_address(edition), rel="alternate", type="text/html")
    for tag in (
        tag for tag in edition.newsroom.languages if tag in edition.others and tag != release.language
    ):
        entry.link(href=_address(edition, tag), rel="alternate", type="text/html")
    entry.summary(summary(edition))
    entry.content(full_text(edition), type="html")
    for word in release.hashtags:
        entry.category(term=word)


def export_json(newsroom: Newsroom, tag: str, editions: Sequence[Edition]) -> Artifact:
    """JSON Feed 1.1."""
    values = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": newsroom.title(tag),
        "home_page_url": f"{newsroom.base_url}/{tag}/index.html",
        "feed_url": f"{newsroom.base_url}/{tag}/feed.json",
        "language": tag,
        "items": [_json_item(edition) for edition in editions],
    }
    text = json.dumps(values, ensure_ascii=False, indent=1) + "\n"
    return Artifact(f"{tag}/feed.json", "application/feed+json", text.encode())


def _json_item(edition: Edition) -> dict[str, object]:
    release = edition.release
    return {
        "id": f"urn:uuid:{release.id}",
        "url": _address(edition),
        "title": headline(edition),
        "content_html": full_text(edition),
        "summary": summary(edition),
        "date_published": release.date.isoformat(),
        "date_modified": edition.modified.isoformat(),
        "authors": [{"name": _author(edition)}],
        "tags": list(release.hashtags),
        "language": release.language,
    }


def export_opml(newsroom: Newsroom) -> Artifact:
    """All feeds as one list to subscribe to."""
    root = etree.Element("opml", version="2.0")
    head = etree.SubElement(root, "head")
    title = newsroom.title(newsroom.source)
    etree.SubElement(head, "title").text = title
    body = etree.SubElement(root, "body")
    for tag in newsroom.languages:
        name = f"{newsroom.title(tag)} ({language(tag).own_name})"
        attributes = {"type": "rss", "text": name, "title": name, "language": tag}
        addresses = {
            "xmlUrl": f"{newsroom.base_url}/{feed_path(tag)}",
            "htmlUrl": f"{newsroom.base_url}/{tag}/index.html",
        }
        etree.SubElement(body, "outline", attributes | addresses)
    return Artifact("feeds.opml", "text/x-opml", _written(root))


def export_sitemap(newsroom: Newsroom, editions: Sequence[Edition]) -> Artifact:
    """Every page with its date, its headline and the same release in the other languages."""
    root = etree.Element(f"{{{SITEMAP}}}urlset", nsmap=NAMESPACES)
    for edition in editions:
        release = edition.release
        url = etree.SubElement(root, f"{{{SITEMAP}}}url")
        etree.SubElement(url, f"{{{SITEMAP}}}loc").text = _address(edition)
        etree.SubElement(url, f"{{{SITEMAP}}}lastmod").text = edition.modified.isoformat()
        news = etree.SubElement(url, f"{{{NEWS}}}news")
        publication = etree.SubElement(news, f"{{{NEWS}}}publication")
        etree.SubElement(publication, f"{{{NEWS}}}name").text = newsroom.title(release.language)
        etree.SubElement(publication, f"{{{NEWS}}}language").text = language(
            release.language
        ).word_tag.lower()
        etree.SubElement(news, f"{{{NEWS}}}publication_date").text = release.date.isoformat()
        etree.SubElement(news, f"{{{NEWS}}}title").text = headline(edition)
        for other in (tag for tag in newsroom.languages if tag in edition.others):
            attributes = {"rel": "alternate", "hreflang": other, "href": _address(edition, other)}
            etree.SubElement(url, f"{{{XHTML}}}link", attributes)
    return Artifact("sitemap.xml", "application/xml", _written(root))


def _written(root: etree._Element) -> bytes:
    return bytes(etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True))
