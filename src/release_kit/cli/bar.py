"""A line at a terminal that says how far a translation is."""

from __future__ import annotations

import shutil
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TextIO

from release_kit.model import How
from release_kit.progress import Progress, watching

WIDTH = 24  # of the bar, in columns
PAUSE = 30.0  # seconds between two lines where there is no terminal
PASSES: Mapping[str, str] = {  # what the guard does in a step, by how its constraints are placed
    How.PLAIN: "first answers",
    How.SET_IN: "with terms set in",
    How.MASKED: "with terms masked",
    How.SPLIT: "clause by clause",
    How.FORCED: "going on from a term",
}


class Bar:
    """Draws each report over the last one."""

    def __init__(self, out: TextIO) -> None:
        self.out = out
        self.started = time.monotonic()
        self.step = ""

    def show(self, now: Progress) -> None:
        if now.done == 0 and not now.finished:
            self.started, self.step = time.monotonic(), now.step
        line = self.line(now, time.monotonic() - self.started)
        columns = shutil.get_terminal_size().columns
        self.out.write("\r" + line[: columns - 1].ljust(columns - 1))
        self.out.flush()

    def line(self, now: Progress, spent: float) -> str:
        """Language, bar, segments, terms, step and time left."""
        done, all_of_it = (now.finished, now.total) if now.total else (now.done, now.segments)
        share = done / all_of_it if all_of_it else 1.0
        full = round(share * WIDTH)
        left = f", {clock(spent / share * (1 - share))} left" if 0 < share < 1 else ""
        counts = f"{done}/{all_of_it} segments, {now.terms} terms and facts"
        return f"{now.language:8}[{'#' * full}{'.' * (WIDTH - full)}] {counts}, {_pass(now)}{left}"

    def clear(self) -> None:
        columns = shutil.get_terminal_size().columns
        self.out.write("\r" + " " * (columns - 1) + "\r")
        self.out.flush()


class Sparse:
    """A line now and then, for a log or another program: long work is not silent."""

    def __init__(self, out: TextIO, pause: float = PAUSE) -> None:
        self.out, self.pause = out, pause
        self.last = time.monotonic()

    def show(self, now: Progress) -> None:
        if time.monotonic() - self.last >= self.pause:
            self.last = time.monotonic()
            done, all_of_it = (now.finished, now.total) if now.total else (now.done, now.segments)
            self.out.write(f"translate: {now.language} {done} of {all_of_it} segments, {_pass(now)}\n")
            self.out.flush()


def _pass(now: Progress) -> str:
    """What is being done, in words; the guard asks several times for what is not good at once."""
    return PASSES.get(now.step, now.step)


def clock(seconds: float) -> str:
    """Minutes and seconds: 1:05."""
    return f"{int(seconds) // 60}:{int(seconds) % 60:02d}"


@contextmanager
def shown_progress() -> Iterator[None]:
    """Progress inside is shown on standard error: a bar at a terminal, else a line every half minute."""
    if not sys.stderr.isatty():
        with watching(Sparse(sys.stderr).show):
            yield
        return
    bar = Bar(sys.stderr)
    try:
        with watching(bar.show):
            yield
    finally:
        bar.clear()
