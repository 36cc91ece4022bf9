"""A line at a terminal that says how far a translation is."""

from __future__ import annotations

import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

from release_kit.progress import Progress, watching

WIDTH = 24  # of the bar, in columns


class Bar:
    """Draws each report over the last one."""

    def __init__(self, out: TextIO) -> None:
        self.out = out
        self.started = time.monotonic()
        self.step = ""

    def show(self, now: Progress) -> None:
        if now.done == 0:
            self.started, self.step = time.monotonic(), now.step
        line = self.line(now, time.monotonic() - self.started)
        columns = shutil.get_terminal_size().columns
        self.out.write("\r" + line[: columns - 1].ljust(columns - 1))
        self.out.flush()

    def line(self, now: Progress, spent: float) -> str:
        """Language, bar, segments, terms, step and time left."""
        share = now.done / now.segments if now.segments else 1.0
        full = round(share * WIDTH)
        left = f", {clock(spent / share * (1 - share))} left" if 0 < share < 1 else ""
        counts = f"{now.done}/{now.segments} segments, {now.terms} terms and facts"
        return f"{now.language:8}[{'#' * full}{'.' * (WIDTH - full)}] {counts} ({now.step}){left}"

    def clear(self) -> None:
        columns = shutil.get_terminal_size().columns
        self.out.write("\r" + " " * (columns - 1) + "\r")
        self.out.flush()


def clock(seconds: float) -> str:
    """Minutes and seconds: 1:05."""
    return f"{int(seconds) // 60}:{int(seconds) % 60:02d}"


@contextmanager
def shown_progress() -> Iterator[None]:
    """Progress inside is shown on standard error, at a terminal only."""
    if not sys.stderr.isatty():
        yield
        return
    bar = Bar(sys.stderr)
    try:
        with watching(bar.show):
            yield
    finally:
        bar.clear()
