"""Who read what: a person's word that a rendering is good."""

from release_kit.approval.statements import approve

__all__ = [
    "approve",
]
