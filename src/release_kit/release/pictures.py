"""Pictures of a release: found in its folder, never outside it, measured, and given a public address.

PNG, JPEG and GIF: what Word, every browser and the wires take. Sizes come from the file itself, by
python-docx's readers, so that pages keep their place while a picture loads.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath

from release_kit.errors import InputError
from release_kit.kinds import BlockKind
from release_kit.model import Block, Release
from release_kit.release.blocks import SILENT, inline_pictures, parts_of, picture_source

TYPES = {".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".gif": "image/gif"}
LIMIT = 25 * 2**20  # bytes of a picture; a larger one is a print original
SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")  # RFC 3986, 3.1
PIXELS = 20_000  # of a side


@dataclass(frozen=True)
class Picture:
    """A picture on disk."""

    source: str  # as the Markdown has it, relative to the release's folder
    path: Path
    media_type: str
    public_path: str  # relative to public/
    alt: str = ""  # what it shows, for those who do not see it
    caption: str = ""

    @property
    def title(self) -> str:
        """What it is called where it is listed."""
        return self.caption or self.alt or self.path.name

    @cached_property
    def content(self) -> bytes:
        """The file's bytes."""
        return self.path.read_bytes()

    @cached_property
    def size(self) -> tuple[int, int]:
        """Width and height in pixels; an `InputError` where it is no such picture."""
        return measure_picture(self.content, self.path)


def measure_picture(content: bytes, path: Path) -> tuple[int, int]:
    """Width and height of a PNG, JPEG or GIF in pixels; an `InputError` where it is none."""
    from docx.image.exceptions import InvalidImageStreamError, UnexpectedEndOfFileError
    from docx.image.exceptions import UnrecognizedImageError as Unrecognized
    from docx.image.image import Image

    try:
        image = Image.from_blob(content)
        width, height = int(image.px_width), int(image.px_height)
    except (InvalidImageStreamError, UnexpectedEndOfFileError, Unrecognized, KeyError, ValueError) as error:
        fix = "Open it in a picture program and save it as PNG or JPEG."
        raise InputError(path, "not a PNG, JPEG or GIF picture", fix) from error
    expected = TYPES.get(path.suffix.lower())
    if image.content_type != expected or not (0 < width <= PIXELS and 0 < height <= PIXELS):
        fix = f"Its name says {expected}; sides have 1 to {PIXELS:,} pixels."
        raise InputError(path, f"{image.content_type}, {width} by {height} pixels", fix)
    return width, height


def media_path(slug: str, name: str) -> str:
    """Where a picture of a release is in public/."""
    return f"media/{slug}/{name}"


def find_picture(release: Release, block: Block) -> Picture:
    """The picture of a block; an `InputError` names the line and what to do."""
    return _locate(release, picture_source(block), block.line, *parts_of(block))


def _locate(release: Release, source: str, line: int, alt: str, caption: str) -> Picture:
    """The picture with this address; an `InputError` where it is none of the release's own."""
    fix = "Put it into the release's media/ folder and write ![What it shows](media/NAME.jpg)."
    if SCHEME.match(source) or source.startswith("//"):
        raise InputError(release.path, f"a picture on a server: {source[:80]}", fix, line)
    parts = PurePosixPath(source).parts
    if not parts or source.startswith("/") or ".." in parts or "\\" in source:
        raise InputError(release.path, f"a picture outside the release: {source!r}", fix, line)
    path = release.path.parent / source
    if path.suffix.lower() not in TYPES:
        raise InputError(release.path, f"{source}: pictures are PNG, JPEG or GIF", fix, line)
    if not path.is_file() or not path.resolve().is_relative_to(release.path.parent.resolve()):
        raise InputError(release.path, f"no picture {source}", fix, line)
    if path.stat().st_size > LIMIT:
        raise InputError(path, f"larger than {LIMIT // 2**20} MB", "Save a smaller copy for the press.")
    name = "/".join(parts[1:] if parts[0] == "media" else parts)
    return Picture(source, path, TYPES[path.suffix.lower()], media_path(release.slug, name), alt, caption)


def find_pictures(release: Release) -> Iterator[Picture]:
    """Every picture of a release, in order, each once: those of a paragraph of their own and those within."""
    seen: set[str] = set()
    for block in release.blocks:
        for source, alt, caption in _pictures_in(block):
            if source not in seen:
                seen.add(source)
                yield _locate(release, source, block.line, alt, caption)


def _pictures_in(block: Block) -> Iterator[tuple[str, str, str]]:
    """Address, alternative text and caption of each picture of a block."""
    if block.kind == BlockKind.IMAGE:
        alt, caption = parts_of(block)
        yield picture_source(block), alt, caption
    elif block.kind not in SILENT:
        yield from inline_pictures(block.text)
