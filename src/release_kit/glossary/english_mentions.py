"""Mentions of officials in English, which has many orders for them."""

from __future__ import annotations

import re
from collections.abc import Callable

from release_kit.glossary.matching import FAMILY, Match
from release_kit.glossary.phrases import Cursor, Office, Phrase
from release_kit.kinds import TermKind

PREFIX = r"(?:former|ex|then|acting|interim|vice|deputy|incoming|honorary)"
PREFIXES = rf"(?P<prefix>(?:{PREFIX}[ -])*)"
DEGREES = r"(?:, (?:Ph\.?D\.?|M\.?D\.?|MBA|Jr\.|Sr\.|Esq\.))*"
OF = re.compile(rf" (?:of|for|at|to) (?:the )?{PREFIXES}$", re.I)
WHO = r"(?:who (?:is|was|serves as|served as) )?(?:(?:the|an?|its|their|our) )?(?:current(?:ly)? )?"
APPOSED = re.compile(rf"{DEGREES}(?:,? | \(){WHO}{PREFIXES}$", re.I)
DIRECT = re.compile(rf"(?:'s|’s)?,? {PREFIXES}$", re.I)
ALSO = re.compile(rf"(?: and (?:also )?|, ){WHO}{PREFIXES}$", re.I)
AND = re.compile(r"(?: and |/|, )(?:the )?$", re.I)
LISTED = re.compile(r",? and |, ")
COURTESY = {
    "mr": "Mr", "messrs": "Mr", "ms": "Ms", "mrs": "Ms", "miss": "Ms", "madam": "Ms", "mmes": "Ms",
    "dr": "Dr", "drs": "Dr", "prof": "Prof", "profs": "Prof", "professors": "Prof", "hon": "plain",
    "the honorable": "plain", "the honourable": "plain", "mr. and mrs": "couple", "mr and mrs": "couple",
}  # fmt: skip
POLITE = re.compile(
    rf"(?:^|(?<=[^\w.]))({'|'.join(sorted(map(re.escape, COURTESY), key=len, reverse=True))})\.? $", re.I
)
JOINED = re.compile(rf",? (?:(?:{'|'.join(map(re.escape, COURTESY))})\.? )?", re.I)


class EnglishMentionReader(Cursor):
    """Reads phrases off a text and its matches, from left to right."""

    def read(self, index: int) -> tuple[Phrase, int] | None:
        """The longest phrase that starts at a match, and the index after it."""
        if self.kind(index) == TermKind.TITLE:
            return self.from_title(index, index)
        if self.is_body(index):
            after = self.bodies(index)[1]
            if self.kind(after) == TermKind.TITLE and DIRECT.fullmatch(self.gap(after)):
                return self.from_title(after, index)
            return None
        return self.from_person(index) if self.is_person(index) else None

    def bodies(self, index: int) -> tuple[tuple[Match, ...], int]:
        """A chain of bodies, the innermost first: "Bureau, City Government", "City Government's Bureau"."""
        chain = [self.matches[index]]
        while self.is_body(index + 1):
            gap = self.gap(index + 1)
            if self.kind(index) == TermKind.ORGANISATION and re.fullmatch(r"(?:,| of| under) (?:the )?", gap):
                chain.append(self.matches[index + 1])
            elif re.fullmatch(r"'s |’s ", gap) or (gap == " " and self.kind(index) != TermKind.PLACE):
                chain.insert(0, self.matches[index + 1])
            else:
                break
            index += 1
        return tuple(chain), index + 1

    def titles(self, index: int) -> int:
        """The index after one title or two of one person."""
        if self.kind(index + 1) == TermKind.TITLE and AND.fullmatch(self.gap(index + 1)):
            return index + 2
        return index + 1

    def is_plural(self, index: int) -> bool:
        """Whether a title stands in the plural: mayors."""
        match = self.matches[index]
        written = self.text[match.start : match.end]
        return written.endswith("s") and not match.term.forms.get(self.tag, "").endswith("s")

    def prefixes(self, index: int, first: int) -> tuple[str, ...]:
        """`former` and the like in front of a title, and `-elect` behind it."""
        words: list[str] = []
        for left in (self.before(first), self.gap(index)) if index > first else (self.before(index),):
            found = re.search(rf"(?:^|\b){PREFIXES}$", left, re.I)
            words += re.findall(PREFIX, found["prefix"], re.I) if found else []
        elect = ["elect"] if self.after(index).startswith("-elect") else []
        return tuple(word.lower() for word in [*words, *elect])

    def office(self, index: int, first: int) -> tuple[Office, int, int]:
        """[body] title [of body]: the office, the index after it, and where it ends in the text."""
        after = self.titles(index)
        prefixes = self.prefixes(index, first)
        titles = tuple(self.matches[index:after])
        places = self.bodies(first)[0] if first < index else ()
        end = self.matches[after - 1].end + (len("-elect") if "elect" in prefixes else 0)
        if self.is_body(after) and OF.fullmatch(self.gap(after).removeprefix("-elect")):
            more, after = self.bodies(after)
            places = (*more, *places)
            end = self.matches[after - 1].end
        return Office(titles, places, prefixes), after, end

    def from_title(self, index: int, first: int) -> tuple[Phrase, int] | None:
        """[body] title [of body] [and title of body] [person [of body]]."""
        office, after, end = self.office(index, first)
        outer = re.search(rf"(?:^|\b){PREFIXES}$", self.before(first), re.I)
        start = self.matches[first].start - (len(outer["prefix"]) if outer else 0)
        if self.is_plural(index) and (several := self.plural(office, start, after)):
            return several
        offices, beyond = [office], after
        if self.kind(after) == TermKind.TITLE and ALSO.fullmatch(self.gap(after)) and office.places:
            second, beyond, _ = self.office(after, after)
            offices.append(second)
        for found, then in ((offices, beyond), ([office], after)):
            if self.is_person(then) and JOINED.fullmatch(self.gap(then).removeprefix("-elect")):
                person = self.matches[then]
                if (
                    not found[-1].places
                    and self.is_body(then + 1)
                    and re.fullmatch(" (?:of|at) (?:the )?", self.gap(then + 1))
                ):
                    places, stop = self.bodies(then + 1)
                    found = [*found[:-1], Office(found[-1].titles, places, found[-1].prefixes)]
                    return Phrase(start, self.matches[stop - 1].end, tuple(found), (person,)), stop
                return Phrase(start, person.end, tuple(found), (person,)), then + 1
        phrase = Phrase(start, end, (office,))
        return None if phrase.is_plain_title else (phrase, after)

    def plural(self, office: Office, start: int, after: int) -> tuple[Phrase, int] | None:
        """Mayors A and B; the mayors of A and B."""
        if self.is_person(after) and self.gap(after) == " ":
            stop = self.listed(after, self.is_person)
            people = tuple(self.matches[after:stop])
            return Phrase(start, people[-1].end, (office,), people), stop
        first = after - len(office.places)
        stop = self.listed(after - 1, self.is_body)
        if len(office.places) == 1 and stop > after:
            bodies = tuple(self.matches[first:stop])
            return Phrase(
                start, bodies[-1].end, (Office(office.titles, (), office.prefixes),), (), "", bodies
            ), stop
        return None

    def listed(self, index: int, fits: Callable[[int], bool]) -> int:
        """The index after an enumeration of matches of one sort."""
        while fits(index + 1) and LISTED.fullmatch(self.gap(index + 1)):
            index += 1
        return index + 1

    def from_person(self, index: int) -> tuple[Phrase, int] | None:
        """person, [the] [body] title [of body][,] or Mr. person [and person]."""
        person = self.matches[index]
        polite = POLITE.search(self.before(index))
        start = polite.start() if polite else person.start
        found = self.apposed(index, start)
        if found:
            return found
        if polite:
            word = COURTESY[polite[1].lower()]
            several = polite[1].lower() in ("messrs", "mmes", "drs", "profs", "professors")
            stop = self.listed(index, self.is_person) if several else index + 1
            people = tuple(self.matches[index:stop])
            return Phrase(start, people[-1].end, (), people, word), stop
        if person.kind == FAMILY:
            return Phrase(person.start, person.end, (), (person,)), index + 1
        return None

    def apposed(self, index: int, start: int) -> tuple[Phrase, int] | None:
        """person, deputy mayor of Kaohsiung and chairman of the fair,"""
        gap = self.gap(index + 1)
        if not gap.startswith((",", " (")) or not APPOSED.fullmatch(gap):
            return None
        offices: list[Office] = []
        after, end = index + 1, self.matches[index].end
        while len(offices) < 3:
            first = after
            title = self.bodies(first)[1] if self.is_body(first) else first
            if self.kind(title) != TermKind.TITLE or (
                title > first and not DIRECT.fullmatch(self.gap(title))
            ):
                break
            office, after, end = self.office(title, first)
            offices.append(office)
            if not ALSO.fullmatch(self.gap(after)):
                break
        if not offices or (self.is_person(after) and JOINED.fullmatch(self.gap(after))):
            return None
        closing = ")" if gap.lstrip().startswith("(") or " (" in gap else ", "
        end += len(closing) if self.text[end : end + len(closing)] == closing else 0
        return Phrase(start, end, tuple(offices), (self.matches[index],)), after
