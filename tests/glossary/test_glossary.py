"""Reading glossary files and finding their terms."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import ROOT, write

from release_kit.glossary.book import Glossary
from release_kit.glossary.rows import load_glossary, review_glossary
from release_kit.places import Place

HEAD = "id,kind,en,en_alt,ja,zh-Hant,case\n"
BOOK = Glossary.load(ROOT / "glossary")


def find(rows: str, text: str, folder: Path, tag: str = "en") -> list[tuple[str, str]]:
    write(folder / "terms.csv", HEAD + rows)
    return [(m.term.id, text[m.start : m.end]) for m in Glossary.load(folder).find(text, tag)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("in Kumamoto Prefecture", ["Kumamoto Prefecture"]),
        ("in Kumamoto, Japan", ["Kumamoto", "Japan"]),
        ("KUMAMOTO and JAPAN", ["KUMAMOTO", "JAPAN"]),
        ("kumamoto in lower case", []),
        ("Kumamotoan", []),
        ("Kumamoto's recovery", ["Kumamoto"]),
        ("the semiconductors of", ["semiconductors"]),
        ("Semiconductor makers", ["Semiconductor"]),
        ("sister-city  ties", ["sister-city  ties"]),
        ("Lo Ta\u2011sheng", ["Lo Ta\u2011sheng"]),
        ("LE\u00a0PONT", ["LE\u00a0PONT"]),
        ("Ｋｕｍａｍｏｔｏ", ["Ｋｕｍａｍｏｔｏ"]),
        ("Gongin Precision Ind. Co., Ltd. and", ["Gongin Precision Ind. Co., Ltd."]),
        ("Gongin Precision Ind. Co., Ltd won", ["Gongin Precision Ind. Co., Ltd"]),
        ("Kabashima Ikuo came", ["Kabashima Ikuo"]),
        ("a Deputy Mayor", ["Deputy Mayor"]),
        ("New Soil Sensor for Rice Farmers", ["Soil Sensor", "Rice Farmers"]),
        ("Rice farmers came", ["Rice farmers"]),
    ],
)
def test_a_name_is_found_in_the_shapes_it_comes_in(text: str, found: list[str]) -> None:
    assert [text[m.start : m.end] for m in BOOK.find(text, "en") if m.kind != "family"] == found


def test_the_longest_match_wins_over_the_whole_glossary(tmp_path: Path) -> None:
    rows = "a,term,New York,,甲,甲,\nb,term,York Times Company,,乙,乙,\n"
    assert find(rows, "the New York Times Company", tmp_path) == [("b", "York Times Company")]


def test_japanese_needs_no_word_edges(tmp_path: Path) -> None:
    assert find("a,term,term,,用語,用語,\n", "この用語を使う", tmp_path, "ja") == [("a", "用語")]


def test_excels_byte_order_mark_and_line_ends_are_fine(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(("\ufeff" + HEAD + "a,term,x1,,甲,甲,\n").replace("\n", "\r\n").encode())
    assert [term.id for term in load_glossary(tmp_path)] == ["a"]


def test_simplified_follows_traditional_by_script(tmp_path: Path) -> None:
    write(tmp_path / "a.csv", HEAD + "a,company,x,,会社,新應材股份有限公司,\n")
    assert load_glossary(tmp_path)[0].forms["zh-Hans"] == "新应材股份有限公司"


def test_keep_is_the_same_in_every_language(tmp_path: Path) -> None:
    write(tmp_path / "a.csv", HEAD + "a,keep,LE PONT,,,,\n")
    assert set(load_glossary(tmp_path)[0].forms.values()) == {"LE PONT"}


def test_a_row_without_a_languages_form_is_a_warning(tmp_path: Path) -> None:
    write(tmp_path / "a.csv", HEAD + "a,term,x,,甲,,\n")
    (finding,) = review_glossary(load_glossary(tmp_path), ("en", "ja", "zh-Hant"))
    assert "no form for zh-Hant" in finding.message
    assert finding.place == Place(str(tmp_path / "a.csv"), 2)


def test_kana_in_a_chinese_cell_is_a_warning(tmp_path: Path) -> None:
    write(tmp_path / "a.csv", HEAD + "a,term,x,,甲,くまもと,\n")
    assert any("kana" in f.message for f in review_glossary(load_glossary(tmp_path), ("en", "ja")))


def test_the_sample_glossary_is_whole() -> None:
    assert list(review_glossary(BOOK.terms, ("en", "ja", "zh-Hant", "zh-Hans"))) == []
