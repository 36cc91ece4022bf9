"""The base term list: whole, in the right scripts, below the newsroom's rows, and to be turned off."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import ROOT, write

from release_kit.glossary.base import base_rows_below, read_base
from release_kit.glossary.book import Glossary
from release_kit.glossary.constraints import find_constraints
from release_kit.glossary.rows import review_glossary
from release_kit.languages.scripts import convert_script
from release_kit.languages.table import LANGUAGES
from release_kit.newsroom.settings import BASE_TERMS
from release_kit.translation.flaws import foreign_characters

BOOK = Glossary((), base_rows_below((), BASE_TERMS))
RARE = set("栃碁鎧")  # outside Big5, and right all the same


def forms(text: str, tag: str, book: Glossary = BOOK) -> list[str]:
    return [c.form for c in find_constraints(text, book.find(text, "en"), tag)]


@pytest.mark.parametrize("kind", BASE_TERMS)
def test_every_row_has_all_four_forms_in_their_scripts(kind: str) -> None:
    rows = read_base(kind)
    assert len(rows) >= 60
    assert len({term.id for term in rows}) == len(rows)
    for term in rows:
        assert set(term.forms) == set(LANGUAGES), term.id
        assert all(form == form.strip() and form for form in term.forms.values()), term.id
        strange = set(foreign_characters(term.forms["zh-Hant"], LANGUAGES["zh-Hant"]))
        assert strange <= RARE, (term.id, strange)
        assert convert_script(term.forms["zh-Hans"], "t2s") == term.forms["zh-Hans"], term.id
    assert list(review_glossary(rows, tuple(LANGUAGES))) == []


def test_the_generated_parts_are_what_the_tool_writes(tmp_path: Path) -> None:
    import sys

    sys.path.insert(0, str(ROOT / "tools"))
    import base_terms

    base_terms.FOLDER, real = tmp_path, base_terms.FOLDER
    base_terms.main()
    for name in ("countries", "languages", "currencies"):
        assert (tmp_path / f"{name}.csv").read_bytes() == (real / f"{name}.csv").read_bytes()


def test_countries_cities_titles_bodies_and_companies_are_known() -> None:
    text = "The CEO of TSMC met the foreign minister in Geneva, Switzerland, on behalf of JETRO."
    assert forms(text, "zh-Hant") == ["台積電執行長", "外交部長", "日內瓦", "瑞士", "日本貿易振興機構"]
    assert forms(text, "ja") == ["TSMC最高経営責任者", "外相", "ジュネーブ", "スイス", "日本貿易振興機構"]
    assert forms(text, "zh-Hans")[0] == "台积电首席执行官"


def test_the_newsrooms_row_wins_as_a_whole(tmp_path: Path) -> None:
    write(tmp_path / "own.csv", "id,kind,en,ja,zh-Hant\ngeneva,place,Geneva,ヂュネーヴ,日內瓦市\n")
    book = Glossary.load(tmp_path, BASE_TERMS)
    assert forms("It met in Geneva.", "ja", book) == ["ヂュネーヴ"]
    assert book.terms[0].id == "geneva"
    assert "base-geneva" not in book.by_id


def test_it_is_turned_off_by_kind(tmp_path: Path) -> None:
    assert forms("Geneva, Switzerland", "ja", Glossary.load(tmp_path, ("countries",))) == ["スイス"]
    assert forms("Geneva, Switzerland", "ja", Glossary.load(tmp_path, ())) == []


@pytest.mark.parametrize(
    "text",
    [
        "It cost US$4.8 million in all.",
        "It cost 4.8 million U.S. dollars in all.",
    ],
)
def test_a_country_in_its_currency_is_left_to_the_money(text: str) -> None:
    assert forms(text, "ja") == ["480万米ドル"]


def test_words_that_are_names_only_by_chance_are_left_alone() -> None:
    assert forms("He may polish the work and march with Jordan and Georgia.", "ja") == []
