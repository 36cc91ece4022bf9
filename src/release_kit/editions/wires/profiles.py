"""Wire packs: what one kind of wire takes, made of a release, and what it would send back.

A profile says the form of the dateline, the formats, the names of the files, the end mark and the limits.
The built-in profiles describe kinds of wires; none was tested with a wire's own intake, and a newsroom puts
its wire's own rules into `[wires.NAME]` of release-kit.toml.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import PurePosixPath
from typing import Any

from msgspec import UNSET
from msgspec.structs import asdict

from release_kit import extensions
from release_kit.editions.artifacts import distinct
from release_kit.editions.edition import Edition
from release_kit.editions.exporter import Exporter
from release_kit.editions.feeds.paging import Page
from release_kit.editions.feeds.rss import export_rss
from release_kit.editions.items import headline, make_item
from release_kit.editions.wires.text import edition_text
from release_kit.editions.word.handout import handout_size
from release_kit.errors import UsageError
from release_kit.kinds import BlockKind, Status
from release_kit.languages import date_text, language
from release_kit.model import Artifact, Dateline, Finding, Release, Severity
from release_kit.newsroom import Newsroom, WireSettings, feed_path
from release_kit.places import Place
from release_kit.release import lead_in, parts_of, place_text, shown_words

FEED = "rss"  # a format that is one file for all releases of a language


@dataclass(frozen=True, slots=True)
class WireProfile:
    """One kind of wire."""

    name: str
    about: str
    formats: tuple[str, ...]
    dateline: Mapping[str, str] = field(default_factory=dict)  # language, or "" for the others -> pattern
    form: str = ""  # which of the languages' own datelines, where no pattern is given: short or named
    file_name: str = "{slug}-{language}"  # without its suffix
    end: Mapping[str, str] = field(default_factory=dict)  # the end mark; nothing: the language's own
    wire_end: bool = False  # whether that is the language's own for wires
    width: int = 72  # columns of plain text
    headline_limit: int = 0  # characters; 0 for none
    text_limit: int = 0  # characters of the body
    contact: tuple[str, ...] = ()  # fields of the contact that must be there
    disclaimer: bool = False  # whether there must be one


PROFILES: Mapping[str, WireProfile] = {
    profile.name: profile
    for profile in (
        WireProfile(
            "rss", "a wire that reads a full-text RSS feed", (FEED,), file_name="{language}",
            headline_limit=200,
        ),
        WireProfile(
            "media-outreach", "Media OutReach style: the wire in the dateline, disclaimer, Word and text",
            ("docx", "txt"), form="named", headline_limit=150, contact=("organisation",), disclaimer=True,
        ),
        WireProfile(
            "text", "a wire that takes plain text", ("txt",), form="short", wire_end=True, width=69,
            headline_limit=100, text_limit=8000, contact=("phone", "email"),
        ),
        WireProfile(
            "newsml-g2", "a wire that takes NewsML-G2 items", ("newsml",), form="short", headline_limit=250,
        ),
        WireProfile(
            "ninjs", "a newsroom system that takes ninjs", ("ninjs",), form="short", headline_limit=250,
        ),
    )
}  # fmt: skip


def find_profile(newsroom: Newsroom, name: str) -> WireProfile:
    """A profile by name, with the newsroom's changes; a `UsageError` names the ones there are."""
    own = newsroom.wires.get(name, WireSettings())
    base = PROFILES.get(own.like or name)
    if base is None:
        known = ", ".join(sorted({*PROFILES, *newsroom.wires}))
        raise UsageError(f"unknown wire {name!r}; there are: {known}")
    changes = {key: value for key, value in asdict(own).items() if key != "like" and value is not UNSET}
    return replace(base, name=name, **changes)


def pack_for_wire(editions: Sequence[Edition], profile: WireProfile) -> list[Artifact]:
    """The files of a wire, below a folder of its name."""
    shaped = [shape_for_wire(edition, profile) for edition in editions]
    found: list[Artifact] = []
    for name in profile.formats:
        found += _feeds(shaped, profile) if name == FEED else _files(shaped, profile, name)
    return list(distinct(found))


def shape_for_wire(edition: Edition, profile: WireProfile) -> Edition:
    """The edition with its dateline in the wire's form, at the head of its first paragraph."""
    release = edition.release
    line, row = release.dateline, language(release.language)
    pattern = profile.dateline.get(release.language, profile.dateline.get("", ""))
    if profile.form and not profile.dateline:
        pattern = row.datelines.short if profile.form == "short" else row.datelines.named
    if not pattern or not line.city or not release.blocks:
        return edition
    values = {
        "city": line.city,
        "country": line.country,
        "wire": line.wire,
        "date": date_text(release.date, row),
    }
    lead = pattern.format(place=place_text(line, row), **values)
    for joint in (" - ", " – ", ", "):  # no wire is named
        lead = lead.replace(joint * 2, joint)
    first = next((n for n, block in enumerate(release.blocks) if block.kind == BlockKind.PARAGRAPH), 0)
    blocks = list(release.blocks)
    blocks[first] = replace(blocks[first], text=f"{lead_in(lead)}{blocks[first].text}")
    return replace(edition, release=replace(release, blocks=tuple(blocks), dateline=Dateline()))


def _files(editions: Sequence[Edition], profile: WireProfile, name: str) -> Iterator[Artifact]:
    exporter = extensions.load("exporters", name, Exporter)
    for edition in editions:
        release = edition.release
        if name == "txt":
            text = edition_text(edition, profile.width, _end_mark(edition, profile))
            made = [Artifact(f"{release.slug}.txt", "text/plain", text.encode())]
        else:
            made = exporter.export(edition)
        for artifact in made:
            own = PurePosixPath(artifact.path).name
            is_named = own.startswith(f"{release.slug}.")  # a picture keeps its own name
            path = _name(edition, profile) + own.removeprefix(release.slug) if is_named else own
            yield replace(artifact, path=f"{profile.name}/{path}")


def _end_mark(edition: Edition, profile: WireProfile) -> str | None:
    """The wire's end mark, or the language's for wires; None where it is the language's usual one."""
    own = edition.row.datelines.wire_end if profile.wire_end and not profile.end else ""
    return profile.end.get(edition.release.language, own or None)


def _name(edition: Edition, profile: WireProfile) -> str:
    release = edition.release
    values = {"date": f"{release.date:%Y%m%d}", "slug": release.slug, "language": release.language}
    return profile.file_name.format(**values)


def _feeds(editions: Sequence[Edition], profile: WireProfile) -> Iterator[Artifact]:
    for tag in dict.fromkeys(edition.release.language for edition in editions):
        ours = [edition for edition in editions if edition.release.language == tag]
        newest = sorted(ours, key=lambda edition: edition.release.date, reverse=True)
        items = tuple(make_item(edition, partial(handout_size, edition)) for edition in newest)
        feed = export_rss(ours[0].newsroom, tag, Page(feed_path(tag), items))
        yield replace(feed, path=f"{profile.name}/{tag}.xml")


def lint_for_wire(edition: Edition, profile: WireProfile, now: Any) -> Iterator[Finding]:
    """What the wire would send back; an error is what it would not take at all."""
    release = edition.release

    def found(severity: Severity, message: str) -> Finding:
        return Finding(f"wire {profile.name}", severity, Place(str(release.path)), message)

    if edition.is_draft:
        yield found(Severity.WARNING, "a draft, and marked as one")
    if release.embargo and now < release.embargo:
        until = f"under embargo until {release.embargo.isoformat()}"
        if FEED in profile.formats:
            yield found(Severity.ERROR, f"{until}; the text of a feed is read at once")
        else:
            yield found(Severity.WARNING, f"{until}; say so to the wire")
    if release.status is Status.WITHDRAWN:
        return  # a kill has no form to keep: it must get through
    if profile.headline_limit and (length := len(headline(edition))) > profile.headline_limit:
        yield found(Severity.ERROR, f"headline of {length} characters; at most {profile.headline_limit}")
    size = sum(len(shown_words(block.text)) for block in release.blocks)
    if profile.text_limit and size > profile.text_limit:
        yield found(Severity.ERROR, f"text of {size:,} characters; at most {profile.text_limit:,}")
    if (profile.dateline or profile.form) and not release.dateline.city:
        yield found(Severity.ERROR, "no dateline: write `dateline: {city: ...}`")
    for name in profile.contact:
        if not getattr(release.contact, name, ""):
            yield found(Severity.ERROR, f"no `contact.{name}`")
    if profile.disclaimer and not release.disclaimer:
        yield found(Severity.ERROR, "no disclaimer")
    yield from (found(Severity.WARNING, text) for text in _unfit(release, profile))


def _unfit(release: Release, profile: WireProfile) -> Iterator[str]:
    kinds = {block.kind for block in release.blocks}
    if set(profile.formats) == {"txt"} and kinds & {BlockKind.ROW, BlockKind.IMAGE}:
        yield "tables and pictures do not go over a plain-text wire; send them beside it"
    if any(block.kind == BlockKind.IMAGE and not parts_of(block)[0] for block in release.blocks):
        yield "a picture without alternative text"
