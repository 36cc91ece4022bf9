"""An approval is a statement about texts: who read which words, and what has changed since."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import ROOT, SAMPLE, Result, approve, write

from release_kit.approval import Standing, approval_states, reasons_to_hold
from release_kit.approval.state import ApprovalState
from release_kit.errors import InputError
from release_kit.newsroom import load_newsroom
from release_kit.release import load_record, read_shelf
from release_kit.release.field_lines import set_field

Run = Callable[..., Result]


@pytest.fixture
def approved(newsroom: Path, run: Run) -> Path:
    """A newsroom whose Japanese was approved by "Editor"."""
    approve(newsroom, run)
    return newsroom


def file_of(root: Path, tag: str) -> Path:
    return root / "releases" / "fair" / f"index.{tag}.md"


def edit(root: Path, tag: str, old: str, new: str) -> None:
    text = file_of(root, tag).read_text(encoding="utf-8")
    assert old in text
    file_of(root, tag).write_text(text.replace(old, new), encoding="utf-8")


def states(root: Path) -> dict[str, ApprovalState]:
    return approval_states(read_shelf(load_newsroom(root)), "fair")


def snapshot(root: Path) -> dict[str, bytes]:
    return {str(p): p.read_bytes() for p in (root / "releases").rglob("*") if p.is_file()}


def test_the_record_holds_each_text_that_was_read_on_both_sides_by_whom_and_when(approved: Path) -> None:
    record = load_record(file_of(approved, "ja").with_name("approval.ja.json"))
    assert record is not None
    units = [str(statement.unit) for statement in record.statements]
    assert units == ["title", "block 0", "block 1", "block 2", "block 3"]  # the other fields go by rule
    first = record.statements[1]
    assert (first.by, first.source_text[:13], first.target_text[:5]) == (
        "Editor",
        "Deputy Mayor ",
        "高雄市の羅",
    )
    assert first.at[:2] == "20"
    assert all(state.is_approved for state in states(approved).values())


def test_one_changed_word_of_the_rendering_is_not_approved(approved: Path) -> None:
    edit(approved, "ja", "開会した", "閉会した")
    state = states(approved)["ja"]
    assert [str(change.key) for change in state.changes] == ["block 0"]
    assert state.describe().startswith("1 of 11 units has changed since Editor approved it on ")
    assert states(approved)["en"].is_approved


def test_one_changed_word_of_the_source_is_not_approved_whether_translated_anew_or_not(
    approved: Path, run: Run
) -> None:
    edit(approved, "en", "opened the Kaohsiung", "closed the Kaohsiung")
    for _ in range(2):
        found = states(approved)
        assert [str(change.key) for change in found["ja"].changes] == ["block 0"]
        assert [str(change.key) for change in found["en"].changes] == ["block 0"]
        run("translate", "--engine", "echo")


def test_the_account_of_the_machine_may_be_gone_and_the_approval_stands_or_falls_all_the_same(
    approved: Path, run: Run
) -> None:
    file_of(approved, "ja").with_name("ledger.ja.json").unlink()
    assert states(approved)["ja"].is_approved
    edit(approved, "en", "opened the Kaohsiung", "closed the Kaohsiung")
    run("translate", "--to", "ja", "--engine", "echo")
    assert not states(approved)["ja"].is_approved
    assert run("approve", "fair", "--to", "ja", "--by", "Sato").code == 1  # older than its source


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("## 今後", "> 今後"),  # what was a heading is said by somebody now
        ("- 蒲島知事は2025年に高雄市を訪れる。\n", ""),
        ("title: 高雄市、熊本にパビリオンを開設", "title: 高雄市、熊本のパビリオンを閉鎖"),
        ("issuer: 高雄市政府", "issuer: 熊本県"),
        ("status: draft", "status: draft\nsubtitle: 誰も読んでいない副題"),
    ],
)
def test_marks_removed_paragraphs_and_edited_fields_are_changes_too(
    approved: Path, old: str, new: str
) -> None:
    edit(approved, "ja", old, new)
    assert states(approved)["ja"].standing is Standing.CHANGED


def test_paragraphs_that_change_places_are_a_change(approved: Path) -> None:
    for tag, one, other in (("en", "- Governor Kab", "- See **Med"), ("ja", "- 蒲島知事", "- **Media")):
        text = file_of(approved, tag).read_text(encoding="utf-8")
        first = next(line for line in text.split("\n") if line.startswith(one))
        second = next(line for line in text.split("\n") if line.startswith(other))
        swapped = text.replace(first, "\0").replace(second, first).replace("\0", second)
        write(file_of(approved, tag), swapped)
    assert {state.standing for state in states(approved).values()} == {Standing.CHANGED}


@pytest.mark.parametrize(
    ("old", "new"),
    [("- 蒲島知事", "* 蒲島知事"), ("を開会した。", "を開会した。\n"), ("## 今後", "##   今後")],
)
def test_how_the_markdown_is_written_is_no_change(approved: Path, old: str, new: str) -> None:
    edit(approved, "ja", old, new)
    assert states(approved)["ja"].is_approved


def test_fields_that_go_by_rule_revoke_nothing(approved: Path, run: Run) -> None:
    more = "contact:\n  organisation: Kaohsiung City Government\n  phone: '1234'\nboilerplate: kaohsiung\n"
    edit(approved, "en", "disclaimer:", more + "disclaimer:")
    edit(approved, "en", "  - Kumamoto\n", "  - Kumamoto\n  - Japan\n")
    assert states(approved)["en"].is_approved
    run("translate", "--to", "ja", "--engine", "echo")
    assert "高雄市政府" in file_of(approved, "ja").read_text(encoding="utf-8").split("contact:")[1]
    assert states(approved)["ja"].is_approved


def test_a_telephone_number_that_is_not_the_sources_is_a_change(approved: Path, run: Run) -> None:
    edit(approved, "en", "disclaimer:", "contact:\n  phone: '1234'\ndisclaimer:")
    run("translate", "--to", "ja", "--engine", "echo")
    assert states(approved)["ja"].is_approved
    edit(approved, "ja", "1234", "1235")
    assert [str(change.key) for change in states(approved)["ja"].changes] == ["contact.phone"]


def test_what_was_read_stays_read_when_a_paragraph_is_put_before_it(approved: Path, run: Run) -> None:
    edit(approved, "en", "Deputy Mayor of", "A first paragraph about Japan.\n\nDeputy Mayor of")
    run("translate", "--to", "ja", "--engine", "echo")
    for state in states(approved).values():
        assert [str(change.key) for change in state.changes] == ["block 0"]


def test_show_lists_old_and_new_of_exactly_what_would_be_approved_and_writes_nothing(
    approved: Path, run: Run
) -> None:
    edit(approved, "ja", "開会した", "開いた")
    edit(approved, "ja", "今後", "これから")
    before = snapshot(approved)
    shown = run("approve", "fair", "--to", "ja", "--show")
    assert snapshot(approved) == before
    assert shown.code == 0
    assert (
        shown.out.split("To be read:")[1].split()
        == """
      block 0
        source as read Deputy Mayor of Kaohsiung Lo Ta-sheng opened the Kaohsiung Pavilion on 29 February 2024.
        ja was 高雄市の羅達生副市長は2024年2月29日、高雄市パビリオンを開会した。
        ja now 高雄市の羅達生副市長は2024年2月29日、高雄市パビリオンを開いた。
      block 1
        source as read ## Next steps
        ja was ## 今後
        ja now ## これから""".split()
    )
    units = json.loads(run("approve", "fair", "--to", "ja", "--show", "--json").out)[0]["changes"]
    assert [unit["key"] for unit in units] == ["block 0", "block 1"]


def test_who_approves_the_rest_is_named_beside_who_approved_the_others(approved: Path, run: Run) -> None:
    edit(approved, "ja", "開会した", "開いた")
    assert run("approve", "fair", "--to", "ja", "--by", "Mei-ling Chen").code == 0
    state = states(approved)["ja"]
    assert state.is_approved
    assert set(state.by) == {"Editor", "Mei-ling Chen"}
    again = run("approve", "fair", "--to", "ja", "--by", "Sato")
    assert "approved already, word for word: ja" in again.err
    assert "Sato" not in states(approved)["ja"].by


@pytest.mark.parametrize("name", ["", "  ", "\t"])
def test_nobody_cannot_approve(approved: Path, run: Run, name: str) -> None:
    edit(approved, "ja", "開会した", "開いた")
    before = snapshot(approved)
    result = run("approve", "fair", "--to", "ja", "--by", name)
    assert (result.code, snapshot(approved)) == (2, before)
    assert "--by" in result.err


def test_a_stale_text_an_error_and_a_missing_rendering_are_refused_and_nothing_is_written(
    approved: Path, run: Run
) -> None:
    edit(approved, "en", "opened the Kaohsiung", "closed the Kaohsiung")
    run("translate", "--to", "ja", "--engine", "echo")
    before = snapshot(approved)
    stale = run("approve", "fair", "--to", "ja", "--by", "Sato")
    assert (stale.code, snapshot(approved)) == (1, before)
    assert "stale" in stale.out
    edit(approved, "en", "closed the Kaohsiung", "opened the Kaohsiung")
    run("translate", "--engine", "echo")
    edit(approved, "ja", "2025年", "2035年")
    before = snapshot(approved)
    wrong = run("approve", "fair", "--to", "ja", "--to", "zh-Hant", "--by", "Sato")
    assert (wrong.code, snapshot(approved)) == (1, before)
    file_of(approved, "zh-Hans").unlink()
    before = snapshot(approved)
    missing = run("approve", "fair", "--to", "zh-Hans", "--by", "Sato")
    assert (missing.code, snapshot(approved)) == (2, before)


def test_the_source_can_be_approved_by_itself(newsroom: Path, run: Run) -> None:
    assert states(newsroom)["en"].standing is Standing.DRAFT
    assert run("approve", "fair", "--to", "en", "--by", "Chen").code == 0
    assert states(newsroom)["en"].describe().startswith("approved by Chen on ")
    edit(newsroom, "en", "will visit", "may visit")
    assert [str(change.key) for change in states(newsroom)["en"].changes] == ["block 2"]


def test_a_first_approval_ends_the_draft_and_a_draft_that_somebody_set_stays_one(
    approved: Path, run: Run
) -> None:
    assert "\nstatus: approved\n" in file_of(approved, "en").read_text(encoding="utf-8")
    edit(approved, "en", "status: approved", "status: draft")
    edit(approved, "ja", "開会した", "開いた")
    result = run("approve", "fair", "--to", "ja", "--by", "Sato")
    assert result.code == 0
    assert "fair is held: `status: draft` in" in result.err
    assert "\nstatus: draft\n" in file_of(approved, "en").read_text(encoding="utf-8")


def test_an_approval_changes_its_note_and_no_other_line_of_a_file(newsroom: Path, run: Run) -> None:
    edit(newsroom, "en", "status: draft", "# mine\nstatus: draft  # for now\n# the end")
    path = approve(newsroom, run)
    text = path.read_text(encoding="utf-8")
    noted = text.replace("title: ", "# a comment of mine\ntitle:   ", 1).replace("開会した", "開いた")
    write(path, noted)
    assert run("approve", "fair", "--to", "ja", "--by", "Sato").code == 0
    lines = [line for line in path.read_text(encoding="utf-8").split("\n") if line[:5] != "  by:" != line[:5]]
    gone = set(noted.split("\n")) - set(lines)
    assert all(line.startswith(("  by:", "  at:")) for line in gone), gone
    source = file_of(newsroom, "en").read_text(encoding="utf-8")
    assert "# mine\nstatus: approved  # for now\n# the end\n---\n" in source


def test_front_matter_that_says_approved_approves_nothing(newsroom: Path, run: Run) -> None:
    run("translate", "--to", "ja", "--engine", "echo")
    edit(newsroom, "ja", "  status: draft", "  status: approved\n  by: Mei-ling Chen")
    state = states(newsroom)["ja"]
    assert state.standing is Standing.EARLIER
    assert state.describe() == "approved in an earlier version by Mei-ling Chen; approve it again"


@pytest.mark.parametrize(
    "text", ["{", "[]", '{"format": 2}', '{"format": 1, "statements": 3}', "[" * 100_000, "\x00", "null"]
)
def test_a_damaged_record_counts_for_nothing_is_told_and_is_not_overwritten(
    approved: Path, run: Run, text: str
) -> None:
    path = write(file_of(approved, "ja").with_name("approval.ja.json"), text)
    with pytest.raises(InputError, match=r"approval\.ja\.json"):
        load_record(path)
    assert states(approved)["ja"].standing is Standing.DAMAGED
    assert run("approve", "fair", "--to", "ja", "--by", "Sato").code == 2
    assert path.read_text(encoding="utf-8") == text
    assert "approval.ja.json" in run("status", "fair").out


def test_a_record_whose_words_are_not_those_of_its_hashes_is_damaged(approved: Path) -> None:
    path = file_of(approved, "ja").with_name("approval.ja.json")
    write(path, path.read_text(encoding="utf-8").replace("開会した", "閉会した"))
    assert states(approved)["ja"].standing is Standing.DAMAGED


def test_status_says_how_every_edition_stands(approved: Path, run: Run) -> None:
    run("translate", "--engine", "echo")
    edit(approved, "ja", "開会した", "開いた")
    edit(approved, "en", "status: approved", "status: approved\nembargo: '2999-01-01T09:00:00+09:00'")
    lines = {line.split()[0]: line for line in run("status").out.splitlines() if line.startswith("  ")}
    assert "approved by Editor on" in lines["en"]
    assert "under embargo until 1 January 2999" in lines["en"]
    assert "1 of 11 units has changed since Editor approved it on" in lines["ja"]
    assert "not approved yet; 5 error findings" in lines["zh-Hant"]
    rows = {row["language"]: row for row in json.loads(run("status", "--json").out)}
    assert rows["ja"]["unread"] == ["block 0"]
    assert rows["zh-Hans"]["approval"] == "draft"


@pytest.mark.parametrize(
    ("head", "wanted"),
    [
        ("a: 1\nstatus: draft\nb: 2\n", "a: 1\nstatus: approved\nb: 2\n"),
        ("a: 1\n# about b\n", "a: 1\n# about b\nstatus: approved\n"),
        ("status: draft # x\n\n# about b\nb:\n  - 1\n", "status: approved # x\n\n# about b\nb:\n  - 1\n"),
        ("status:\n  draft\n", "status: approved\n"),
    ],
)
def test_setting_a_field_leaves_the_other_lines_alone(head: str, wanted: str) -> None:
    text = set_field(f"---\n{head}---\n\nText.\n", Path("x"), "status", "approved")
    assert text == f"---\n{wanted}---\n\nText.\n"


def test_the_sample_is_approved_word_for_word() -> None:
    shelf = read_shelf(load_newsroom(ROOT))
    assert all(not reason for reason in reasons_to_hold(shelf, SAMPLE).values())
