"""The other feeds: Atom and JSON Feed a language, one OPML and one news sitemap for all.

Sources: RFC 4287 (Atom, by feedgen), JSON Feed 1.1, OPML 2.0, sitemaps.org 0.9 with Google's news and
alternate-language extensions. Every date is a release's own, so the same newsroom gives the same bytes.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime

from feedgen.feed import FeedGenerator
from lxml import etree

from release_kit.editions.edition import Edition, newest_first
from release_kit.editions.feeds.paging import Page, paged
from release_kit.editions.feeds.rss import ATOM, HISTORY, export_rss
from release_kit.editions.feeds.sitemap import export_sitemap, xml_bytes
from release_kit.editions.items import Item, Size, make_item
from release_kit.languages import language
from release_kit.model import Artifact
from release_kit.newsroom import Newsroom, feed_path, link_to, parse_xml

TOMBSTONES = "http://purl.org/atompub/tombstones/1.0"
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)  # a feed without releases was never updated
APP = {"app": "http://www.w3.org/2007/app"}  # RFC 5023
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def export_feeds(newsroom: Newsroom, editions: Sequence[Edition], size: Size) -> list[Artifact]:
    """Every feed; only what stands in some document of one is worked out.

    What was corrected or withdrawn is news again, so that no reader's window misses it.
    """
    newest = sorted(newest_first(editions), key=lambda edition: edition.modified, reverse=True)
    found: list[Artifact] = []
    settings = newsroom.feeds
    limit = None if settings.archives or not settings.window else settings.window
    for tag in newsroom.languages:
        ours = [edition for edition in newest if edition.release.language == tag][:limit]
        items = [make_item(edition, size) for edition in ours]
        found += [export_rss(newsroom, tag, page) for page in paged(feed_path(tag), items, settings)]
        found += [export_atom(newsroom, tag, page) for page in paged(f"{tag}/atom.xml", items, settings)]
        window = settings.window or len(items)
        found.append(export_json(newsroom, tag, items[:window]))
    return [*found, export_opml(newsroom), export_sitemap(newsroom, newest)]


def export_atom(newsroom: Newsroom, tag: str, page: Page) -> Artifact:
    """Atom 1.0 with the full text; entries are known by the same urn:uuid: as in RSS.

    A withdrawn release is a tombstone (RFC 6721), by which readers take away what they hold.
    """
    feed = FeedGenerator()
    feed.id(f"{newsroom.base_url}/{link_to(page.path)}")
    feed.title(newsroom.title(tag))
    feed.language(tag)
    home = {"href": f"{newsroom.base_url}/{tag}/index.html", "rel": "alternate"}
    feed.link([{"href": href, "rel": rel} for rel, href in page.links(newsroom.base_url)] + [home])
    feed.author({"name": newsroom.title(tag)})
    feed.updated(max((item.updated for item in page.items), default=EPOCH))
    feed.generator("release-kit")
    root = parse_xml(feed.atom_str(), "atom.xml")
    if page.is_archive:
        root.insert(0, etree.Element(f"{{{HISTORY}}}archive", nsmap={"fh": HISTORY}))
    for item in page.items:
        root.append(_tombstone(item) if item.is_gone else _atom_entry(item))
    return Artifact(page.path, "application/atom+xml", xml_bytes(root))


def _tombstone(item: Item) -> etree._Element:
    attributes = {"ref": item.id, "when": item.updated.isoformat(), XML_LANG: item.language}
    gone = etree.Element(f"{{{TOMBSTONES}}}deleted-entry", attributes, nsmap={"at": TOMBSTONES})
    etree.SubElement(gone, f"{{{TOMBSTONES}}}comment").text = item.notice
    etree.SubElement(gone, f"{{{ATOM}}}link", rel="alternate", type="text/html", href=item.url)
    return gone


def _atom_entry(item: Item) -> etree._Element:
    """An entry; feedgen's loses the type and language of links, and is slow over thousands."""
    entry = etree.Element(f"{{{ATOM}}}entry", {XML_LANG: item.language}, nsmap=APP if item.is_draft else None)
    dates = (("updated", item.updated), ("published", item.published))
    for name, text in (("id", item.id), ("title", item.title), *((n, when.isoformat()) for n, when in dates)):
        etree.SubElement(entry, f"{{{ATOM}}}{name}").text = text
    etree.SubElement(etree.SubElement(entry, f"{{{ATOM}}}author"), f"{{{ATOM}}}name").text = item.author
    for tag, href in {item.language: item.url, **item.alternates}.items():
        attributes = {"rel": "alternate", "type": "text/html", "hreflang": tag, "href": href}
        etree.SubElement(entry, f"{{{ATOM}}}link", attributes)
    for file in item.enclosures:
        held = {"rel": "enclosure", "type": file.media_type, "length": str(file.size), "href": file.url}
        etree.SubElement(entry, f"{{{ATOM}}}link", held | ({"title": file.title} if file.title else {}))
    for word in item.tags:
        etree.SubElement(entry, f"{{{ATOM}}}category", term=word)
    etree.SubElement(entry, f"{{{ATOM}}}summary").text = item.summary
    etree.SubElement(entry, f"{{{ATOM}}}content", type="html").text = item.html
    if item.is_draft:  # RFC 5023, section 13.1.1
        control = etree.SubElement(entry, f"{{{APP['app']}}}control")
        etree.SubElement(control, f"{{{APP['app']}}}draft").text = "yes"
    return entry


def export_json(newsroom: Newsroom, tag: str, items: Sequence[Item]) -> Artifact:
    """JSON Feed 1.1."""
    hub = newsroom.feeds.hub
    values: dict[str, object] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": newsroom.title(tag),
        "home_page_url": f"{newsroom.base_url}/{tag}/index.html",
        "feed_url": f"{newsroom.base_url}/{tag}/feed.json",
        "language": tag,
        **({"hubs": [{"type": "WebSub", "url": hub}]} if hub else {}),
        "items": [_json_item(item) for item in items],
    }
    text = json.dumps(values, ensure_ascii=False, indent=1) + "\n"
    return Artifact(f"{tag}/feed.json", "application/feed+json", text.encode())


def _json_item(item: Item) -> dict[str, object]:
    picture = next((file.url for file in item.enclosures if file.medium == "image"), "")
    return {
        "id": item.id,
        "url": item.url,
        "title": item.title,
        "content_html": item.html,
        "summary": item.summary,
        **({"image": picture} if picture else {}),
        "date_published": item.published.isoformat(),
        "date_modified": item.updated.isoformat(),
        "authors": [{"name": item.author}],
        "tags": list(item.tags),
        "language": item.language,
        **({"_release_kit": {"draft": True}} if item.is_draft else {}),
        "attachments": [
            {"url": f.url, "mime_type": f.media_type, "title": f.title, "size_in_bytes": f.size}
            for f in item.enclosures
        ],
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
    return Artifact("feeds.opml", "text/x-opml", xml_bytes(root))
