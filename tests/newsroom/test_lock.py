"""One run at a time: the second waits, says who, and a crash leaves no lock."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Result

from release_kit.errors import UsageError
from release_kit.newsroom import load_newsroom
from release_kit.newsroom.lock import holder, one_run

Run = Callable[..., Result]
HOLD = """
import sys, time
from pathlib import Path
from release_kit.newsroom import load_newsroom, one_run
with one_run(load_newsroom(Path(sys.argv[1])), "build", print):
    print("held", flush=True)
    time.sleep(float(sys.argv[2]))
"""


def start(newsroom: Path, seconds: float) -> subprocess.Popen[str]:
    """Another process that holds the newsroom; it holds it when this returns."""
    command = [sys.executable, "-c", HOLD, str(newsroom), str(seconds)]
    other = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert other.stdout is not None
    assert other.stdout.readline() == "held\n"
    return other


def test_the_second_run_waits_says_who_and_goes_on(newsroom: Path, run: Run) -> None:
    other = start(newsroom, 1.5)
    result = run("build", "--drafts", "--engine", "echo")
    assert result.code in (0, 1)
    assert f"waiting for release-kit build (process {other.pid}" in result.err
    assert other.wait(10) == 0
    assert "waiting" not in run("build", "--drafts", "--engine", "echo").err


def test_a_killed_run_leaves_no_lock(newsroom: Path, run: Run) -> None:
    other = start(newsroom, 60)
    other.kill()
    other.wait(10)
    assert "waiting" not in run("build", "--drafts", "--engine", "echo").err


def test_patience_ends_with_a_clear_error(newsroom: Path) -> None:
    other = start(newsroom, 60)
    told: list[str] = []
    try:
        with (
            pytest.raises(UsageError, match="still works in"),
            one_run(load_newsroom(newsroom), "x", told.append, 0.3),
        ):
            raise AssertionError("entered")
    finally:
        other.kill()
        other.wait(10)
    assert len(told) == 1
    (newsroom / ".release-kit" / "running.json").write_text("{", encoding="utf-8")
    assert holder(load_newsroom(newsroom)) == "another run of release-kit"


def test_reading_commands_do_not_wait(newsroom: Path, run: Run) -> None:
    run("translate", "--engine", "echo")
    other = start(newsroom, 60)
    try:
        begun = time.monotonic()
        assert run("check").code in (0, 1)
        assert time.monotonic() - begun < 30
    finally:
        other.kill()
        other.wait(10)


def test_many_builds_at_once_all_end_well(newsroom: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "release_kit",
        "build",
        "--drafts",
        "--engine",
        "echo",
        "--newsroom",
        str(newsroom),
    ]
    runs = [
        subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True)
        for _ in range(4)
    ]
    ends = [(process.communicate(timeout=240)[1], process.returncode) for process in runs]
    assert all(code in (0, 1) and "Traceback" not in text for text, code in ends), ends
    assert not list(newsroom.rglob(".release-kit-*.tmp"))
