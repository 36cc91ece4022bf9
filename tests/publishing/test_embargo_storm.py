"""Embargoes under a fake clock: whatever the order of events, nobody sees what is held."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.embargo import COMMANDS, storm


@pytest.mark.parametrize("seed", [1, 2])
def test_no_order_of_events_shows_what_is_held(tmp_path: Path, seed: int) -> None:
    runs, leaks = storm(tmp_path, 40, seed)
    assert leaks == []
    assert set(runs) == set(COMMANDS)


def test_the_storm_would_find_a_leak(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("release_kit.publishing.visibility.is_held", lambda *_: False)
    monkeypatch.setattr("release_kit.release.gate.Gate.closed", lambda *_, **__: "")
    assert storm(tmp_path, 40, 1)[1]
