"""A glossary comes as spreadsheets write it, or is told how to."""

from __future__ import annotations

from pathlib import Path

import pytest

from release_kit.errors import InputError
from release_kit.glossary.rows import load_glossary

TEXT = "id,kind,en,ja,zh-Hant\nkumamoto,place,Kumamoto,熊本,熊本\nfair,event,The Fair,博覧会,博覽會\n"


def forms(folder: Path) -> list[str]:
    return [term.forms["ja"] for term in load_glossary(folder)]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_separators_and_unicode_of_any_kind_are_read(tmp_path: Path, separator: str, encoding: str) -> None:
    (tmp_path / "a.csv").write_bytes(TEXT.replace(",", separator).replace("\n", "\r\n").encode(encoding))
    assert forms(tmp_path) == ["熊本", "博覧会"]


@pytest.mark.parametrize(
    ("encoding", "name"), [("cp932", "Shift_JIS"), ("gb18030", "GB 18030"), ("big5", "Big5")]
)
def test_an_old_encoding_is_named_with_what_to_do(tmp_path: Path, encoding: str, name: str) -> None:
    text = (
        TEXT.replace("博覽會", "展覽").replace("博覧会", "展示")
        if encoding != "big5"
        else TEXT.replace("博覧会", "展示")
    )
    text = text.replace("展覽", "展示") if encoding == "cp932" else text
    (tmp_path / "a.csv").write_bytes(text.encode(encoding))
    with pytest.raises(InputError, match="not UTF-8") as caught:
        forms(tmp_path)
    assert name in caught.value.problem
    assert "CSV UTF-8" in caught.value.fix
    assert caught.value.line == 2


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.xlsx", b"PK\x03\x04", "a workbook; the glossary is CSV"),
        ("a.csv", b"PK\x03\x04rest", "a workbook by the name of a CSV file"),
        ("a.csv", b"\xff\xfea", "damaged UTF-16"),
        ("a.csv", TEXT.encode() + b'x,place,"open,y,z\n', "not CSV: unexpected end of data"),
        ("a.csv", TEXT.encode() + b"x,place," + b"y" * 140_000 + b",z,z\n", "not CSV: field larger than"),
        ("a.csv", TEXT.encode() + b"x,place,a\x00b,z,z\n", "control character"),
    ],
)
def test_what_is_no_table_is_one_error(tmp_path: Path, name: str, data: bytes, words: str) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(InputError, match=name) as caught:
        forms(tmp_path)
    assert words in caught.value.problem


def test_a_workbook_beside_its_csv_and_an_editors_lock_are_no_error(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(TEXT, encoding="utf-8")
    (tmp_path / "a.xlsx").write_bytes(b"PK\x03\x04")
    (tmp_path / "~$b.xlsx").write_bytes(b"x")
    (tmp_path / ".#a.csv").symlink_to("nobody@nowhere.1234")
    (tmp_path / "b.csv").symlink_to("nowhere")
    assert forms(tmp_path) == ["熊本", "博覧会"]
