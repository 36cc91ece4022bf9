"""The fields of a release <-> its front matter; what will not do is said with its line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from uuid import UUID

from release_kit.kinds import OriginStatus, Status
from release_kit.languages import LANGUAGES
from release_kit.model import Block, Contact, Dateline, Origin, Release
from release_kit.release.front_matter import FrontMatter, moment

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


def check_keys(front: FrontMatter) -> None:
    """Refuse a field that there is not: a slip in its name would lose it."""
    for key in front.values:
        if key not in KEYS:
            known = ", ".join(KEYS)
            raise front.fail(str(key), f"unknown key `{key}`", f"Correct or remove it. Known: {known}.")


def release_of(front: FrontMatter, blocks: tuple[Block, ...], digest: str) -> Release:
    """The release of a file with these fields and blocks; `digest` is that of its bytes."""
    values = front.values
    return Release(
        slug=front.path.parent.name,
        path=front.path,
        language=front.path.name[len("index.") : -len(".md")],
        id=_identifier(front),
        title=_text(front, "title"),
        subtitle=_text(front, "subtitle"),
        date=moment(_required(front, "date"), front, "date"),
        embargo=moment(values["embargo"], front, "embargo") if values.get("embargo", "") != "" else None,
        digest=digest,
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


def fields_of(release: Release) -> Iterator[tuple[str, Any]]:
    """The fields of a release in their order in a file, the empty ones too."""
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
