"""The Markdown body goes into blocks and comes back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from release_kit.release.blocks import (
    cells_of,
    join_parts,
    markdown_to_html,
    parts_of,
    read_blocks,
    row_of,
    write_blocks,
)
from release_kit.release.markup import find_spans, plain_text, translated_text

BODIES = [
    "One.\n\nTwo.\n",
    "## A heading\n\nText.\n",
    "- one\n- two\n  - three\n",
    "1. one\n2. two\n",
    "> quoted\n>\n> more\n",
    "| a | b |\n| --- | --- |\n| c | d |\n",
    "Text.\n\n```\ncode  here\n```\n\nMore.\n",
    "![A pier](media/pier.jpg)\n\n---\n\nText.\n",
]


@pytest.mark.parametrize("body", BODIES)
def test_a_body_comes_back_as_it_was(body: str) -> None:
    assert write_blocks(read_blocks(body)) == body


def test_blocks_know_their_kind_mark_and_line() -> None:
    found = [(b.kind, b.mark, b.text, b.line) for b in read_blocks("## A\n\none\ntwo\n\n- x\n- y\n", 10)]
    assert found == [
        ("heading", "## ", "A", 10),
        ("paragraph", "", "one two", 12),
        ("item", "- ", "x", 15),
        ("item", "- ", "y", 16),
    ]


def test_a_table_is_rows_of_cells() -> None:
    assert [b.kind for b in read_blocks(BODIES[5])] == ["row", "ruler", "row"]
    assert cells_of(r"| a \| b | c |") == [r"a \| b", "c"]
    assert row_of(["a", "b"]) == "| a | b |"


def test_a_paragraph_or_quotation_without_text_is_no_block() -> None:
    assert [block.text for block in read_blocks("One.\n\n\xa0\n\n>\n\nTwo.\n\n>\n")] == ["One.", "Two."]


@given(
    st.lists(
        st.text(st.characters(categories=["L", "N", "P", "S", "Zs"]), min_size=1), min_size=1, max_size=5
    )
)
def test_writing_and_reading_again_is_stable(paragraphs: list[str]) -> None:
    once = write_blocks(read_blocks("\n\n".join(paragraphs)))
    assert write_blocks(read_blocks(once)) == once


def test_marks_inside_a_line_are_found_beside_ideographs() -> None:
    spans = find_spans("新任の*市長*と**高雄市**の[展示会](https://a.example)で`code`")
    assert [(s.before, s.inner) for s in spans] == [
        ("*", "市長"),
        ("**", "高雄市"),
        ("[", "展示会"),
        ("`code`", ""),
    ]
    assert plain_text("新任の*市長*と[展示会](https://a.example)") == "新任の市長と展示会"
    assert find_spans("2 * 3 * 4 and a*b*c") == []


def test_emphasis_works_beside_japanese_punctuation() -> None:
    assert "<strong>「重要」</strong>" in markdown_to_html("これは**「重要」**です。")


def test_code_and_note_marks_are_no_words_to_translate() -> None:
    assert translated_text("a `code`[^1] **b**").split() == ["a", "b"]


def test_notes_pictures_and_two_lists_are_blocks_of_their_own() -> None:
    body = '- a\n- b\n\n1. c\n\n![x](media/x.png "y")\n\n[^1]: one\n[^b]: two\n'
    found = [(block.kind, block.mark, block.text) for block in read_blocks(body)]
    assert found[3:] == [
        ("image", "", '![x](media/x.png "y")'),
        ("note", "[^1]: ", "one"),
        ("note", "[^b]: ", "two"),
    ]
    assert write_blocks(read_blocks(body)) == body.replace("one\n[", "one\n\n[")
    assert parts_of(read_blocks(body)[3]) == ["x", "y"]
    assert join_parts("image", ["甲]", '乙"'], "media/x.png") == '![甲］](media/x.png "乙”")'


def test_a_reference_definition_stays_text() -> None:
    assert [block.text for block in read_blocks("Text.\n\n[a]: https://a.example\n")][
        1
    ] == "[a]: https://a.example"
