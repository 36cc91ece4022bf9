"""Fields of a source written anew: every other line stays, and what was written is read again."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from release_kit.release.field_lines import field_line, set_fields
from release_kit.release.front_matter import parse

TEXT = """---
# the office's own remark
id: 6f0c9a52-6a0f-4a55-9d1b-5f0f6f3a7e21
title: "A: # b"   # the headline
date: '2024-02-29T09:00:00+08:00'
status: draft  # legal said so
note:
  en: >
    folded
    text

# whom to call
contact:
  phone: "1"
---

Body.

---
status: in the body
"""
VALUES = {
    "status": "corrected",
    "version": 2,
    "modified": "2024-03-01T09:00:00+08:00",
    "note": {"en": 'It was "x" # y', "ja": "注記：改行"},
}


def test_only_the_fields_that_are_set_change() -> None:
    expected = TEXT.replace("status: draft  #", "status: corrected  #").replace(
        "note:\n  en: >\n    folded\n    text\n",
        "version: 2\nmodified: '2024-03-01T09:00:00+08:00'\nnote:\n  en: 'It was \"x\" # y'\n  ja: 注記：改行\n",
    )
    assert set_fields(TEXT, Path("x"), VALUES) == expected


def test_setting_them_twice_changes_nothing_more() -> None:
    once = set_fields(TEXT, Path("x"), VALUES)
    assert set_fields(once, Path("x"), VALUES) == once


def test_a_source_without_a_status_gets_the_fields_at_the_end() -> None:
    made = set_fields("---\nid: x\ntitle: T\n---\n\nBody.\n", Path("x"), VALUES)
    assert made.startswith("---\nid: x\ntitle: T\nstatus: corrected\nversion: 2\n")
    assert made.endswith("---\n\nBody.\n")


notes = st.text(
    st.characters(exclude_categories=("C",), include_characters="\n#:'\"-{}[]&*!|>%@` "), min_size=1
)


@given(
    notes,
    st.sampled_from(["", "  # a remark"]),
    st.sampled_from(["note: old", "note: {en: old}", "note: |\n  old"]),
)
def test_whatever_a_note_holds_is_read_again(note: str, remark: str, before: str) -> None:
    note = " ".join(note.split()) or "x"  # as the commands take it
    text = f"---\nid: x\nstatus: draft{remark}\n{before}\n# below\ntitle: T\n---\n\nBody.\n"
    made = set_fields(text, Path("x"), {"status": "withdrawn", "note": {"en": note}})
    values = parse(made, Path("x")).values
    assert values == {"id": "x", "status": "withdrawn", "note": {"en": note}, "title": "T"}
    assert f"status: withdrawn{remark}\n" in made
    assert "\n# below\ntitle: T\n---\n\nBody.\n" in made


@pytest.mark.parametrize(("key", "line"), [("id", 3), ("status", 6), ("contact", 13), ("embargo", 1)])
def test_a_field_has_a_line(tmp_path: Path, key: str, line: int) -> None:
    path = tmp_path / "index.en.md"
    path.write_text(TEXT, encoding="utf-8")
    assert field_line(path, key) == line
