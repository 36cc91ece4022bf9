"""A remembered sentence put right: where only names and facts differ, they are swapped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from release_kit.facts import invented_numbers
from release_kit.glossary import FACT_KINDS, stated_facts
from release_kit.kinds import MadeKind, TermKind
from release_kit.languages import language
from release_kit.memory import Offer
from release_kit.model import Constraint, How, Translation
from release_kit.translation.accounts import account_for, verify_written
from release_kit.translation.task import Task

PEOPLE = frozenset({TermKind.PERSON, MadeKind.FAMILY, MadeKind.COMPOSED})


def repair(task: Task, offer: Offer, old: Sequence[Constraint], target: str) -> Translation | None:
    """The remembered rendering with the task's names and facts in the place of its own.

    `old` are the constraints of the remembered source. None where the sentences differ in more than
    names and facts, or where one of the old ones cannot be found in the remembered rendering.
    """
    before = Task(offer.row.source, tuple(old))
    if _skeleton(before) != _skeleton(task):
        return None
    remembered = verify_written(before, offer.row.text, How.MEMORY, target)
    if remembered.missing or remembered.doubts:
        return None
    forms = {index: constraint.form for index, constraint in enumerate(task.constraints)}
    text, _ = replace(remembered, forms=forms).expand(remembered.text)
    account = account_for(task, text, How.MEMORY, target)
    rest = text
    for constraint in task.constraints:
        rest = rest.replace(constraint.form, " ")
    invented = invented_numbers(task.text, stated_facts(task.constraints), rest, language(target))
    if invented or any(placement.how is How.FAILED for placement in account.placements):
        return None
    note = f"repaired from {offer.row.place} ({offer.score:g} %): {offer.row.source}"
    return replace(account, engine="memory", recalled=note)


def _skeleton(task: Task) -> tuple[str, tuple[str, ...]]:
    """The sentence without its names and facts, and of what kinds they are."""
    pieces: list[str] = []
    at = 0
    for constraint in task.constraints:
        pieces.append(task.text[at : constraint.start])
        at = constraint.end
    pieces.append(task.text[at:])
    return " ".join("\0".join(pieces).split()), tuple(_sort(c.kind) for c in task.constraints)


def _sort(kind: str) -> str:
    """Kinds that may stand for each other: any person for any, any fact for one of its own kind."""
    return "person" if kind in PEOPLE else kind if kind in FACT_KINDS else "name"
