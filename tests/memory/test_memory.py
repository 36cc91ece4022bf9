"""The translation memory: exact, fuzzy, repaired, and as TMX."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import ROOT, Result, approve, write

from release_kit.errors import InputError
from release_kit.glossary.book import Glossary
from release_kit.glossary.constraints import find_constraints
from release_kit.glossary.rows import load_glossary
from release_kit.memory.index import Memory, Offer, Row
from release_kit.memory.learning import Pool, fill, open_memory
from release_kit.memory.tmx import read_tmx, tag_of, write_tmx
from release_kit.newsroom.settings import load_newsroom
from release_kit.release.shelf import read_shelf
from release_kit.translation.repair import repair
from release_kit.translation.task import Task

Run = Callable[..., Result]
BOOK = Glossary(load_glossary(ROOT / "glossary"))
ROWS = [
    Row("The hall opens on Monday.", "会館は月曜日に開く。", "a, block 0", "2026-01-01"),
    Row("The hall closes on Monday.", "会館は月曜日に閉まる。", "a, block 1", "2026-01-01"),
    Row("Entirely other words stand here today.", "まったく別の文。", "b, block 0", "2026-02-01"),
]


def filled(*rows: Row, path: Path | None = None, source: str = "en") -> Memory:
    memory = Memory(path, source, "ja")
    fill(memory, [Pool("a", str(hash(rows)), lambda: rows)])
    return memory


def test_the_same_segment_is_recalled_whatever_its_white_space_and_the_latest_counts() -> None:
    memory = filled(*ROWS, Row("The hall  opens\non Monday.", "会館は月曜に開館する。", "c", "2026-03-01"))
    assert memory.recall("The hall opens on  Monday.") == "会館は月曜に開館する。"
    assert memory.recall("The hall opens on Tuesday.") == ""


def test_like_segments_are_offered_the_best_first() -> None:
    offers = filled(*ROWS).offers("The hall opens on Tuesday.", 60)
    assert [offer.row.text for offer in offers] == ["会館は月曜日に開く。", "会館は月曜日に閉まる。"]
    assert offers[0].score > offers[1].score > 60
    assert filled(*ROWS).offers("Nothing of the kind was ever said.", 60) == []


def test_japanese_segments_are_found_by_pairs_of_characters() -> None:
    memory = filled(Row("会館は月曜日に開館します。", "x", "a"), Row("別の話です。", "y", "b"), source="ja")
    assert [o.row.text for o in memory.offers("会館は火曜日に開館します。", 70)] == ["x"]


def test_a_pool_that_changed_is_read_anew_and_one_that_is_gone_is_forgotten(tmp_path: Path) -> None:
    path = tmp_path / "memory.sqlite"
    calls: list[str] = []

    def pool(name: str, stamp: str, row: Row) -> Pool:
        return Pool(name, stamp, lambda: (calls.append(name), [row])[1])

    fill(Memory(path), [pool("a", "1", ROWS[0]), pool("b", "1", ROWS[2])])
    fill(Memory(path), [pool("a", "1", ROWS[0]), pool("b", "2", ROWS[1])])
    assert calls == ["a", "b", "b"]
    memory = Memory(path)
    assert memory.recall(ROWS[1].source) == ROWS[1].text
    assert memory.recall(ROWS[2].source) == ""
    fill(memory, [pool("b", "2", ROWS[1])])
    assert memory.recall(ROWS[0].source) == ""
    assert memory.offers("The hall opens on Mondays.", 95) == []


def test_a_damaged_index_is_made_anew(tmp_path: Path) -> None:
    path = tmp_path / "memory.sqlite"
    memory = Memory(path)
    assert memory.path is not None
    memory.path.write_bytes(b"this is no database, and long enough to be looked at" * 100)
    assert filled(*ROWS, path=path).recall(ROWS[0].source) == ROWS[0].text


def test_an_index_damaged_further_in_is_made_anew(tmp_path: Path) -> None:
    memory = filled(*ROWS, path=tmp_path / "memory.sqlite")
    memory.base.execute("DROP TABLE tokens")
    memory.base.commit()
    other = (*ROWS, Row("One more.", "もう一つ。", "c"))
    again = filled(*other, path=tmp_path / "memory.sqlite")
    assert again.recall("One more.") == "もう一つ。"
    assert again.size == 4


OLD = "Deputy Mayor Lo Ta-sheng opened the Kaohsiung Pavilion on 29 February 2024 with 7 firms."
OLD_JA = "羅達生副市長は2024年2月29日、7社とともに高雄市パビリオンを開会した。"


def repaired(new: str, old: str = OLD, old_text: str = OLD_JA) -> str:
    def constraints(text: str):
        return tuple(find_constraints(text, BOOK.find(text, "en"), "ja"))

    done = repair(
        Task(new, constraints(new)), Offer(Row(old, old_text, "old, block 1"), 80.0), constraints(old), "ja"
    )
    return done.text if done else ""


def test_where_only_names_and_facts_differ_they_are_swapped() -> None:
    new = "Governor Ikuo Kabashima opened the Kumamoto Expo on 5 March 2025 with 12 firms."
    assert repaired(new) == "蒲島郁夫知事は2025年3月5日、12社とともにくまもと産業復興エキスポを開会した。"


@pytest.mark.parametrize(
    ("new", "old_text"),
    [
        ("Governor Ikuo Kabashima closed the Kumamoto Expo on 5 March 2025 with 12 firms.", OLD_JA),
        ("Kabashima opened the Kumamoto Expo on 5 March 2025 with 12 firms.", OLD_JA),
        (
            "Governor Ikuo Kabashima opened the Kumamoto Expo on 5 March 2025 with 12 firms.",
            OLD_JA.replace("7社", "各社"),
        ),
        (
            "Governor Ikuo Kabashima opened the Kumamoto Expo on 5 March 2025 with 12 firms.",
            OLD_JA + "2023年にも開いた。",
        ),
    ],
    ids=["another verb", "another kind of mention", "an old fact not found", "a number of its own"],
)
def test_what_differs_in_more_is_not_repaired(new: str, old_text: str) -> None:
    assert repaired(new, old_text=old_text) == ""


SECOND = """---
id: 0b9d2f4e-31c7-4f0e-8a54-2f6f1c9be806
title: Kaohsiung Opens Pavilion in Kumamoto
date: '2026-11-20T10:00:00+09:00'
status: draft
---

Deputy Mayor of Kaohsiung Lo Ta-sheng opened the Kaohsiung Pavilion on 5 March 2025.

Deputy Mayor of Kaohsiung Lo Ta-sheng opened the new Kaohsiung Pavilion on Thursday, 29 February 2024.
"""


def test_an_approved_rendering_is_recalled_repaired_offered_and_learned_from_at_once(
    run: Run, newsroom: Path
) -> None:
    path = approve(newsroom, run)
    write(newsroom / "releases" / "second" / "index.en.md", SECOND)
    assert run("translate", "second", "--to", "ja", "--engine", "echo").code == 0
    rendered = (newsroom / "releases" / "second" / "index.ja.md").read_text(encoding="utf-8")
    assert "高雄市の羅達生副市長は2025年3月5日、高雄市パビリオンを開会した。" in rendered
    ledger = json.loads((newsroom / "releases" / "second" / "ledger.ja.json").read_text(encoding="utf-8"))
    segments = {e["unit"]: e["segments"][0] for e in ledger["entries"] if e["segments"]}
    assert segments["title"]["how"] == "memory"
    assert segments["title"]["recalled"] == "fair, title"
    assert segments["block 0"]["how"] == "memory"
    assert segments["block 0"]["recalled"].startswith("repaired from fair, block 0")
    assert "高雄市パビリオンを開会した" in segments["block 1"]["offer"]
    notes = [f for f in json.loads(run("check", "second", "--json").out) if f["check"] == "memory"]
    assert [note["severity"] for note in notes] == ["note"]
    text = path.read_text(encoding="utf-8").replace("開会した", "開場した")
    path.write_text(text, encoding="utf-8")
    again = ("translate", "second", "--to", "ja", "--engine", "echo", "--retranslate")
    run(*again)
    rendered = (newsroom / "releases" / "second" / "index.ja.md").read_text(encoding="utf-8")
    assert "開会した" not in rendered  # what was approved is no longer there
    assert "開場した" not in rendered  # what is there was not approved
    assert run("approve", "fair", "--to", "ja", "--by", "Editor").code == 0
    assert run(*again).code == 0
    rendered = (newsroom / "releases" / "second" / "index.ja.md").read_text(encoding="utf-8")
    assert "2025年3月5日、高雄市パビリオンを開場した。" in rendered


def test_a_text_is_never_paired_with_one_that_it_was_not_approved_with(run: Run, newsroom: Path) -> None:
    approve(newsroom, run)
    source = newsroom / "releases" / "fair" / "index.en.md"
    write(source, source.read_text(encoding="utf-8").replace("opened the", "closed the"))
    run("translate", "fair", "--to", "ja", "--engine", "echo")  # her Japanese stays, and is stale
    shelf = read_shelf(load_newsroom(newsroom))
    rows = {row.source: row.text for row in open_memory(shelf, "ja").rows()}
    assert not [text for text in rows if "closed the" in text or "opened the" in text]
    assert rows["Governor Kabashima will visit Kaohsiung in 2025."] == "蒲島知事は2025年に高雄市を訪れる。"
    (source.parent / "approval.ja.json").unlink()
    assert open_memory(shelf, "ja").size == 0


TMX = """<?xml version="1.0"?>
<!DOCTYPE tmx SYSTEM "tmx14.dtd">
<tmx version="1.4"><header srclang="en-US" datatype="plaintext" segtype="sentence" creationtool="x"
 creationtoolversion="1" o-tmf="x" adminlang="en"/><body>
<tu><tuv xml:lang="EN-US"><seg>A <bpt i="1">&lt;b&gt;</bpt>new <hi>hall</hi><ept i="1">&lt;/b&gt;</ept> opens.</seg></tuv>
<tuv xml:lang="ja-JP"><seg>新しい会館が開く。</seg></tuv><tuv lang="zh-TW"><seg>新館開幕。</seg></tuv>
<tuv xml:lang="fr"><seg>Non.</seg></tuv></tu>
<tu><tuv xml:lang="en"><seg>Only English.</seg></tuv></tu>
</body></tmx>
"""


def test_tmx_of_another_tool_is_read_and_our_own_comes_back_the_same(tmp_path: Path) -> None:
    path = write(tmp_path / "old.tmx", TMX)
    units = list(read_tmx(path))
    assert units == [{"en": "A new hall opens.", "ja": "新しい会館が開く。", "zh-Hant": "新館開幕。"}]
    ours = write_tmx(units, "en")
    (tmp_path / "new.tmx").write_bytes(ours)
    assert list(read_tmx(tmp_path / "new.tmx")) == units
    assert write_tmx(units, "en") == ours


@pytest.mark.parametrize(
    ("code", "tag"),
    [
        ("en_US", "en"),
        ("JA", "ja"),
        ("zh", "zh-Hans"),
        ("zh-TW", "zh-Hant"),
        ("ZH-Hant-TW", "zh-Hant"),
        ("fr", ""),
    ],
)
def test_language_codes_of_other_tools(code: str, tag: str) -> None:
    assert tag_of(code) == tag


HOSTILE = {
    "torn": TMX[:300],
    "another kind": "<xliff><body/></xliff>",
    "no XML": "hello",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_bad_file_is_refused_with_its_name(run: Run, tmp_path: Path, newsroom: Path, name: str) -> None:
    path = write(tmp_path / "bad.tmx", HOSTILE[name])
    with pytest.raises(InputError, match=r"bad\.tmx"):
        list(read_tmx(path))
    result = run("memory", "import", str(path))
    assert result.code == 2
    assert not (newsroom / "memory").exists()


def test_entities_are_not_followed(tmp_path: Path) -> None:
    secret = write(tmp_path / "secret.txt", "SECRET")
    evil = TMX.replace('SYSTEM "tmx14.dtd"', f'[<!ENTITY x SYSTEM "{secret.as_uri()}">]').replace(
        "opens.", "opens &x;."
    )
    units = list(read_tmx(write(tmp_path / "evil.tmx", evil)))
    assert "SECRET" not in json.dumps(units)


def test_tmx_goes_in_is_used_and_comes_out(run: Run, newsroom: Path, tmp_path: Path) -> None:
    source = "Governor Kabashima will visit Kaohsiung in 2025."
    units = [{"en": source, "ja": "蒲島知事は2025年、高雄市を訪れる。"}]
    (tmp_path / "agency.tmx").write_bytes(write_tmx(units, "en"))
    assert run("memory", "import", str(tmp_path / "agency.tmx")).code == 0
    assert json.loads(run("memory", "list", "--json").out)["ja"] == 1
    assert run("translate", "--to", "ja", "--engine", "echo").code == 0
    assert "蒲島知事は2025年、高雄市を訪れる。" in (newsroom / "releases" / "fair" / "index.ja.md").read_text(
        encoding="utf-8"
    )
    out = tmp_path / "out.tmx"
    assert run("memory", "export", str(out)).code == 0
    assert list(read_tmx(out)) == units


TWO = [
    {"en": "The hall opens today.", "ja": "本日開館する。"},
    {"en": "The port is closed.", "ja": "港は閉鎖中だ。"},
]


def test_importing_replaces_no_file_and_counts_nothing_twice(run: Run, newsroom: Path) -> None:
    for folder, units in (("a", TWO[:1]), ("b", TWO)):
        (newsroom / folder).mkdir()
        (newsroom / folder / "office.tmx").write_bytes(write_tmx(units, "en"))
    assert run("memory", "import", "a/office.tmx").code == 0
    first = (newsroom / "memory" / "office.tmx").read_bytes()
    result = run("memory", "import", "b/office.tmx")
    assert ": 1 unit added" in result.err
    assert (newsroom / "memory" / "office.tmx").read_bytes() == first
    assert [unit["en"] for unit in read_tmx(newsroom / "memory" / "office-2.tmx")] == ["The port is closed."]
    before = run("memory", "list").out
    assert run("memory", "export", "all.tmx").code == 0
    assert "nothing new" in run("memory", "import", "all.tmx").err
    assert run("memory", "list").out == before


def test_exporting_replaces_its_own_file_alone(run: Run, newsroom: Path) -> None:
    other = write(newsroom / "notes.tmx", "somebody's notes")
    result = run("memory", "export", "notes.tmx")
    assert (result.code, other.read_text("utf-8")) == (2, "somebody's notes")
    assert run("memory", "export", "own.tmx").code == 0
    assert run("memory", "export", "own.tmx").code == 0
