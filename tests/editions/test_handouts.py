"""Handouts as Word reads them: valid in every part, set as each language is set, with every part of a release."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from conftest import ROOT, SAMPLE, Result, png, write
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from openxml_audit import OpenXmlValidator

from release_kit.editions.edition import Edition, editions_of
from release_kit.editions.word.body import BodyWriter
from release_kit.editions.word.document import Paper
from release_kit.editions.word.handout import WordExporter
from release_kit.languages.table import LANGUAGES
from release_kit.model import Contact
from release_kit.newsroom.settings import load_newsroom
from release_kit.release.shelf import read_shelf

Run = Callable[..., Result]
NOW = datetime(2026, 11, 24, tzinfo=UTC)
NS = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
}
TAGS = list(LANGUAGES)
FORMATS = "docx,bilingual,review"


def xpath(data: bytes, expression: str) -> list:
    return etree.fromstring(data).xpath(expression, namespaces=NS)


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture
def made(everything: Path, after: Callable[..., Path]) -> Path:
    """Every kind of handout of the release that has everything."""
    export = f"export everything --format {FORMATS} --out out"
    return after("translate --engine echo", export) / "out"


def handouts(folder: Path) -> Iterator[Path]:
    yield from sorted(folder.rglob("*.docx"))


@pytest.mark.slow
def test_every_part_of_every_handout_is_valid_open_xml(made: Path) -> None:
    paths = list(handouts(made))
    assert len(paths) == 4 + 3 + 3  # handouts, bilingual, review
    for path in paths:
        result = OpenXmlValidator().validate(path)
        assert result.is_valid, (path, [str(error) for error in result.errors][:5])


def test_every_relation_leads_somewhere_and_no_drawing_has_anothers_number(made: Path) -> None:
    for path in handouts(made):
        files = parts(path)
        for name, data in files.items():
            if not name.endswith(".rels"):
                continue
            folder = Path(name).parent.parent
            for relation in etree.fromstring(data):
                if relation.get("TargetMode") != "External":
                    target = relation.get("Target")
                    place = target.lstrip("/") if target.startswith("/") else str(folder / target)
                    assert place in files, (path, name, target)
        numbers = xpath(files["word/document.xml"], "//wp:docPr/@id")
        assert len(numbers) == len(set(numbers))


@pytest.mark.parametrize("tag", TAGS)
def test_fonts_and_language_stand_in_defaults_styles_and_runs(made: Path, tag: str) -> None:
    row = LANGUAGES[tag]
    style = row.typography
    files = parts(made / tag / "everything.docx")
    ideographs = (row if row.is_east_asian else LANGUAGES[row.companion]).typography
    bodies = {ideographs.body.name, ideographs.heading.name}
    properties = xpath(
        files["word/styles.xml"], "//w:docDefaults//w:rPr|//w:style[@w:type='paragraph']/w:rPr"
    )
    assert len(properties) > 20
    region = row.word_tag if row.is_east_asian else "ja-JP"
    for held in properties:
        fonts, lang = (held.find(f"w:{name}", NS) for name in ("rFonts", "lang"))
        slots = [fonts.get(f"{{{NS['w']}}}{slot}") for slot in ("ascii", "hAnsi", "cs")]
        assert set(slots) <= {style.latin.name, style.latin_heading.name}
        assert len(set(slots)) == 1
        assert fonts.get(f"{{{NS['w']}}}eastAsia") in bodies
        assert lang.get(f"{{{NS['w']}}}eastAsia") == region
    runs = xpath(files["word/document.xml"], "//w:body//w:r[w:t]")
    assert runs
    assert all(run.xpath("w:rPr/w:lang/@w:eastAsia", namespaces=NS) == [region] for run in runs)
    hints = {run.xpath("string(w:rPr/w:rFonts/@w:hint)", namespaces=NS) for run in runs}
    assert hints == {"eastAsia"} if row.is_east_asian else hints == {""}
    theme = xpath(files["word/theme/theme1.xml"], "//a:minorFont/a:ea/@typeface")
    assert theme == [ideographs.body.name]
    (theme_lang,) = xpath(files["word/settings.xml"], "//w:themeFontLang/@w:eastAsia")
    assert theme_lang == region


@pytest.mark.parametrize("tag", TAGS)
def test_the_page_is_set_as_the_language_is(made: Path, tag: str) -> None:
    style = LANGUAGES[tag].typography
    files = parts(made / tag / "everything.docx")
    document, styles, settings = (files[f"word/{name}.xml"] for name in ("document", "styles", "settings"))
    assert xpath(document, "//w:sectPr/w:pgSz/@w:w") == ["11906"]
    assert xpath(document, "//w:sectPr/w:docGrid/@w:linePitch") == ([str(style.pitch)] if style.pitch else [])
    assert xpath(styles, "//w:style[@w:styleId='Normal']/w:pPr/w:kinsoku")
    assert xpath(styles, "//w:style[@w:styleId='Normal']/w:pPr/w:overflowPunct")
    indent = xpath(styles, "//w:style[@w:styleId='BodyText']/w:pPr/w:ind/@w:firstLineChars")
    assert indent == ([str(style.indent)] if style.indent else [])
    spacing = xpath(settings, "//w:characterSpacingControl/@w:val")
    assert spacing == ["compressPunctuation" if style.pitch else "doNotCompress"]
    tabular = "//w:docDefaults//*[local-name()='numSpacing']/@*[local-name()='val']"
    assert xpath(styles, tabular) == ["tabular"]
    table = files["word/fontTable.xml"]
    assert any("Noto" in name or "Liberation" in name for name in xpath(table, "//w:altName/@w:val"))
    levels = xpath(styles, "//w:style[starts-with(@w:styleId, 'Heading')]/w:pPr/w:outlineLvl/@w:val")
    assert levels == ["0", "1", "2"]


def test_all_of_markdown_is_there_as_word_knows_it(made: Path) -> None:
    files = parts(made / "en" / "everything.docx")
    document = files["word/document.xml"]
    assert xpath(document, "//w:r[w:rPr/w:b]/w:t/text()") == ["Kaohsiung Pavilion"]
    assert xpath(document, "//w:r[w:rPr/w:i]/w:t/text()") == ["one"]
    assert xpath(document, "//w:hyperlink//w:t/text()") == [
        "its site",
        " (https://press.example.org/pavilion)",
    ]
    levels = xpath(document, "//w:p[w:pPr/w:numPr]/w:pPr/w:numPr/w:ilvl/@w:val")
    assert levels == ["0", "0", "1", "0", "0", "0", "0"]
    (head,) = xpath(document, "//w:tr[w:trPr/w:tblHeader]")
    assert head.xpath(".//w:t/text()", namespaces=NS) == ["Day", "Visitors"]
    assert len(xpath(document, "//w:tr[w:trPr/w:cantSplit]")) == 3
    assert "a | b" in xpath(document, "//w:tc//w:t/text()")
    assert xpath(document, "//wp:docPr/@descr") == ["The pavilion seen from the pier"]
    assert xpath(document, "//w:p[w:pPr/w:pStyle/@w:val='Caption']//w:t/text()") == [
        "The pavilion on opening day"
    ]
    assert xpath(document, "//w:p[w:pPr/w:pStyle/@w:val='Quote']")
    assert len(xpath(document, "//w:footnoteReference")) == 1
    note = xpath(files["word/footnotes.xml"], "//w:footnote[not(@w:type)]//w:t/text()")
    assert "".join(note).strip() == "A note with bold words."


def test_japanese_emphasis_is_dots_and_a_list_of_facts_stands_below_ki(made: Path) -> None:
    document = parts(made / "ja" / "everything.docx")["word/document.xml"]
    assert xpath(document, "//w:r[w:rPr/w:em[@w:val='dot']]/w:t/text()") == ["one"]
    texts = ["".join(p.itertext()).strip() for p in xpath(document, "//w:body/w:p")]
    place = texts.index("記")
    assert texts[place + 1].startswith("Date:")
    assert "以上" in texts[place + 2 :]


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("en", ["FOR IMMEDIATE RELEASE", "Date: 5 March 2026", "###", "About Kaohsiung City Government"]),
        ("ja", ["報道資料", "報道関係者各位", "2026年3月5日", "お問い合わせ先", "以上"]),
        ("zh-Hant", ["新聞稿", "發稿日期：2026年3月5日", "發稿單位：高雄市政府", "聯絡人：廖泰翔", "電話：+886 7 000 0000", "（完）"]),
        ("zh-Hans", ["新闻稿", "发布日期：2026年3月5日", "（完）"]),
    ],
)  # fmt: skip
def test_the_parts_are_each_countrys_own(made: Path, tag: str, expected: list[str]) -> None:
    texts = [p.text.strip() for p in Document(str(made / tag / "everything.docx")).paragraphs]
    for text in expected:
        assert text in texts, (text, texts)


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("en", "EMBARGOED UNTIL 5 March 2026 23:30 (UTC+08:00)"),
        ("ja", "解禁日時：2026年3月6日（金） 00:30（日本時間）"),
        ("zh-Hant", "限時發布：2026年3月5日（四） 23:30（臺灣時間）後始得刊登"),
        ("zh-Hans", "解禁时间：2026年3月5日（星期四） 23:30（北京时间）"),
    ],
)
def test_an_embargo_is_told_in_each_countrys_words_while_it_holds(
    made: Path, newsroom: Path, tag: str, expected: str
) -> None:
    shelf, before = read_shelf(load_newsroom(newsroom)), datetime(2026, 3, 5, tzinfo=UTC)
    found = {e.release.language: e for e in editions_of(shelf, ["everything"], before)}
    (artifact,) = WordExporter().export(found[tag])
    assert Document(io.BytesIO(artifact.content)).paragraphs[0].text == expected


def test_the_office_may_choose_its_word_its_era_and_a_logo(
    run: Run, newsroom: Path, everything: Path
) -> None:
    (newsroom / "logo.png").write_bytes(png(300, 100))
    settings = newsroom / "release-kit.toml"
    more = '\n[handout]\nbanner = { ja = "プレスリリース" }\nlogo = "logo.png"\neras = ["zh-Hant", "ja"]\n'
    settings.write_text(settings.read_text(encoding="utf-8") + more, encoding="utf-8")
    text = (everything / "index.en.md").read_text(encoding="utf-8")
    write(everything / "index.en.md", re.sub(r"embargo: .*\n", "", text))
    run("translate", "--engine", "echo")
    assert run("export", "everything", "--format", "docx", "--out", "out").code == 0
    taiwan = [p.text for p in Document(str(newsroom / "out" / "zh-Hant" / "everything.docx")).paragraphs]
    assert "發稿日期：中華民國115年3月5日" in taiwan
    japan = newsroom / "out" / "ja" / "everything.docx"
    texts = [p.text for p in Document(str(japan)).paragraphs]
    assert {"プレスリリース", "令和8年3月5日"} <= set(texts)
    headers = [data for name, data in parts(japan).items() if name.startswith("word/header")]
    assert [xpath(data, "//wp:docPr/@descr") for data in headers if b"descr" in data] == [["サンプル広報室"]]
    assert OpenXmlValidator().validate(japan).is_valid


@pytest.mark.parametrize("value", ['"../logo.png"', '"none.png"', '"/etc/passwd"'])
def test_a_logo_outside_the_newsroom_is_refused(run: Run, newsroom: Path, value: str) -> None:
    settings = newsroom / "release-kit.toml"
    settings.write_text(
        settings.read_text(encoding="utf-8") + f"\n[handout]\nlogo = {value}\n", encoding="utf-8"
    )
    result = run("export", "fair", "--format", "docx")
    assert (result.code, "handout.logo" in result.err) == (2, True)


def test_a_centred_headline_breaks_between_phrases_and_not_in_a_term(run: Run, newsroom: Path) -> None:
    title = "高雄市代表団、くまもと産業復興エキスポで高雄市パビリオンを開設し覚書に署名"
    run("translate", "--engine", "echo", "--to", "ja")
    path = newsroom / "releases" / "fair" / "index.ja.md"
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r"^title: .*$", f"title: {title}", text, flags=re.M), encoding="utf-8")
    run("translate", "--engine", "echo", "--to", "ja")
    run("export", "fair", "--format", "docx", "--out", "out")
    (head,) = [
        p for p in Document(str(newsroom / "out" / "ja" / "fair.docx")).paragraphs if p.style.name == "Title"
    ]
    lines = head.text.split("\n")
    assert "".join(lines) == title
    assert len(lines) == 2
    assert not any(line.startswith(("を", "で", "に", "し")) for line in lines)


def test_a_long_row_of_the_bilingual_edition_may_break_over_pages(run: Run, everything: Path) -> None:
    path = everything / "index.en.md"
    long = "The harbour is open and the fair goes on. " * 40
    path.write_text(f"{path.read_text(encoding='utf-8')}\n{long}\n", encoding="utf-8")
    assert run("translate", "everything", "--to", "ja", "--engine", "echo").code in (0, 1)
    assert run("export", "everything", "--format", "bilingual", "--out", "long").code == 0
    made = everything.parents[1] / "long" / "ja" / "everything.en.docx"
    (table,) = Document(str(made)).tables
    rows = xpath(parts(made)["word/document.xml"], "//w:tr")
    broken = [
        row for row, node in zip(table.rows, rows, strict=True) if node.find("w:trPr/w:cantSplit", NS) is None
    ]
    assert [row.cells[0].text for row in broken] == [long.strip()]


def test_the_bilingual_edition_sets_paragraph_beside_paragraph(made: Path) -> None:
    document = Document(str(made / "ja" / "everything.en.docx"))
    (table,) = document.tables
    assert [cell.text for cell in table.rows[0].cells] == ["English", "日本語"]
    assert table.rows[1].cells[0].text == "Harbour & Fair: <Everything> a Release May Hold"
    files = parts(made / "ja" / "everything.en.docx")
    rows = xpath(files["word/document.xml"], "//w:tr")
    assert all(row.find("w:trPr/w:cantSplit", NS) is not None for row in rows)
    assert [row.find("w:trPr/w:tblHeader", NS) is not None for row in rows[:2]] == [True, False]
    faces = [
        set(row.xpath(f"w:tc[{column}]//w:rFonts/@w:eastAsia", namespaces=NS))
        for column in (1, 2)
        for row in rows[2:3]
    ]
    assert faces == [{"Yu Mincho"}, {"Yu Mincho"}]


def test_the_bilingual_edition_takes_any_pair(run: Run, made: Path, newsroom: Path) -> None:
    run("export", "everything", "--format", "bilingual", "--beside", "zh-Hant", "--out", "pairs")
    found = sorted(str(path.relative_to(newsroom / "pairs")) for path in handouts(newsroom / "pairs"))
    assert found == [f"{tag}/everything.zh-Hant.docx" for tag in ("en", "ja", "zh-Hans")]
    document = parts(newsroom / "pairs" / "ja" / "everything.zh-Hant.docx")["word/document.xml"]
    assert set(xpath(document, "//w:tc[1]//w:rFonts/@w:eastAsia")) == {"PMingLiU"}
    assert set(xpath(document, "//w:tc[1]//w:lang/@w:eastAsia")) == {"zh-TW"}


def test_the_review_edition_has_a_comment_on_each_term_and_finding_and_the_same_text(made: Path) -> None:
    clean, review = (Document(str(made / "ja" / f"everything{kind}.docx")) for kind in ("", ".review"))
    assert [p.text for p in clean.paragraphs] == [p.text for p in review.paragraphs]
    assert not list(clean.comments)
    texts = [comment.text for comment in review.comments]
    assert any(re.match(r"\w+: .*Kaohsiung Pavilion.* → .*高雄市パビリオン", text) for text in texts)
    assert any(text.startswith("composed: Deputy Mayor Lo Ta-sheng → 羅達生副市長") for text in texts)
    assert any(" · set-in" in text or " · plain" in text for text in texts)
    assert {comment.author for comment in review.comments} == {"release-kit"}
    files = parts(made / "ja" / "everything.review.docx")
    document = files["word/document.xml"]
    marks = [xpath(document, f"//w:{name}/@w:id") for name in ("commentRangeStart", "commentRangeEnd")]
    assert (
        sorted(marks[0]) == sorted(marks[1]) == sorted(xpath(files["word/comments.xml"], "//w:comment/@w:id"))
    )
    assert set(xpath(files["word/comments.xml"], "//w:comment/@w:date")) == {"2026-03-05T01:00:00Z"}


def test_findings_are_comments_too(run: Run, newsroom: Path, everything: Path) -> None:
    run("translate", "--engine", "echo", "--to", "ja")
    path = everything / "index.ja.md"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("高雄市パビリオン", "高雄館", 1), encoding="utf-8")
    run("export", "everything", "--format", "review", "--out", "out")
    comments = [c.text for c in Document(str(newsroom / "out" / "ja" / "everything.review.docx")).comments]
    assert any(text.startswith("error: terms: ") for text in comments)


def test_a_finding_on_one_releases_headline_is_no_comment_on_anothers(
    run: Run, newsroom: Path, everything: Path
) -> None:
    run("translate", "--engine", "echo", "--to", "ja")
    path = newsroom / "releases" / "fair" / "index.ja.md"
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r"(?m)^title: .*$", "title: 熊本", text), encoding="utf-8")
    assert "index.ja.md (title): terms: " in run("check", "fair").out
    run("export", "--format", "review", "--out", "out")

    def of_title(slug: str) -> list[str]:
        found = Document(str(newsroom / "out" / "ja" / f"{slug}.review.docx")).comments
        return [comment.text for comment in found if "must be" in comment.text and "熊本" in comment.text]

    assert of_title("fair")
    assert not of_title("everything")


def test_the_same_release_gives_the_same_bytes_in_any_zone_and_locale(
    run: Run, made: Path, newsroom: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = {path.relative_to(made): path.read_bytes() for path in handouts(made)}
    monkeypatch.setenv("TZ", "Pacific/Apia")
    monkeypatch.setenv("LC_ALL", "C")
    assert run("export", "everything", "--format", FORMATS, "--out", "again").code == 0
    again = newsroom / "again"
    assert before == {path.relative_to(again): path.read_bytes() for path in handouts(again)}


def test_a_handout_says_who_wrote_it_when_and_in_which_language(made: Path) -> None:
    properties = Document(str(made / "zh-Hant" / "everything.docx")).core_properties
    assert properties.language == "zh-TW"
    assert properties.author == "高雄市政府"
    assert properties.created.isoformat().startswith("2026-03-05T01:00:00")
    assert properties.modified == properties.created


@pytest.mark.parametrize(
    ("picture", "message"),
    [
        ("media/none.png", "no picture media/none.png"),
        ("../everything/media/pier.png", "a picture outside the release"),
        ("https://press.example.org/pier.png", "a picture on a server"),
        ("media/text.png", "not a PNG, JPEG or GIF picture"),
        ("media/pier.svg", "pictures are PNG, JPEG or GIF"),
    ],
)
def test_a_picture_that_is_not_there_or_is_none_is_an_error(
    run: Run, everything: Path, picture: str, message: str
) -> None:
    write(everything / "media" / "text.png", "hello")
    path = everything / "index.en.md"
    path.write_text(path.read_text(encoding="utf-8").replace("media/pier.png", picture), encoding="utf-8")
    result = run("export", "everything", "--format", "docx", "--out", "out")
    assert (result.code, message in result.err) == (2, True), result.err


ODD = [
    "a & b < c > d \"e\" 'f'", "{{ title }} {% if x %} {# no #}", "]]> <![CDATA[ x", "😀 👩🏽‍🚀 𠮷 𝔘",
    "\u200fעברית\u200e left", "a\u00a0b\u2003c\u200bd", "*one* **two** `three` _four_", "\\* \\_ \\[ \\]", "1. no list",
    "# no heading", "> no quote", "| no | table |", "[^9] [x] (y) [z](", "~~~ ``` ~~~", "&amp; &lt; &#38;", "a" * 5000,
    "字" * 9000, "tab\there", "＜全角＞＆", "«guillemets» – — … ‥", "%p if x %", "{%", "}}", "{{", "http://x.example/?a=1&b=2",
]  # fmt: skip


@pytest.mark.parametrize("text", ODD, ids=range(len(ODD)))
def test_odd_text_comes_out_whole_in_a_handout(run: Run, newsroom: Path, text: str) -> None:
    from conftest import RELEASE

    front, _, body = RELEASE.partition("---\n\n")
    front = front.replace(
        "Kaohsiung Opens Pavilion in Kumamoto", '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
    )
    write(newsroom / "releases" / "fair" / "index.en.md", f"{front}---\n\n{body}\n\nBefore {text} after.\n")
    result = run("export", "fair", "--format", "docx", "--out", "out")
    assert result.code == 0, result.err
    path = newsroom / "out" / "en" / "fair.docx"
    shown = [p.text for p in Document(str(path)).paragraphs]
    assert text.strip() in [line.strip() for line in shown] or text.replace("\t", " ") in " ".join(shown)
    assert OpenXmlValidator().validate(path).is_valid


def test_a_hundred_thousand_characters_come_out_whole(run: Run, newsroom: Path) -> None:
    from conftest import RELEASE

    body = "\n\n".join("word " * 2000 for _ in range(10))
    write(newsroom / "releases" / "fair" / "index.en.md", RELEASE + "\n" + body + "\n")
    assert run("export", "fair", "--format", "docx", "--out", "out").code == 0
    shown = " ".join(p.text for p in Document(str(newsroom / "out" / "en" / "fair.docx")).paragraphs)
    assert shown.count("word") == 20_000


def test_a_template_without_lists_notes_and_styles_still_shows_every_word(
    everything: Path, newsroom: Path
) -> None:
    document = Document()
    for style in ("List Bullet", "List Number", "Quote", "Caption"):
        document.styles[style].delete()
    shelf = read_shelf(load_newsroom(newsroom))
    (edition,) = editions_of(shelf, ["everything"], NOW)
    pieces = BodyWriter(edition, Paper(document)).write()
    text = "".join("".join(piece.element.itertext()) for piece in pieces)
    for words in ("Seven companies", "The pavilion on opening day", "A note with", "We are glad"):
        assert words in text


def test_a_template_may_still_loop_over_blocks(everything: Path, newsroom: Path) -> None:
    document = Document()
    for text in ("{{ title }}", "{%p for block in blocks %}", "{{ block.text }}", "{%p endfor %}"):
        document.add_paragraph(text)
    (newsroom / "templates").mkdir()
    document.save(str(newsroom / "templates" / "handout.en.docx"))
    (edition,) = editions_of(read_shelf(load_newsroom(newsroom)), ["everything"], NOW)
    (artifact,) = WordExporter().export(edition)
    text = "\n".join(p.text for p in Document(io.BytesIO(artifact.content)).paragraphs)
    assert "Harbour & Fair: <Everything> a Release May Hold" in text
    assert "Seven companies & a harbour tour" in text
    assert not re.search("[\ue000-\uf8ff]", text)


def test_an_edition_knows_its_account(newsroom: Path, run: Run) -> None:
    run("translate", "--engine", "echo")
    found = {e.release.language: e for e in editions_of(read_shelf(load_newsroom(newsroom)), ["fair"], NOW)}
    assert found["en"].ledger is None
    assert isinstance(found["ja"], Edition)
    assert found["ja"].ledger is not None


TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc", "Co"]), max_size=60).map(str.strip)
SHELF = read_shelf(load_newsroom(ROOT))


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(title=TEXT.filter(bool), rest=st.lists(TEXT, min_size=7, max_size=7), tag=st.sampled_from(TAGS))
def test_whatever_stands_in_the_fields_comes_out_whole(title: str, rest: list[str], tag: str) -> None:
    found = {e.release.language: e for e in editions_of(SHELF, [SAMPLE], NOW)}
    subtitle, issuer, name, organisation, phone, email, disclaimer = rest
    release = replace(
        found[tag].release,
        title=title,
        subtitle=subtitle,
        issuer=issuer,
        contact=Contact(name, organisation, phone, email),
        disclaimer=disclaimer,
    )
    (artifact,) = WordExporter().export(replace(found[tag], release=release))
    document = Document(io.BytesIO(artifact.content))
    shown = [" ".join(p.text.replace("\n", "").split()) for p in document.paragraphs]
    for text in (title, subtitle, issuer, name, organisation, phone, email, disclaimer):
        words = " ".join(text.split())
        assert any(words in line for line in shown), (text, shown)
    assert not re.search("[\ue000-\uf8ff]", "".join(shown))
