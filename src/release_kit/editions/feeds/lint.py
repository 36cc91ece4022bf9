"""What a validator would say of a feed, ours or another's: RSS 2.0 and Atom 1.0.

The rules are those of the W3C Feed Validator that bite in practice: well-formed XML without a DTD; the
required elements; RFC 822 dates with the right weekday and RFC 3339 dates with a zone, none far ahead; a
`guid` that is a URN and not a permalink; `atom:link rel="self"`; known language tags; enclosures with
address, size and type; no relative addresses; unique ids.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

from lxml import etree

from release_kit.errors import InputError
from release_kit.model import Finding, Severity
from release_kit.newsroom import parse_xml
from release_kit.places import Place

ATOM = "{http://www.w3.org/2005/Atom}"
TOMBSTONES = "{http://purl.org/atompub/tombstones/1.0}"  # RFC 6721
TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z]{4})?(?:-(?:[A-Za-z]{2}|\d{3}))?(?:-[A-Za-z0-9]{2,8})*")
RFC3339 = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})")
ELEMENTS = 1_000_000  # of one feed
AHEAD = timedelta(days=2)  # a date further on is a mistake
Said = tuple[Severity, str]


def lint_feed(data: bytes, name: str, now: datetime) -> list[Finding]:
    """Every rule that a feed breaks, with the item's number."""
    try:
        root = parse_xml(data, name, ELEMENTS)
    except InputError as error:
        return [Finding("feed", Severity.ERROR, Place(name, line=error.line), error.problem)]
    said: list[Said] = []
    if b"<!DOCTYPE" in data[:4096]:
        said.append((Severity.ERROR, "a DTD; feeds have none"))
    if root.tag == "rss":
        said += _rss(root, now)
    elif root.tag == f"{ATOM}feed":
        said += _atom(root, now)
    else:
        said.append((Severity.ERROR, f"neither RSS 2.0 nor Atom 1.0: {root.tag}"))
    return [Finding("feed", severity, Place(name), message) for severity, message in said]


def _rss(root: etree._Element, now: datetime) -> Iterator[Said]:
    if root.get("version") != "2.0":
        yield Severity.ERROR, f"version {root.get('version')!r}; 2.0 is meant"
    channel = root.find("channel")
    if channel is None:
        yield Severity.ERROR, "no channel"
        return
    for required in ("title", "link", "description"):
        if not (channel.findtext(required) or "").strip():
            yield Severity.ERROR, f"channel without {required}"
    yield from _language(channel.findtext("language"))
    yield from _self(channel.findall(f"{ATOM}link"))
    yield from _date(channel.findtext("lastBuildDate"), "lastBuildDate", now)
    seen: set[str] = set()
    for number, item in enumerate(channel.findall("item"), 1):
        for severity, message in _rss_item(item, seen, now):
            yield severity, f"item {number}: {message}"


def _rss_item(item: etree._Element, seen: set[str], now: datetime) -> Iterator[Said]:
    if not item.findtext("title") and not item.findtext("description"):
        yield Severity.ERROR, "neither title nor description"
    guid = item.find("guid")
    if guid is None or not guid.text:
        yield Severity.WARNING, "no guid"
    else:
        if guid.get("isPermaLink", "true") == "true" and urlsplit(guid.text).scheme not in ("http", "https"):
            yield Severity.ERROR, 'guid is no web address; it needs isPermaLink="false"'
        yield from _unique(guid.text, seen)
    yield from _date(item.findtext("pubDate"), "pubDate", now)
    yield from _address(item.findtext("link"), "link")
    files = item.findall("enclosure")
    if len(files) > 1:
        yield Severity.WARNING, "more than one enclosure; readers take the first"
    for file in files:
        if not (file.get("url") and file.get("type") and (file.get("length") or "").isdigit()):
            yield Severity.ERROR, "an enclosure without url, type or length"
        yield from _address(file.get("url"), "enclosure")


def _atom(root: etree._Element, now: datetime) -> Iterator[Said]:
    for required in ("id", "title", "updated"):
        if not (root.findtext(f"{ATOM}{required}") or "").strip():
            yield Severity.ERROR, f"feed without {required}"
    yield from _language(root.get("{http://www.w3.org/XML/1998/namespace}lang"))
    yield from _self(root.findall(f"{ATOM}link"))
    yield from _moment(root.findtext(f"{ATOM}updated"), "updated", now)
    for gone in root.findall(f"{TOMBSTONES}deleted-entry"):
        if not gone.get("ref") or not gone.get("when"):
            yield Severity.ERROR, "a deleted entry without ref or when"
        yield from _moment(gone.get("when"), "when", now)
    seen: set[str] = set()
    has_author = root.find(f"{ATOM}author") is not None
    for number, entry in enumerate(root.findall(f"{ATOM}entry"), 1):
        for severity, message in _atom_entry(entry, seen, now, has_author=has_author):
            yield severity, f"entry {number}: {message}"


def _atom_entry(entry: etree._Element, seen: set[str], now: datetime, *, has_author: bool) -> Iterator[Said]:
    for required in ("id", "title", "updated"):
        if not (entry.findtext(f"{ATOM}{required}") or "").strip():
            yield Severity.ERROR, f"no {required}"
    if not has_author and entry.find(f"{ATOM}author") is None:
        yield Severity.ERROR, "no author, here or in the feed"
    yield from _unique(entry.findtext(f"{ATOM}id") or "", seen)
    for name in ("updated", "published"):
        yield from _moment(entry.findtext(f"{ATOM}{name}"), name, now)
    content = entry.find(f"{ATOM}content")
    kind = content.get("type", "text") if content is not None else "text"
    if kind not in ("text", "html", "xhtml") and "/" not in kind:
        yield Severity.ERROR, f"content type {kind!r}"
    for link in entry.findall(f"{ATOM}link"):
        yield from _address(link.get("href"), "link")
        if link.get("hreflang"):
            yield from _language(link.get("hreflang"))


def _language(tag: str | None) -> Iterator[Said]:
    if tag and not TAG.fullmatch(tag):
        yield Severity.ERROR, f"language {tag!r} is no BCP 47 tag"


def _self(links: list[etree._Element]) -> Iterator[Said]:
    own = [link for link in links if link.get("rel") == "self"]
    if not own:
        yield Severity.WARNING, 'no atom:link rel="self"'
    for link in own:
        yield from _address(link.get("href"), "self")


def _unique(identifier: str, seen: set[str]) -> Iterator[Said]:
    if identifier in seen:
        yield Severity.ERROR, f"the id {identifier} twice"
    seen.add(identifier)


def _address(text: str | None, what: str) -> Iterator[Said]:
    parts = urlsplit(text.strip()) if text else None
    if parts and (not parts.scheme or (parts.scheme in ("http", "https") and not parts.hostname)):
        yield Severity.ERROR, f"{what} is not a whole address: {text}"


def _date(text: str | None, what: str, now: datetime) -> Iterator[Said]:
    if not text:
        return
    try:
        when = parsedate_to_datetime(text)
    except (TypeError, ValueError):
        yield Severity.ERROR, f"{what} is no RFC 822 date: {text}"
        return
    days = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
    if "," in text and text.split(",")[0].strip() != days[when.weekday()]:
        yield Severity.ERROR, f"{what} has the wrong weekday: {text}"
    if when.tzinfo is None:
        yield Severity.ERROR, f"{what} names no zone: {text}"
    elif when > now + AHEAD:
        yield Severity.WARNING, f"{what} is far ahead: {text}"


def _moment(text: str | None, what: str, now: datetime) -> Iterator[Said]:
    if not text:
        return
    if not RFC3339.fullmatch(text.strip()):
        yield Severity.ERROR, f"{what} is no RFC 3339 date: {text}"
        return
    try:
        if datetime.fromisoformat(text.strip()) > now + AHEAD:
            yield Severity.WARNING, f"{what} is far ahead: {text}"
    except ValueError:
        yield Severity.ERROR, f"{what} is no date: {text}"
