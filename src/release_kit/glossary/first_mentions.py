"""First mentions: the full or bilingual form where a release first names a thing, the short form after.

A row's `first_mention` says `full`, `bilingual`, `none` or a pattern such as `{form}（{en}）`; where it
is empty the newsroom's setting holds for the kinds that it names, and a row with a short form starts
with the full one. An abbreviation that the source introduces, "Trade Promotion Office (TPO)", is
introduced at the same place in the target, once, and stands alone after.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from release_kit.kinds import MadeKind, TermKind
from release_kit.languages import language
from release_kit.model import Constraint, Term
from release_kit.newsroom import FirstMention

INTRODUCED = re.compile(r" ?[(（](?P<short>[A-Z][A-Za-z0-9&.-]{1,11})[)）]")
NAMED = frozenset(
    {TermKind.COMPANY, TermKind.ORGANISATION, TermKind.EVENT, TermKind.PRODUCT, TermKind.TERM, TermKind.PLACE}
)


class Introducer:
    """Goes through a release in reading order, one target language, and gives each mention its form."""

    def __init__(self, terms: Mapping[str, Term], source: str, target: str, settings: FirstMention) -> None:
        self.terms, self.source, self.target, self.settings = terms, source, target, settings
        self.opening, self.closing = language(target).brackets
        self.seen: set[str] = set()
        self.shorts: dict[str, str] = {}  # an introduced abbreviation -> its row

    def read(self, text: str, constraints: Sequence[Constraint], *, is_headline: bool) -> list[Constraint]:
        """The constraints of the next text with the forms that their place asks for."""
        counts = self.settings.headline or not is_headline
        found: list[Constraint] = []
        for constraint in constraints:
            if found and constraint.start < found[-1].end:
                continue
            inside = [c for c in constraints if c.start > constraint.end and c.terms != constraint.terms]
            introduced = self._introduced(text, constraint, inside[:1], counts=counts)
            found.append(introduced or self._shaped(constraint, counts=counts))
        known = [*found, *self._abbreviations(text, found)]
        return sorted(known, key=lambda c: c.start)

    def _introduced(
        self, text: str, constraint: Constraint, following: Sequence[Constraint], *, counts: bool
    ) -> Constraint | None:
        """A name with the abbreviation that the source gives it in brackets."""
        match = INTRODUCED.match(text, constraint.end)
        if not match or constraint.kind not in NAMED or not re.search("[A-Z].*[A-Z]", match["short"]):
            return None
        written, row = match["short"], constraint.terms[0]
        own = [c for c in following if (c.start, c.end) == match.span("short")]
        short = own[0].form if own else written
        source = text[constraint.start : match.end()]
        whole = replace(constraint, end=match.end(), source=source)
        if written in self.shorts or short in constraint.form:
            return whole
        if counts:
            self.shorts |= {} if own else {written: row}
            self.seen |= {row, *(name for c in own for name in c.terms)}
        form = f"{constraint.form}{self.opening}{short}{self.closing}"
        return replace(whole, form=form, plain=constraint.form, accepted=(constraint.form,))

    def _abbreviations(self, text: str, found: Sequence[Constraint]) -> list[Constraint]:
        """The abbreviations that were introduced before and are no terms themselves."""
        out: list[Constraint] = []
        for short, row in self.shorts.items():
            for match in re.finditer(rf"(?<![\w-]){re.escape(short)}(?![\w-])", text):
                if all(match.end() <= c.start or c.end <= match.start() for c in found):
                    out.append(Constraint(match.start(), match.end(), short, short, TermKind.KEEP, (row,)))
        return out

    def _shaped(self, constraint: Constraint, *, counts: bool) -> Constraint:
        """A term on its own: in the form of its first mention, or in the later one."""
        term = self.terms.get(constraint.terms[0]) if len(constraint.terms) == 1 else None
        if term is None or constraint.kind in (MadeKind.COMPOSED, MadeKind.FAMILY):
            return constraint
        if constraint.source in self.shorts and self.shorts[constraint.source] == term.id:
            short = term.short.get(self.target, constraint.source)
            return replace(constraint, form=short, accepted=(*constraint.accepted, constraint.form))
        later = term.short.get(self.target, constraint.form)
        if not counts or term.id in self.seen:
            return _reshaped(constraint, later, later)
        self.seen.add(term.id)
        return _reshaped(constraint, self._first(term, constraint.form), constraint.form)

    def _first(self, term: Term, form: str) -> str:
        """The form of the first mention."""
        manner = term.first_mention or (self.settings.form if term.kind in self.settings.kinds else "")
        if "{" in manner:
            forms = {**term.forms, "form": form}
            wanted = re.findall(r"\{([^}]*)\}", manner)
            if any(name not in forms for name in wanted):  # the row lacks a language that its pattern names
                return form
            return re.sub(r"\{([^}]*)\}", lambda match: forms[match[1]], manner)
        other = term.forms.get(self.source, "")
        if manner == "bilingual" and other and other != form:
            return f"{form}{self.opening}{other}{self.closing}"
        return form


def _reshaped(constraint: Constraint, form: str, plain: str) -> Constraint:
    """The constraint with another form; the engine sees the plain one, an editor may write it."""
    if form == constraint.form:
        return constraint
    accepted = dict.fromkeys((*constraint.accepted, constraint.form, plain))
    return replace(constraint, form=form, plain=plain if plain != form else "", accepted=tuple(accepted))
