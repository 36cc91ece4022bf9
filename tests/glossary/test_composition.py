"""Titles, names and organisations by each language's rules: a table that a translator can extend."""

from __future__ import annotations

import csv

import pytest
from conftest import FIXTURES, ROOT

from release_kit.glossary.book import Glossary
from release_kit.glossary.composition import compose
from release_kit.glossary.names import family_name
from release_kit.glossary.rows import load_glossary, read_rows
from release_kit.model import Term

TABLES = FIXTURES / "composition"
BOOK = Glossary((*load_glossary(ROOT / "glossary"), *read_rows(TABLES / "people.csv")))
GOLD = list(csv.DictReader((TABLES / "gold.csv").open(encoding="utf-8")))
CASES = [(row, tag) for row in GOLD for tag in ("en", "ja", "zh-Hant", "zh-Hans") if row[tag]]


def composed(text: str, tag: str, source: str = "en", known: set[str] | None = None) -> list[str]:
    found = compose(text, BOOK.find(text, source), tag, known or set(), source)
    return [constraint.form for constraint in found if constraint.kind == "composed"]


def test_the_table_is_long_enough() -> None:
    assert len(GOLD) >= 150


@pytest.mark.parametrize(("row", "tag"), CASES, ids=[f"{row['text']} {tag}" for row, tag in CASES])
def test_an_official_is_one_constraint_in_the_languages_own_order(row: dict[str, str], tag: str) -> None:
    assert "|".join(composed(row["text"], tag, row["from"])) == row[tag]


def test_the_span_is_the_whole_mention() -> None:
    text = "Then Dr. Lo Ta-sheng, deputy mayor of Kaohsiung, spoke."
    (constraint,) = compose(text, BOOK.find(text, "en"), "ja")
    assert constraint.source == "Dr. Lo Ta-sheng, deputy mayor of Kaohsiung, "
    assert constraint.terms == ("deputy-mayor", "kaohsiung", "lo-ta-sheng")


def test_a_family_name_alone_counts_only_after_its_person() -> None:
    assert compose("Lo and behold.", BOOK.find("Lo and behold.", "en"), "ja") == []
    assert composed("Lo said so.", "ja", known={"lo-ta-sheng"}) == ["羅氏"]
    assert composed("Lo said so.", "zh-Hant", known={"lo-ta-sheng"}) == ["羅達生"]
    assert composed("Lo said so.", "zh-Hant", known={"lo-mei-ling"}) == ["羅美玲"]


def test_two_people_in_a_row_stay_two() -> None:
    text = "Governor Kabashima and Deputy Mayor Lo met."
    assert composed(text, "ja") == ["蒲島知事", "羅副市長"]


@pytest.mark.parametrize("text", ["The mayor spoke.", "She is a professor.", "The mayors met in Kaohsiung."])
def test_a_title_alone_is_no_mention_of_anybody(text: str) -> None:
    assert composed(text, "ja") == []


def test_other_orders_that_an_editor_may_write_are_accepted() -> None:
    text = "Ikuo Kabashima, Governor of Kumamoto Prefecture, came."
    (constraint,) = compose(text, BOOK.find(text, "en"), "ja")
    assert "蒲島郁夫熊本県知事" in constraint.accepted
    assert "熊本県知事の蒲島郁夫氏" in constraint.accepted


@pytest.mark.parametrize(
    ("english", "form", "tag", "family"),
    [
        ("Lo Ta-sheng", "Lo Ta-sheng", "en", "Lo"),
        ("Taro Yamada", "Taro Yamada", "en", "Yamada"),
        ("Lo Ta-sheng", "羅達生", "ja", "羅"),
        ("Ouyang Ming-hui", "歐陽明慧", "zh-Hant", "歐陽"),
        ("Taro Yamada", "山田太郎", "ja", "山田"),
        ("Jiro Hara", "原次郎", "ja", ""),
        ("John Smith", "ジョン・スミス", "ja", ""),
    ],
)
def test_a_family_name_is_inferred_only_where_there_is_no_doubt(
    english: str, form: str, tag: str, family: str
) -> None:
    person = Term("x", "person", {"en": english, tag: form})
    assert family_name(person, tag) == family
