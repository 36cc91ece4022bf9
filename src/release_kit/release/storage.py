"""A release on disk <-> `Release`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID

from release_kit.errors import InputError, UsageError
from release_kit.kinds import BlockKind, OriginStatus, Status
from release_kit.languages import LANGUAGES
from release_kit.model import Block, Contact, Dateline, Origin, Release
from release_kit.newsroom import Newsroom, digest, read_text, release_path
from release_kit.release.blocks import read_blocks, write_blocks
from release_kit.release.front_matter import FrontMatter, dump, moment, parse

KEYS = [
    "id",
    "title",
    "subtitle",
    "date",
    "embargo",
    "issuer",
    "dateline",
    "hashtags",
    "contact",
    "boilerplate",
    "disclaimer",
    "status",
    "version",
    "modified",
    "note",
    "translation",
]
PARTS: Mapping[str, frozenset[str]] = {
    "dateline": frozenset({"city", "country", "wire"}),
    "contact": frozenset({"name", "organisation", "phone", "email"}),
    "translation": frozenset({"of", "engine", "status", "by", "at"}),
}
BLOCK_LIMIT = 20_000  # characters; a longer paragraph is a file pasted by mistake


def list_releases(newsroom: Newsroom) -> tuple[str, ...]:
    """The slugs of all releases, oldest name first."""
    if not newsroom.releases.is_dir():
        return ()
    folders = (path for path in newsroom.releases.iterdir() if path.is_dir())
    return tuple(sorted(path.name for path in folders if not path.name.startswith(".")))


def find_release(newsroom: Newsroom, name: str) -> str:
    """The slug that a slug or a path means."""
    slugs = list_releases(newsroom)
    slug = Path(name).resolve().name if "/" in name else name
    if slug.startswith("index."):
        slug = Path(name).resolve().parent.name
    if slug not in slugs:
        near = [known for known in slugs if slug in known]
        hint = f"did you mean {near[0]}?" if near else f"there are: {', '.join(slugs) or 'none'}"
        raise UsageError(f"no release {name!r} in {newsroom.releases}; {hint}")
    return slug


def check_folder(newsroom: Newsroom, slug: str) -> None:
    """Refuse a rendering whose language suffix is unknown; it would never be found."""
    for path in sorted((newsroom.releases / slug).glob("index.*.md")):
        tag = path.name[len("index.") : -len(".md")]
        if tag not in LANGUAGES:
            fix = f"Rename it; the suffixes are {', '.join(LANGUAGES)}."
            raise InputError(path, f"unknown language {tag!r}", fix)


def read_source(newsroom: Newsroom, slug: str) -> Release:
    """The release as it was written."""
    check_folder(newsroom, slug)
    return read_release(release_path(newsroom, slug, newsroom.source))


def read_renderings(newsroom: Newsroom, slug: str) -> dict[str, Release]:
    """The renderings that are there, by language tag."""
    paths = {tag: release_path(newsroom, slug, tag) for tag in newsroom.languages[1:]}
    return {tag: read_release(path) for tag, path in paths.items() if path.is_file()}


def read_release(path: Path) -> Release:
    """One file as a `Release`; an `InputError` names file, line and fix."""
    text = read_text(path)
    front = parse(text, path)
    _check_keys(front)
    blocks = read_blocks(front.body, front.body_line)
    values = front.values
    release = Release(
        slug=path.parent.name,
        path=path,
        language=path.name[len("index.") : -len(".md")],
        id=_identifier(front),
        title=_text(front, "title"),
        subtitle=_text(front, "subtitle"),
        date=moment(_required(front, "date"), front, "date"),
        embargo=moment(values["embargo"], front, "embargo") if values.get("embargo", "") != "" else None,
        digest=digest(text),
        blocks=blocks,
        issuer=_text(front, "issuer"),
        dateline=Dateline(**_part(front, "dateline")),
        hashtags=tuple(tag.lstrip("#") for tag in _list(front, "hashtags")),
        contact=Contact(**_part(front, "contact")),
        boilerplate=_text(front, "boilerplate"),
        disclaimer=_text(front, "disclaimer"),
        status=_status(front),
        origin=_origin(front),
        version=_version(front),
        modified=moment(values["modified"], front, "modified") if values.get("modified") else None,
        notes=_notes(front),
    )
    _check_content(release, front)
    return release


def _check_keys(front: FrontMatter) -> None:
    for key in front.values:
        if key not in KEYS:
            known = ", ".join(KEYS)
            raise front.fail(str(key), f"unknown key `{key}`", f"Correct or remove it. Known: {known}.")


def _check_content(release: Release, front: FrontMatter) -> None:
    if not release.title:
        raise front.fail("title", "no title", "Add a line: title: The headline")
    if not release.blocks:
        fix = "Write the text below the second `---`, a blank line between paragraphs."
        raise InputError(front.path, "the release is empty", fix, front.body_line)
    for block in release.blocks:
        if len(block.text) > BLOCK_LIMIT:
            size = f"{len(block.text):,} characters"
            fix = f"Paragraphs have at most {BLOCK_LIMIT:,}; split it, or look for a pasted file."
            raise InputError(front.path, f"a paragraph of {size}", fix, block.line)


def _required(front: FrontMatter, key: str) -> str:
    if not _text(front, key):
        raise front.fail(key, f"`{key}` is missing", f"Add a line: {key}: ...")
    return _text(front, key)


def _identifier(front: FrontMatter) -> str:
    value = _required(front, "id")
    try:
        return str(UUID(value))
    except ValueError:
        fix = "Leave what `release-kit new` or `import` wrote; feeds know the release by it."
        raise front.fail("id", f"`id` is not a UUID: {value!r}", fix) from None


def _text(front: FrontMatter, key: str) -> str:
    value = front.values.get(key, "")
    if not isinstance(value, str):
        raise front.fail(key, f"`{key}` is not one line of text", "Put quotation marks around it.")
    return value


def _list(front: FrontMatter, key: str) -> list[str]:
    value = front.values.get(key) or []
    if not isinstance(value, list) or not all(isinstance(item, str) and item.lstrip("#") for item in value):
        fix = f"Write: {key}: [one, two], without # and without an empty one."
        raise front.fail(key, f"`{key}` is not a list of words", fix)
    return value


def _part(front: FrontMatter, key: str) -> dict[str, str]:
    value = front.values.get(key) or {}
    if not isinstance(value, dict):
        fix = f"Write {', '.join(sorted(PARTS[key]))} below it, two spaces in."
        raise front.fail(key, f"`{key}` is not a table", fix)
    for name in value.keys() - PARTS[key]:
        fix = f"Known: {', '.join(sorted(PARTS[key]))}."
        raise front.fail(key, f"unknown key `{key}.{name}`", fix)
    for name, text in value.items():
        if not isinstance(text, str):
            raise front.fail(key, f"`{key}.{name}` is not one line of text", "Put quotation marks around it.")
    return dict(value)


def _status(front: FrontMatter) -> Status:
    value = _text(front, "status") or Status.DRAFT
    if value not in list(Status):
        raise front.fail("status", f"unknown status {value!r}", f"One of {', '.join(Status)}.")
    return Status(value)


def _origin(front: FrontMatter) -> Origin | None:
    """What a rendering says of itself; nothing in a source."""
    if not front.values.get("translation"):
        return None
    parts = _part(front, "translation")
    value = parts.pop("status", "") or OriginStatus.DRAFT
    if value not in list(OriginStatus):
        fix = f"One of {', '.join(OriginStatus)}."
        raise front.fail("translation", f"unknown status {value!r} in `translation`", fix)
    return Origin(**parts, status=OriginStatus(value))


def _version(front: FrontMatter) -> int:
    value = front.values.get("version")
    text = "1" if value is None else str(value).strip()
    if not (text.isascii() and text.isdigit() and int(text)):
        fix = "A whole number from 1; `release-kit correct` and `withdraw` move it."
        raise front.fail("version", f"`version` is {value!r}", fix)
    return int(text)


def _notes(front: FrontMatter) -> dict[str, str]:
    """Why a release was corrected or withdrawn, a language each."""
    value = front.values.get("note") or {}
    if not isinstance(value, dict) or not all(isinstance(text, str) for text in value.values()):
        raise front.fail("note", "`note` is not a table", "Write a line a language below it: `  ja: ...`.")
    for tag in value:
        if tag not in LANGUAGES:
            fix = f"Known: {', '.join(LANGUAGES)}."
            raise front.fail("note", f"`note`: unknown language {tag!r}", fix)
    return {tag: text.strip() for tag, text in value.items() if text.strip()}


def write_release(release: Release) -> str:
    """The file's text for a release, fields in one fixed order."""
    return dump(dict(_fields(release)), write_blocks(release.blocks))


def rewrite_release(text: str, old: Release, new: Release) -> str:
    """A file's text with what changed between two readings of it; every other line stays as it is."""
    if replace(old, blocks=()) != replace(new, blocks=()):
        return write_release(new)
    lines = text.split("\n")
    starts = [block.line - 1 for block in old.blocks] + [len(lines)]
    for number in range(len(old.blocks) - 1, -1, -1):
        before, after = old.blocks[number], new.blocks[number]
        if before.text == after.text:
            continue
        end = starts[number + 1]
        while end > starts[number] + 1 and lines[end - 1].strip() in ("", ">"):
            end -= 1
        lines[starts[number] : end] = (after.mark + after.text).split("\n")
    return "\n".join(lines)


def _fields(release: Release) -> Iterator[tuple[str, Any]]:
    yield "id", release.id
    yield "title", release.title
    yield "subtitle", release.subtitle
    yield "date", release.date.isoformat()
    yield "embargo", release.embargo.isoformat() if release.embargo else ""
    yield "issuer", release.issuer
    yield "dateline", _filled(release.dateline, ("city", "country", "wire"))
    yield "hashtags", list(release.hashtags)
    yield "contact", _filled(release.contact, ("name", "organisation", "phone", "email"))
    yield "boilerplate", release.boilerplate
    yield "disclaimer", release.disclaimer
    yield "status", str(release.status)
    if not release.origin:  # a rendering keeps no copy of these
        yield "version", release.version if release.version > 1 else ""
        yield "modified", release.modified.isoformat() if release.modified else ""
        yield "note", dict(release.notes)
    else:
        yield "translation", _filled(release.origin, ("of", "engine", "status", "by", "at"))


def _filled(part: object, names: Iterable[str]) -> dict[str, str]:
    return {name: str(value) for name in names if (value := getattr(part, name))}


def make_slug(date_text: str, title: str) -> str:
    """A folder name of the date and the first words of the title."""
    words = re.findall(r"[a-z0-9]+", title.lower())[:6]
    return "-".join([date_text, *words]) if words else f"{date_text}-release"


def paragraphs(*texts: str) -> tuple[Block, ...]:
    """Plain paragraphs as blocks."""
    return tuple(Block(BlockKind.PARAGRAPH, text) for text in texts)
