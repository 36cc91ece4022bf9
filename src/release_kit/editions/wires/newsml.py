"""NewsML-G2 2.35: a release in one language as a newsItem, the text as XHTML inside it.

Source: IPTC NewsML-G2 2.35, conformance power. Order of elements: catalogRef, rightsInfo, itemMeta,
contentMeta, contentSet; itemMeta: itemClass, provider, versionCreated, firstCreated, embargoed, pubStatus,
fileName, title, edNote, link; contentMeta: contentCreated, located, creator, language, keyword, slugline,
headline, dateline, description. Controlled values come from IPTC's NewsCodes (ninat, stat).
"""

from __future__ import annotations

from functools import partial

from lxml import etree, html

from release_kit.editions.edition import Edition
from release_kit.editions.items import Item, make_item
from release_kit.editions.word.handout import handout_size
from release_kit.kinds import Status
from release_kit.model import Artifact
from release_kit.release import dateline_text

G2 = "http://iptc.org/std/nar/2006-10-01/"
XHTML = "http://www.w3.org/1999/xhtml"
CATALOG = "http://www.iptc.org/std/catalog/catalog.IPTC-G2-Standards_41.xml"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
STATUSES = {Status.WITHDRAWN: "stat:canceled"}


class NewsmlExporter:
    """One .newsml.xml an edition."""

    name = "newsml"

    def export(self, edition: Edition) -> list[Artifact]:
        """The newsItem of an edition."""
        release = edition.release
        item = make_item(edition, partial(handout_size, edition))
        root = news_item(edition, item)
        data = etree.tostring(root, encoding="UTF-8", xml_declaration=True)
        path = f"{release.language}/{release.slug}.newsml.xml"
        return [Artifact(path, "application/vnd.iptc.g2.newsitem+xml", data)]


def _add(parent: etree._Element, name: str, text: str = "", **attributes: str) -> etree._Element:
    made = etree.SubElement(parent, f"{{{G2}}}{name}", attributes)
    made.text = text or None
    return made


def news_item(edition: Edition, item: Item) -> etree._Element:
    """The whole item."""
    attributes = {
        "guid": item.id,
        "version": str(edition.release.version),
        "standard": "NewsML-G2",
        "standardversion": "2.35",
        "conformance": "power",
        XML_LANG: item.language,
    }
    root = etree.Element(f"{{{G2}}}newsItem", attributes, nsmap={None: G2})  # type: ignore[dict-item]
    _add(root, "catalogRef", href=CATALOG)
    rights = _add(root, "rightsInfo")
    _add(_add(rights, "copyrightHolder", literal=item.author), "name", item.author)
    if edition.release.disclaimer:
        _add(rights, "usageTerms", edition.release.disclaimer)
    _item_meta(root, edition, item)
    _content_meta(root, edition, item)
    _content(root, item)
    return root


def _item_meta(root: etree._Element, edition: Edition, item: Item) -> None:
    meta = _add(root, "itemMeta")
    _add(meta, "itemClass", qcode="ninat:text")
    provider = _add(meta, "provider", uri=edition.newsroom.base_url)
    _add(provider, "name", edition.newsroom.title(item.language))
    _add(meta, "versionCreated", item.updated.isoformat())
    _add(meta, "firstCreated", item.published.isoformat())
    if edition.release.embargo:
        _add(meta, "embargoed", edition.release.embargo.isoformat())
    usual = "stat:withheld" if item.is_draft else "stat:usable"
    _add(meta, "pubStatus", qcode=STATUSES.get(edition.release.status, usual))
    _add(meta, "title", item.title)
    if item.is_draft:
        _add(meta, "edNote", edition.row.labels["draft"])
    if item.notice:
        _add(meta, "edNote", item.notice)
    for tag in item.alternates:
        link = {"rel": "irel:translatedFrom"} if tag == edition.newsroom.source else {"rel": "irel:seeAlso"}
        _add(meta, "link", **link, residref=edition.urn_of(tag))
    if edition.release.version > 1:
        before = str(edition.release.version - 1)
        _add(meta, "link", rel="irel:previousVersion", residref=item.id, version=before)


def _content_meta(root: etree._Element, edition: Edition, item: Item) -> None:
    release = edition.release
    meta = _add(root, "contentMeta")
    _add(meta, "contentCreated", item.published.isoformat())
    if release.dateline.city:
        _add(_add(meta, "located", literal=release.dateline.city), "name", release.dateline.city)
    _add(_add(meta, "creator", literal=item.author), "name", item.author)
    _add(meta, "altId", f"urn:uuid:{release.id}")
    _add(meta, "language", tag=item.language)
    for word in item.tags:
        _add(meta, "keyword", word)
    _add(meta, "slugline", release.slug)
    _add(meta, "headline", item.title)
    if lead := dateline_text(release):
        _add(meta, "dateline", lead)
    _add(meta, "description", item.summary)


def _content(root: etree._Element, item: Item) -> None:
    """The text as a whole XHTML document, and the files beside it."""
    content = _add(root, "contentSet")
    inline = _add(content, "inlineXML", contenttype="application/xhtml+xml")
    page = etree.SubElement(inline, f"{{{XHTML}}}html", nsmap={None: XHTML})  # type: ignore[dict-item]
    head = etree.SubElement(page, f"{{{XHTML}}}head")
    etree.SubElement(head, f"{{{XHTML}}}title").text = item.title
    body = etree.SubElement(page, f"{{{XHTML}}}body")
    etree.SubElement(body, f"{{{XHTML}}}h1").text = item.title
    for child in html.fragments_fromstring(item.html):
        if not isinstance(child, str):
            html.html_to_xhtml(child)
            body.append(child)
    for file in item.enclosures:
        size = {"size": str(file.size)} if file.size else {}
        _add(content, "remoteContent", href=file.url, contenttype=file.media_type, **size)
