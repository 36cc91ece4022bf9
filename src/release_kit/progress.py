"""How far long work is, for whoever wants to show it; nothing is shown here."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Progress:
    """Where the work stands."""

    step: str  # what is being done: first, set-in, masked, ...
    segments: int  # to be done in this step
    done: int
    terms: int = 0  # terms and facts in those segments
    language: str = ""


Listener = Callable[[Progress], None]
_listener: ContextVar[Listener | None] = ContextVar("listener", default=None)
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
    _report(Progress(step, segments, 0, terms, language))


def advance(segments: int) -> None:
    """So many more segments of the step are done."""
    now = _now.get()
    if now and segments:
        done = min(now.done + segments, now.segments)
        _report(Progress(now.step, now.segments, done, now.terms, now.language))


def _report(now: Progress) -> None:
    _now.set(now)
    listener = _listener.get()
    if listener:
        listener(now)
