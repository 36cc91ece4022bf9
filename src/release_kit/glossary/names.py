"""Family names: from the row, or by rule where the shape of the name leaves no doubt."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from release_kit.kinds import TermKind
from release_kit.languages import LANGUAGES, PIVOT, FamilyRule
from release_kit.model import Term

DOUBLE = "歐陽 欧阳 司馬 司马 諸葛 诸葛 上官 司徒 夏侯 東方 东方 皇甫 尉遲 公孫 令狐 張簡 范姜".split()
CHINESE = re.compile(r"[A-Z][\w']+ [A-Z][\w']+-[\w']+")  # Lo Ta-sheng: family first, a double given name


def family_name(term: Term, tag: str) -> str:
    """The family name of a person in a language; nothing where it cannot be known.

    By the rule of the language's row: the last word, but the first of a name such as Lo Ta-sheng; or by
    signs, the first of a Chinese name (two, for the double family names) and two of a name of four signs,
    which is Japanese. Three signs of a Japanese name may part either way, so there is no answer for them.
    """
    if tag in term.family or tag not in term.forms or term.kind != TermKind.PERSON:
        return term.family.get(tag, "")
    return RULES[LANGUAGES[tag].family](term.forms[tag], term.forms.get(PIVOT, ""))


def _last_word(full: str, _: str) -> str:
    words = full.split(" ")
    return "" if len(words) < 2 else words[0] if CHINESE.fullmatch(full) else words[-1]


def _by_signs(full: str, english: str) -> str:
    if not all("㐀" <= sign <= "鿿" for sign in full) or len(full) < 2:
        return ""
    if full[:2] in DOUBLE and len(full) > 2:
        return full[:2]
    if CHINESE.fullmatch(english) and len(full) == 3:
        return full[0]
    return full[:2] if len(full) == 4 else ""


RULES: Mapping[FamilyRule, Callable[[str, str], str]] = {
    FamilyRule.LAST_WORD: _last_word,
    FamilyRule.SIGNS: _by_signs,
    FamilyRule.NONE: lambda full, english: "",
}


def given_name(term: Term, tag: str) -> str:
    """The given name in a language whose names have spaces: what is left without the family name."""
    family = family_name(term, tag)
    return " ".join(word for word in term.forms.get(tag, "").split(" ") if word != family)
