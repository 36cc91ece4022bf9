"""What one mention of an official consists of, whatever the language that it was read in."""

from __future__ import annotations

from dataclasses import dataclass

from release_kit.glossary.matching import BODY_KINDS, FAMILY, Match
from release_kit.kinds import MatchKind, TermKind


@dataclass(frozen=True, slots=True)
class Office:
    """One or two titles of one body: CEO and President of Hoshikawa Denso."""

    titles: tuple[Match, ...]
    places: tuple[Match, ...] = ()  # bodies and places, the innermost first
    prefixes: tuple[str, ...] = ()  # former, acting, ..., as written, the outermost first


@dataclass(frozen=True, slots=True)
class Phrase:
    """The parts of one mention; at least two of them, or a family name."""

    start: int
    end: int
    offices: tuple[Office, ...] = ()
    people: tuple[Match, ...] = ()
    courtesy: str = ""  # Mr, Ms, Dr, Prof, couple or plain: the key of a grammar's `courtesy`
    bodies: tuple[Match, ...] = ()  # several bodies of one plural title: the mayors of A and B

    @property
    def is_plain_title(self) -> bool:
        """Whether there is nothing but one title."""
        one = len(self.offices) == 1 and not self.people and not self.bodies
        return one and self.offices[0] == Office(self.offices[0].titles[:1])


class Cursor:
    """A text with its matches, looked at by index; what the readers of all languages share."""

    def __init__(self, text: str, matches: list[Match], tag: str) -> None:
        self.text, self.matches, self.tag = text, matches, tag

    def kind(self, index: int) -> MatchKind | None:
        return self.matches[index].kind if 0 <= index < len(self.matches) else None

    def gap(self, index: int) -> str:
        """The text between match `index - 1` and match `index`; a sign that fits nothing at either end."""
        if not 0 < index < len(self.matches):
            return "\0"
        return self.text[self.matches[index - 1].end : self.matches[index].start]

    def before(self, index: int) -> str:
        return self.text[: self.matches[index].start]

    def after(self, index: int) -> str:
        return self.text[self.matches[index].end :]

    def is_person(self, index: int) -> bool:
        return self.kind(index) in (TermKind.PERSON, FAMILY)

    def is_body(self, index: int) -> bool:
        return self.kind(index) in BODY_KINDS


class PlainMentionReader(Cursor):
    """For a language whose mentions nobody has described: each term stands alone."""

    def read(self, index: int) -> tuple[Phrase, int] | None:
        """Nothing."""
        return None
