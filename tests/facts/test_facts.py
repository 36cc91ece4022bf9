"""Numbers, dates, money and addresses, by value."""

from __future__ import annotations

import csv

import pytest
from conftest import FIXTURES

from release_kit.facts.comparison import invented_numbers, missing
from release_kit.facts.finding import find_facts
from release_kit.facts.writing import localise_fact
from release_kit.languages.table import language

ROWS = list(csv.DictReader((FIXTURES / "facts.csv").open(encoding="utf-8")))


@pytest.mark.parametrize("row", ROWS, ids=[row["english"] for row in ROWS])
def test_a_fact_is_found_with_its_value(row: dict[str, str]) -> None:
    (fact,) = find_facts(f"It was {row['english']} then.")
    assert (fact.kind, fact.value, fact.source) == (row["kind"], row["value"], row["english"])


@pytest.mark.parametrize("tag", ["ja", "zh-Hant", "zh-Hans"])
@pytest.mark.parametrize("row", ROWS, ids=[row["english"] for row in ROWS])
def test_a_fact_is_written_as_the_language_does_and_read_back(row: dict[str, str], tag: str) -> None:
    facts = find_facts(row["english"])
    written = localise_fact(facts[0], language(tag))
    assert written == row[tag]
    assert missing(facts, f"は{written}、", language(tag)) == []
    assert missing(facts, "何もない。", language(tag)) == facts


@pytest.mark.parametrize(
    ("english", "target", "tag"),
    [
        ("seven companies", "七社が出展した", "ja"),
        ("two cities", "両市は", "ja"),
        ("twenty-five people", "二十五人", "ja"),
        ("1,250 people", "１２５０人", "ja"),
        ("3.2 million people", "320萬人", "zh-Hant"),
        ("US$1.2 million", "120万美元", "zh-Hans"),
        ("1.5 trillion yen", "1.5兆円", "ja"),
    ],
)
def test_other_spellings_of_a_value_count(english: str, target: str, tag: str) -> None:
    assert missing(find_facts(english), target, language(tag)) == []


@pytest.mark.parametrize(
    ("english", "target", "tag"),
    [
        ("US$1.2 million", "120万円", "ja"),
        ("29 February 2024", "2024年2月28日", "ja"),
        ("October 2027", "2027年10月10日", "ja"),
        ("2 p.m.", "午前2時", "ja"),
        ("1.2 million", "12万", "zh-Hans"),
        ("2017 and 2017", "2017年", "zh-Hant"),
    ],
)
def test_another_value_does_not(english: str, target: str, tag: str) -> None:
    assert missing(find_facts(english), target, language(tag))


@pytest.mark.parametrize("text", ["COVID-19", "4DMEN Technology", "B2B sales", "someone", "often"])
def test_numbers_inside_names_are_no_facts(text: str) -> None:
    assert find_facts(text) == []


def test_a_number_that_the_source_has_not_is_found() -> None:
    source = "It opens on 15 January 2027."
    facts = find_facts(source)
    assert invented_numbers(source, facts, "2027年1月15日に開く。", language("ja")) == []
    assert invented_numbers(source, facts, "2027年1月16日に開く。", language("ja"))
    price = "It costs NT$4,800."
    assert invented_numbers(price, find_facts(price), "価格は4、4,800台湾ドル", language("ja")) == ["4"]
    assert invented_numbers(source, facts, "第3回、2027年1月15日に開く。", language("ja")) == ["3"]


def test_a_month_alone_is_a_fact_after_a_preposition() -> None:
    (fact,) = find_facts("He tried it in September, and he may march again.")
    assert (fact.kind, fact.value) == ("bare", "9")
    assert missing([fact], "9月に試した。", language("ja")) == []
    assert missing([fact], "8月に試した。", language("ja")) == [fact]
