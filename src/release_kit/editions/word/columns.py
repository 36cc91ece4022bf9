"""The columns of a table: how wide they are, and how their text stands."""

from __future__ import annotations

from collections.abc import Sequence

from release_kit.release import cells_of

NARROWEST, WIDEST = 4, 30  # characters that a column counts for
SIDES = {(True, True): "center", (False, True): "right"}  # a colon before, a colon after


def column_widths(rows: Sequence[Sequence[str]], room: int) -> list[int]:
    """The room shared out by the longest text of each column."""
    count = max(len(cells) for cells in rows)
    longest = [max(len(cells[c]) if c < len(cells) else 0 for cells in rows) for c in range(count)]
    weights = [min(max(length, NARROWEST), WIDEST) for length in longest]
    return [room * weight // sum(weights) for weight in weights]


def column_sides(ruler: str) -> list[str]:
    """To which side each column stands, by the line below a table's head; nothing where it does not say."""
    return [SIDES.get((cell.startswith(":"), cell.endswith(":")), "") for cell in cells_of(ruler)]
