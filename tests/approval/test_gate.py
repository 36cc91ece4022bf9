"""Nothing goes out that nobody read, whatever its front matter says."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from conftest import Result, approve

from release_kit.newsroom import load_newsroom
from release_kit.publishing import choose_shown
from release_kit.release import read_shelf

Run = Callable[..., Result]
NOW = datetime(2026, 11, 24, tzinfo=UTC)


@pytest.fixture
def approved(newsroom: Path, run: Run) -> Path:
    """A newsroom whose Japanese was approved by "Editor"."""
    approve(newsroom, run)
    return newsroom


def edit(root: Path, tag: str, old: str, new: str) -> None:
    path = root / "releases" / "fair" / f"index.{tag}.md"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def shown(root: Path) -> set[str]:
    """The languages that go out."""
    found = choose_shown(read_shelf(load_newsroom(root)), NOW, drafts=False)
    return {edition.release.language for edition in found.editions}


def reasons(root: Path) -> dict[str, str]:
    found = choose_shown(read_shelf(load_newsroom(root)), NOW, drafts=False)
    return {held.language: held.reason for held in found.held}


def test_a1_a_source_that_was_changed_and_translated_anew_takes_no_approval_with_it(
    approved: Path, run: Run
) -> None:
    assert shown(approved) == {"en", "ja"}
    edit(approved, "en", "opened the Kaohsiung", "closed the Kaohsiung")
    run("translate", "--to", "ja", "--engine", "echo")
    assert "  status: approved" in (approved / "releases/fair/index.ja.md").read_text(encoding="utf-8")
    assert shown(approved) == set()


def test_a1_nor_does_it_without_the_account_of_the_machine(approved: Path, run: Run) -> None:
    (approved / "releases/fair/ledger.ja.json").unlink()
    edit(approved, "en", "opened the Kaohsiung", "closed the Kaohsiung")
    run("translate", "--to", "ja", "--engine", "echo")
    assert shown(approved) == set()
    assert "stale" in run("check", "fair").out


def test_a2_an_edit_of_an_approved_rendering_holds_it(approved: Path) -> None:
    edit(approved, "ja", "羅達生副市長", "山田太郎副市長")
    assert shown(approved) == {"en"}
    assert reasons(approved)["ja"].startswith("1 of 11 units has changed since Editor approved it on")


def test_a2_error_findings_hold_what_was_approved(approved: Path, run: Run) -> None:
    with (approved / "glossary" / "terms.csv").open("a", encoding="utf-8") as rows:
        rows.write("opening,term,opened,,開幕,,開幕,,开幕,,\n")
    assert reasons(approved)["ja"] == "1 error finding"
    assert shown(approved) == {"en"}


def test_a3_a_draft_source_holds_everything(approved: Path) -> None:
    edit(approved, "en", "status: approved", "status: draft")
    assert shown(approved) == set()
    assert set(reasons(approved).values()) == {"the source's status is draft"}


def test_front_matter_alone_lets_nothing_out(newsroom: Path, run: Run) -> None:
    run("translate", "--to", "ja", "--engine", "echo")
    edit(newsroom, "ja", "  status: draft", "  status: approved\n  by: Mei-ling Chen")
    edit(newsroom, "en", "status: draft", "status: approved")
    assert shown(newsroom) == set()
    assert "approved in an earlier version by Mei-ling Chen" in reasons(newsroom)["ja"]


def test_a_damaged_account_of_one_rendering_holds_it_and_no_other(approved: Path) -> None:
    (approved / "releases/fair/ledger.ja.json").write_text("{", encoding="utf-8")
    assert shown(approved) == {"en"}
    assert "ledger.ja.json" in reasons(approved)["ja"]
