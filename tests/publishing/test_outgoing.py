"""What is out and says something else without a correction is told, and only that."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Result, approve

Run = Callable[..., Result]


@pytest.fixture
def out(run: Run, newsroom: Path) -> Path:
    """A release whose English and Japanese lie on a target."""
    approve(newsroom, run)
    settings = newsroom / "release-kit.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(f'{text}\n[targets.site]\nkind = "folder"\npath = "site"\n', encoding="utf-8")
    assert "note" not in run("publish").out
    return newsroom / "releases" / "fair"


def change(folder: Path, run: Run) -> None:
    """Another word in the Japanese, read and approved."""
    path = folder / "index.ja.md"
    path.write_text(path.read_text(encoding="utf-8").replace("開会した", "開いた"), encoding="utf-8")
    assert run("approve", "fair", "--to", "ja", "--by", "Editor").code == 0


def unsaid(run: Run, *options: str) -> list[str]:
    result = run("publish", "--json", *options)
    return [item["language"] for item in json.loads(result.out)["unsaid"]]


def test_other_words_under_the_same_version_are_told_once(run: Run, out: Path) -> None:
    assert unsaid(run) == []
    change(out, run)
    said = run("publish", "--dry-run").out
    assert "note   fair ja: other words than those that are out, under the same version" in said
    assert "release-kit correct fair --note '...', or --minor" in said
    assert unsaid(run) == ["ja"]
    assert unsaid(run) == []


@pytest.mark.parametrize("arguments", [("--minor",), ("--note", "A word.")])
def test_a_correction_says_it(run: Run, out: Path, arguments: tuple[str, ...]) -> None:
    change(out, run)
    assert run("correct", "fair", *arguments).code == 0
    assert unsaid(run) == []
    page = (out.parents[1] / "site" / "ja" / "fair.html").read_text(encoding="utf-8")
    assert '"version": 2' in page
    assert "開いた" in page


def test_what_is_no_word_of_a_release_is_no_change_of_it(run: Run, out: Path) -> None:
    settings = out.parents[1] / "release-kit.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(f'{text}\n[handout]\nbanner = {{ ja = "プレスリリース" }}\n', encoding="utf-8")
    assert unsaid(run) == []
    page = (out.parents[1] / "site" / "ja" / "fair.html").read_text(encoding="utf-8")
    assert "プレスリリース" in page


def test_a_list_of_an_earlier_version_is_read_on(run: Run, out: Path) -> None:
    path = out.parents[1] / "site" / ".release-kit.json"
    values = json.loads(path.read_text(encoding="utf-8"))
    del values["words"]
    path.write_text(json.dumps(values), encoding="utf-8")
    change(out, run)
    assert unsaid(run) == []
    assert set(json.loads(path.read_text(encoding="utf-8"))["words"]) == {"en/fair.html", "ja/fair.html"}
