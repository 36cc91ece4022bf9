"""Segmentation, finishing and the signs of a broken sentence, as tables."""

from __future__ import annotations

import pytest

from release_kit.languages.scripts import convert_script_around
from release_kit.languages.sentences import join_sentences, split_sentences
from release_kit.languages.table import LANGUAGES, language
from release_kit.translation.finishing import finish
from release_kit.translation.flaws import find_loop, find_repeat, foreign_characters, left_over

SENTENCES = [
    ("en", "It opened. Then it closed.", ["It opened.", "Then it closed."]),
    (
        "en",
        "Gongin Precision Ind. Co., Ltd. opened. Mr. Lo came.",
        ["Gongin Precision Ind. Co., Ltd. opened.", "Mr. Lo came."],
    ),
    ("en", "It costs US$1.2 million. It is big.", ["It costs US$1.2 million.", "It is big."]),
    ("ja", "開いた。閉じた。", ["開いた。", "閉じた。"]),
    ("ja", "彼は「頑張る。」と述べた。次だ。", ["彼は「頑張る。」と述べた。", "次だ。"]),
    ("zh-Hant", "開幕了。他說：「好。」然後走了。", ["開幕了。", "他說：「好。」然後走了。"]),
]


@pytest.mark.parametrize(("tag", "text", "expected"), SENTENCES)
def test_sentences_are_cut_where_they_end(tag: str, text: str, expected: list[str]) -> None:
    assert split_sentences(text, tag) == expected
    assert join_sentences(expected, tag) == text


@pytest.mark.parametrize("tag", ["en", "ja", "zh-Hant"])
def test_an_empty_text_has_no_sentence(tag: str) -> None:
    assert split_sentences("", tag) == split_sentences(" ", tag) == []


def test_a_cut_never_falls_into_a_term() -> None:
    text = "They met Yahoo! Japan there. It was fun."
    assert split_sentences(text, "en", [(9, 21)]) == ["They met Yahoo! Japan there.", "It was fun."]


FINISHED = [
    ("ja", "高雄市 は, 熊本 で 開いた.", ".", "高雄市は、熊本で開いた。"),
    ("ja", '彼は"はい"と言った', ".", "彼は「はい」と言った。"),
    ("ja", "新しい館が開く。", "", "新しい館が開く"),
    ("ja", "値段は12,500円で, 3.5%増", ".", "値段は12,500円で、3.5%増。"),
    ("ja", "、、始まった。。", ".", "始まった。"),
    ("zh-Hant", "他说:“好的”,然后走了.", ".", "他說：「好的」，然後走了。"),
    ("zh-Hant", "软件在网络上", "", "軟體在網路上"),
    ("zh-Hans", "他说:「好的」", ".", "他说：「好的」。"),
    ("en", " It opened. ", ".", "It opened."),
]


@pytest.mark.parametrize(("tag", "text", "ends", "expected"), FINISHED)
def test_a_sentence_gets_its_languages_punctuation(tag: str, text: str, ends: str, expected: str) -> None:
    written = LANGUAGES[tag].written if tag == "zh-Hant" else ""
    assert finish(text, LANGUAGES[tag], written, ends) == expected


def test_a_kept_span_keeps_its_characters() -> None:
    text = "台湾华尔卡的软件"
    assert convert_script_around(text, "s2twp", [(0, 5)]) == "台湾华尔卡的軟體"


@pytest.mark.parametrize("text", ["(笑声)(掌声)" * 4, "ありがとうございます" * 3, "東京の新しい館で、" * 3])
def test_a_loop_is_found(text: str) -> None:
    assert find_loop(text)


@pytest.mark.parametrize(
    "text", ["高雄市と熊本市と東京都は", "１２３４５６", "――――――――", "東京、東京、そして大阪"]
)
def test_an_ordinary_sentence_is_no_loop(text: str) -> None:
    assert not find_loop(text)
    assert not find_repeat(text)


@pytest.mark.parametrize(
    ("tag", "text", "found"),
    [
        ("ja", "高雄市の経済発展と會議", ""),
        ("ja", "日本大使館と签署した", "签"),
        ("zh-Hant", "臺灣的經濟發展", ""),
        ("zh-Hant", "对两地的友誼", "两对"),
        ("zh-Hant", "くまもと博覽會", "くとまも"),
        ("zh-Hans", "台湾的经济发展", ""),
        ("zh-Hans", "臺灣的经济發展", "灣發臺"),
        ("en", "The 市 opened", "市"),
    ],
)
def test_characters_of_another_script_are_found(tag: str, text: str, found: str) -> None:
    assert foreign_characters(text, LANGUAGES[tag]) == found


def test_english_that_was_left_is_found() -> None:
    assert left_over("The delegation came.", "高雄市のdelegationさん", language("ja")) == "delegation"
    assert left_over("The delegation came.", "高雄市の代表団", language("ja")) == ""
    assert left_over("Anything", "彼は not at all sure だ", language("ja")) == "not at all sure"
    assert left_over("See press@delegation.example", "press@delegation.example", language("ja")) == ""
