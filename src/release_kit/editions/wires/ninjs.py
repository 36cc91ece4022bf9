"""ninjs 3.1: a release in one language as JSON for newsrooms' systems.

Source: IPTC ninjs 3.1 (property names, `representationType` full, `pubStatus` usable, withheld or
canceled, `embargoedUntil`). The uri is the release's own and its language's; the UUID that all languages
share is an `altIds` entry, and the other languages are associations.
"""

from __future__ import annotations

import json
from functools import partial

from release_kit.editions.edition import Edition
from release_kit.editions.items import Enclosure, Item, make_item
from release_kit.editions.wires.text import edition_text
from release_kit.editions.word.handout import handout_size
from release_kit.kinds import Status
from release_kit.model import Artifact

SCHEMA = "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json#"
STATUSES = {Status.WITHDRAWN: "canceled"}  # of a release -> ninjs pubStatus; all others are usable


class NinjsExporter:
    """One .ninjs.json an edition."""

    name = "ninjs"

    def export(self, edition: Edition) -> list[Artifact]:
        """The item of an edition."""
        release = edition.release
        item = make_item(edition, partial(handout_size, edition))
        text = json.dumps(describe(edition, item), ensure_ascii=False, indent=1) + "\n"
        return [Artifact(f"{release.language}/{release.slug}.ninjs.json", "application/json", text.encode())]


def describe(edition: Edition, item: Item) -> dict[str, object]:
    """The properties of an item, in the order of the standard."""
    values = {"uri": item.id, **_head(edition, item), **_content(edition, item), **_around(edition, item)}
    return {name: value for name, value in values.items() if value}


def _head(edition: Edition, item: Item) -> dict[str, object]:
    """What the item is, of when, and who may use it."""
    release = edition.release
    return {
        "standard": {"name": "ninjs", "version": "3.1", "schema": SCHEMA},
        "type": "text",
        "representationType": "full",
        "profile": "press-release",
        "version": str(release.version),
        "firstCreated": item.published.isoformat(),
        "versionCreated": item.updated.isoformat(),
        "contentCreated": item.published.isoformat(),
        "embargoedUntil": release.embargo.isoformat() if release.embargo else "",
        "pubStatus": STATUSES.get(release.status, "withheld" if item.is_draft else "usable"),
        "copyrightHolder": item.author,
        "usageTerms": release.disclaimer,
        "language": item.language,
    }


def _content(edition: Edition, item: Item) -> dict[str, object]:
    """What the item says."""
    release = edition.release
    plain = edition_text(edition)
    place = (release.dateline.city, release.dateline.country)
    return {
        "title": item.title,
        "slugline": release.slug,
        "by": item.author,
        "located": ", ".join(part for part in place if part),
        "headlines": [{"role": "main", "contentType": "text/plain", "value": item.title}],
        "descriptions": _descriptions(item),
        "bodies": [
            {"role": "main", "contentType": "text/html", "value": item.html},
            {"role": "text", "contentType": "text/plain", "charCount": len(plain), "value": plain},
        ],
    }


def _around(edition: Edition, item: Item) -> dict[str, object]:
    """What the item is about, whom to ask, and what goes with it."""
    guid = f"urn:uuid:{edition.release.id}"
    return {
        "subjects": [{"name": tag, "rel": "about"} for tag in item.tags],
        "organisations": [{"name": item.author, "rel": "issuer", **_contact(edition)}],
        "altIds": [
            {"role": "guid", "value": guid},
            {"role": "web", "value": item.url},
        ],
        "renditions": [_rendition(file) for file in item.enclosures if file.medium == "document"],
        "associations": [*_pictures(item), *_languages(edition, item)],
    }


def _descriptions(item: Item) -> list[dict[str, object]]:
    """The summary, and what was corrected or why it was withdrawn."""
    texts = {"summary": item.summary, "edNote": item.notice}
    return [
        {"role": role, "contentType": "text/plain", "value": text} for role, text in texts.items() if text
    ]


def _contact(edition: Edition) -> dict[str, object]:
    contact = edition.release.contact
    ways = {"phone": contact.phone, "email": contact.email}
    found = [
        {"type": kind, "role": "press", "name": contact.name or contact.organisation, "value": value}
        for kind, value in ways.items()
        if value
    ]
    return {"contactInfo": found} if found else {}


def _rendition(file: Enclosure) -> dict[str, object]:
    values = {
        "name": "handout" if file.medium == "document" else "full",
        "href": file.url,
        "contentType": file.media_type,
        "title": file.title,
        "width": file.width,
        "height": file.height,
        "sizeInBytes": file.size,
    }
    return {name: value for name, value in values.items() if value}


def _pictures(item: Item) -> list[dict[str, object]]:
    return [
        {
            "name": f"picture-{number}",
            "uri": file.url,
            "rel": "picture",
            "type": "picture",
            "headlines": [{"value": file.title}],
            "descriptions": [{"role": "alt", "value": file.alt}],
            "renditions": [_rendition(file)],
        }
        for number, file in enumerate((f for f in item.enclosures if f.medium == "image"), 1)
    ]


def _languages(edition: Edition, item: Item) -> list[dict[str, object]]:
    return [
        {
            "name": f"translation-{tag}",
            "uri": edition.urn_of(tag),
            "rel": "translation",
            "type": "text",
            "language": tag,
            "altIds": [{"role": "web", "value": url}],
        }
        for tag, url in item.alternates.items()
    ]
