"""Find every term of the glossary in a text, longest first over the whole glossary at once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import ahocorasick

from release_kit.glossary.folding import Folded, fold
from release_kit.glossary.names import family_name, given_name
from release_kit.glossary.rows import source_forms
from release_kit.kinds import MadeKind, MatchKind, TermKind
from release_kit.languages import LANGUAGES, Language
from release_kit.model import Term

FAMILY = MadeKind.FAMILY  # a match on a person's family name alone
ANY_CASE = frozenset({TermKind.TITLE})  # kinds that are found in any case
GIVEN = re.compile(r"(?:(?<=\W)|^)((?:[A-Z][\w'’]*\.?[ -]?){1,3}) $")
BODY_KINDS = frozenset({TermKind.PLACE, TermKind.ORGANISATION, TermKind.COMPANY})


@dataclass(frozen=True, slots=True)
class Match:
    """A term in a text."""

    start: int
    end: int
    term: Term
    kind: MatchKind  # the term's kind, or `family`
    others: tuple[Term, ...] = ()  # further people of that family name
    is_titled: bool = False  # a family name beside a title or a word of courtesy


@dataclass(frozen=True, slots=True)
class _Entry:
    term: Term
    kind: MatchKind
    form: str  # folded, case kept


class Matcher:
    """An Aho-Corasick automaton over the forms of one language."""

    def __init__(self, terms: Iterable[Term], tag: str) -> None:
        self.tag = tag
        self.row = LANGUAGES[tag]
        self.automaton = ahocorasick.Automaton()
        self.families: dict[str, list[Term]] = {}
        entries: dict[str, list[_Entry]] = {}
        for term in terms:
            for form in _spellings(term, tag):
                _add(entries, term, term.kind, form)
            if term.kind == TermKind.PERSON and (family := family_name(term, tag)):
                self.families.setdefault(fold(family, keep_case=True).text, []).append(term)
                if self.row.family_alone:
                    _add(entries, term, FAMILY, family)
        for key, found in entries.items():
            self.automaton.add_word(key, (len(key), found))
        self.empty = not entries
        if entries:
            self.automaton.make_automaton()

    def find(self, text: str) -> list[Match]:
        """Matches that do not overlap, in order; of two that do, the longer stays."""
        if self.empty:
            return []
        folded = fold(text)
        found: list[Match] = []
        for last, (size, entries) in self.automaton.iter(folded.text):
            match = self._match(text, folded, last - size + 1, last + 1, entries)
            if match:
                found.append(match)
        if self.row.family_alone:
            return without_overlap([self._with_given_name(text, match) for match in found])
        kept = without_overlap(_share_last_sign(found))
        return without_overlap([*kept, *self._families_beside(text, kept)])

    def _match(
        self, text: str, folded: Folded, start: int, end: int, entries: Sequence[_Entry]
    ) -> Match | None:
        begin, stop = folded.start(start), folded.start(end - 1) + 1
        written = text[begin:stop]
        if self.row.has_word_edges:
            stop = _edge(text, begin, stop, self.row)
            if not stop:
                return None
        for entry in entries:
            if _fits(entry, written):
                others = tuple(self.families[entry.form][1:]) if entry.kind == FAMILY else ()
                term = self.families[entry.form][0] if entry.kind == FAMILY else entry.term
                return Match(begin, stop, term, entry.kind, others)
        return None

    def _with_given_name(self, text: str, match: Match) -> Match:
        """A family name with its given name's initial or with a middle name before it is the person."""
        found = GIVEN.search(text, max(0, match.start - 40), match.start) if match.kind == FAMILY else None
        words = re.split("[ -]", found[1].strip()) if found else []
        for first in range(len(words)):
            for term in (match.term, *match.others):
                if _is_given(words[first:], given_name(term, self.tag)):
                    length = len(re.search(r"\S+[ -]" * (len(words) - first) + "$", text[: match.start])[0])  # type: ignore[index]
                    return Match(match.start - length, match.end, term, TermKind.PERSON)
        return match

    def _families_beside(self, text: str, kept: Sequence[Match]) -> list[Match]:
        """Family names right before a title or a word of courtesy: 羅副市長, 羅氏."""
        ends = [match.start for match in kept if match.kind == TermKind.TITLE]
        ends += [m.start() for word in self.row.honours for m in re.finditer(re.escape(word), text)]
        found: list[Match] = []
        before = f"(?:{'|'.join(map(re.escape, self.row.before_titles))})+$"
        for end in sorted(ends):
            prefix = re.search(before, text[:end]) if self.row.before_titles else None
            stop = prefix.start() if prefix else end
            for size in range(min(4, stop), 0, -1):
                terms = self.families.get(text[stop - size : stop], [])
                if terms:
                    found.append(Match(stop - size, stop, terms[0], FAMILY, tuple(terms[1:]), is_titled=True))
                    break
        return found


def _is_given(words: Sequence[str], given: str) -> bool:
    """Whether words are a given name, or its initial, with initials or middle names behind it."""
    names = re.split("[ -]", given)
    if not words or not names[0] or words == names:
        return bool(words) and words == names
    first, rest = words[0].rstrip("."), words[1:]
    is_name = first.casefold() == names[0].casefold() or (len(first) == 1 and first == names[0][0])
    return is_name and len(rest) < 2 and all(re.fullmatch(r"[A-Z]\.?", word) for word in rest)


def _share_last_sign(matches: Sequence[Match]) -> list[Match]:
    """高雄市長 is 高雄市 and 市長: a title that begins with a body's last sign begins behind it."""
    ends = {match.end: match for match in matches if match.kind in BODY_KINDS}
    out: list[Match] = []
    for match in matches:
        body = ends.get(match.start + 1)
        if match.kind == TermKind.TITLE and body and match.end - match.start > 1:
            out.append(replace(match, start=match.start + 1))
        else:
            out.append(match)
    return out


def _add(entries: dict[str, list[_Entry]], term: Term, kind: MatchKind, form: str) -> None:
    cased = fold(form.strip(), keep_case=True).text
    if cased:
        entries.setdefault(cased.casefold(), []).append(_Entry(term, kind, cased))


def _spellings(term: Term, tag: str) -> Iterator[str]:
    """The forms of a row, each also without its last full stop; a person's in either order."""
    for form in source_forms(term, tag):
        yield form
        if form.endswith(".") and len(form) > 4:
            yield form[:-1]
        if term.kind == TermKind.PERSON:
            yield from _orders(form, family_name(term, tag))


def _orders(form: str, family: str) -> Iterator[str]:
    """A name in the other order, with its comma, and with its initials set close or apart."""
    words = form.split(" ")
    if len(words) == 2 and family in words:
        yield " ".join(reversed(words))
        given = words[1] if words[0] == family else words[0]
        yield f"{family}, {given}"
        yield f"{family} {given.replace('-', '')}"
    if "." in form:
        yield re.sub(r"\. (?=[A-Z]\.)", ".", form)
        yield re.sub(r"\.(?=[A-Z]\.)", ". ", form)


def _edge(text: str, start: int, end: int, row: Language) -> int:
    """The end of a match at word edges, a plural s taken in, particles left out; 0 where there is none."""
    if start and text[start - 1].isalnum() and text[start].isalnum():
        return 0
    if end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        for plural in row.plurals:
            after = end + len(plural)
            if text[end:after] == plural and not text[after : after + 1].isalnum():
                return after
        return end if _is_attached(text, end, row.particles) else 0
    return end


def _is_attached(text: str, start: int, particles: Sequence[str]) -> bool:
    """Whether nothing but particles stands from here to the end of the word."""
    rest = re.compile(r"\w+").match(text, start) if particles else None
    pattern = f"(?:{'|'.join(map(re.escape, particles))})+"
    return rest is not None and re.fullmatch(pattern, rest[0]) is not None


def _fits(entry: _Entry, written: str) -> bool:
    """The row's case rule: any, exact, or as written, in capitals, or with capitals as headlines have."""
    rule = entry.term.case
    if rule == "any" or (not rule and entry.kind in ANY_CASE) or written == entry.form:
        return True
    written = fold(written, keep_case=True).text
    if rule == "exact" or written == entry.form:
        return written == entry.form
    if written.isupper() and len(written) > 1:
        return True
    if entry.form[:1].islower() and written[:1].lower() + written[1:] == entry.form:
        return True
    words, own = written.split(" "), entry.form.split(" ")
    if entry.kind == TermKind.PERSON and all(
        w == o or w == o.upper() for w, o in zip(words, own, strict=False)
    ):
        return True
    in_headline = all(word[:1].isupper() for word in words if len(word) > 3)
    return entry.form.islower() and in_headline


def without_overlap(matches: Iterable[Match]) -> list[Match]:
    """The longest matches first, then those that touch none of them, in order of place."""
    taken: set[int] = set()
    kept: list[Match] = []
    order = sorted(matches, key=lambda m: (m.start - m.end, m.start, m.kind == FAMILY))
    for match in order:
        places = range(match.start, match.end)
        if taken.isdisjoint(places):
            taken.update(places)
            kept.append(match)
    return sorted(kept, key=lambda m: m.start)
