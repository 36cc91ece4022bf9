"""What flows from one stage to the next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from release_kit.errors import InputError
from release_kit.kinds import BlockKind, ConstraintKind, OriginStatus, Status, TermKind
from release_kit.places import NOWHERE, Place

MANNERS = ("", "none", "full", "bilingual")  # of first mentions, beside patterns


class Severity(StrEnum):
    """How much a finding matters; errors make a command exit with 1."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"
    ACCEPTED = "accepted"  # by a person, who says why; it counts no more


class How(StrEnum):
    """The step that placed a constraint, cheapest first."""

    RULE = "rule"  # by table: datelines, hashtags, standing texts
    MEMORY = "memory"  # an approved rendering of the same sentence
    EDITED = "edited"  # a person wrote it
    PLAIN = "plain"  # the engine's own words
    RERANKED = "reranked"  # another of the engine's candidates
    SET_IN = "set-in"  # the form stood in the source that the engine saw
    MASKED = "masked"  # a mask stood there
    SPLIT = "split"  # clause by clause
    FORCED = "forced"  # the engine had to go on from it
    FAILED = "failed"  # not placed; an error finding says so


@dataclass(frozen=True, slots=True)
class Dateline:
    """Where a release was issued and who carries it."""

    city: str = ""
    country: str = ""
    wire: str = ""


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom a journalist calls."""

    name: str = ""
    organisation: str = ""
    phone: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """One block of the body."""

    kind: BlockKind
    text: str  # its Markdown without the mark in front
    mark: str = ""  # what stands in front: "## ", "- ", "> "
    line: int = 0  # the first line in its file


@dataclass(frozen=True, slots=True)
class Origin:
    """What a rendering says of where it comes from."""

    of: str = ""  # SHA-256 of the source file
    engine: str = ""  # which engine wrote it; nothing where a person did
    status: OriginStatus = OriginStatus.DRAFT
    by: str = ""  # who approved it
    at: str = ""  # when, RFC 3339


@dataclass(frozen=True, slots=True)
class Release:
    """A release in one language, as it is on disk."""

    slug: str  # the folder's name
    path: Path  # the file that it was read from
    language: str  # BCP 47 tag
    id: str  # UUID, the GUID for ever
    title: str
    date: datetime  # with its zone
    digest: str  # SHA-256 of the file's bytes
    blocks: tuple[Block, ...] = ()
    subtitle: str = ""
    embargo: datetime | None = None
    issuer: str = ""
    dateline: Dateline = Dateline()
    hashtags: tuple[str, ...] = ()
    contact: Contact = Contact()
    boilerplate: str = ""
    disclaimer: str = ""
    status: Status = Status.DRAFT
    version: int = 1  # moves with each correction and with a withdrawal
    modified: datetime | None = None  # when it was corrected or withdrawn, with its zone
    notes: Mapping[str, str] = field(default_factory=dict)  # language tag -> why, in the office's words
    origin: Origin | None = None  # None for the source


@dataclass(frozen=True, slots=True)
class Term:
    """One row of the glossary."""

    id: str
    kind: TermKind
    forms: Mapping[str, str]  # language tag -> the form to write
    alternatives: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    forbidden: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    family: Mapping[str, str] = field(default_factory=dict)  # a person's family name
    case: str = ""  # "", "any" or "exact"
    note: str = ""
    first_mention: str = ""  # none, full, bilingual or a pattern with {form}, {en}, {ja}, ...
    short: Mapping[str, str] = field(default_factory=dict)  # the form of later mentions
    place: Place = NOWHERE  # its file and row


@dataclass(frozen=True, slots=True)
class Constraint:
    """A span of the source and what must stand for it in the target."""

    start: int
    end: int
    source: str  # the span's text
    form: str  # what is written
    kind: ConstraintKind
    terms: tuple[str, ...] = ()  # ids of the rows behind it
    accepted: tuple[str, ...] = ()  # other forms that count as placed
    soft: bool = False  # left to the engine unless it fails; then set in
    value: str = ""  # a fact's value, by which it is compared
    parts: tuple[Constraint, ...] = ()  # the members of a list, each with its own account
    plain: str = ""  # the form without its Markdown, as an engine sees it


@dataclass(frozen=True, slots=True)
class Request:
    """What an engine is asked to translate."""

    text: str
    prefix: str = ""  # the start that the answer must have
    wary: bool = False  # search in another manner: the usual one gave a loop or left words over


@dataclass(frozen=True, slots=True)
class Abilities:
    """What an engine can do for the guard."""

    set_in: bool = False  # keeps target words that stand in the source
    mask: str = ""  # the shape that it keeps, with one %d; nothing if none
    candidates: int = 1  # how many answers it can give
    prefix: bool = False  # goes on from a given start
    plain_first: bool = True  # writes best what it is given untouched; else set-in words are its daily bread
    echoes: bool = False  # returns the source: no check of language or length applies


@dataclass(frozen=True, slots=True)
class Candidate:
    """One answer of an engine."""

    text: str
    score: float  # mean log-probability a token, natural logarithm


@dataclass(frozen=True, slots=True)
class Placement:
    """What became of one constraint."""

    source: str
    form: str  # the form found in the target
    kind: str  # the constraint's, or the field that a rule wrote
    how: How
    start: int = -1  # span in the target segment; -1 where it failed
    end: int = -1
    terms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Translation:
    """A segment in another language, with its account."""

    source: str
    text: str
    engine: str
    how: How
    score: float = 0.0
    placements: tuple[Placement, ...] = ()
    complaint: str = ""  # why the best answer is not good enough, or nothing
    recalled: str = ""  # where the memory had it, where it did
    offer: str = ""  # a like sentence that was approved before, for the editor to look at


@dataclass(frozen=True, slots=True)
class Finding:
    """A flaw in a text."""

    check: str
    severity: Severity
    place: Place
    message: str
    id: str = ""  # by which a person accepts it; nothing where none can
    by: str = ""  # who accepted it
    why: str = ""

    @property
    def said(self) -> str:
        """The message, and who accepted it and why."""
        return f"{self.message} (accepted by {self.by}: {self.why})" if self.by else self.message

    def values(self) -> dict[str, Any]:
        """The finding for JSON; its place as it is shown, then in parts."""
        return {
            "check": self.check,
            "severity": self.severity,
            **self.place.values(),
            "message": self.message,
            "id": self.id,
            "by": self.by,
            "why": self.why,
        }

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> Finding:
        """The finding that was put into JSON so; a `KeyError`, `TypeError` or `ValueError` where none was."""
        said = (values["message"], values["id"], values["by"], values["why"])
        return cls(values["check"], Severity(values["severity"]), Place.of(values), *said)


@dataclass(frozen=True, slots=True)
class Artifact:
    """Something made of a release, not yet written."""

    path: str  # relative to the output folder, with /
    media_type: str
    content: bytes

    def __post_init__(self) -> None:
        """No artifact is ever written outside the folder that it is meant for."""
        parts = self.path.split("/")
        is_inside = "\\" not in self.path and ":" not in parts[0] and self.path.isprintable()
        if not is_inside or any(part in ("", ".", "..") for part in parts):
            raise InputError(repr(self.path), "a file that would lie outside its folder")
