"""The line at a terminal that says how far a translation is."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from conftest import Result

from release_kit import progress
from release_kit.cli.bar import Bar, Sparse, clock, shown_progress
from release_kit.engines.batches import in_batches
from release_kit.progress import Progress

Run = Callable[..., Result]


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_line_says_segments_terms_step_and_time_left() -> None:
    line = Bar(io.StringIO()).line(Progress("set-in", 40, 10, 83, "ja"), 30.0)
    assert (
        line
        == "ja      [######..................] 10/40 segments, 83 terms and facts, with terms set in, 1:30 left"
    )
    assert clock(65) == "1:05"


def test_the_whole_work_counts_where_it_is_known() -> None:
    line = Bar(io.StringIO()).line(Progress("plain", 24, 12, 9, "ja", 48, 96), 60.0)
    assert (
        line
        == "ja      [############............] 48/96 segments, 9 terms and facts, first answers, 1:00 left"
    )


def test_without_a_terminal_a_line_comes_now_and_then() -> None:
    out = io.StringIO()
    often, seldom = Sparse(out, 0.0), Sparse(io.StringIO())
    for listener in (often, seldom):
        listener.show(Progress("masked", 40, 10, 83, "ja"))
    assert out.getvalue() == "translate: ja 10 of 40 segments, with terms masked\n"
    assert seldom.out.getvalue() == ""


def test_batches_are_reported_as_they_are_done() -> None:
    seen: list[tuple[int, int]] = []
    with progress.watching(lambda now: seen.append((now.done, now.segments))):
        progress.begin("plain", 5, 9, "ja")
        in_batches(list("abcde"), lambda _: 1, list, limit=2)
    progress.advance(1)
    assert seen == [(0, 5), (2, 5), (4, 5), (5, 5)]


def test_it_is_shown_at_a_terminal_only(monkeypatch: pytest.MonkeyPatch) -> None:
    for kind, shown in ((Terminal, True), (io.StringIO, False)):
        out = kind()
        monkeypatch.setattr("sys.stderr", out)
        with shown_progress():
            progress.begin("plain", 2, 3, "zh-Hant")
            progress.advance(1)
        assert ("zh-Hant" in out.getvalue()) is shown
