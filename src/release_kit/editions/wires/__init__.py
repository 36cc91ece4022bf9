"""Wires: NewsML-G2, ninjs, plain text, and the profiles of wires."""

from release_kit.editions.wires.profiles import find_profile, lint, pack

__all__ = [
    "find_profile",
    "lint",
    "pack",
]
