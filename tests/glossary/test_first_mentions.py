"""First mentions: full or bilingual at first, short after, abbreviations introduced once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Result, write

from release_kit.glossary.book import Glossary
from release_kit.glossary.first_mentions import Introducer
from release_kit.memory.index import Memory
from release_kit.model import Constraint, Term
from release_kit.newsroom.settings import FirstMention, load_newsroom
from release_kit.release.storage import read_source
from release_kit.translation.brief import LanguageContext

Run = Callable[..., Result]
ROWS = """id,kind,en,en_alt,ja,zh-Hant,short_ja,short_zh-Hant,first_mention
port,organisation,Harbour Trade Agency,,港湾貿易庁,港灣貿易署,,,
chips,company,"Southern Chip Manufacturing Co., Ltd.",SCM,南方半導体製造,南方半導體製造股份有限公司,南方半導体,南半導,full
city,place,Port Amber,,ポートアンバー,琥珀港,,,bilingual
fair,event,Sea Fair,,海の博覧会,海洋博覽會,,,{form}（{en}、{zh-Hant}）
plain,event,Amber Week,,アンバー週間,琥珀週,,,none
union,organisation,Boat Union,BU,船舶組合,船舶公會,,,
"""
BODY = """---
id: 0b9d2f4e-31c7-4f0e-8a54-2f6f1c9be805
title: Port Amber Meets Southern Chip Manufacturing Co., Ltd.
date: '2026-10-20T10:00:00+09:00'
status: draft
---

Port Amber welcomed Southern Chip Manufacturing Co., Ltd. to the Sea Fair during Amber Week.

The Harbour Trade Agency (HTA) and the Boat Union (BU) met Southern Chip Manufacturing Co., Ltd. in **Port Amber**.

The HTA, BU and SCM return to the Sea Fair in Port Amber, said the Harbour Trade Agency (HTA).
"""


def forms(newsroom: Path, tag: str, settings: str = "") -> dict[str, list[str]]:
    """The forms of each unit's constraints."""
    path = newsroom / "release-kit.toml"
    path.write_text(path.read_text(encoding="utf-8") + settings, encoding="utf-8")
    for old in (newsroom / "glossary").glob("*.csv"):
        old.unlink()
    write(newsroom / "glossary" / "own.csv", ROWS)
    write(newsroom / "releases" / "fair" / "index.en.md", BODY)
    room = load_newsroom(newsroom)
    source = read_source(room, "fair")
    brief = LanguageContext(room, Glossary.load(room.glossary), Memory(), tag).brief(source)
    return {str(key): [c.form for c in found] for key, found in brief.constraints.items()}


def test_the_first_mention_is_full_or_bilingual_and_the_rest_short(newsroom: Path) -> None:
    found = forms(newsroom, "ja")
    assert found["title"] == ["ポートアンバー", "南方半導体"]
    assert found["block 0"] == [
        "ポートアンバー（Port Amber）",
        "南方半導体製造",
        "海の博覧会（Sea Fair、海洋博覽會）",
        "アンバー週間",
    ]
    assert found["block 1"] == ["港湾貿易庁（HTA）", "船舶組合（BU）", "南方半導体", "ポートアンバー"]
    assert found["block 2"] == ["HTA、BU、南方半導体", "海の博覧会", "ポートアンバー", "港湾貿易庁"]


def test_headlines_count_where_the_newsroom_says_so(newsroom: Path) -> None:
    found = forms(newsroom, "zh-Hant", "\n[first_mention]\nheadline = true\n")
    assert found["title"] == ["琥珀港（Port Amber）", "南方半導體製造股份有限公司"]
    assert found["block 0"][:2] == ["琥珀港", "南半導"]


def test_the_newsrooms_manner_holds_for_its_kinds(newsroom: Path) -> None:
    found = forms(newsroom, "zh-Hant", '\n[first_mention]\nform = "bilingual"\nkinds = ["event"]\n')
    assert "琥珀週" in found["block 0"]
    assert found["block 1"][0] == "港灣貿易署（HTA）"


def test_a_rendering_holds_the_bilingual_form_once_and_an_editor_may_drop_it(
    run: Run, newsroom: Path
) -> None:
    forms(newsroom, "ja")
    assert run("translate", "--to", "ja", "--engine", "echo").code == 0
    path = newsroom / "releases" / "fair" / "index.ja.md"
    text = path.read_text(encoding="utf-8")
    assert text.count("ポートアンバー（Port Amber）") == 1
    assert text.count("港湾貿易庁（HTA）") == 1
    assert "terms" not in run("check").out
    path.write_text(text.replace("（Port Amber）", ""), encoding="utf-8")
    assert "terms" not in run("check").out
    path.write_text(text.replace("ポートアンバー（Port Amber）", "港"), encoding="utf-8")
    assert "'Port Amber' must be 'ポートアンバー（Port Amber）'" in run("check").out


@pytest.mark.parametrize("text", ["often", "{form}（{fr}）"])
def test_an_unknown_manner_is_refused_with_its_row(run: Run, newsroom: Path, text: str) -> None:
    write(newsroom / "glossary" / "x.csv", f"id,kind,en,ja,first_mention\nx,place,X,エックス,{text}\n")
    result = run("glossary", "check")
    assert result.code == 2
    assert "x.csv:2" in result.err
    assert "first_mention" in result.err


@pytest.mark.parametrize(
    "setting",
    [
        '[first_mention]\nform = "twice"',
        "[first_mention]\nheadline = 1",
        "[first_mention]\nshape = 1",
        'base_terms = ["moons"]',
        "[memory]\noffer = 5",
    ],
)
def test_a_wrong_setting_is_refused(run: Run, newsroom: Path, setting: str) -> None:
    path = newsroom / "release-kit.toml"
    old = path.read_text(encoding="utf-8")
    path.write_text(
        f"{setting}\n{old}" if setting.startswith("base") else f"{old}\n{setting}\n", encoding="utf-8"
    )
    result = run("check")
    assert result.code == 2
    assert "release-kit.toml" in result.err


def test_a_pattern_with_a_language_that_the_row_lacks_leaves_the_form_alone() -> None:
    term = Term("fair", "event", {"en": "Sea Fair", "zh-Hant": "海洋博覽會"}, first_mention="{form}（{ja}）")
    constraint = Constraint(0, 8, "Sea Fair", "海洋博覽會", "event", ("fair",))
    introducer = Introducer({"fair": term}, "en", "zh-Hant", FirstMention())
    assert introducer.read("Sea Fair", [constraint], is_headline=False) == [constraint]
