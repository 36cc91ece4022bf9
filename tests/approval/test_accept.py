"""A person overrules a finding, for the sentence as it is; and reading a sentence answers "read this"."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import Result, approve

Run = Callable[..., Result]


@pytest.fixture
def wrong(newsroom: Path, run: Run) -> Path:
    """A newsroom whose approved Japanese got a second sentence and a wrong number."""
    approve(newsroom, run)
    edit(newsroom, "en", "29 February 2024.", "29 February 2024. Admission is free for 90 days.")
    edit(newsroom, "ja", "開会した。", "開会した。入場は九旬無料である。")
    run("translate", "--to", "ja", "--engine", "echo")
    return newsroom


def edit(root: Path, tag: str, old: str, new: str) -> None:
    path = root / "releases" / "fair" / f"index.{tag}.md"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def findings(run: Run) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(run("check", "fair", "--json").out)
    return [finding for finding in found if finding["check"] != "approval"]


def accept(run: Run, *more: str) -> Result:
    (name,) = {finding["id"] for finding in findings(run) if finding["severity"] == "error"}
    words = more or ("--by", "Mei-ling Chen", "--why", "ninety days, in the old way")
    return run("accept", "fair", "ja", name, *words)


def test_an_accepted_finding_counts_no_more_and_says_who_and_why(wrong: Path, run: Run) -> None:
    assert run("check", "fair").code == 1
    assert run("approve", "fair", "--to", "ja", "--by", "Sato").code == 1
    assert accept(run).code == 0
    shown = run("check", "fair", "--strict")
    assert shown.code == 0
    assert "accepted: " in shown.out
    assert "(accepted by Mei-ling Chen: ninety days, in the old way) [" in shown.out
    assert "0 errors, 0 warnings, 1 note, 1 accepted in 1 release" in shown.err
    assert run("approve", "fair", "--to", "ja", "--by", "Sato").code == 0
    assert "approved by" in run("status").out


def test_it_stays_accepted_while_its_sentence_is_the_same_and_no_longer(wrong: Path, run: Run) -> None:
    accept(run)
    edit(wrong, "ja", "開会した。", "開いた。")  # another sentence of the paragraph
    edit(wrong, "en", "Deputy Mayor of", "A first paragraph about Japan.\n\nDeputy Mayor of")
    run("translate", "--to", "ja", "--engine", "echo")
    assert [f["why"] for f in findings(run) if f["severity"] == "accepted"] == ["ninety days, in the old way"]
    edit(wrong, "ja", "九旬無料", "百日無料")
    assert "facts" in {f["check"] for f in findings(run) if f["severity"] == "error"}
    edit(wrong, "ja", "百日無料", "九旬無料")
    edit(wrong, "en", "90 days", "80 days")
    assert "facts" in {f["check"] for f in findings(run) if f["severity"] == "error"}


@pytest.mark.parametrize(
    "words",
    [
        ("--by", " ", "--why", "x"),
        ("--why", "x"),
        ("--by", "Chen", "--why", "\t"),
        ("--by", "Chen"),
    ],
)
def test_nobody_and_no_reason_are_refused(wrong: Path, run: Run, words: tuple[str, ...]) -> None:
    record = (wrong / "releases/fair/approval.ja.json").read_bytes()
    assert accept(run, *words).code == 2
    assert (wrong / "releases/fair/approval.ja.json").read_bytes() == record


@pytest.mark.parametrize("name", ["ffffffff", "", "[]", "zz"])
def test_a_finding_that_is_not_there_is_refused_and_the_others_are_named(
    wrong: Path, run: Run, name: str
) -> None:
    result = run("accept", "fair", "ja", name, "--by", "Chen", "--why", "x")
    assert result.code == 2
    assert findings(run)[0]["id"] in result.err


def test_a_release_that_lost_a_paragraph_cannot_be_talked_right(wrong: Path, run: Run) -> None:
    edit(wrong, "ja", "## 今後\n\n", "")
    (broken,) = [f for f in findings(run) if f["check"] == "completeness" and not f["unit"]]
    assert broken["id"] == ""


def test_accepting_twice_says_so_and_writes_nothing(wrong: Path, run: Run) -> None:
    accept(run)
    (name,) = {f["id"] for f in findings(run) if f["severity"] == "accepted"}
    record = (wrong / "releases/fair/approval.ja.json").read_bytes()
    again = run("accept", "fair", "ja", name[:5], "--by", "Sato", "--why", "y")
    assert (again.code, "1 already" in again.err) == (0, True)
    assert (wrong / "releases/fair/approval.ja.json").read_bytes() == record


def test_an_accepted_stale_text_may_be_approved(newsroom: Path, run: Run) -> None:
    approve(newsroom, run)
    edit(newsroom, "en", "opened the Kaohsiung", "has opened the Kaohsiung")
    run("translate", "--to", "ja", "--engine", "echo")
    assert run("approve", "fair", "--to", "ja", "--by", "Sato").code == 1
    (stale,) = [f for f in findings(run) if f["check"] == "stale"]
    assert run("accept", "fair", "ja", stale["id"], "--by", "Sato", "--why", "a tense only").code == 0
    assert run("approve", "fair", "--to", "ja", "--by", "Sato").code == 0
    assert findings(run) == []  # what was approved as it is needs no acceptance


def test_a_warning_to_read_a_sentence_ends_with_the_reading(newsroom: Path, run: Run) -> None:
    approve(newsroom, run)
    ledger = newsroom / "releases/fair/ledger.ja.json"
    edit(newsroom, "ja", "開会した", "開いた")
    run("translate", "--to", "ja", "--engine", "echo")
    text = ledger.read_text(encoding="utf-8")
    values = json.loads(text)
    entry = next(entry for entry in values["entries"] if entry["unit"] == "block 0")
    entry["written"] = entry["seen"]  # as if the machine had written it
    entry["segments"][0]["placements"][0]["how"] = "forced"
    ledger.write_text(json.dumps(values), encoding="utf-8")
    (warning,) = [f for f in findings(run) if f["severity"] == "warning"]
    assert "read this sentence" in warning["message"]
    assert run("check", "fair", "--strict").code == 1
    assert run("approve", "fair", "--to", "ja", "--by", "Sato").code == 0
    assert run("check", "fair", "--strict").code == 0


def test_a_check_after_an_edit_quotes_nothing_that_is_no_longer_there(newsroom: Path, run: Run) -> None:
    run("translate", "--to", "ja", "--engine", "echo")
    ledger = newsroom / "releases/fair/ledger.ja.json"
    values = json.loads(ledger.read_text(encoding="utf-8"))
    entry = next(entry for entry in values["entries"] if entry["unit"] == "block 0")
    entry["segments"][0]["placements"][0]["how"] = "forced"
    ledger.write_text(json.dumps(values), encoding="utf-8")
    assert "read this sentence" in run("check", "fair").out
    edit(
        newsroom,
        "ja",
        " opened the 高雄市パビリオン on 2024年2月29日.",
        "は2024年2月29日、高雄市パビリオンを開会した。",
    )
    assert "opened the" not in run("check", "fair").out


def test_review_handouts_show_an_accepted_finding_as_one(wrong: Path, run: Run) -> None:
    from docx import Document

    accept(run)
    assert run("export", "fair", "--format", "review", "--out", str(wrong / "out")).code == 0
    comments = Document(str(wrong / "out/ja/fair.review.docx")).part._comments_part.comments
    said = [comment.text for comment in comments]
    assert any(text.startswith("accepted: facts: ") and "Mei-ling Chen" in text for text in said)
