"""Titles, names and organisations put together by each language's own rules.

A mention is read off the source by its language's reader and written by the target's grammar, one
table a language; it is one constraint.

Orders: Japanese 組織の氏名役職 and 姓役職 in running text, 氏 for a name without office; Chinese
組織役職姓名, 姓役職, 先生 and 女士, the full name where English has the family name alone (the practice of
the Central News Agency and of Japanese local governments); English title, name and "of".
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from release_kit.glossary.east_asian_mentions import EastAsianMentionReader
from release_kit.glossary.english_mentions import JOINED, LISTED, POLITE, EnglishMentionReader
from release_kit.glossary.matching import FAMILY, Match
from release_kit.glossary.names import family_name
from release_kit.glossary.phrases import Office, Phrase, PlainMentionReader
from release_kit.kinds import MadeKind, TermKind
from release_kit.languages import LANGUAGES, PIVOT, Grammar, MentionReader
from release_kit.model import Constraint, Term


def compose(
    text: str, matches: Sequence[Match], target: str, mentioned: Collection[str] = (), source: str = PIVOT
) -> list[Constraint]:
    """One constraint for each composed phrase and for each match that stands alone.

    A family name alone counts only where `mentioned` holds its person's id. Matches without a form
    in the target language are left to the engine.
    """
    known = [chosen for m in matches if (chosen := _meant(text, m, matches, mentioned, target))]
    reader = READERS[LANGUAGES[source].mentions](text, known, source)
    found: list[Constraint] = []
    index = 0
    while index < len(known):
        phrase = reader.read(index)
        if phrase:
            found.append(_composed(text, phrase[0], target))
            index = phrase[1]
        else:
            found.append(_single(text, known[index], target))
            index += 1
    return found


AnyReader = EnglishMentionReader | EastAsianMentionReader | PlainMentionReader
READERS: Mapping[MentionReader, type[AnyReader]] = {
    MentionReader.ENGLISH: EnglishMentionReader,
    MentionReader.EAST_ASIAN: EastAsianMentionReader,
    MentionReader.NONE: PlainMentionReader,
}


def _meant(
    text: str, match: Match, matches: Sequence[Match], mentioned: Collection[str], target: str
) -> Match | None:
    """The match, if it is meant and has a form: a family name is one after a title or a courtesy word,
    or once its person was named; of several of that family, the one who was named."""
    terms = [term for term in (match.term, *match.others) if target in term.forms]
    if match.kind != FAMILY:
        return match if match.term in terms else None
    named = [term for term in terms if term.id in mentioned]
    if not named and not (match.is_titled or _is_titled(text, match, matches)):
        return None
    chosen = named or terms
    return replace(match, term=chosen[0], others=()) if chosen else None


def _is_titled(text: str, match: Match, matches: Sequence[Match]) -> bool:
    """Whether a title or a word of courtesy stands before a family name, or before its list of names."""
    if POLITE.search(text[: match.start]):
        return True
    before = [m for m in matches if m.end <= match.start]
    if not before:
        return False
    gap = text[before[-1].end : match.start]
    if before[-1].kind == TermKind.TITLE:
        return gap in (" ", "-elect ") or JOINED.fullmatch(gap) is not None
    listed = before[-1].kind in (TermKind.PERSON, FAMILY) and LISTED.fullmatch(gap)
    return bool(listed) and _is_titled(text, before[-1], matches)


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
    """The phrase as one constraint, with the other orders that an editor may write."""
    writer = _Writer(LANGUAGES[target].grammar, target)
    form = writer.write(phrase)
    accepted = tuple(dict.fromkeys(other for other in writer.others(phrase) if other != form))
    offices = phrase.offices
    parts = [m for o in offices for m in (*o.titles, *o.places)] + [*phrase.bodies, *phrase.people]
    source = text[phrase.start : phrase.end]
    ids = tuple(match.term.id for match in parts)
    return Constraint(phrase.start, phrase.end, source, form, MadeKind.COMPOSED, ids, accepted)


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes phrases in one language."""

    grammar: Grammar
    target: str

    def write(self, phrase: Phrase) -> str:
        grammar = self.grammar
        if phrase.bodies:
            return grammar.bodies.format(
                bodies=self.enumerate([m.term.forms[self.target] for m in phrase.bodies]),
                title=self.title(phrase.offices[0]),
            )
        names = [self.one(phrase, person) for person in phrase.people] or [self.one(phrase, None)]
        text = self.enumerate(names)
        for word in dict.fromkeys(word for office in phrase.offices for word in office.prefixes):
            text = grammar.whole.get(word, "{0}").format(text)
        return text

    def enumerate(self, items: Sequence[str]) -> str:
        if len(items) < 3:
            return self.grammar.pair.join(items)
        comma, last = self.grammar.listed
        return comma.join(items[:-1]) + last + items[-1]

    def one(self, phrase: Phrase, person: Match | None) -> str:
        """The phrase for one person, or for the office alone."""
        grammar = self.grammar
        name = self.name(person) if person else ""
        if not phrase.offices:
            if phrase.courtesy:
                return grammar.courtesy[phrase.courtesy].format(name)
            return grammar.bare.format(family=name, full=person.term.forms[self.target] if person else "")
        if len(phrase.offices) > 1:
            offices = grammar.office_joint.join(
                self.fill(grammar.office, office) for office in phrase.offices
            )
            return grammar.several.format(offices=offices, name=name)
        office = phrase.offices[0]
        return self.fill(self.pattern(office, person), office, name)

    def pattern(self, office: Office, person: Match | None) -> str:
        grammar = self.grammar
        if person is None:
            return grammar.office if office.places else "{title}"
        if self.has_family(person):
            return grammar.family_full if office.places else grammar.family
        return grammar.full if office.places else grammar.named

    def has_family(self, person: Match) -> bool:
        return person.kind == FAMILY and self.family(person.term) != person.term.forms[self.target]

    def name(self, person: Match) -> str:
        return self.family(person.term) if person.kind == FAMILY else person.term.forms[self.target]

    def family(self, term: Term) -> str:
        """The family name; by the script's rule where the row has none, else the full name."""
        full = term.forms[self.target]
        return family_name(term, self.target) or full

    def title(self, office: Office, shaped: Callable[[str], str] = str) -> str:
        """The titles with what stands in front of them: 副, acting."""
        text = self.grammar.both.join(shaped(match.term.forms[self.target]) for match in office.titles)
        for word in reversed(office.prefixes):
            pattern = self.grammar.prefixes.get(word, "{0}")
            text = (shaped(pattern) if word in ("deputy", "vice") else pattern).format(text)
        return text

    def fill(self, pattern: str, office: Office, name: str = "") -> str:
        title, org = self.title(office), self.bodies(office)
        merged = self.merge(org, title)
        return pattern.format(
            org=org, merged=merged, title=title, Title=self.title(office, self.capitalised), name=name
        )

    def bodies(self, office: Office) -> str:
        names = [match.term.forms[self.target] for match in office.places]
        article = self.article(office.places[0]) if office.places else ""
        if self.grammar.outermost_first:
            names.reverse()
        return article + self.grammar.body_joint.join(names)

    def article(self, body: Match) -> str:
        """What stands before a body: the Bureau, but Kaohsiung City Government."""
        name = body.term.forms[self.target].lower()
        is_one = body.kind == TermKind.ORGANISATION and any(
            word in name for word in self.grammar.with_article
        )
        return self.grammar.article if is_one else ""

    def capitalised(self, title: str) -> str:
        """A title before a name: Deputy Mayor, Director-General, Minister of Economic Affairs."""
        small = self.grammar.small_words
        words = [word if word in small else word[:1].upper() + word[1:] for word in title.split(" ")]
        return " ".join(
            "-".join(p[:1].upper() + p[1:] if len(p) > 2 else p for p in w.split("-")) if "-" in w else w
            for w in words
        )

    def merge(self, org: str, title: str) -> str:
        """高雄市 before 市長 loses its 市: 高雄市長."""
        shared = org and title and org[-1] == title[0] and org[-1] in self.grammar.merged
        return org[:-1] if shared else org

    def others(self, phrase: Phrase) -> Iterable[str]:
        """The other orders, where there are a person and one office of some body."""
        if len(phrase.people) != 1 or len(phrase.offices) != 1:
            return
        office = phrase.offices[0]
        if not office.places:
            return
        name = self.name(phrase.people[0])
        for pattern in (*self.grammar.others, self.grammar.full):
            yield self.fill(pattern, office, name)


def mentioned_people(matches: Iterable[Match]) -> set[str]:
    """The ids of the people whose full name stands among the matches."""
    return {match.term.id for match in matches if match.kind == TermKind.PERSON}
