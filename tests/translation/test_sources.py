"""Japanese and Chinese as the source: facts, terms, engines by way of English, and scripts."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import ROOT, Result, write

from release_kit.engines.argos import ArgosEngine
from release_kit.engines.packages import Package
from release_kit.facts.comparison import invented_numbers
from release_kit.facts.finding import find_facts
from release_kit.facts.writing import localise_fact
from release_kit.glossary.book import Glossary
from release_kit.glossary.constraints import find_constraints
from release_kit.glossary.rows import load_glossary
from release_kit.languages.table import language
from release_kit.model import Candidate, Request
from release_kit.translation.finishing import finish
from release_kit.translation.guard import Guard
from release_kit.translation.rules import bodies
from release_kit.translation.task import Task

Run = Callable[..., Result]

FACTS = [  # language, text, kind, value, English, Traditional Chinese
    ("ja", "2024年2月29日に開く。", "date", "2024-2-29", "29 February 2024", "2024年2月29日"),
    ("ja", "令和6年2月29日に開く。", "date", "2024-2-29", "29 February 2024", "2024年2月29日"),
    ("ja", "令和元年5月1日に開く。", "date", "2019-5-1", "1 May 2019", "2019年5月1日"),
    ("zh-Hant", "民國113年2月29日開幕。", "date", "2024-2-29", "29 February 2024", "2024年2月29日"),
    ("ja", "２０２４年３月に開く。", "month", "2024-3", "March 2024", "2024年3月"),
    ("ja", "3月5日に開く。", "day", "3/5", "5 March", "3月5日"),
    ("ja", "来年の3月に開く。", "bare", "3", "March", "3月"),
    ("ja", "午後2時30分に開く。", "time", "14:30", "2:30 p.m.", "下午2時30分"),
    ("zh-Hant", "上午9時開幕。", "time", "9:00", "9 a.m.", "上午9時"),
    ("ja", "12億5000万円を投じる。", "money", "JPY 1250000000", "¥1.25 billion", "12億5000萬日圓"),
    ("ja", "480万米ドルを投じる。", "money", "USD 4800000", "US$4.8 million", "480萬美元"),
    ("zh-Hant", "投資4,800萬元。", "money", "TWD 48000000", "NT$48 million", "新臺幣4800萬元"),
    ("zh-Hans", "投资4800万元。", "money", "CNY 48000000", "RMB 48 million", "人民幣4800萬元"),
    ("ja", "25%増えた。", "percent", "25", "25%", "25%"),
    ("zh-Hant", "成長百分之二十。", "percent", "20", "20%", "20%"),
    ("ja", "3割増えた。", "percent", "30", "30%", "30%"),
    ("ja", "1,250人が来た。", "number", "1250", "1,250", "1,250"),
    ("ja", "150万人が来た。", "number", "1500000", "1.5 million", "150萬"),
    ("ja", "七社が出た。", "word", "7", "seven", "7"),
    ("zh-Hant", "兩市簽署。", "word", "2", "two", "2"),
    (
        "ja",
        "https://a.example/b、を見る。",
        "url",
        "https://a.example/b",
        "https://a.example/b",
        "https://a.example/b",
    ),
]


@pytest.mark.parametrize(
    ("tag", "text", "kind", "value", "english", "chinese"), FACTS, ids=[f[1] for f in FACTS]
)
def test_a_fact_is_read_in_its_language_and_written_in_the_others(
    tag: str, text: str, kind: str, value: str, english: str, chinese: str
) -> None:
    (fact,) = find_facts(text, language(tag))
    assert (fact.kind, fact.value) == (kind, value)
    assert localise_fact(fact, language("en")) == english
    assert localise_fact(fact, language("zh-Hant")) == chinese


@pytest.mark.parametrize(
    "text", ["第三回", "三重県と四国", "数十人", "一緒に", "元気な人々", "二人三脚ではない一市"]
)
def test_numbers_that_belong_to_words_are_no_facts(text: str) -> None:
    assert [f.value for f in find_facts(text, language("ja")) if f.value != "2"] == []


def test_a_strange_number_in_english_is_found() -> None:
    facts = find_facts("2024年2月29日に1,250人が来た。", language("ja"))
    source, row = "2024年2月29日に1,250人が来た。", language("en")
    assert invented_numbers(source, facts, "On 29 February 2024, 1,250 people came.", row) == []
    assert invented_numbers(source, facts, "On February 29, 1,250 people came.", row) == []
    assert invented_numbers(source, facts, "On 28 February 2024, 1,350 people came.", row) == [
        "28 February 2024",
        "1,350",
    ]


@pytest.mark.parametrize(
    ("text", "end", "finished"),
    [
        ("the city，opened 「a hall」。", ".", "The city, opened “a hall”."),
        ('it said "yes" .', ".", "It said “yes”."),
        ("a new hall.", "", "A new hall"),
        ("1,250 came , at 9:30", ".", "1,250 came, at 9:30."),
    ],
)
def test_english_is_finished_as_english(text: str, end: str, finished: str) -> None:
    assert finish(text, language("en"), "", end) == finished


def book(*rows: str) -> Glossary:
    from release_kit.model import Term

    found = []
    for number, row in enumerate(rows):
        kind, english, japanese, chinese = row.split("|")
        forms = {"en": english, "ja": japanese, "zh-Hant": chinese, "zh-Hans": chinese}
        found.append(Term(str(number), kind, forms))
    return Glossary(found)


class Fake:
    """An engine whose answers a test gives."""

    name = "fake"

    def __init__(self, answer: Callable[[Request], str], written: str) -> None:
        from release_kit.model import Abilities

        self.answer, self.written = answer, written
        self.abilities = Abilities(set_in=True, mask="{%d}")

    def writes(self, source: str, target: str) -> str:
        return self.written

    def translate(
        self, requests: list[Request], source: str, target: str, count: int = 1
    ) -> list[list[Candidate]]:
        return [[Candidate(self.answer(request), -0.1)] for request in requests]


def test_a_japanese_sentence_becomes_english_with_its_terms_and_facts_verified() -> None:
    terms = book("place|Kaohsiung|高雄市|高雄市", "event|Harbour Fair|港湾フェア|港灣展")
    text = "高雄市は2024年2月29日、港湾フェアに7社を送った。"
    task = Task(text, tuple(find_constraints(text, terms.find(text, "ja"), "en", source="ja")))
    assert [c.form for c in task.constraints] == ["Kaohsiung", "29 February 2024", "Harbour Fair", "7"]
    answer = "on February 29, 2024, Kaohsiung sent seven companies to the harbour fair"
    (done,) = Guard(Fake(lambda r: answer, "en"), "ja", "en").translate([task])
    assert done.text == "On 29 February 2024, Kaohsiung sent seven companies to the Harbour Fair."
    assert done.complaint == ""
    (bad,) = Guard(Fake(lambda r: answer.replace("seven", "eight"), "en"), "ja", "en").translate([task])
    assert "7" in bad.text
    assert bad.how in ("split", "forced")


def test_a_source_that_comes_back_untouched_is_complained_of() -> None:
    text = "この取り組みは地域の産業を大きく前進させるものである。"
    (done,) = Guard(Fake(lambda r: r.text, "en"), "ja", "en").translate([Task(text)])
    assert "untranslated" in done.complaint
    text = "本項合作將大幅推動地方產業的發展與人才培育。"
    (done,) = Guard(Fake(lambda r: r.text, "ja"), "zh-Hant", "ja").translate([Task(text)])
    assert "untranslated" in done.complaint


CHINESE = """---
id: 0b9d2f4e-31c7-4f0e-8a54-2f6f1c9be804
title: 高雄館於熊本開幕
date: '2026-10-20T10:00:00+08:00'
issuer: 高雄市政府
dateline:
  city: 高雄市
  country: 臺灣
hashtags:
  - 熊本
disclaimer: 本新聞稿之內容由發稿單位負全部責任。
status: draft
---

高雄市副市長羅達生於2024年2月29日主持高雄館開幕。蒲島知事也出席。

- 計有七家公司參展，投資4,800萬元。
"""


@pytest.fixture
def chinese(newsroom: Path) -> Path:
    """A newsroom that writes in Traditional Chinese."""
    settings = newsroom / "release-kit.toml"
    text = settings.read_text(encoding="utf-8").replace('source = "en"', 'source = "zh-Hant"')
    settings.write_text(text, encoding="utf-8")
    assert 'source = "zh-Hant"' in text
    (newsroom / "releases" / "fair" / "index.en.md").unlink()
    write(newsroom / "releases" / "fair" / "index.zh-Hant.md", CHINESE)
    return newsroom


def test_a_chinese_release_goes_to_simplified_by_script_with_the_glossarys_forms(
    run: Run, chinese: Path
) -> None:
    result = run("translate", "--to", "zh-Hans", "--newsroom", str(chinese), "--json")
    (report,) = json.loads(result.out)
    assert (result.code, report["engine"], report["placements"].get("failed", 0)) == (0, "script", 0)
    text = (chinese / "releases" / "fair" / "index.zh-Hans.md").read_text(encoding="utf-8")
    assert "高雄市副市长罗达生于2024年2月29日主持高雄馆开幕。蒲岛知事也出席。" in text
    assert "新台币4800万元" in text
    assert "本新闻稿内容由发布单位承担全部责任。" in text
    assert "issuer: 高雄市政府" in text
    checked = run("check", "--newsroom", str(chinese), "--json")
    assert [f for f in json.loads(checked.out) if f["severity"] == "error"] == []


def test_a_chinese_release_as_a_glossary_draft_in_english_and_japanese(run: Run, chinese: Path) -> None:
    result = run("translate", "--to", "en", "--to", "ja", "--engine", "echo", "--newsroom", str(chinese))
    assert result.code == 0
    english = (chinese / "releases" / "fair" / "index.en.md").read_text(encoding="utf-8")
    assert "Deputy Mayor Lo Ta-sheng of Kaohsiung" in english
    assert "NT$48 million" in english
    assert "issuer: Kaohsiung City Government" in english
    assert "The issuer is solely responsible for the content of this announcement." in english
    japanese = (chinese / "releases" / "fair" / "index.ja.md").read_text(encoding="utf-8")
    assert "高雄市の羅達生副市長" in japanese
    assert "蒲島知事" in japanese


def test_without_a_model_for_the_pair_the_way_to_one_is_told(
    run: Run, chinese: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(chinese / "data"))
    result = run("translate", "--to", "ja", "--newsroom", str(chinese))
    assert result.code == 3
    assert "models install zt_en" in result.err
    assert "models install en_ja" in result.err


@pytest.mark.parametrize(
    ("source", "text", "target", "form"),
    [
        ("en", "Economic Development Bureau, Kaohsiung City Government", "ja", "高雄市政府経済発展局"),
        (
            "en",
            "Economic Development Bureau of the Kaohsiung City Government",
            "zh-Hant",
            "高雄市政府經濟發展局",
        ),
        ("ja", "高雄市政府経済発展局", "en", "Economic Development Bureau, Kaohsiung City Government"),
        ("ja", "高雄市政府経済発展局", "zh-Hant", "高雄市政府經濟發展局"),
        ("en", "Economic Development Bureau and Kaohsiung City Government", "ja", ""),
        ("en", "Friends of Kaohsiung, Tainan", "ja", ""),
    ],
)
def test_a_body_within_a_body_in_a_field(source: str, text: str, target: str, form: str) -> None:
    book = Glossary(load_glossary(ROOT / "glossary"))
    assert bodies(text, source, book, target) == form


class Loaded:
    """A package in memory that says which way a text went."""

    def __init__(self, name: str) -> None:
        self.name = name

    def translate(self, _: Package, count: int, requests: list[Request]) -> list[list[Candidate]]:
        return [[Candidate(f"{r.prefix}<{self.name} {r.text}>", -1.0)] * count for r in requests]


def test_a_missing_pair_goes_by_way_of_english_and_the_prefix_only_at_the_end() -> None:
    engine = ArgosEngine()
    for name in ("zh_en", "en_ja"):
        source, _, target = name.partition("_")
        package = Package(Path(name), source, target, "1", "")
        engine.packages[source, target] = package
        engine._loaded[package.folder] = Loaded(name)  # type: ignore[assignment]
    assert engine.writes("zh-Hant", "ja") == "ja"
    assert engine.writes("ja", "zh-Hant") == ""
    (found,) = engine.translate([Request("臺灣", "高雄市は")], "zh-Hant", "ja", 2)
    assert [c.text for c in found] == ["高雄市は<en_ja <zh_en 台湾>>"] * 2
