"""A release in one language as feeds and wires see it: worked out once, written in every format.

An item has the release's own dates and addresses, its text as HTML, and its files with type and size.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from release_kit.editions.edition import HANDOUT_TYPE, Edition
from release_kit.editions.markup import full_html
from release_kit.kinds import BlockKind, Status
from release_kit.newsroom import handout_path, link_to, page_path
from release_kit.release import Picture, find_pictures, notice_text, shown_words

Size = Callable[[str], int]  # bytes of a file by its path in public/; 0 where it is not there


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A file that goes with an item."""

    url: str
    media_type: str
    size: int  # bytes
    medium: str  # document or image
    title: str = ""
    alt: str = ""
    width: int = 0
    height: int = 0


@dataclass(frozen=True, slots=True)
class Item:
    """One release in one language."""

    id: str  # urn:uuid:, of this language alone
    language: str
    url: str
    title: str
    summary: str
    html: str
    author: str
    published: datetime
    updated: datetime
    is_draft: bool  # nobody approved it; its title says so
    notice: str  # that it was corrected or withdrawn, and why; nothing where it was not
    is_gone: bool  # withdrawn: readers are asked to forget it
    tags: tuple[str, ...]
    alternates: Mapping[str, str]  # the other languages' tags and pages
    enclosures: tuple[Enclosure, ...]


def make_item(edition: Edition, size: Size) -> Item:
    """The item of an edition; `size` says how large a public file is."""
    release, newsroom = edition.release, edition.newsroom
    others = [tag for tag in newsroom.languages if tag in edition.others and tag != release.language]
    return Item(
        id=edition.urn,
        language=release.language,
        url=f"{newsroom.base_url}/{link_to(page_path(release.language, release.slug))}",
        title=marked_headline(edition),
        summary=summary(edition),
        html=full_html(edition),
        author=issuer_of(edition),
        published=release.date,
        updated=edition.modified,
        is_draft=edition.is_draft,
        notice=shown_words(notice_text(release)),
        is_gone=release.status == Status.WITHDRAWN,
        tags=release.hashtags,
        alternates={tag: f"{newsroom.base_url}/{link_to(page_path(tag, release.slug))}" for tag in others},
        enclosures=(_handout(edition, size), *_pictures(edition)),
    )


def _handout(edition: Edition, size: Size) -> Enclosure:
    release = edition.release
    path = handout_path(release.language, release.slug)
    title = edition.row.labels["handout"]
    return Enclosure(
        f"{edition.newsroom.base_url}/{link_to(path)}", HANDOUT_TYPE, size(path), "document", title
    )


def _pictures(edition: Edition) -> list[Enclosure]:
    return [_picture(edition, picture) for picture in find_pictures(edition.release)]


def _picture(edition: Edition, picture: Picture) -> Enclosure:
    url = f"{edition.newsroom.base_url}/{link_to(picture.public_path)}"
    about = picture.title, picture.alt, *picture.size
    return Enclosure(url, picture.media_type, len(picture.content), "image", *about)


def issuer_of(edition: Edition) -> str:
    """Who speaks: the issuer, else the office."""
    return edition.release.issuer or edition.newsroom.title(edition.release.language)


def headline(edition: Edition) -> str:
    """The headline, with a word in front where it was corrected or withdrawn."""
    mark = edition.row.labels[edition.release.status] if edition.is_changed else ""
    return f"{mark}{edition.row.label_colon}{edition.release.title}" if mark else edition.release.title


def marked_headline(edition: Edition) -> str:
    """The headline as it stands alone, in feeds and lists: of a draft, with that in front."""
    mark = f"{edition.row.labels['draft']}{edition.row.label_colon}" if edition.is_draft else ""
    return f"{mark}{headline(edition)}"


def summary(edition: Edition) -> str:
    """The subtitle, or the lead without its marks; of a withdrawn release, that it is one."""
    release = edition.release
    if release.status == Status.WITHDRAWN:
        return shown_words(notice_text(release))
    lead = next((block.text for block in release.blocks if block.kind == BlockKind.PARAGRAPH), release.title)
    return release.subtitle or re.sub(r"\s+", " ", shown_words(lead)).strip()
