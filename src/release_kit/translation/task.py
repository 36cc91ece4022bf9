"""What the guard is given: a segment with what must stand in its translation."""

from __future__ import annotations

from dataclasses import dataclass

from release_kit.model import Constraint


@dataclass(frozen=True, slots=True)
class Task:
    """A segment to translate, with what must stand in the answer."""

    text: str
    constraints: tuple[Constraint, ...] = ()


def last_sign(task: Task) -> str:
    """How the source ends: with a full stop, another sign, or nothing (a headline)."""
    text = task.text.rstrip().rstrip("\"'”’)»」』）")
    if text.endswith((".", "…", "。")):
        return "."
    return text[-1] if text.endswith(("!", "?", ":", "！", "？", "：")) else ""
