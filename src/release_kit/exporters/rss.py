"""RSS 2.0, one feed a language, by feedgen, and what feedgen leaves undone mended on its tree.

Mended here (feedgen 1.0.0): the clock in lastBuildDate; the `link` that an alternate overwrites;
entry links without rel and hreflang; dates by the process's locale. Dates are RFC 822 with English
names (RSS 2.0 specification); a GUID is `urn:uuid:` with isPermaLink="false".
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from email.utils import format_datetime

from feedgen.feed import FeedGenerator
from lxml import etree

from release_kit.blocks import to_html, write_blocks
from release_kit.edition import (
    Edition,
    blocks_with_dateline,
    feed_path,
    handout_path,
    newest_first,
    page_path,
)
from release_kit.languages import language
from release_kit.model import Artifact
from release_kit.newsroom import Newsroom
from release_kit.rules import standing_text

MEDIA_TYPE = "application/rss+xml"
ATOM = "http://www.w3.org/2005/Atom"
CONTENT = "http://purl.org/rss/1.0/modules/content/"
DUBLIN_CORE = "http://purl.org/dc/elements/1.1/"
NAMESPACES = {"atom": ATOM, "content": CONTENT, "dc": DUBLIN_CORE}


def export_feed(newsroom: Newsroom, tag: str, editions: Sequence[Edition]) -> Artifact:
    """The feed of a language, newest release first; every date is a release's own."""
    newest = newest_first(editions)
    generator = _channel(newsroom, tag)
    for edition in newest:
        _entry(generator, edition)
    tree = etree.fromstring(generator.rss_str(), etree.XMLParser(resolve_entities=False, no_network=True))
    finished = _finish(tree, newsroom, tag, newest)
    content = etree.tostring(finished, encoding="UTF-8", xml_declaration=True, pretty_print=True)
    return Artifact(feed_path(tag), MEDIA_TYPE, content)


def _channel(newsroom: Newsroom, tag: str) -> FeedGenerator:
    name = newsroom.title(tag)
    generator = FeedGenerator()
    generator.title(name)
    generator.link(href=f"{newsroom.base_url}/{tag}/index.html")
    generator.description(f"{name} – {language(tag).labels['releases']}")
    generator.language(tag)
    generator.generator("release-kit")
    return generator


def _entry(generator: FeedGenerator, edition: Edition) -> None:
    release = edition.release
    entry = generator.add_entry(order="append")
    entry.title(headline(edition))
    entry.link(href=f"{edition.newsroom.base_url}/{page_path(release.language, release.slug)}")
    entry.guid(f"urn:uuid:{release.id}", permalink=False)
    entry.description(summary(edition))
    for tag in release.hashtags:
        entry.category(term=tag)


def headline(edition: Edition) -> str:
    """The headline, with a word in front where it was corrected or withdrawn."""
    release = edition.release
    mark = edition.row.labels.get(release.status, "") if release.status in ("corrected", "withdrawn") else ""
    return f"{mark}{edition.row.label_colon}{release.title}" if mark else release.title


def summary(edition: Edition) -> str:
    release = edition.release
    return release.subtitle or next((b.text for b in release.blocks if b.kind == "paragraph"), release.title)


def full_text(edition: Edition) -> str:
    """The release as HTML: dateline, body, standing text, disclaimer."""
    release = edition.release
    parts = [write_blocks(blocks_with_dateline(release)), standing_text(release, edition.newsroom)]
    return "".join(to_html(part) for part in (*parts, release.disclaimer) if part)


def _finish(
    tree: etree._Element, newsroom: Newsroom, tag: str, editions: Sequence[Edition]
) -> etree._Element:
    """The tree with our namespaces, links and dates."""
    root = etree.Element("rss", {"version": "2.0"}, nsmap=NAMESPACES)
    channel = etree.SubElement(root, "channel")
    for child in tree[0]:
        if child.tag not in ("lastBuildDate", "item", "docs", f"{{{ATOM}}}link"):
            channel.append(child)
    home = channel.find("link")
    if home is not None:
        home.text = f"{newsroom.base_url}/{tag}/index.html"
    href = f"{newsroom.base_url}/{feed_path(tag)}"
    etree.SubElement(channel, f"{{{ATOM}}}link", href=href, rel="self", type=MEDIA_TYPE)
    if editions:
        newest = max(edition.modified for edition in editions)
        etree.SubElement(channel, "lastBuildDate").text = rfc822(newest)
    for item, edition in zip(tree[0].findall("item"), editions, strict=True):
        _finish_item(item, edition)
        channel.append(item)
    etree.cleanup_namespaces(root, top_nsmap=NAMESPACES, keep_ns_prefixes=list(NAMESPACES))
    return root


def _finish_item(item: etree._Element, edition: Edition) -> None:
    release, newsroom = edition.release, edition.newsroom
    for old in item.findall("pubDate"):
        item.remove(old)
    etree.SubElement(item, "pubDate").text = rfc822(release.date)
    creator = release.issuer or newsroom.name.get(release.language, "")
    if creator:
        etree.SubElement(item, f"{{{DUBLIN_CORE}}}creator").text = creator
    etree.SubElement(item, f"{{{CONTENT}}}encoded").text = full_text(edition)
    for tag in newsroom.languages:
        if tag in edition.others and tag != release.language:
            href = f"{newsroom.base_url}/{page_path(tag, release.slug)}"
            attributes = {"rel": "alternate", "hreflang": tag, "type": "text/html", "href": href}
            etree.SubElement(item, f"{{{ATOM}}}link", attributes)
    handout = f"{newsroom.base_url}/{handout_path(release.language, release.slug)}"
    etree.SubElement(item, f"{{{ATOM}}}link", rel="related", href=handout)


def rfc822(when: datetime) -> str:
    """A moment as RSS wants it: Thu, 29 Feb 2024 09:00:00 +0800."""
    return format_datetime(when)
