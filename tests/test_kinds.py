"""Kinds and states are values: words outside, one spelling inside, and an unknown word is an error."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Result, write

from release_kit.errors import InputError
from release_kit.facts import find_facts
from release_kit.glossary import Glossary, find_constraints
from release_kit.kinds import BlockKind, FactKind, MadeKind, OriginStatus, Status, TermKind
from release_kit.newsroom import load_newsroom
from release_kit.release import read_blocks, read_shelf, write_release

Run = Callable[..., Result]
BODY = (
    "Text.\n\n## Head\n\n- One\n- Two\n\n> Said\n\n| A | B |\n| --- | --- |\n| 1 | 2 |\n\n```\ncode\n```\n\n---\n\n"
    "![Alt](a.png)\n\n[^1]: A note.\n\n<b>x</b>\n"
)


def test_every_block_has_a_kind_and_every_kind_but_raw_html_a_block() -> None:
    kinds = {block.kind for block in read_blocks(BODY)}
    assert all(isinstance(kind, BlockKind) for kind in kinds)
    assert set(BlockKind) - kinds == {BlockKind.HTML}  # it is text here


def test_facts_and_rows_and_what_is_made_of_them_have_kinds(newsroom: Path) -> None:
    (fact,) = find_facts("It opened on 29 February 2024.")
    assert fact.kind is FactKind.DATE
    text = "Deputy Mayor of Kaohsiung Lo Ta-sheng met Kumamoto on 29 February 2024."
    book = Glossary.load(load_newsroom(newsroom).glossary)
    found = [c.kind for c in find_constraints(text, book.find(text, "en"), "ja")]
    assert found == [MadeKind.COMPOSED, TermKind.PLACE, FactKind.DATE]


def test_a_row_of_an_unknown_kind_is_an_error_that_names_the_kinds(tmp_path: Path) -> None:
    write(tmp_path / "a.csv", "id,kind,en,ja\na,plaice,X,エックス\n")
    with pytest.raises(
        InputError, match=r"a\.csv:2: unknown kind 'plaice'\n  One of company, event, .*title"
    ):
        Glossary.load(tmp_path)


@pytest.mark.parametrize("status", Status)
def test_a_release_is_read_and_written_with_its_status_as_a_word(newsroom: Path, status: Status) -> None:
    path = newsroom / "releases" / "fair" / "index.en.md"
    text = path.read_text(encoding="utf-8").replace("status: draft", f"status: {status.value}")
    path.write_text(text, encoding="utf-8")
    source = read_shelf(load_newsroom(newsroom)).sources["fair"]
    assert source.status is status
    assert f"\nstatus: {status.value}\n" in write_release(source)


def test_an_unknown_status_is_an_error_with_its_line(run: Run, newsroom: Path) -> None:
    path = newsroom / "releases" / "fair" / "index.en.md"
    text = path.read_text(encoding="utf-8").replace("status: draft", "status: aproved")
    path.write_text(text, encoding="utf-8")
    line = text.splitlines().index("status: aproved") + 1
    done = run("check")
    assert done.code == 2
    assert (
        f"{path}:{line}: unknown status 'aproved'\n  One of draft, approved, corrected, withdrawn."
        in done.err
    )


def test_an_unknown_status_of_a_rendering_is_an_error_and_no_draft(run: Run, newsroom: Path) -> None:
    run("translate", "--engine", "echo", "--to", "ja")
    path = newsroom / "releases" / "fair" / "index.ja.md"
    rendering = read_shelf(load_newsroom(newsroom)).renderings["fair"]["ja"]
    assert rendering.origin is not None
    assert rendering.origin.status is OriginStatus.DRAFT
    text = path.read_text(encoding="utf-8")
    head, _, tail = text.rpartition("status: draft")
    path.write_text(f"{head}status: aproved{tail}", encoding="utf-8")
    done = run("check")
    assert done.code == 2
    assert "unknown status 'aproved' in `translation`\n  One of draft, approved." in done.err


def test_json_and_ledgers_have_the_words(run: Run, newsroom: Path) -> None:
    run("translate", "--engine", "echo", "--to", "ja")
    ledger = json.loads((newsroom / "releases" / "fair" / "ledger.ja.json").read_text(encoding="utf-8"))
    kinds = {p["kind"] for e in ledger["entries"] for s in e["segments"] for p in s["placements"]}
    assert {"composed", "date", "markup", "disclaimer"} <= kinds
