"""Wires: NewsML-G2, ninjs, plain text, and the profiles of wires."""

from release_kit.editions.wires.profiles import find_profile, lint_for_wire, pack_for_wire

__all__ = [
    "find_profile",
    "lint_for_wire",
    "pack_for_wire",
]
