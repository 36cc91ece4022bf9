"""Titles, names and organisations by each language's rules: a table that a translator can extend."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from conftest import ROOT

from release_kit.glossary.book import Glossary
from release_kit.glossary.composition import compose

BOOK = Glossary.load(ROOT / "glossary")
ROWS = list(csv.DictReader((Path(__file__).parent / "fixtures" / "composition.csv").open(encoding="utf-8")))


@pytest.mark.parametrize("tag", ["ja", "zh-Hant", "zh-Hans"])
@pytest.mark.parametrize("row", ROWS, ids=[row["english"] for row in ROWS])
def test_an_official_is_one_constraint_in_the_languages_own_order(row: dict[str, str], tag: str) -> None:
    text = row["english"]
    found = compose(text, BOOK.find(text, "en"), tag)
    assert row[tag] in [constraint.form for constraint in found if constraint.kind == "composed"]


def test_a_family_name_alone_counts_only_after_its_person() -> None:
    text = "Lo and behold, it opened."
    matches = BOOK.find(text, "en")
    assert compose(text, matches, "ja") == []
    assert [
        c.form for c in compose("Lo said so.", BOOK.find("Lo said so.", "en"), "ja", {"lo-ta-sheng"})
    ] == ["羅氏"]


def test_other_orders_that_an_editor_may_write_are_accepted() -> None:
    text = "Ikuo Kabashima, Governor of Kumamoto Prefecture, came."
    (constraint,) = compose(text, BOOK.find(text, "en"), "ja")
    assert "蒲島郁夫熊本県知事" in constraint.accepted
    assert "熊本県知事の蒲島郁夫氏" in constraint.accepted
