"""From a source to a rendering: brief, plan, guard, verification, finishing, repair, renderer."""

from release_kit.translation.accounts import account_for
from release_kit.translation.brief import LanguageContext
from release_kit.translation.finishing import STAND_IN
from release_kit.translation.flaws import (
    expected_length,
    find_loop,
    find_repeat,
    foreign_characters,
    left_over,
)
from release_kit.translation.guard import Guard
from release_kit.translation.plan import Anew
from release_kit.translation.releases import Rendered, translate
from release_kit.translation.rules import render_field
from release_kit.translation.task import Task

__all__ = [
    "STAND_IN",
    "Anew",
    "Guard",
    "LanguageContext",
    "Rendered",
    "Task",
    "account_for",
    "expected_length",
    "find_loop",
    "find_repeat",
    "foreign_characters",
    "left_over",
    "render_field",
    "translate",
]
