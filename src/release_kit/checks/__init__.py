"""Checks of a rendering: one a file, each a function that yields findings."""

from release_kit.checks.review import check, check_rendering
from release_kit.checks.subject import read_subject

__all__ = [
    "check",
    "check_rendering",
    "read_subject",
]
