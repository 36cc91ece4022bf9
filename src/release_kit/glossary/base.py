"""The base term list that ships with the package: it lies below the newsroom's own rows.

A base row gives way as a whole where the newsroom has a row of its own for one of its forms, in any
language. Sources: Unicode CLDR for countries, languages and currencies; the bodies' and companies'
own sites and annual reports for theirs; usage of the Central News Agency and of Japanese papers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from importlib.resources import files
from pathlib import Path

from release_kit.errors import InputError
from release_kit.glossary.folding import fold_text
from release_kit.glossary.rows import read_rows, source_forms
from release_kit.languages import LANGUAGES, PIVOT
from release_kit.model import Term
from release_kit.places import Place

LISTS = Path(str(files("release_kit") / "data" / "terms"))


def read_base(kind: str) -> tuple[Term, ...]:
    """The rows of one part of the list: countries, languages, ...; with the words of added languages."""
    return _read_base(kind, LANGUAGES.word_lists)


@cache
def _read_base(kind: str, lists: tuple[Path, ...]) -> tuple[Term, ...]:
    path = LISTS / f"{kind}.csv"
    added = [_words(more) for more in lists]
    rows = (replace(term, place=Place(f"base terms, {kind}", part=term.id)) for term in read_rows(path))
    return tuple(_with_words(term, added) for term in rows)


@cache
def _words(path: Path) -> dict[str, Term]:
    """The rows of a word list by their ids, each of which is one of the base list."""
    found = {term.id: term for term in read_rows(path)}
    known = {term.id for part in sorted(LISTS.glob("*.csv")) for term in read_rows(part)}
    for term in found.values():
        if term.id not in known:
            fix = "The ids are those of the base term list, in data/terms/ of the package."
            raise InputError(path, f"no base term {term.id!r}", fix, term.place.line)
    return found


def _with_words(term: Term, added: Iterable[Mapping[str, Term]]) -> Term:
    """A base row with the forms that word lists have for it."""
    for words in added:
        if own := words.get(term.id):
            forms, alternatives = {**own.forms, **term.forms}, {**own.alternatives, **term.alternatives}
            term = replace(term, forms=forms, alternatives=alternatives)
    return term


def base_rows_below(own: Sequence[Term], kinds: Iterable[str]) -> list[Term]:
    """The base rows that stand below a newsroom's own; of two base rows for one form the first stays."""
    rows = [term for kind in kinds for term in read_base(kind)]
    taken = {key for term in own for key in _keys(term)} if rows else set()
    kept: list[Term] = []
    for term in rows:
        keys = set(_keys(term))
        if taken.isdisjoint(keys):
            kept.append(term)
            taken |= {key for key in keys if key[0] == PIVOT}
    return kept


def _keys(term: Term) -> Iterator[tuple[str, str]]:
    for tag in term.forms:
        for form in source_forms(term, tag):
            yield tag, fold_text(form)
