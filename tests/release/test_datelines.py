"""Datelines, marks, contacts and headings of imported texts go where they belong, and no word is lost."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Result, write

from release_kit.model import Contact, Dateline
from release_kit.newsroom.settings import load_newsroom
from release_kit.release.datelines import read_dateline, write_place
from release_kit.release.drafts import take_fields
from release_kit.release.importer import split_paragraphs
from release_kit.release.storage import list_releases, read_source

Run = Callable[..., Result]
DAY = "2026-11-25"
TABLE = [
    ("TAIPEI, Taiwan, Nov. 25, 2026 /PRNewswire/ -- ", ("Taipei", "Taiwan", "PRNewswire"), DAY),
    ("TOKYO, Nov. 25, 2026 /PRNewswire-AsiaNet/ -- ", ("Tokyo", "", "PRNewswire-AsiaNet"), DAY),
    ("WASHINGTON, D.C., Nov. 25, 2026 /PRNewswire/ — ", ("Washington", "D.C.", "PRNewswire"), DAY),
    ("TOKYO--(BUSINESS WIRE)--", ("Tokyo", "", "BUSINESS WIRE"), ""),
    ("KAOHSIUNG, Taiwan--(BUSINESS WIRE)--", ("Kaohsiung", "Taiwan", "BUSINESS WIRE"), ""),
    ("HSINCHU, Taiwan, Nov. 25, 2026 (GLOBE NEWSWIRE) -- ", ("Hsinchu", "Taiwan", "GLOBE NEWSWIRE"), DAY),
    ("KUMAMOTO, Japan (AP) — ", ("Kumamoto", "Japan", "AP"), ""),
    ("KUMAMOTO, Japan — ", ("Kumamoto", "Japan", ""), ""),
    ("TAIPEI (Reuters) - ", ("Taipei", "", "Reuters"), ""),
    ("TAIPEI (Nov. 25) — ", ("Taipei", "", ""), ""),
    ("(Taipei, 25 November 2026) ", ("Taipei", "", ""), DAY),
    ("Taipei, 25 November 2026 – ", ("Taipei", "", ""), DAY),
    ("Taipei, Taiwan, November 25, 2026 – ", ("Taipei", "Taiwan", ""), DAY),
    ("TAIPEI, Taiwan -- Nov. 25, 2026 -- ", ("Taipei", "Taiwan", ""), DAY),
    (
        "KAOHSIUNG, TAIWAN - Media OutReach Newswire - 25 November 2026 - ",
        ("Kaohsiung", "Taiwan", "Media OutReach Newswire"),
        DAY,
    ),
    (
        "HONG KONG SAR - Media OutReach Newswire - 25 November 2026 – ",
        ("Hong Kong SAR", "", "Media OutReach Newswire"),
        DAY,
    ),
    ("TOKYO, Nov 25, 2026 - (JCN Newswire) - ", ("Tokyo", "", "JCN Newswire"), DAY),
    ("Taipei, Nov. 25 (CNA) ", ("Taipei", "", "CNA"), ""),
    ("TAIPEI, NOV. 25, 2026 /PRNewswire/ -- ", ("Taipei", "", "PRNewswire"), DAY),
    ("Taipei, Wednesday, 25 November 2026 - ", ("Taipei", "", ""), DAY),
    ("SAN FRANCISCO & TOKYO--(BUSINESS WIRE)--", ("San Francisco & Tokyo", "", "BUSINESS WIRE"), ""),
    ("台北2026年11月25日 /美通社/ -- ", ("台北", "", "美通社"), DAY),
    ("香港 - Media OutReach Newswire - 2026年11月25日 - ", ("香港", "", "Media OutReach Newswire"), DAY),
    ("【東京、2026年11月25日】", ("東京", "", ""), DAY),
    ("【熊本】2026年11月25日　", ("熊本", "", ""), DAY),
    ("【台湾・高雄市】2026年11月25日　", ("高雄市", "台湾", ""), DAY),
    ("（台北2026年11月25日電）", ("台北", "", ""), DAY),
    ("（中央社台北25日電）", ("台北", "", "中央社"), ""),
    ("【高雄訊】", ("高雄", "", ""), ""),
]
TEXT = "The city opened a fair - its 3rd (AP) - today."
PLAIN = [
    "Kaohsiung Rapid Transit (KRT) – the operator – opened a line.",
    "The fair is on 25 November 2026 – a Wednesday.",
    "Since 25 November 2026, the fair – a large one – has been open.",
    "【お知らせ】展示会を開きます。",
    "（中央社記者王小明台北25日電）高雄市開幕。",
    "Input / output / – the two ends – are new.",
    "KRT — the operator — opened a line.",
    "About 400 firms came to Kumamoto, 25 from Taiwan – more than before.",
    "In November 2026 – the busiest month – the port grew.",
]


@pytest.mark.parametrize(("line", "place", "date"), TABLE)
def test_a_dateline_gives_city_country_wire_and_date(
    line: str, place: tuple[str, str, str], date: str
) -> None:
    found = read_dateline(line + TEXT)
    assert found is not None
    assert (found.dateline, found.date) == (Dateline(*place), date)
    assert (line + TEXT)[found.end :] == TEXT


@pytest.mark.parametrize("text", PLAIN)
def test_a_sentence_is_no_dateline(text: str) -> None:
    assert read_dateline(text) is None


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("HONG KONG SAR", "Hong Kong SAR"),
        ("USA", "USA"),
        ("UK", "UK"),
        ("UAE", "UAE"),
        ("D.C.", "D.C."),
        ("TAIWAN R.O.C.", "Taiwan R.O.C."),
        ("XI'AN", "Xi'an"),
        ("REPUBLIC OF KOREA", "Republic of Korea"),
        ("BADEN-BADEN", "Baden-Baden"),
        ("McLean", "McLean"),
    ],
)
def test_abbreviations_keep_their_capitals(name: str, written: str) -> None:
    assert write_place(name) == written


@pytest.mark.parametrize(
    "mark",
    [
        "FOR IMMEDIATE RELEASE", "For Immediate Release:", "**FOR IMMEDIATE RELEASE**", "即日発表", "報道資料", "【報道資料】",
        "新聞稿", "PRESS RELEASE", "NEWS RELEASE", "###", "# # #", "-END-", "- ENDS -", "-30-", "以上", "（完）",
    ],
)  # fmt: skip
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_a_mark_is_neither_headline_nor_text(mark: str, gap: str) -> None:
    draft = take_fields(split_paragraphs(gap.join([mark, "City Opens Fair", "A fair opened.", "End.", mark])))
    assert (draft.title, draft.paragraphs) == ("City Opens Fair", ["A fair opened.", "End."])


def test_a_mark_with_a_date_says_the_date() -> None:
    text = "FOR IMMEDIATE RELEASE: November 25, 2026\nCity Opens Fair\nA fair opened."
    draft = take_fields(split_paragraphs(text))
    assert (draft.title, draft.date) == ("City Opens Fair", DAY)


CONTACTS = [
    "Media contact:\nJane Doe\nKaohsiung City Government\nTel: +886 7 336 8333\nEmail: press@kcg.example",
    "Contact:\nJane Doe, Kaohsiung City Government\n+886 7 336 8333 | press@kcg.example",
    "Press contact\nJane Doe\nKaohsiung City Government\npress@kcg.example\n+886 7 336 8333",
    "Contact: Jane Doe, Kaohsiung City Government, +886 7 336 8333, press@kcg.example",
    "**Media Contact**\n\nJane Doe\n\nKaohsiung City Government\n\n+886 7 336 8333\n\n"
    "[press@kcg.example](mailto:press@kcg.example)",
]


@pytest.mark.parametrize("block", CONTACTS)
@pytest.mark.parametrize("place", ["before", "after"])
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_a_contact_goes_into_its_fields(block: str, place: str, gap: str) -> None:
    parts = ["City Opens Fair", "A fair opened in the city, and many came to see it.", "It closes on Monday."]
    parts = [block, *parts] if place == "before" else [*parts, block]
    gap = "\n\n" if "\n\n" in block else gap
    draft = take_fields(split_paragraphs(gap.join(parts)))
    assert draft.contact == Contact(
        "Jane Doe", "Kaohsiung City Government", "+886 7 336 8333", "press@kcg.example"
    )
    assert (draft.title, len(draft.paragraphs)) == ("City Opens Fair", 2)


@pytest.mark.parametrize(
    ("block", "contact"),
    [
        (
            "【お問い合わせ先】\n高雄市政府新聞局\n担当：王\n電話：07-336-8333\nメール：press@kcg.example\n以上",
            Contact("王", "高雄市政府新聞局", "07-336-8333", "press@kcg.example"),
        ),
        (
            "新聞聯絡人：王小明，高雄市政府新聞局，07-336-8333，press@kcg.example\n（完）",
            Contact("王小明", "高雄市政府新聞局", "07-336-8333", "press@kcg.example"),
        ),
        (
            "Contacts\n\nAcme PR\nTom Li, +81-3-1234-5678\ntom@acme.example",
            Contact("Tom Li", "Acme PR", "+81-3-1234-5678", "tom@acme.example"),
        ),
        (
            "For more information, please contact: Jane Doe, jane@acme.example.",
            Contact("Jane Doe", "", "", "jane@acme.example"),
        ),
    ],
)
def test_a_contact_is_read_in_the_languages_of_the_region(block: str, contact: Contact) -> None:
    draft = take_fields(split_paragraphs(f"City Opens Fair\n\nA fair opened.\n\n{block}"))
    assert (draft.contact, draft.paragraphs) == (contact, ["A fair opened."])


def test_a_label_without_number_or_address_stays_as_text() -> None:
    text = "City Opens Fair\n\nA fair opened.\n\nContact:\nThe town hall\nPort Road"
    draft = take_fields(split_paragraphs(text))
    assert draft.contact == Contact()
    assert draft.paragraphs == ["A fair opened.", "Contact:", "The town hall", "Port Road"]


def test_a_bold_dateline_is_one_and_a_day_in_the_text_is_none() -> None:
    bold = (
        "City Opens Fair\n\n**TAIPEI, Taiwan, Nov. 25, 2026 /PRNewswire/ --** A fair opened.\n\nIt is large."
    )
    draft = take_fields(split_paragraphs(bold))
    assert (draft.dateline.city, draft.date, draft.paragraphs[0]) == ("Taipei", DAY, "A fair opened.")
    days = "City Opens Fair\nA fair opens on:\n25 November 2026\nTaipei, 26 November 2026\n- all day"
    draft = take_fields(split_paragraphs(days))
    assert (draft.date, draft.paragraphs[1:3]) == ("", ["25 November 2026", "Taipei, 26 November 2026"])
    alone = take_fields(split_paragraphs("City Opens Fair\n25 November 2026\nA fair opened."))
    assert (alone.date, alone.paragraphs) == (DAY, ["A fair opened."])


def test_a_paragraph_on_somebody_keeps_its_heading() -> None:
    about = "About Acme Co., Ltd.\nAcme makes pumps for ports and cities.\nIt was founded in 1987."
    draft = take_fields(split_paragraphs(f"City Opens Fair\n\nA fair opened.\n\nMany came.\n\n{about}"))
    assert draft.paragraphs[2:] == [
        "## About Acme Co., Ltd.",
        "Acme makes pumps for ports and cities. It was founded in 1987.",
    ]
    for line in ("About Kaohsiung's plans the mayor said that", "About 400 people came to the"):
        assert split_paragraphs(f"Fair\n\nA text.\n\n{line}\nfair is open.")[-1] == f"{line} fair is open."


WHOLE = """FOR IMMEDIATE RELEASE

City Opens Fair

TAIPEI, Taiwan, Nov. 25, 2026 /PRNewswire/ -- A fair opened today.
It is large.

Contact us for tickets, said Wang.

-END-

About Acme
Acme makes pumps.

Media contact:
Jane Doe
Press Officer
Acme
Room 12, Port Road
Tel: +886 7 336 8333
Mobile: +886 912 345 678
Fax: +886 7 336 0000
jane@acme.example, info@acme.example
www.acme.example

Contact:
John Roe
john@acme.example
"""


def test_no_word_of_a_text_is_lost(run: Run, newsroom: Path) -> None:
    write(newsroom / "a.txt", WHOLE)
    result = run("import", "a.txt", "--json")
    assert (result.code, json.loads(result.out)["assumed"]) == (0, [])
    room = load_newsroom(newsroom)
    slug = next(slug for slug in list_releases(room) if slug != "fair")
    release = read_source(room, slug)
    assert (release.title, release.contact.name, release.contact.email) == (
        "City Opens Fair", "Jane Doe", "jane@acme.example",
    )  # fmt: skip
    assert release.contact.organisation == "Press Officer, Acme"
    kept = re.findall(r"\w+", release.path.read_text("utf-8").replace("T00:", " ").casefold())
    gone = {"for", "immediate", "release", "end", "nov", "email", "tel"}
    lost = [word for word in re.findall(r"\w+", WHOLE.casefold()) if word not in kept and word not in gone]
    assert lost == []


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("TOKYO--(BUSINESS WIRE)--", "no date in the text: today's was taken; correct `date`"),
        ("TAIPEI (Nov. 25) — ", "no year with the date in the text (Nov. 25): today's was taken"),
        ("Taipei, 25 November 2026 – ", ""),
    ],
)
def test_a_date_that_was_assumed_is_said(run: Run, newsroom: Path, line: str, words: str) -> None:
    write(newsroom / "a.txt", f"City Opens Fair\n{line}A fair opened.")
    result = run("import", "a.txt", "--json")
    assert (words in result.err, "today's was taken" in result.err) == (True, bool(words))
    assert json.loads(result.out)["assumed"] == (["date"] if words else [])
