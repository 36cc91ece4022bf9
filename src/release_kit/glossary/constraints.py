"""What must stand in the target: terms, composed names, lists of them, and facts."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

from release_kit.facts import Fact, find_facts, localise_fact
from release_kit.glossary.composition import compose
from release_kit.glossary.matching import Match
from release_kit.kinds import FactKind, MadeKind, TermKind
from release_kit.languages import PIVOT, Language, language
from release_kit.model import Constraint

# Facts that a model may write by itself, because it seldom gets them wrong; checked all the same.
SOFT = frozenset({FactKind.NUMBER, FactKind.PERCENT, FactKind.WORD})
LISTED = frozenset(
    {
        TermKind.COMPANY,
        TermKind.ORGANISATION,
        TermKind.PERSON,
        MadeKind.COMPOSED,
        TermKind.PRODUCT,
        TermKind.KEEP,
    }
)
FACT_KINDS = frozenset(FactKind)


def find_constraints(
    text: str,
    matches: Sequence[Match],
    target: str,
    mentioned: Collection[str] = (),
    source: str = PIVOT,
    mention: Callable[[str, Sequence[Constraint]], list[Constraint]] | None = None,
) -> list[Constraint]:
    """Every constraint of a source text for a target language, in order, none touching another.

    `mention` gives terms the form that a first or a later mention has.
    """
    terms = compose(text, matches, target, mentioned, source)
    terms = mention(text, terms) if mention else terms
    facts = _facts(text, target, source)
    terms = [term for term in terms if not any(_holds(fact, term) for fact in facts)]
    facts = [fact for fact in facts if not any(_touch(fact, term) for term in terms)]
    return _join_lists(
        text, sorted([*terms, *facts], key=lambda c: c.start), language(target), language(source)
    )


def stated_facts(constraints: Sequence[Constraint]) -> list[Fact]:
    """The facts among constraints."""
    return [
        Fact(c.start, c.end, c.kind, c.value, c.source) for c in constraints if isinstance(c.kind, FactKind)
    ]


def _touch(one: Constraint, other: Constraint) -> bool:
    return one.start < other.end and other.start < one.end


def _holds(fact: Constraint, term: Constraint) -> bool:
    """Whether a term is a part of a fact: the country in its currency."""
    return fact.start <= term.start and term.end <= fact.end and len(fact.source) > len(term.source)


def _facts(text: str, target: str, source: str) -> list[Constraint]:
    row = language(target)
    found = []
    for fact in find_facts(text, language(source)):
        form = localise_fact(fact, row)
        soft = fact.kind in SOFT and not re.search(r"[a-zA-Z]{2}", fact.source.replace("percent", ""))
        found.append(
            Constraint(
                fact.start,
                fact.end,
                fact.source,
                form,
                fact.kind,
                soft=soft or fact.kind == FactKind.WORD,
                value=fact.value,
            )
        )
    return found


def _join_lists(
    text: str, constraints: Sequence[Constraint], target: Language, source: Language
) -> list[Constraint]:
    """Three or more names in a row become one constraint, in the language's own enumeration."""
    out: list[Constraint] = []
    run: list[Constraint] = []
    for constraint in constraints:
        if run and not _continues(text, run, constraint, source):
            out += _close(text, run, target, source)
            run = []
        run.append(constraint)
    return out + (_close(text, run, target, source) if run else [])


def _continues(text: str, run: Sequence[Constraint], constraint: Constraint, source: Language) -> bool:
    if constraint.kind not in LISTED or run[-1].kind not in LISTED:
        return False
    gap = text[run[-1].end : constraint.start]
    before = text[run[-2].end : run[-1].start] if len(run) > 1 else ", "
    return bool(re.fullmatch(source.between, gap)) and not re.fullmatch(source.last, before)


def _close(text: str, run: Sequence[Constraint], target: Language, source: Language) -> list[Constraint]:
    if len(run) < 3 or not re.fullmatch(source.last, text[run[-2].end : run[-1].start]):
        return list(run)
    comma, last = target.grammar.listed
    form, plain = (
        comma.join(texts[:-1]) + last + texts[-1]
        for texts in ([item.form for item in run], [item.plain or item.form for item in run])
    )
    whole = text[run[0].start : run[-1].end]
    ids = tuple(name for item in run for name in item.terms)
    return [
        Constraint(
            run[0].start,
            run[-1].end,
            whole,
            form,
            MadeKind.LIST,
            ids,
            parts=tuple(run),
            plain=plain if plain != form else "",
        )
    ]


def shifted(constraint: Constraint, by: int) -> Constraint:
    """The constraint with its span moved."""
    return replace(constraint, start=constraint.start + by, end=constraint.end + by)


def constraints_within(constraints: Sequence[Constraint], start: int, end: int) -> list[Constraint]:
    """The constraints of a part of the text, spans counted from its start."""
    return [shifted(c, -start) for c in constraints if start <= c.start and c.end <= end]
