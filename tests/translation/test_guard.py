"""The guard: every constraint placed and accounted for, whatever an engine answers."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import pytest
from conftest import ROOT

from release_kit.glossary.book import Glossary
from release_kit.glossary.constraints import find_constraints
from release_kit.model import Abilities, Candidate, How, Request
from release_kit.translation.clauses import cut_task
from release_kit.translation.guard import Guard
from release_kit.translation.task import Task

BOOK = Glossary.load(ROOT / "glossary")
Answer = Callable[[Request], Sequence[str]]


ABILITIES = {"set_in": True, "mask": "{%d}", "candidates": 4, "plain_first": False}


class Scripted:
    """An engine that answers by a function; for tests of the guard."""

    name = "scripted"

    def __init__(self, answer: Answer, written: str = "ja", **abilities: object) -> None:
        self.answer, self.written = answer, written
        self.abilities = Abilities(**(ABILITIES | abilities))
        self.asked: list[str] = []

    def writes(self, source: str, target: str) -> str:
        return self.written

    def translate(
        self, requests: Sequence[Request], source: str, target: str, count: int = 1
    ) -> list[list[Candidate]]:
        self.asked += [request.text for request in requests]
        return [
            [Candidate(text, -1.0 - rank) for rank, text in enumerate(self.answer(request))]
            for request in requests
        ]


def task(text: str, target: str = "ja") -> Task:
    return Task(text, tuple(find_constraints(text, BOOK.find(text, "en"), target)))


def guard(answer: Answer, text: str, target: str = "ja", written: str = "ja", **abilities: object):
    engine = Scripted(answer, written, **abilities)
    return Guard(engine, "en", target).translate([task(text, target)])[0], engine


def test_a_form_that_stands_in_the_source_and_comes_back_is_set_in() -> None:
    done, engine = guard(lambda r: ["熊本で開かれた。"], "It was held in Kumamoto.")
    assert engine.asked == ["It was held in 熊本."]
    assert done.text == "熊本で開かれた。"
    assert [(p.form, p.how, p.start) for p in done.placements] == [("熊本", How.SET_IN, 0)]


def test_an_engine_is_first_asked_with_its_source_untouched_unless_it_is_made_for_set_in_words() -> None:
    def answer(request: Request) -> list[str]:
        return ["高雄市が開いた。" if "Kaohsiung" in request.text else "悪い。"]

    done, engine = guard(answer, "Kaohsiung opened it.", plain_first=True)
    assert [p.how for p in done.placements] == [How.PLAIN]
    assert len(engine.asked) == 1
    done, _ = guard(
        lambda r: ["彼が開いた。" if "Kaohsiung" in r.text else "高雄市が開いた。"],
        "Kaohsiung opened it.",
        plain_first=True,
    )
    assert [p.how for p in done.placements] == [How.SET_IN]


def test_the_second_candidate_wins_where_the_first_lost_the_term() -> None:
    done, _ = guard(lambda r: ["大阪で開かれた。", "熊本で開かれた。"], "It was held in Kumamoto.")
    assert done.text == "熊本で開かれた。"


def test_a_mask_is_tried_where_the_word_is_lost() -> None:
    def answer(request: Request) -> list[str]:
        return ["それは{1}で開かれた。"] if "{1}" in request.text else ["それは大阪で開かれた。"]

    done, _ = guard(answer, "It was held in Kumamoto.")
    assert done.text == "それは熊本で開かれた。"
    assert done.placements[0].how is How.MASKED


def test_an_answer_is_forced_to_go_on_from_the_term() -> None:
    def answer(request: Request) -> list[str]:
        return [request.prefix + "で開かれました。"] if request.prefix else ["それは大阪で開かれた。"]

    done, _ = guard(answer, "It was held in Kumamoto.", mask="", prefix=True)
    assert "熊本" in done.text
    assert done.placements[0].how is How.FORCED


def test_what_no_step_places_is_failed_and_not_appended() -> None:
    done, _ = guard(lambda r: ["何もない。"], "It was held in Kumamoto and then in Tokyo with many people.")
    assert "熊本" not in done.text or done.placements[0].how is not How.FAILED
    failed, _ = guard(lambda r: ["無"], "Kumamoto", mask="", prefix=False, echoes=True)
    assert failed.placements[0].how is How.FAILED
    assert failed.text == "無"


def test_random_noise_still_ends_with_every_term_placed() -> None:
    noise = iter(range(10_000))
    done, _ = guard(
        lambda r: [f"雑音{chr(0x4E00 + next(noise))}。"],
        "Deputy Mayor Lo met Governor Kabashima in Kumamoto on 29 February 2024, and Sony sent 12 people.",
        prefix=True,
    )
    assert [p.source for p in done.placements if p.how is How.FAILED] == []
    assert "羅副市長" in done.text
    assert "2024年2月29日" in done.text


def test_a_list_of_companies_is_one_constraint_accounted_one_by_one() -> None:
    text = "4DMEN Technology Co., Ltd., Gongin Precision Ind. Co., Ltd., and LE PONT took part."
    done, engine = guard(lambda r: [r.text.replace(" took part.", "が参加した。")], text)
    assert engine.asked == ["成新科技股份有限公司、公準精密工業股份有限公司、LE PONT took part."]
    assert [p.form for p in done.placements] == [
        "成新科技股份有限公司",
        "公準精密工業股份有限公司",
        "LE PONT",
    ]
    assert all(done.text[p.start : p.end] == p.form for p in done.placements)


def test_a_simplified_answer_becomes_traditional_with_the_glossarys_forms() -> None:
    done, engine = guard(
        lambda r: ["台湾华尔卡国际股份有限公司的软件在网络上发布。"],
        "The software of Taiwan Valqua was published on the network.",
        "zh-Hant",
        "zh-Hans",
    )
    assert "台湾华尔卡国际股份有限公司" in engine.asked[0]
    assert done.text == "台灣華爾卡國際股份有限公司的軟體在網路上釋出。" or done.text.startswith(
        "台灣華爾卡國際股份有限公司的軟體在網路上"
    )


@pytest.mark.parametrize(
    ("answer", "complaint"),
    [
        ("彼は(笑声)(笑声)(笑声)(笑声)と言った。", "repeats itself"),
        ("はい。", "far shorter"),
        ("彼は a long English phrase here と言ったのであった。", "left untranslated"),
        ("彼は99人がそこにいたと言ったのであった。", "99"),
        ("彼は{7}がそこにいたと言ったのであった。", "mask"),
    ],
)
def test_a_broken_answer_is_complained_of(answer: str, complaint: str) -> None:
    done, _ = guard(lambda r: [answer], "He said that a great many people had been there on the day.")
    assert complaint in done.complaint


def test_a_good_answer_beats_a_better_scored_broken_one() -> None:
    good = "彼は、その日は大勢の人がそこにいたと言った。"
    done, _ = guard(lambda r: ["はい。", good], "He said that a great many people had been there on the day.")
    assert (done.text, done.complaint) == (good, "")


def test_a_fact_is_verified_by_value_and_written_by_the_table() -> None:
    done, _ = guard(
        lambda r: ["2024年 2月 29日に120万米ドルを投じた。"], "It spent US$1.2 million on 29 February 2024."
    )
    assert done.text == "2024年2月29日に120万米ドルを投じた。"
    assert [p.how for p in done.placements] == [How.SET_IN, How.SET_IN]


def test_a_number_word_stays_as_the_engine_wrote_it() -> None:
    done, _ = guard(lambda r: ["七社がその展示会に出展した。"], "Seven businesses took part in the fair.")
    assert done.text == "七社がその展示会に出展した。"
    assert done.placements[0].form == "七"


def test_equal_tasks_are_asked_once() -> None:
    engine = Scripted(lambda r: ["熊本で開かれた。"])
    done = Guard(engine, "en", "ja").translate([task("It was held in Kumamoto.")] * 3)
    assert len(done) == 3
    assert len(engine.asked) == 1


def test_a_cut_never_goes_through_a_constraint() -> None:
    text = "The city opened a hall for 4DMEN Technology Co., Ltd., Sony and LE PONT, and it built a new pier too."
    cut = cut_task(task(text))
    assert cut is not None
    left, right = cut
    for part in (left, right):
        assert all(part.text[c.start : c.end] == c.source for c in part.constraints)
    assert len(left.constraints) + len(right.constraints) == len(task(text).constraints)


def test_a_complaint_shows_the_forms_and_not_their_stand_ins() -> None:
    loop = "熊本の新しい館で熊本の新しい館で熊本の新しい館で開かれた。"
    done, _ = guard(lambda r: [loop], "It was held in Kumamoto, and it was held in the new hall.")
    assert "熊本" in done.complaint
    assert re.search("[\ue000-\uf8ff]", done.complaint) is None


def test_a_phrase_said_twice_is_a_fault() -> None:
    twice = "彼は先進的な循環施設を視察するとして、先進的な循環施設を視察することを決めた。"
    done, _ = guard(lambda r: [twice], "He decided to see the advanced facilities for circulation there.")
    assert "repeats itself" in done.complaint


@pytest.mark.parametrize("sign", ["签", "时", "进"])
def test_a_simplified_character_in_japanese_is_a_fault(sign: str) -> None:
    done, _ = guard(
        lambda r: [f"彼はその日に{sign}という文字を書いたのである。"],
        "He wrote a character on that very day.",
    )
    assert f"another script: {sign}" in done.complaint


def test_a_year_may_stand_right_behind_a_latin_form() -> None:
    text = "It was shown at KUMAMOTO Industrial Revitalization EXPO 2024."
    done, _ = guard(lambda r: ["在熊本产业复兴EXPO2024展出。"], text, "zh-Hant", "zh-Hans")
    assert done.text == "在熊本產業復興EXPO2024展出。"
    assert [p.how for p in done.placements] == [How.SET_IN, How.PLAIN]


@pytest.mark.parametrize(
    ("answer", "text", "source"),
    [
        ("熊本熊本で開かれた。", "熊本で開かれた。", "It was held in Kumamoto."),
        ("売上は15%%増えた。", "売上は15%増えた。", "Sales rose by 15 percent."),
    ],
)
def test_a_form_or_its_unit_doubled_by_the_engine_stands_once(answer: str, text: str, source: str) -> None:
    done, _ = guard(lambda r: [answer], source)
    assert done.text == text


def test_an_answer_without_a_word_is_a_fault() -> None:
    done, _ = guard(lambda r: ["。", "その展示会"], "the fair")
    assert (done.text, done.complaint) == ("その展示会", "")
    empty, _ = guard(lambda r: [""], "the fair")
    assert "nothing was written" in empty.complaint


def test_a_short_term_is_not_found_inside_a_second_mention_of_a_long_one() -> None:
    text = "Kumamoto Prefecture shows that Kumamoto is back."
    done, _ = guard(lambda r: ["熊本県が戻り、熊本県の人々も来たという。"], text, mask="")
    placed = {p.source: done.text[p.start : p.start + 3] for p in done.placements}
    assert placed["Kumamoto Prefecture"] == "熊本県"
    assert placed["Kumamoto"] != "熊本県"


def test_equal_terms_are_counted_one_by_one_among_others_of_their_length() -> None:
    text = "Kaohsiung met Tainan, and Tainan met Kaohsiung."
    done, _ = guard(lambda r: ["高雄市は台南市と会い、台南市は高雄市と会った。"], text)
    assert [p.how for p in done.placements] == [How.SET_IN] * 4
    lost, _ = guard(lambda r: ["高雄市は台南市と会い、台南市も会った。"], text, mask="", echoes=True)
    assert [p.how for p in lost.placements].count(How.FAILED) == 1


def test_a_place_inside_a_currency_is_left_to_the_currency() -> None:
    done, _ = guard(lambda r: ["台湾で4,800台湾ドルで販売される。"], "It is sold in Taiwan for NT$4,800.")
    assert done.text == "台湾で4,800台湾ドルで販売される。"
    assert [(p.form, p.how) for p in done.placements] == [("台湾", How.SET_IN), ("4,800台湾ドル", How.SET_IN)]


def test_private_use_characters_of_an_engine_never_reach_the_text() -> None:
    done, _ = guard(lambda r: ["\ue000熊本で開かれた。"], "It was held in Kumamoto.")
    assert re.search("[\ue000-\uf8ff]", done.text) is None


def test_every_currency_is_found_in_the_script_that_the_engine_writes() -> None:
    amounts = {"¥25 million": "2500萬日圓", "NT$4,800": "新臺幣4,800元", "€3.4 million": "340萬歐元"}
    for source, form in amounts.items():
        done, engine = guard(
            lambda r: [r.text.replace("It won ", "它获得").rstrip(".")],
            f"It won {source}.",
            "zh-Hant",
            "zh-Hans",
        )
        assert form in done.text
        assert [p.how for p in done.placements] == [How.SET_IN], source
        assert len(engine.asked) == 1


def test_an_amount_said_twice_is_a_doubt() -> None:
    done, _ = guard(lambda r: ["2500万円の2500万円の賞を得た。"], "It won a prize of ¥25 million.")
    assert "said twice: 2500万円" in done.complaint
    done, _ = guard(lambda r: ["2500万円と2500万円を得た。"], "It won ¥25 million and ¥25 million.")
    assert done.complaint == ""
