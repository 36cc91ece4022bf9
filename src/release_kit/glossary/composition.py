"""Titles, names and organisations put together by each language's own rules.

English says them in many orders; the others in one. The grammar reads the matches of the glossary
and the words between them, and gives one constraint for the whole phrase.

Orders of the target languages: Japanese 組織の氏名役職 and 姓役職 in running text, 氏 for a name
without office; Chinese 組織役職姓名, 姓役職, 先生 and 女士 (the practice of the Central News Agency
and of Japanese local governments).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from release_kit.glossary.matching import FAMILY, Match
from release_kit.model import Constraint


@dataclass(frozen=True, slots=True)
class Grammar:
    """How a language puts office, name and organisation together."""

    full: str  # organisation, name and office
    named: str  # name and office
    office: str  # organisation and office
    titled: str  # family name and office
    honorific: Mapping[str, str]  # by the English word, without its full stop
    prefixes: Mapping[str, str]
    both: str  # between two offices of one person
    merged: str  # last characters of an organisation that an office takes over
    bare: str  # a family name alone
    others: tuple[str, ...] = ()  # other orders that an editor may write


JAPANESE = Grammar(
    full="{org}の{name}{title}",
    named="{name}{title}",
    office="{org}{title}",
    titled="{name}{title}",
    honorific={"Mr": "{0}氏", "Ms": "{0}氏", "Mrs": "{0}氏", "Dr": "{0}博士", "Prof": "{0}教授"},
    prefixes={"former": "前", "then": "当時の", "acting": "代理の", "vice": "副", "deputy": "副"},
    both="兼",
    merged="市県局部課町村",
    bare="{0}氏",
    others=("{name}{org}{title}", "{org}{title}の{name}氏", "{org}{title}の{name}", "{org}{name}{title}"),
)
TRADITIONAL = Grammar(
    full="{org}{title}{name}",
    named="{title}{name}",
    office="{org}{title}",
    titled="{name}{title}",
    honorific={"Mr": "{0}先生", "Ms": "{0}女士", "Mrs": "{0}女士", "Dr": "{0}博士", "Prof": "{0}教授"},
    prefixes={"former": "前", "then": "時任", "acting": "代理", "vice": "副", "deputy": "副"},
    both="兼",
    merged="市縣",
    bare="{0}",
    others=("{org}{name}{title}",),
)
SIMPLIFIED = replace(TRADITIONAL, prefixes={**TRADITIONAL.prefixes, "then": "时任"}, merged="市县")
GRAMMARS: Mapping[str, Grammar] = {"ja": JAPANESE, "zh-Hant": TRADITIONAL, "zh-Hans": SIMPLIFIED}

PREFIX = r"(?:(?P<prefix>former|then|acting|vice|deputy)[ -])?"
OF = re.compile(rf" (?:of|for|at|to) (?:the )?{PREFIX}$", re.I)
APPOSED = re.compile(rf",? (?:(?:who is )?(?:the |an? )?(?:current )?)?{PREFIX}$", re.I)
DIRECT = re.compile(rf"(?:'s|’s)? {PREFIX}$", re.I)
AND = re.compile(r"(?: and |/|, )(?:the )?$", re.I)
HONORIFIC = re.compile(r"\b(Mr|Ms|Mrs|Dr|Prof)\.? $")
ORGANISATIONS = frozenset({"organisation", "company", "place"})


@dataclass(frozen=True, slots=True)
class Phrase:
    """The parts of one mention of an official."""

    start: int
    end: int
    titles: tuple[Match, ...] = ()
    places: tuple[Match, ...] = ()  # organisations, the innermost first
    person: Match | None = None
    prefix: str = ""
    honorific: str = ""


class _Reader:
    """Reads phrases off a text and its matches, from left to right."""

    def __init__(self, text: str, matches: Sequence[Match]) -> None:
        self.text, self.matches = text, matches

    def kind(self, index: int) -> str:
        return self.matches[index].kind if 0 <= index < len(self.matches) else ""

    def gap(self, index: int) -> str:
        """The text between match `index - 1` and match `index`."""
        return self.text[self.matches[index - 1].end : self.matches[index].start]

    def is_person(self, index: int) -> bool:
        return self.kind(index) in ("person", FAMILY)

    def organisations(self, index: int) -> int:
        """The index after a chain of organisations: "Bureau, City Government"."""
        while self.kind(index + 1) in ORGANISATIONS and self.kind(index) == "organisation":
            if not re.fullmatch(r"(?:,| of) (?:the )?|'s |’s ", self.gap(index + 1)):
                break
            index += 1
        return index + 1

    def titles(self, index: int) -> int:
        """The index after one office or two of one person."""
        if self.kind(index + 1) == "title" and AND.fullmatch(self.gap(index + 1)):
            return index + 2
        return index + 1

    def read(self, index: int) -> tuple[Phrase, int] | None:
        """The longest phrase that starts at a match, and the index after it."""
        kind = self.kind(index)
        if kind == "title":
            return self.from_title(index, index)
        if kind in ORGANISATIONS:
            after = self.organisations(index)
            if self.kind(after) == "title" and DIRECT.fullmatch(self.gap(after)):
                return self.from_title(after, index)
            return None
        return self.from_person(index) if self.is_person(index) else None

    def from_title(self, index: int, first: int) -> tuple[Phrase, int] | None:
        """[organisation] title [of organisation] [person]."""
        after = self.titles(index)
        titles, places = self.matches[index:after], list(self.matches[first:index])
        prefix = self.prefix_of(index, first)
        if self.kind(after) in ORGANISATIONS and OF.fullmatch(self.gap(after)):
            stop = self.organisations(after)
            places += self.matches[after:stop]
            after = stop
        person = None
        if self.is_person(after) and re.fullmatch(r",? ", self.gap(after)):
            person = self.matches[after]
            after += 1
        start = self.matches[first].start - (len(prefix) + 1 if prefix and first == index else 0)
        if len(titles) == 1 and not places and not person and not prefix:
            return None
        end = self.matches[after - 1].end
        return Phrase(start, end, tuple(titles), tuple(places), person, prefix.lower()), after

    def prefix_of(self, index: int, first: int) -> str:
        """`former` and the like in front of an office."""
        left = self.gap(index) if index > first else self.text[: self.matches[index].start]
        found = re.search(r"\b(former|then|acting|vice|deputy)[ -]$", left, re.I)
        return found.group(1) if found else ""

    def from_person(self, index: int) -> tuple[Phrase, int] | None:
        """person, [the] [organisation] title [of organisation][,] or Mr. person."""
        person = self.matches[index]
        polite = HONORIFIC.search(self.text[: person.start])
        after = index + 1
        gap = self.gap(after) if after < len(self.matches) else ""
        if gap.startswith(",") and APPOSED.fullmatch(gap):
            found = self.read(after)
            if self.kind(after) == "title" and not found:
                title = self.matches[after]
                found = Phrase(title.start, title.end, (title,)), after + 1
            if found and found[0].titles and not found[0].person:
                office, after = found
                end = office.end + (self.text[office.end : office.end + 2] == ", ")
                return Phrase(person.start, end, office.titles, office.places, person, office.prefix), after
        if polite:
            return Phrase(polite.start(), person.end, person=person, honorific=polite[1]), index + 1
        if person.kind == FAMILY:
            return Phrase(person.start, person.end, person=person), index + 1
        return None


def compose(
    text: str, matches: Sequence[Match], target: str, mentioned: Collection[str] = ()
) -> list[Constraint]:
    """One constraint for each composed phrase and for each match that stands alone.

    A family name alone counts only where `mentioned` holds its person's id. Matches without a form
    in the target language are left to the engine.
    """
    known = [m for m in matches if target in m.term.forms and _is_meant(text, m, matches, mentioned)]
    reader = _Reader(text, known)
    found: list[Constraint] = []
    index = 0
    while index < len(known):
        phrase = reader.read(index) if target in GRAMMARS else None
        if phrase:
            found.append(_composed(text, phrase[0], target))
            index = phrase[1]
        else:
            found.append(_single(text, known[index], target))
            index += 1
    return found


def _is_meant(text: str, match: Match, matches: Sequence[Match], mentioned: Collection[str]) -> bool:
    """Whether a family name is a person here: after a title or a courtesy word, or known already."""
    if match.kind != FAMILY:
        return True
    before = [m for m in matches if m.end <= match.start]
    titled = bool(before) and before[-1].kind == "title" and text[before[-1].end : match.start] == " "
    return titled or match.term.id in mentioned or bool(HONORIFIC.search(text[: match.start]))


def _single(text: str, match: Match, target: str) -> Constraint:
    accepted = tuple(f for f in match.term.alternatives.get(target, ()) if f)
    return Constraint(
        match.start,
        match.end,
        text[match.start : match.end],
        match.term.forms[target],
        match.kind,
        (match.term.id,),
        accepted,
    )


def _composed(text: str, phrase: Phrase, target: str) -> Constraint:
    grammar = GRAMMARS[target]
    title = grammar.both.join(m.term.forms[target] for m in phrase.titles)
    title = grammar.prefixes.get(phrase.prefix, "") + title
    places = "".join(m.term.forms[target] for m in reversed(phrase.places))
    name = _name(phrase, target)
    form = _arrange(grammar, places, title, name, phrase)
    others: list[str] = []
    if places and name and title:
        merged = _merge(places, title, grammar)
        for order in (*grammar.others, grammar.full):
            org = merged if "{org}{title}" in order else places
            others.append(order.format(org=org, name=name, title=title))
    ids = [m.term.id for m in (*phrase.titles, *phrase.places, *((phrase.person,) if phrase.person else ()))]
    accepted = tuple(dict.fromkeys(other for other in others if other != form))
    source = text[phrase.start : phrase.end]
    return Constraint(phrase.start, phrase.end, source, form, "composed", tuple(ids), accepted)


def _name(phrase: Phrase, target: str) -> str:
    if not phrase.person:
        return ""
    term = phrase.person.term
    if phrase.person.kind == FAMILY:
        return term.family.get(target, term.forms[target])
    return term.forms[target]


def _arrange(grammar: Grammar, places: str, title: str, name: str, phrase: Phrase) -> str:
    if phrase.honorific:
        return grammar.honorific[phrase.honorific].format(name)
    if not title:
        return grammar.bare.format(name)
    if not name:
        return _merge(places, title, grammar) + title
    if phrase.person and phrase.person.kind == FAMILY and not places:
        return grammar.titled.format(name=name, title=title)
    if not places:
        return grammar.named.format(name=name, title=title)
    org = places if grammar.full.startswith("{org}の") else _merge(places, title, grammar)
    return grammar.full.format(org=org, name=name, title=title)


def _merge(places: str, title: str, grammar: Grammar) -> str:
    """高雄市 before 市長 loses its 市: 高雄市長."""
    if places and title and places[-1] == title[0] and places[-1] in grammar.merged:
        return places[:-1]
    return places


def mentioned_people(matches: Iterable[Match]) -> set[str]:
    """The ids of the people whose full name stands among the matches."""
    return {match.term.id for match in matches if match.kind == "person"}
