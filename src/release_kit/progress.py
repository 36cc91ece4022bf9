"""How far long work is, for whoever wants to show it; nothing is shown here."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Progress:
    """Where the work stands."""

    step: str  # what is being done: first, set-in, masked, ...
    segments: int  # to be done in this step
    done: int
    terms: int = 0  # terms and facts in those segments
    language: str = ""
    finished: int = 0  # segments of the whole work that are finished
    total: int = 0  # segments of the whole work; 0 where it is this step alone


Listener = Callable[[Progress], None]
_listener: ContextVar[Listener | None] = ContextVar("listener", default=None)
_whole: ContextVar[tuple[int, int]] = ContextVar("whole", default=(0, 0))
_now: ContextVar[Progress | None] = ContextVar("now", default=None)


@contextmanager
def watching(listener: Listener) -> Iterator[None]:
    """Every report inside goes to the listener."""
    token = _listener.set(listener)
    try:
        yield
    finally:
        _listener.reset(token)


def begin(step: str, segments: int, terms: int = 0, language: str = "") -> None:
    """A step with so many segments begins."""
    _report(Progress(step, segments, 0, terms, language, *_whole.get()))


def finish(finished: int, total: int) -> None:
    """So many segments of the whole work are finished; its steps report below that."""
    _whole.set((finished, total))


def advance(segments: int) -> None:
    """So many more segments of the step are done."""
    now = _now.get()
    if now and segments:
        done = min(now.done + segments, now.segments)
        _report(replace(now, done=done))


def _report(now: Progress) -> None:
    _now.set(now)
    listener = _listener.get()
    if listener:
        listener(now)
