"""A build with nothing changed reads nothing but names, sizes and times, and knows when that is not enough."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from conftest import Result, write

from release_kit.newsroom.settings import load_newsroom
from release_kit.publishing import visibility
from release_kit.publishing.built import read_built

Run = Callable[..., Result]
OPTIONS = "drafts=True"


@pytest.fixture
def built(run: Run, after: Callable[..., Path]) -> Path:
    """A newsroom built twice: the first build writes renderings, so the second is the one that counts."""
    newsroom = after("build --drafts --engine echo")
    assert run("build", "--drafts", "--engine", "echo").code in (0, 1)
    return newsroom


def is_fresh(root: Path, now: datetime | None = None) -> bool:
    return read_built(load_newsroom(root), now or datetime.now(UTC), OPTIONS).is_whole


def test_the_second_build_says_the_same_findings_and_reads_no_release(
    run: Run, built: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = run("check").out
    monkeypatch.setattr("release_kit.pipeline.read_shelf", lambda _: 1 / 0)
    again = run("build", "--drafts", "--engine", "echo")
    assert again.code == (1 if "error:" in again.out else 0)
    assert again.out == first
    assert "nothing to do" in again.err
    assert "handout" in again.err


@pytest.mark.parametrize(
    "path", ["release-kit.toml", "glossary/places.csv", "releases/fair/index.ja.md", "public/ja/fair.html"]
)
def test_any_input_or_output_that_changed_is_noticed(built: Path, path: str) -> None:
    assert is_fresh(built)
    place = built / path
    place.write_text(place.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert not is_fresh(built)


def test_a_new_file_and_one_that_is_gone_are_noticed(built: Path) -> None:
    added = write(built / "memory" / "x.tmx", "<tmx/>")
    assert not is_fresh(built)
    added.unlink()
    assert is_fresh(built)
    (built / "public" / "en" / "fair.docx").unlink()
    assert not is_fresh(built)


def test_a_damaged_state_counts_as_none(built: Path) -> None:
    (built / ".release-kit" / "built.json").write_text("{", encoding="utf-8")
    assert not is_fresh(built)


def test_it_is_fresh_only_until_the_next_embargo_ends(run: Run, newsroom: Path) -> None:
    path = newsroom / "releases" / "fair" / "index.en.md"
    end = datetime(2999, 1, 1, tzinfo=UTC)
    text = path.read_text(encoding="utf-8").replace(
        "status: draft", f"status: draft\nembargo: '{end.isoformat()}'"
    )
    path.write_text(text, encoding="utf-8")
    run("build", "--drafts", "--engine", "echo")
    assert is_fresh(newsroom, end - timedelta(seconds=1))
    assert not is_fresh(newsroom, end)


def test_only_what_changed_is_judged_anew(run: Run, built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = (
        (built / "releases" / "fair" / "index.en.md")
        .read_text(encoding="utf-8")
        .replace("0b9d2f4e", "0b9d2f4f")
    )
    write(built / "releases" / "second" / "index.en.md", other)
    for _ in range(2):
        run("build", "--engine", "echo")
    judged: list[str] = []
    real = visibility.reasons_to_hold
    monkeypatch.setattr(
        visibility, "reasons_to_hold", lambda shelf, slug: judged.append(slug) or real(shelf, slug)
    )
    path = built / "releases" / "second" / "index.en.md"
    path.write_text(path.read_text(encoding="utf-8").replace("Next steps", "What follows"), encoding="utf-8")
    run("build", "--engine", "echo")
    assert judged == ["second"]
