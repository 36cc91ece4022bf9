"""A release as HTML: for pages with relative addresses, for feeds and wires with whole ones."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from html import escape

from release_kit.editions.edition import Edition
from release_kit.editions.view import blocks_with_dateline
from release_kit.kinds import BlockKind
from release_kit.model import Block, Release
from release_kit.newsroom import link_to
from release_kit.release import (
    Picture,
    find_picture,
    find_pictures,
    markdown_to_html,
    notice_text,
    standing_text,
    write_blocks,
)

PLACE = "\ue003{}\ue003"  # where a picture will stand; never in a release
PLAIN = re.compile(r"[^\W\d_][^\\`*_\[\]<>&\"!~|:\r\n\t]*(?<! )")  # nothing that Markdown reads
ShowImage = Callable[[str, str], str]
Address = Callable[[Picture], str]


def body_html(release: Release, address: Address) -> str:
    """The body with its notice and dateline; pictures are figures with their size, so that nothing jumps."""
    figures: dict[str, str] = {}
    pictures = {picture.source: picture for picture in find_pictures(release)}

    def show(source: str, alt: str) -> str:
        known = pictures.get(source)
        return _image(replace(known, alt=alt), address) if known else escape(alt)

    shown: list[Block] = []
    for block in blocks_with_dateline(release):
        if block.kind == BlockKind.IMAGE:
            place = PLACE.format(len(figures))
            figures[f"<p>{place}</p>"] = _figure(release, block, address)
            block = replace(block, kind=BlockKind.PARAGRAPH, text=place, mark="")
        shown.append(block)
    html = _written(shown, show)
    for place, figure in figures.items():
        html = html.replace(place, figure)
    return _notice(release) + html


def _notice(release: Release) -> str:
    text = notice_text(release)
    return markdown_to_html(text).replace("<p>", '<p class="notice">', 1) if text else ""


def _written(blocks: list[Block], show: ShowImage) -> str:
    """Blocks as HTML; words without any mark need no parser, and most releases are nothing else."""
    if all(block.kind == BlockKind.PARAGRAPH and PLAIN.fullmatch(block.text) for block in blocks):
        return "".join(f"<p>{block.text}</p>\n" for block in blocks)
    return markdown_to_html(write_blocks(blocks), show)


def _figure(release: Release, block: Block, address: Address) -> str:
    picture = find_picture(release, block)
    below = f"\n<figcaption>{escape(picture.caption)}</figcaption>" if picture.caption else ""
    return f"<figure>{_image(picture, address)}{below}</figure>"


def _image(picture: Picture, address: Address) -> str:
    """A picture with its size."""
    width, height = picture.size
    source, alt = escape(address(picture)), escape(picture.alt)
    return f'<img src="{source}" alt="{alt}" width="{width}" height="{height}">'


def full_html(edition: Edition) -> str:
    """The whole release with whole addresses: dateline, body, standing text, disclaimer."""
    release, base = edition.release, edition.newsroom.base_url
    rest = (standing_text(release, edition.newsroom), release.disclaimer)
    body = body_html(release, lambda picture: f"{base}/{link_to(picture.public_path)}")
    return body + "".join(markdown_to_html(part) for part in rest if part)
