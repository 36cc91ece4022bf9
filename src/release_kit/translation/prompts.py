"""A task as an engine sees it: forms set into the source, masks, and the start of an answer."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from release_kit.model import Constraint, How, Request
from release_kit.translation.forms import Forms
from release_kit.translation.task import Task

NO_MASKS: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Prompt:
    """A task as an engine sees it in one step."""

    request: Request
    masks: Mapping[int, str]  # constraint index -> the mask that stands for it
    hows: Mapping[int, How]  # constraint index -> what was done to it


@dataclass(frozen=True, slots=True)
class PromptWriter:
    """Writes prompts for one engine."""

    forms: Forms
    mask: str  # the shape of its masks, with one %d

    def write(
        self, task: Task, is_set: Callable[[Constraint], bool], masked: frozenset[int] = NO_MASKS
    ) -> Prompt:
        """The source with forms set in, and masks for some of them."""
        pieces: list[str] = []
        masks = {index: self.mask % (index + 1) for index in masked}
        hows: dict[int, How] = {}
        at = 0
        for index, constraint in enumerate(task.constraints):
            pieces.append(task.text[at : constraint.start])
            at = constraint.end
            if index in masks:
                piece, hows[index] = masks[index], How.MASKED
            elif is_set(constraint):
                piece, hows[index] = self.forms.in_engine(constraint), How.SET_IN
            else:
                piece, hows[index] = constraint.source, How.PLAIN
            pieces.append(piece)
        pieces.append(task.text[at:])
        return Prompt(Request("".join(pieces)), masks, hows)

    def write_all_set(self, task: Task) -> Prompt:
        """The source with every form set in."""
        return self.write(task, lambda constraint: True)


def mask_pattern(shape: str) -> re.Pattern[str]:
    """What a mask of a shape looks like, with spaces that a model may have put into it."""
    signs = [r"\d+" if sign == "\0" else re.escape(sign) for sign in (shape or "{%d}").replace("%d", "\0")]
    return re.compile(r"\s?".join(signs) if not shape[:1].isalnum() else rf"\b{''.join(signs)}\b")
