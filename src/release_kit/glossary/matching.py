"""Find every term of the glossary in a text, longest first over the whole glossary at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import ahocorasick

from release_kit.glossary.folding import Folded, fold
from release_kit.glossary.rows import source_forms
from release_kit.languages import LANGUAGES
from release_kit.model import Term

FAMILY = "family"  # the kind of a match on a person's family name alone
ANY_CASE = frozenset({"title"})  # kinds that are found in any case


@dataclass(frozen=True, slots=True)
class Match:
    """A term in a text."""

    start: int
    end: int
    term: Term
    kind: str  # the term's kind, or `family`


@dataclass(frozen=True, slots=True)
class _Entry:
    term: Term
    kind: str
    form: str  # folded, case kept
    lower_first: bool


class Matcher:
    """An Aho-Corasick automaton over the forms of one language."""

    def __init__(self, terms: Iterable[Term], tag: str) -> None:
        self.tag = tag
        self.has_edges = LANGUAGES[tag].has_word_edges
        self.automaton = ahocorasick.Automaton()
        entries: dict[str, list[_Entry]] = {}
        for term in terms:
            for form in dict.fromkeys(_spellings(term, tag)):
                _add(entries, term, term.kind, form)
            if tag in term.family and self.has_edges:
                _add(entries, term, FAMILY, term.family[tag])
        for key, found in entries.items():
            self.automaton.add_word(key, (len(key), tuple(found)))
        self.empty = not entries
        if entries:
            self.automaton.make_automaton()

    def find(self, text: str) -> list[Match]:
        """Matches that do not overlap, in order; of two that do, the longer stays."""
        if self.empty:
            return []
        folded, cased = fold(text), fold(text, keep_case=True)
        found: list[Match] = []
        for last, (size, entries) in self.automaton.iter(folded.text):
            match = self._match(text, folded, cased, last - size + 1, last + 1, entries)
            if match:
                found.append(match)
        return without_overlap(found)

    def _match(
        self, text: str, folded: Folded, cased: Folded, start: int, end: int, entries: Sequence[_Entry]
    ) -> Match | None:
        begin, stop = folded.offsets[start], folded.offsets[end - 1] + 1
        if self.has_edges:
            stop = _edge(text, begin, stop)
            if not stop:
                return None
        written = fold(text[begin : folded.offsets[end - 1] + 1], keep_case=True).text
        for entry in entries:
            if _fits(entry, written):
                return Match(begin, stop, entry.term, entry.kind)
        return None


def _add(entries: dict[str, list[_Entry]], term: Term, kind: str, form: str) -> None:
    cased = fold(form.strip(), keep_case=True).text
    key = fold(form.strip()).text
    if key:
        entries.setdefault(key, []).append(_Entry(term, kind, cased, cased[:1].islower()))


def _spellings(term: Term, tag: str) -> Iterable[str]:
    """The forms of a row, each also without its last full stop; a person's in either order."""
    for form in source_forms(term, tag):
        yield form
        if form.endswith(".") and len(form) > 4:
            yield form[:-1]
        family = term.family.get(tag)
        words = form.split(" ")
        if term.kind == "person" and family and len(words) == 2 and family in words:
            yield " ".join(reversed(words))


def _edge(text: str, start: int, end: int) -> int:
    """The end of a match at word edges, a plural s taken in; 0 where there is no edge."""
    if start and text[start - 1].isalnum() and text[start].isalnum():
        return 0
    if end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        for plural in ("es", "s"):
            after = end + len(plural)
            if text[end:after] == plural and not text[after : after + 1].isalnum():
                return after
        return 0
    return end


def _fits(entry: _Entry, written: str) -> bool:
    """The row's case rule: any, exact, or as written, in capitals, or with capitals as headlines have."""
    rule = entry.term.case
    if rule == "any" or (not rule and entry.kind in ANY_CASE) or written == entry.form:
        return True
    if rule == "exact":
        return False
    if written.isupper() and len(written) > 1:
        return True
    if entry.lower_first and written[:1].lower() + written[1:] == entry.form:
        return True
    in_headline = all(word[:1].isupper() for word in written.split(" ") if len(word) > 3)
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
