"""The stages in order: start reading here.

    read -> segment -> recall -> guard and translate -> finish -> check -> export

Each public function is one command's work; `build` is all of them. Nothing here prints.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from release_kit.publishing import BuildResult, build_public, choose_shown, is_held
from release_kit.release import Shelf


def build(shelf: Shelf, slugs: Sequence[str], now: datetime) -> BuildResult:
    """Pages, handouts and feeds of these releases into public/; embargoed ones stay out."""
    shown = choose_shown(shelf, now, drafts=True)
    held = [slug for slug, source in shelf.sources.items() if is_held(source, now)]
    return build_public(shelf.newsroom, shown.of(slugs), shown.editions, held)
