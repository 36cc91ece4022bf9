"""A newsroom's glossary, ready for use in a language."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from release_kit.glossary.base import base_rows_below
from release_kit.glossary.matching import Match, Matcher
from release_kit.glossary.rows import load_glossary
from release_kit.model import Term


class Glossary:
    """The newsroom's rows above the base ones and, made when asked for, the matcher of each language."""

    def __init__(self, terms: Sequence[Term], base: Sequence[Term] = ()) -> None:
        self.terms = tuple(terms)
        self.all = (*self.terms, *base)
        self.by_id = {term.id: term for term in self.all}
        self._matchers: dict[str, Matcher] = {}

    @classmethod
    def load(cls, folder: Path, base: Sequence[str] = ()) -> Glossary:
        """The rows of a folder, with these kinds of the base list below them."""
        own = load_glossary(folder)
        return cls(own, base_rows_below(own, base))

    def find(self, text: str, tag: str) -> list[Match]:
        """The terms of a text in a language, longest first, none touching another."""
        if tag not in self._matchers:
            self._matchers[tag] = Matcher(self.all, tag)
        return self._matchers[tag].find(text)

    def name_of(self, text: str, source: str, target: str) -> str:
        """The form of a whole text that is one term, or nothing."""
        found = self.find(text, source)
        if len(found) == 1 and (found[0].start, found[0].end) == (0, len(text.rstrip("."))):
            return found[0].term.forms.get(target, "")
        if len(found) == 1 and (found[0].start, found[0].end) == (0, len(text)):
            return found[0].term.forms.get(target, "")
        return ""

    def forbidden(self, tag: str) -> dict[str, str]:
        """Forms that must not be written in a language, with the form to write instead."""
        return {
            wrong: term.forms.get(tag, "") for term in self.terms for wrong in term.forbidden.get(tag, ())
        }
