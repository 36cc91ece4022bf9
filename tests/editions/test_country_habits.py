"""Fixed words and datelines as each country's offices write them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest
from conftest import ROOT, SAMPLE

from release_kit.editions.edition import Edition, make_editions
from release_kit.editions.view import show_edition
from release_kit.editions.web.page import PageExporter
from release_kit.editions.word.handout import fill
from release_kit.model import Contact, Dateline
from release_kit.newsroom.settings import load_newsroom
from release_kit.release.shelf import read_shelf

NOW = datetime(2026, 11, 24, tzinfo=UTC)
PLACES = {
    "en": ("Kaohsiung", "Taiwan"),
    "ja": ("高雄市", "台湾"),
    "zh-Hant": ("高雄市", "臺灣"),
    "zh-Hans": ("高雄市", "台湾"),
}
TAGS = list(PLACES)


@cache
def shelf():
    return read_shelf(load_newsroom(ROOT))


def edition(tag: str, **fields: object) -> Edition:
    """The sample in a language, with some of its fields changed."""
    source = shelf().sources[SAMPLE]
    release = {"en": source, **shelf().renderings[SAMPLE]}[tag]
    changed = replace(release, **fields)
    (made,) = make_editions(shelf().newsroom, changed, [changed], NOW)
    return made


@pytest.mark.parametrize(
    ("tag", "wire", "expected"),
    [
        ("en", "", "KAOHSIUNG, TAIWAN – 29 February 2024 – Deputy"),
        ("ja", "", "【台湾・高雄市】2024年2月29日 高雄市の"),
        ("zh-Hant", "", "【臺灣高雄市，2024年2月29日】高雄市"),
        ("zh-Hans", "", "（台湾高雄市，2024年2月29日）高雄市"),
        (
            "en",
            "Media OutReach Newswire",
            "KAOHSIUNG, TAIWAN – Media OutReach Newswire – 29 February 2024 – Deputy",
        ),
        (
            "ja",
            "Media OutReach Newswire",
            "台湾・高雄市 – Media OutReach Newswire – 2024年2月29日 – 高雄市の",
        ),
    ],
)
def test_a_dateline_is_each_countrys_own(tag: str, wire: str, expected: str) -> None:
    city, country = PLACES[tag]
    made = edition(tag, dateline=Dateline(city, country, wire))
    blocks = show_edition(made).blocks
    assert blocks[0].text.startswith(expected)
    sheet = fill(made)
    before = next(row.before for row in sheet.rows if str(row.key) == "block 0")
    assert expected.startswith(before)
    assert len(before) > len(city)


@pytest.mark.parametrize(
    ("tag", "named", "alone"),
    [
        ("en", "About Kaohsiung City Government", "About us"),
        ("ja", "高雄市政府について", "概要"),
        ("zh-Hant", "關於高雄市政府", "關於我們"),
        ("zh-Hans", "关于高雄市政府", "关于我们"),
    ],
)
def test_about_says_about_whom(tag: str, named: str, alone: str) -> None:
    assert show_edition(edition(tag)).labels["about"] == named
    assert show_edition(edition(tag, issuer="")).labels["about"] == alone


@pytest.mark.parametrize(
    ("tag", "office", "person"),
    [
        ("en", "Office", "Contact"),
        ("ja", "所属", "担当"),
        ("zh-Hant", "單位", "聯絡人"),
        ("zh-Hans", "单位", "联系人"),
    ],
)
def test_a_page_calls_an_office_an_office_and_a_person_a_contact(tag: str, office: str, person: str) -> None:
    made = edition(tag, contact=Contact("N. N.", "Bureau", "", ""))
    page = PageExporter().export(made)[0].content.decode()
    assert f"<dt>{office}</dt><dd>Bureau</dd><dt>{person}</dt><dd>N. N.</dd>" in page


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("ja", "解禁日時：2026年12月1日（火） 09:00（日本時間）"),
        ("zh-Hant", "限時發布：2026年12月1日（二） 08:00（臺灣時間）後始得刊登"),
        ("zh-Hans", "解禁时间：2026年12月1日（星期二） 08:00（北京时间）"),
    ],
)
def test_an_embargo_names_the_day_as_the_country_does(tag: str, expected: str) -> None:
    until = datetime(2026, 12, 1, tzinfo=UTC)
    assert show_edition(edition(tag, embargo=until)).banner == expected


def test_no_language_has_two_words_for_an_embargo() -> None:
    for path in sorted((ROOT / "src" / "release_kit" / "data" / "languages").glob("*.toml")):
        assert "禁发期" not in Path(path).read_text(encoding="utf-8")
