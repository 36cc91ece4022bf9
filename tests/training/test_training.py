"""The preparation of training text: what may be read, what is dropped, what is made; training itself where torch is."""

from __future__ import annotations

import json
import lzma
import random
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from conftest import ROOT

from training import (
    cleaning,
    lessons,
    obedience,
    passages,
    proofread,
    regions,
    releases,
    shapes,
    sources,
    weights,
)

JA, ZH = "Japanese", "Chinese"
WORDS = {"Kaohsiung": "高雄", "Kumamoto": "熊本", "Tainan": "台南", "mayor": "市長"}


def test_every_source_says_whether_it_may_be_trained_on_and_whom_to_credit() -> None:
    table = sources.read_table()
    assert len({row.file for row in table}) == len(table) > 40
    assert {row.may_train for row in table} <= set(sources.ANSWERS)
    text = " ".join(row.file for row in table)
    assert not re.search(r"flores|ntrex|opensubtitles|jparacrawl", text)
    licensed = sources.usable(table, licensed_only=True)
    assert licensed
    assert all(row.may_train == "yes" for row in licensed)
    weights = [row.weight for row in sources.usable(table, licensed_only=False)]
    assert weights == sorted(weights, reverse=True)


def test_the_model_card_names_everything_that_the_table_does() -> None:
    card = (ROOT / "src" / "release_kit" / "data" / "compact" / "MODEL_CARD.md").read_text(encoding="utf-8")
    assert sources.card(sources.usable(sources.read_table(), licensed_only=False)) in card


def test_a_row_without_a_licence_is_refused(tmp_path: Path) -> None:
    table = tmp_path / "sources.tsv"
    lines = sources.TABLE.read_text(encoding="utf-8").splitlines()
    cells = lines[1].split("\t")
    cells[7] = ""
    table.write_text("\n".join([lines[0], "\t".join(cells)]), encoding="utf-8")
    with pytest.raises(ValueError, match=r"sources\.tsv:2"):
        sources.read_table(table)


FLAWS = [
    (("The mayor opened the hall.", "市長は会館を開いた。"), JA, ""),
    (("The mayor opened the hall.", "市长为会馆揭幕。"), ZH, ""),
    (("Hi.", "はい。"), JA, "length"),
    (("The mayor opened the hall in the north of the city.", "市長。"), JA, "ratio"),
    (("The mayor opened the hall.", "The mayor opened"), JA, "script"),
    (("The mayor opened the hall yesterday evening.", "市长昨晚为本市的会馆揭幕并致辞。"), JA, "script"),
    (("The mayor opened the hall.", "市長は会館を開いた。"), ZH, "script"),
    (("The hall has 250 seats.", "会館には320の席がある。"), JA, "numbers"),
    (("The hall opened in 2025.", "会館は25年に開いた。"), JA, ""),
    (("The hall cost 13,200 yen.", "会館は1万3200円だった。"), JA, ""),
    (("See https://a.example now.", "今すぐご覧ください。"), JA, "address"),
    (("It is a long loop of words that goes on.", "長い言葉長い言葉長い言葉長い言葉長い言葉"), JA, "repeats"),
]


@pytest.mark.parametrize(("pair", "language", "expected"), FLAWS, ids=[f[0][1][:12] for f in FLAWS])
def test_a_flaw_is_named(pair: sources.Pair, language: str, expected: str) -> None:
    assert cleaning.flaw(pair, language) == expected


def test_near_duplicates_are_found_and_others_are_not() -> None:
    rng = random.Random(1)
    words = ["".join(rng.choices("abcdefghij", k=6)) for _ in range(400)]
    texts = [" ".join(rng.choices(words, k=14)) for _ in range(300)]
    twins = [text.replace(text.split()[0], "other", 1).upper() for text in texts[:40]]
    found = cleaning.near_duplicates([*texts, *twins])
    assert not found & set(range(300))
    assert len(found) >= 36  # of 40: they share 11 of 13 triples, and bands miss a few


def test_what_does_not_belong_together_is_found() -> None:
    pairs = [
        (f"The mayor of Kaohsiung came to Tainan on day {n}.", f"高雄市長は{n}日に台南へ来た。")
        for n in range(30)
    ]
    shifted = [*pairs, ("The mayor of Kaohsiung came to Tainan.", "今日は良い天気です。")]
    assert cleaning.strangers_to_each_other(shifted, WORDS) == {30}
    assert cleaning.stray_lengths(
        [*pairs, ("Short one.", "とても長い文がここにあって、何の関係もない。")]
    ) == {30}


def test_paragraphs_are_of_neighbours_only() -> None:
    pairs = [(f"Sentence number {n} ends.", f"文{n}は終わる。") for n in range(40)]
    lines = [n if n < 20 else n * 3 for n in range(40)]
    made = list(shapes.paragraphs(pairs, lines, random.Random(2), 1.0))
    assert made
    for english, target in made:
        numbers = [int(n) for n in re.findall(r"\d+", english)]
        assert numbers == list(range(numbers[0], numbers[-1] + 1))
        assert numbers[-1] < 20
        assert [int(n) for n in re.findall(r"\d+", target)] == numbers


def test_headlines_and_lists_are_written_as_each_language_does() -> None:
    pairs = [
        ("city opens a new office in Kumamoto", "市、熊本に新事務所"),
        ("This is a sentence.", "これは文である。"),
    ]
    made = {english for seed in range(30) for english, _ in shapes.headlines(pairs, random.Random(seed))}
    assert made == {"City Opens a New Office in Kumamoto", "CITY OPENS A NEW OFFICE IN KUMAMOTO"}
    for english, target in shapes.lists(WORDS, ZH, 50, random.Random(3)):
        assert english.count(",") + 2 >= len(re.split("、|和", target)) >= 2
        assert re.search(r"\w,? and \w", english)
        assert target.count("和") == 1


def test_what_is_set_in_stands_on_both_sides() -> None:
    pair = (
        "The mayor of Kaohsiung met Kumamoto on 5 March 2024 in Tainan.",
        "高雄の市長は2024年3月5日に台南で熊本と会った。",
    )
    strangers = ["東京電力", "サンライズ", "新竹科學園區"]
    kinds = set()
    for seed in range(400):
        taught = obedience.teach(pair, WORDS, strangers, random.Random(seed))
        assert taught
        english, target = taught
        new = re.findall(r"[぀-ヿ一-鿿][぀-ヿ一-鿿\d]*|\{\d\}|X\d+|[A-Z][ァ-ヶ]\d+", english)
        assert new
        assert all(target.count(word) == 1 for word in new), taught
        kinds |= {
            "mask"
            if re.search(r"\{\d\}|X\d", english)
            else "stranger"
            if any(s in english for s in strangers)
            else "own"
        }
        kinds |= {"quoted"} if "「" in target else set()
        kinds |= {"date"} if "2024年3月5日" in english else set()
    assert kinds == {"mask", "stranger", "own", "quoted", "date"}


def test_made_releases_keep_their_names_and_amounts_on_both_sides() -> None:
    names = {
        f"Name {n}": form
        for n, form in enumerate(["高雄市", "熊本県", "鴻海公司", "台達公司", "台南", "大阪", "京都", "福岡"])
    }
    for row in releases.examples("Japanese", names, 200, random.Random(5)):
        for word in re.findall(r"[一-鿿]{2,}", row["en"]):
            assert word in row["text"], row


def write_corpus(folder: Path) -> None:
    """A small corpus of three files that the table names, with a flaw of each kind among them."""
    for name in ("corpus", "names"):
        (folder / name).mkdir(parents=True)
    rng = random.Random(4)
    places = list(WORDS.items())[:3]

    def rows(count: int, tail: str, end: str) -> list[str]:
        found = []
        for n in range(count):
            one, other = rng.sample(places, 2)
            verb = rng.choice(["visited", "praised", "called", "thanked", "joined"])
            found.append(
                f"The mayor of {one[0]} {verb} {other[0]} for the {n}th time {tail}.\t{one[1]}の市長は{n}回目に{other[1]}を訪れた{end}。"
            )
        return found

    files = {
        "wmt24-ref.en-ja": [*rows(120, "this year", ""), "Bad one.\tBad one.", "The secret test line of a set.\t秘密の試験の行である。"],
        "debian-news.en-ja": rows(80, "in the press", "という"),
        "wmt24-ref.en-zhs": [row.replace("の", "的").replace("は", "在").replace("に", "次").replace("を訪れた", "访问") for row in rows(120, "again", "")],
    }  # fmt: skip
    for name, lines in files.items():
        with lzma.open(folder / "corpus" / f"{name}.tsv.xz", "wt", encoding="utf-8") as out:
            out.write("\n".join(lines) + "\n")
    for code in ("ja", "zhs"):
        with lzma.open(folder / "names" / f"cldr-names.en-{code}.tsv.xz", "wt", encoding="utf-8") as out:
            out.writelines(
                f"{english}\t{form}\n"
                for english, form in [
                    *WORDS.items(),
                    ("Hsinchu", "新竹"),
                    ("Sendai", "仙台"),
                    ("Nagoya", "名古屋"),
                    ("Osaka", "大阪"),
                    ("Kyoto", "京都"),
                    ("Taipei", "台北"),
                ]
            )


def few_passages(folder: Path) -> Path:
    """Three passages to train on and one to keep, of one file."""
    folder.mkdir(exist_ok=True)
    lines = (passages.FOLDER / "01-fairs-delegations.tsv").read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if line.split("\t")[0] in {"1", "2", "3", "56"}]
    (folder / "01-fairs.tsv").write_text("\n".join(kept) + "\n", encoding="utf-8")
    return folder


def test_one_command_prepares_everything_and_the_same_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from training import prepare

    write_corpus(tmp_path / "in")
    names = {path.name.removesuffix(".tsv.xz") for path in (tmp_path / "in" / "corpus").iterdir()}
    table = [row for row in sources.read_table() if row.file in names]
    monkeypatch.setattr(prepare, "read_table", lambda: table)
    (tmp_path / "test-set.txt").write_text("The secret test line of a set.\n", encoding="utf-8")
    texts = []
    for out in ("one", "two"):
        monkeypatch.setattr(
            sys,
            "argv",
            [
                "prepare",
                str(tmp_path / "in"),
                str(tmp_path / out),
                "--releases",
                "30",
                "--lists",
                "10",
                "--reverse",
                "0.2",
                "--text",
                str(few_passages(tmp_path / "text")),
                "--exclude",
                str(tmp_path / "test-set.txt"),
            ],
        )
        prepare.main()
        texts.append((tmp_path / out / "train.jsonl").read_text(encoding="utf-8"))
    assert texts[0] == texts[1]
    rows = [json.loads(line) for line in texts[0].splitlines()]
    assert {(row["from"], row["to"]) for row in rows} == {
        ("English", JA),
        ("English", ZH),
        (JA, "English"),
        (ZH, "English"),
        ("English", regions.TAIWAN),
    }
    assert "secret" not in texts[0]
    report = json.loads((tmp_path / "one" / "report.json").read_text(encoding="utf-8"))
    dropped = report[JA]["files"]["wmt24-ref.en-ja"]["dropped"]
    assert dropped["forbidden"] == 1
    assert report[JA]["files"]["wmt24-ref.en-ja"]["licence"]
    held = [
        json.loads(line) for line in (tmp_path / "one" / "dev.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    assert held
    assert not {row["en"] for row in held} & {row["en"] for row in rows}


@pytest.fixture(scope="module")
def release_text() -> list[passages.Line]:
    return passages.read()


def test_every_passage_has_the_same_marks_on_all_sides(release_text: list[passages.Line]) -> None:
    assert len(release_text) > 19_000
    assert len({(line.file, line.passage, line.number) for line in release_text}) == len(release_text)
    for line in release_text:
        numbers = [sorted(passages.marks(text)) for text in line.sides.values()]
        assert all(found == numbers[0] for found in numbers), line
        assert not re.search(r"[{}|]", "".join(passages.plain(text) for text in line.sides.values())), line


def test_the_parts_of_foreign_names_are_joined_by_one_dot(release_text: list[passages.Line]) -> None:
    chinese = "".join(line.sides[regions.TAIWAN] for line in release_text)
    assert "·" in chinese
    assert not re.search(r"[\u4e00-\u9fff][‧．・•][\u4e00-\u9fff]", chinese)


def test_a_file_of_passages_is_proofread(tmp_path: Path) -> None:
    rows = [
        row.split("\t") for row in (passages.FOLDER / "02-semiconductors.tsv").read_text("utf-8").splitlines()
    ]
    assert not list(proofread.proofread(rows))
    rows[1][3] = rows[1][3].replace("{1|", "{2|", 1)
    rows[2][4] = rows[2][4].rstrip("。")
    rows[4][2] = rows[5][2]
    found = dict(proofread.proofread(rows))
    assert found[2].startswith("marks differ")
    assert found[3] == "zh: no full stop at the end"
    assert found[6] == "en: stands twice in the file"


LINE = passages.Line(
    "41-official-test", 1, 1,
    {
        "English": "{1|Mayor Lin} opened the {2|fair} in {3|Kumamoto} on {4|5 March}.",
        JA: "{1|林市長}は{4|3月5日}に{3|熊本}で{2|見本市}を開幕した。",
        regions.TAIWAN: "{1|林市长}于{4|3月5日}在{3|熊本}为{2|展会}揭幕。",
        ZH: "{1|林市长}于{4|3月5日}在{3|熊本}为{2|展会}揭幕。",
    },
)  # fmt: skip
KNOWN = {
    "person": [{"English": "Governor Ito", JA: "伊藤知事", ZH: "伊藤知事", regions.TAIWAN: "伊藤知事"}],
    "term": [{"English": "battery", JA: "電池", ZH: "电池", regions.TAIWAN: "电池"}],
    "name": [{"English": "Tainan", JA: "台南", ZH: "台南", regions.TAIWAN: "台南"}],
    "date": [{"English": "9 May", JA: "5月9日", ZH: "5月9日", regions.TAIWAN: "5月9日"}],
}


@pytest.mark.parametrize(
    ("way", "source", "target"),
    [
        (
            "plain",
            "Mayor Lin opened the fair in Kumamoto on 5 March.",
            "林市長は3月5日に熊本で見本市を開幕した。",
        ),
        ("all", "林市長 opened the 見本市 in 熊本 on 3月5日.", "林市長は3月5日に熊本で見本市を開幕した。"),
        (
            "strangers",
            "伊藤知事 opened the 電池 in 台南 on 5月9日.",
            "伊藤知事は5月9日に台南で電池を開幕した。",
        ),
        ("masks", "X1 opened the X2 in X3 on X4.", "X1はX4にX3でX2を開幕した。"),
    ],
)
def test_marks_are_left_out_set_in_exchanged_and_masked(way: str, source: str, target: str) -> None:
    made = (passages.ask([LINE], "English", JA, way, KNOWN, random.Random(seed)) for seed in range(200))
    assert (source, target) in {(asked.source, asked.target) for asked in made}


@pytest.mark.parametrize("way", passages.WAYS)
@pytest.mark.parametrize(
    ("source", "target"), [("English", ZH), (JA, "English"), (regions.TAIWAN, "English")]
)
def test_what_is_set_in_stands_once_on_either_side(source: str, target: str, way: str) -> None:
    for seed in range(50):
        asked = passages.ask([LINE, LINE], source, target, way, KNOWN, random.Random(seed))
        assert bool(asked.words) == (way != "plain")
        if way == "masks":
            assert all(asked.source.count(word) == asked.target.count(word) == 1 for word in asked.words)
            assert asked.words == tuple(sorted(asked.words)) or source != "English"
        assert all(word in asked.source and word in asked.target for word in asked.words)


def test_nothing_that_is_kept_for_development_is_in_an_example(release_text: list[passages.Line]) -> None:
    few = [line for line in release_text if line.file[:2] in {"03", "42"}]
    taught = list(lessons.rows(few, random.Random(1)))
    held = [line for line in few if line.held_out]
    assert {line.passage for line in held} == {56, 57, 58, 59, 60}
    text = "\n".join(side for row in taught for side in (row["en"], row["text"]))
    for line in held:
        assert not any(passages.plain(side) in text for side in line.sides.values()), line
    english = {row["en"] for row in lessons.development(few, random.Random(1))}
    assert english == {passages.plain(line.sides["English"]) for line in held}
    ways = {(row["from"], row["to"]) for row in taught}
    assert ways == {
        ("English", JA),
        ("English", ZH),
        ("English", regions.TAIWAN),
        (JA, "English"),
        (ZH, "English"),
    }


def test_words_of_the_mainland_take_the_place_of_taiwans() -> None:
    assert regions.simplify("透過軟體與網路，艾蜜莉．陳表示") == "透过软体与网路，艾蜜莉·陈表示"
    assert regions.to_mainland("透过软体与网路，「资讯」") == "通过软件与网络，“信息”"
    assert regions.to_mainland("凤梨酥与创新创业的新创公司") == "凤梨酥与创新创业的初创公司"
    assert regions.to_mainland("厦门市的同志工作，转移工程") == "厦门市的同志工作，转移工程"
    assert regions.simplify("3日的行程") == "3日的行程"


@pytest.mark.parametrize(
    ("text", "otherwise", "label"),
    [
        ("本软体透过网路更新。", ZH, regions.TAIWAN),
        ("本软件更新了。", regions.TAIWAN, ZH),
        ("天气很好。", regions.TAIWAN, regions.TAIWAN),
        ("天气很好。", ZH, ZH),
    ],
)
def test_chinese_is_labelled_by_its_words(text: str, otherwise: str, label: str) -> None:
    assert regions.label(text, otherwise) == label


def test_no_row_of_the_wording_turns_into_a_word_of_taiwan() -> None:
    table = regions.wording()
    assert len(table) > 150
    for word, other in table.items():
        assert regions.to_mainland(other) == other, (word, other)
        assert regions.simplify(word) == word, word


def test_a_converted_model_is_read_and_written_again_byte_for_byte(tmp_path: Path) -> None:
    matrix = np.random.default_rng(2).normal(size=(4, 6)).astype(np.float32)
    matrix[1] = 0
    small, scale = weights.narrow(matrix)
    stored = weights.Stored(
        6, "TransformerDecoderSpec", 8,
        {"a/weight": small, "a/weight_scale": scale, "b": np.array(2, np.int8), "c": np.array([1.5], np.float32)},
        (("d/weight", "a/weight"),),
    )  # fmt: skip
    for name in weights.BESIDE:
        (tmp_path / name).write_text(name, encoding="utf-8")
    weights.write(stored, tmp_path / "one", tmp_path)
    again = weights.read(tmp_path / "one")
    assert again.aliases == stored.aliases
    assert list(again.variables) == list(stored.variables)
    assert np.abs(weights.widen(again, "a") - matrix).max() <= np.abs(matrix).max() / 254 + 1e-6
    weights.write(again, tmp_path / "two", tmp_path)
    files = [(tmp_path / name / weights.FILE).read_bytes() for name in ("one", "two")]
    assert files[0] == files[1]


def test_the_shipped_weights_come_back_as_they_were() -> None:
    stored = weights.read(ROOT / "src" / "release_kit" / "data" / "compact")
    arrays = weights.tensors(stored)
    assert stored.layers == 18
    assert arrays["model.layers.17.self_attn.k_proj.weight"].shape == (256, 640)
    again = weights.with_tensors(stored, arrays).variables
    assert all(np.array_equal(value, again[name]) for name, value in stored.variables.items())


def test_training_goes_on_where_it_stopped() -> None:
    """A short run of a small network on whatever device there is; see training/check.py."""
    pytest.importorskip("torch", reason="pip install -e '.[train]' to test training itself")
    done = subprocess.run([sys.executable, "-m", "training.check"], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
