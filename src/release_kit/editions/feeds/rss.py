"""RSS 2.0, one feed a language, by feedgen, and what feedgen leaves undone mended on its tree.

Mended here (feedgen 1.0.0), each with a test: the clock in lastBuildDate; the `link` that an alternate
overwrites; entry links without rel, type and hreflang; dates by the process's locale; one enclosure's
size as text. Dates are RFC 822 with English names (RSS 2.0); a GUID is `urn:uuid:` with
isPermaLink="false"; pages of an archive are linked by RFC 5005; pictures and handouts are Media RSS 1.5.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from email.utils import format_datetime

from feedgen.feed import FeedGenerator
from lxml import etree

from release_kit.editions.feeds.paging import Page
from release_kit.editions.items import Enclosure, Item
from release_kit.languages import language
from release_kit.model import Artifact
from release_kit.newsroom import Newsroom, parse_xml

MEDIA_TYPE = "application/rss+xml"
ATOM = "http://www.w3.org/2005/Atom"
CONTENT = "http://purl.org/rss/1.0/modules/content/"
DUBLIN_CORE = "http://purl.org/dc/elements/1.1/"
MEDIA = "http://search.yahoo.com/mrss/"
HISTORY = "http://purl.org/syndication/history/1.0"
NAMESPACES = {"atom": ATOM, "content": CONTENT, "dc": DUBLIN_CORE, "media": MEDIA, "fh": HISTORY}


def export_rss(newsroom: Newsroom, tag: str, page: Page) -> Artifact:
    """One page of a language's feed, newest release first; every date is a release's own."""
    root = etree.Element("rss", {"version": "2.0"}, nsmap=NAMESPACES)
    channel = _channel(root, newsroom, tag, page)
    for item in page.items:
        _item(etree.SubElement(channel, "item"), item)
    content = etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True)
    return Artifact(page.path, MEDIA_TYPE, content)


def _channel(root: etree._Element, newsroom: Newsroom, tag: str, page: Page) -> etree._Element:
    """What feedgen makes of a channel, with its home, its own address and its pages."""
    name = newsroom.title(tag)
    home = f"{newsroom.base_url}/{tag}/index.html"
    generator = FeedGenerator()
    generator.title(name)
    generator.link(href=home)
    generator.description(f"{name} – {language(tag).labels['releases']}")
    generator.language(tag)
    generator.generator("release-kit")
    tree = parse_xml(generator.rss_str(), "feed.xml")
    channel = etree.SubElement(root, "channel")
    for child in tree[0]:
        if child.tag not in ("lastBuildDate", "docs", f"{{{ATOM}}}link"):
            channel.append(child)
    for rel, href in page.links(newsroom.base_url):
        kind = {} if rel == "hub" else {"type": MEDIA_TYPE}
        etree.SubElement(channel, f"{{{ATOM}}}link", {"href": href, "rel": rel} | kind)
    if page.is_archive:
        etree.SubElement(channel, f"{{{HISTORY}}}archive")
    if page.items:
        etree.SubElement(channel, "lastBuildDate").text = rfc822(max(item.updated for item in page.items))
    return channel


def _item(node: etree._Element, item: Item) -> None:
    for name, text in (("title", item.title), ("link", item.url), ("description", item.summary)):
        etree.SubElement(node, name).text = text
    etree.SubElement(node, "guid", isPermaLink="false").text = item.id
    for tag in item.tags:
        etree.SubElement(node, "category").text = tag
    etree.SubElement(node, "pubDate").text = rfc822(item.published)
    etree.SubElement(node, f"{{{DUBLIN_CORE}}}creator").text = item.author
    etree.SubElement(node, f"{{{DUBLIN_CORE}}}language").text = item.language
    etree.SubElement(node, f"{{{CONTENT}}}encoded").text = item.html
    etree.SubElement(node, f"{{{ATOM}}}updated").text = item.updated.isoformat()
    for tag, href in item.alternates.items():
        attributes = {"rel": "alternate", "hreflang": tag, "type": "text/html", "href": href}
        etree.SubElement(node, f"{{{ATOM}}}link", attributes)
    _files(node, item.enclosures)


def _files(node: etree._Element, files: Sequence[Enclosure]) -> None:
    """The handout as the one enclosure that readers expect; it and the pictures as media."""
    for file in files[:1]:
        size = {"url": file.url, "length": str(file.size), "type": file.media_type}
        etree.SubElement(node, "enclosure", size)
    for file in files:
        measures = {"fileSize": file.size, "width": file.width, "height": file.height}
        attributes = {name: str(value) for name, value in measures.items() if value}
        kind = {"url": file.url, "type": file.media_type, "medium": file.medium}
        made = etree.SubElement(node, f"{{{MEDIA}}}content", kind | attributes)
        if file.title:
            etree.SubElement(made, f"{{{MEDIA}}}title", type="plain").text = file.title
        if file.alt:
            etree.SubElement(made, f"{{{MEDIA}}}description", type="plain").text = file.alt


def rfc822(when: datetime) -> str:
    """A moment as RSS wants it: Thu, 29 Feb 2024 09:00:00 +0800."""
    return format_datetime(when)
