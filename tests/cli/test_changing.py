"""Correct and withdraw: what they write into the source, what they refuse, and what readers then see."""

from __future__ import annotations

import io
import json
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import feedparser
import jsonschema
import pytest
from conftest import FIXTURES, Result, approve, approve_everything
from docx import Document
from lxml import etree
from NewsMLG2 import NewsMLG2Document
from openxml_audit import OpenXmlValidator

from release_kit.checks.review import check
from release_kit.editions.feeds.lint import lint_feed
from release_kit.editions.feeds.rss import ATOM
from release_kit.editions.feeds.syndication import TOMBSTONES
from release_kit.editions.wires.newsml import G2
from release_kit.model import Severity
from release_kit.newsroom.settings import load_newsroom
from release_kit.publishing.transfer import offer
from release_kit.release.shelf import read_shelf

Run = Callable[..., Result]
NOTES = ("--note", "The fair drew 900 visitors, not 100.", "--note", "ja=来場者数は900人です。")
TAGS = ("en", "ja", "zh-Hant", "zh-Hans")
MARKS = {
    "corrected": {"en": "CORRECTED", "ja": "訂正", "zh-Hant": "更正", "zh-Hans": "更正"},
    "withdrawn": {"en": "WITHDRAWN", "ja": "取り消し", "zh-Hant": "撤回", "zh-Hans": "撤回"},
}
SENTENCES = {
    "corrected": {
        "en": "has been corrected",
        "ja": "訂正されました",
        "zh-Hant": "業已更正",
        "zh-Hans": "已更正",
    },
    "withdrawn": {
        "en": "has been withdrawn",
        "ja": "取り消されました",
        "zh-Hant": "業已撤回",
        "zh-Hans": "已撤回",
    },
}
USUAL = {"en": "FOR IMMEDIATE RELEASE", "ja": "報道資料", "zh-Hant": "新聞稿", "zh-Hans": "新闻稿"}
WORDS = {
    "en": "opened the Kaohsiung Pavilion",
    "ja": "opened the",
    "zh-Hant": "opened the",
    "zh-Hans": "opened the",
}
COMMANDS = {"corrected": "correct", "withdrawn": "withdraw"}


@pytest.fixture
def source(newsroom: Path) -> Path:
    """The source of a release that is out, with a person's comments in it."""
    path = newsroom / "releases" / "fair" / "index.en.md"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace("status: draft", "status: approved  # by the mayor\n# that is all"), encoding="utf-8"
    )
    return path


def built(run: Run, newsroom: Path, status: str) -> Path:
    """public/ and out/ once the release was corrected or withdrawn."""
    run("translate", "--engine", "echo")
    approve_everything(newsroom)
    assert run(COMMANDS[status], "fair", *NOTES).code == 0
    run("build", "--engine", "echo")
    formats = "docx,txt,ninjs,newsml,bilingual,review"
    assert run("export", "fair", "--format", formats, "--out", "out").code == 0
    return newsroom / "public"


def paragraphs(path: Path) -> list[str]:
    return [p.text for p in Document(str(path)).paragraphs]


def test_a_correction_moves_version_and_time_and_leaves_every_other_line(run: Run, source: Path) -> None:
    before = source.read_text(encoding="utf-8").split("\n")
    result = run("correct", "fair", *NOTES)
    after = source.read_text(encoding="utf-8").split("\n")
    assert (result.code, result.out) == (0, "")
    place = after.index("status: corrected  # by the mayor")
    assert after[place + 1] == "version: 2"
    assert after[place + 2].startswith("modified: '20")
    assert after[place + 3 : place + 6] == [
        "note:",
        "  en: The fair drew 900 visitors, not 100.",
        "  ja: 来場者数は900人です。",
    ]
    assert [*after[:place], "status: approved  # by the mayor", *after[place + 6 :]] == before
    assert "zh-Hant: 本新聞稿業已更正" in result.err
    assert "Traditional Chinese has no note of its own; give one with --note 'zh-Hant=...'" in result.err


def test_each_correction_is_a_version_on_at_a_later_time_under_the_same_id(
    run: Run, newsroom: Path, source: Path
) -> None:
    states = []
    for command in ("correct", "correct", "withdraw"):
        assert run(command, "fair", "--note", f"Once more: {len(states)}").code == 0
        states.append(read_shelf(load_newsroom(newsroom)).sources["fair"])
    assert [state.version for state in states] == [2, 3, 4]
    assert states[0].modified < states[1].modified < states[2].modified
    assert len({state.id for state in states}) == 1
    assert all(set(state.notes) == {"en"} for state in states)


def test_a_slip_of_the_pen_moves_version_and_time_and_says_nothing(
    run: Run, newsroom: Path, source: Path
) -> None:
    before = source.read_text(encoding="utf-8").split("\n")
    assert run("correct", "fair", "--minor").code == 0
    after = source.read_text(encoding="utf-8").split("\n")
    added = [line for line in after if line not in before]
    assert [line.split(":")[0] for line in added] == ["version", "modified"]
    run("build", "--drafts", "--engine", "echo")
    page = (newsroom / "public" / "en" / "fair.html").read_text(encoding="utf-8")
    assert "FOR IMMEDIATE RELEASE" in page
    assert '"version": 2' in page
    assert run("correct", "fair", *NOTES).code == 0
    assert run("correct", "fair", "--minor").code == 0
    release = read_shelf(load_newsroom(newsroom)).sources["fair"]
    assert (release.version, release.status, set(release.notes)) == (4, "corrected", {"en", "ja"})
    assert "leave out --note" in run("correct", "fair", "--minor", *NOTES).err


def test_windows_line_ends_stay(run: Run, source: Path) -> None:
    source.write_bytes(source.read_bytes().replace(b"\n", b"\r\n"))
    assert run("correct", "fair", *NOTES).code == 0
    data = source.read_bytes()
    assert data.count(b"\n") == data.count(b"\r\n") > 20


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("correct", "fair"), "--note '...' in the source's language (en) is missing"),
        (("correct", "fair", "--note", " "), "an empty note"),
        (("correct", "fair", "--note", "ja=訂正"), "in the source's language (en) is missing"),
        (("correct", "fair", "--note", "a", "--note", "en=b"), "two notes in en"),
        (("withdraw", "nothing", "--note", "a"), "no release"),
    ],
)
def test_what_cannot_be_meant_is_refused(
    run: Run, source: Path, arguments: tuple[str, ...], said: str
) -> None:
    before = source.read_bytes()
    result = run(*arguments)
    assert (result.code, said in result.err, source.read_bytes()) == (2, True, before)


def test_a_draft_and_a_withdrawn_release_are_not_corrected(run: Run, newsroom: Path) -> None:
    assert "is a draft; there is nothing to correct" in run("correct", "fair", *NOTES).err
    assert run("withdraw", "fair", *NOTES).code == 0
    assert "was withdrawn; it cannot be corrected" in run("correct", "fair", *NOTES).err
    assert "withdrawn already" in run("withdraw", "fair", *NOTES).err
    assert run("withdraw", "fair", "--note", "Another note").code == 0


@pytest.mark.parametrize("status", MARKS)
def test_every_format_says_what_became_of_a_release(
    run: Run, newsroom: Path, source: Path, status: str
) -> None:
    public = built(run, newsroom, status)
    for tag in TAGS:
        mark, sentence = MARKS[status][tag], SENTENCES[status][tag]
        page = (public / tag / "fair.html").read_text(encoding="utf-8")
        assert f'<p class="banner">{mark}</p>' in page
        assert f"<title>{mark}" in page
        handout = paragraphs(public / tag / "fair.docx")
        assert handout[0] == mark
        text = (newsroom / "out" / tag / "fair.txt").read_text(encoding="utf-8")
        for shown in (page, "\n".join(handout), text.replace("\n", "")):
            assert sentence in shown, (tag, shown)
        assert USUAL[tag] not in handout
        assert USUAL[tag] not in text.split("\n")
        assert ("来場者数は900人です。" in page) == (tag == "ja")
        others = list((newsroom / "out" / tag).glob("fair.*.docx"))
        assert len(others) == (0 if tag == "en" else 2)
        for path in others:
            cells = etree.tostring(Document(str(path)).element, encoding="unicode")
            assert mark in cells
            assert sentence in cells


@pytest.mark.parametrize("tag", TAGS)
def test_the_text_of_a_withdrawn_release_is_nowhere(run: Run, newsroom: Path, source: Path, tag: str) -> None:
    public = built(run, newsroom, "withdrawn")
    files = [*(public / tag).iterdir(), *(newsroom / "out" / tag).iterdir()]
    assert len(files) > 8
    for path in files:
        shown = "\n".join(paragraphs(path)) if path.suffix == ".docx" else path.read_text(encoding="utf-8")
        assert WORDS[tag] not in shown, path
        assert "Governor Kabashima" not in shown, path


@pytest.mark.parametrize("tag", TAGS)
@pytest.mark.parametrize("status", MARKS)
def test_feeds_tell_readers(run: Run, newsroom: Path, source: Path, tag: str, status: str) -> None:
    folder = built(run, newsroom, status) / tag
    release = read_shelf(load_newsroom(newsroom)).sources["fair"]
    when = release.modified.isoformat()
    for name in ("feed.xml", "atom.xml"):
        assert lint_feed((folder / name).read_bytes(), name, datetime.now(UTC)) == []
    (entry,) = feedparser.parse((folder / "feed.xml").read_bytes()).entries
    (item,) = json.loads((folder / "feed.json").read_text(encoding="utf-8"))["items"]
    assert entry.title == item["title"]
    assert entry.title.startswith(MARKS[status][tag])
    assert (item["date_modified"], entry.updated) == (when, when)
    assert item["date_published"] == "2026-10-20T10:00:00+09:00"
    root = etree.parse(str(folder / "feed.xml")).getroot()
    built_at = datetime.strptime(root.findtext("channel/lastBuildDate"), "%a, %d %b %Y %H:%M:%S %z")
    assert built_at == release.modified
    atom = etree.parse(str(folder / "atom.xml")).getroot()
    assert atom.findtext(f"{{{ATOM}}}updated") == when
    gone = atom.findall(f"{{{TOMBSTONES}}}deleted-entry")
    assert len(gone) == (status == "withdrawn")
    assert len(atom.findall(f"{{{ATOM}}}entry")) == (status == "corrected")
    for tombstone in gone:
        assert (tombstone.get("ref"), tombstone.get("when")) == (entry.id, when)
        assert SENTENCES[status][tag] in tombstone.findtext(f"{{{TOMBSTONES}}}comment")
    sitemap = (folder.parent / "sitemap.xml").read_text(encoding="utf-8")
    assert sitemap.count(f"<lastmod>{when}</lastmod>") == 2 * len(TAGS) + 1  # with the lists of releases


@pytest.mark.parametrize("tag", TAGS)
@pytest.mark.parametrize(
    ("status", "ninjs", "newsml"),
    [("corrected", "usable", "stat:usable"), ("withdrawn", "canceled", "stat:canceled")],
)
def test_systems_are_told(
    run: Run, newsroom: Path, source: Path, tag: str, status: str, ninjs: str, newsml: str
) -> None:
    public = built(run, newsroom, status)
    when = read_shelf(load_newsroom(newsroom)).sources["fair"].modified.isoformat()
    values = json.loads((newsroom / "out" / tag / "fair.ninjs.json").read_text(encoding="utf-8"))
    jsonschema.validate(values, json.loads((FIXTURES / "ninjs-3.1.json").read_text(encoding="utf-8")))
    assert (values["version"], values["versionCreated"], values["pubStatus"]) == ("2", when, ninjs)
    data = (newsroom / "out" / tag / "fair.newsml.xml").read_bytes()
    root, item = etree.fromstring(data), NewsMLG2Document(data).get_item()
    assert (str(item.version), root.findtext(f".//{{{G2}}}versionCreated")) == ("2", when)
    assert root.find(f".//{{{G2}}}pubStatus").get("qcode") == newsml
    (before,) = root.findall(f".//{{{G2}}}link[@rel='irel:previousVersion']")
    assert (before.get("residref"), before.get("version")) == (root.get("guid"), "1")
    assert SENTENCES[status][tag] in root.findtext(f".//{{{G2}}}edNote")
    page = (public / tag / "fair.html").read_text(encoding="utf-8")
    about = json.loads(page.split('<script type="application/ld+json">')[1].split("</script>")[0])
    assert (about["version"], about["dateModified"], about["@id"]) == (2, when, root.get("guid"))
    assert SENTENCES[status][tag] in about["correction"]["text"]


def test_a_wire_takes_a_withdrawal_without_the_text(run: Run, newsroom: Path) -> None:
    approve(newsroom, run)
    assert run("withdraw", "fair", "--note", "The fair was cancelled.").code == 0
    for wire in ("ninjs", "newsml-g2", "media-outreach", "rss"):
        assert run("export", "fair", "--wire", wire, "--out", "wires").code == 0
        files = [path for path in (newsroom / "wires" / wire).rglob("*") if path.is_file()]
        assert len(files) >= 2
        shown = [path.read_bytes() for path in files if path.suffix != ".docx"]
        assert not any(b"Kabashima" in data or "蒲島知事".encode() in data for data in shown)


def test_a_status_set_by_hand_is_told_and_so_is_a_missing_note(
    run: Run, newsroom: Path, source: Path
) -> None:
    run("translate", "--engine", "echo")
    text = source.read_text(encoding="utf-8")
    source.write_text(text.replace("status: approved", "status: withdrawn"), encoding="utf-8")
    line = text.split("\n").index("status: approved  # by the mayor") + 1
    said = run("check", "fair").out
    assert (
        f"index.en.md:{line}: source-facts: `status: withdrawn` without a new `version` and `modified`"
        in said
    )
    source.write_text(text, encoding="utf-8")
    run("correct", "fair", *NOTES)
    said = run("check", "fair").out
    assert "index.zh-Hans.md: source-facts: no note in this language" in said
    assert "index.ja.md: source-facts: no note" not in said


def test_a_copy_in_a_rendering_and_two_releases_with_one_id_are_findings(run: Run, newsroom: Path) -> None:
    run("translate", "--engine", "echo", "--to", "ja")
    other = newsroom / "releases" / "twin" / "index.en.md"
    other.parent.mkdir()
    source = newsroom / "releases" / "fair" / "index.en.md"
    other.write_bytes(source.read_bytes())
    path = newsroom / "releases" / "fair" / "index.ja.md"
    text = path.read_text(encoding="utf-8").replace("2026-10-20T10", "2026-10-21T10")
    path.write_text(text.replace("id: 0b9d2f4e", "id: 1b9d2f4e"), encoding="utf-8")
    found = [
        f for f in check(read_shelf(load_newsroom(newsroom)), ["fair", "twin"]) if f.check == "source-facts"
    ]
    assert [
        (Path(f.place.path).parent.name, Path(f.place.path).name, f.place.line, f.severity) for f in found
    ] == [
        ("fair", "index.ja.md", 2, Severity.ERROR),
        ("fair", "index.ja.md", 4, Severity.ERROR),
        ("twin", "index.en.md", 2, Severity.ERROR),
    ]
    assert str(source) in found[2].message
    text = source.read_text(encoding="utf-8")
    source.write_text(text.replace("2026-10-20T10", "2026-10-22T10"), encoding="utf-8")
    (dated,) = (f for f in check(read_shelf(load_newsroom(newsroom)), ["fair"]) if "`date`" in f.message)
    assert dated.severity is Severity.WARNING  # the source has moved on; the copy is only old


def test_the_newer_of_two_releases_with_one_id_is_held(run: Run, newsroom: Path) -> None:
    approve(newsroom, run)
    folder = newsroom / "releases"
    shutil.copytree(folder / "fair", folder / "another")
    path = folder / "another" / "index.en.md"
    path.write_text(
        path.read_text(encoding="utf-8").replace("2026-10-20T10", "2026-10-20T11"), encoding="utf-8"
    )
    offered = offer(read_shelf(load_newsroom(newsroom)), datetime.now(UTC))
    assert {edition.release.slug for edition in offered.editions} == {"fair"}
    reasons = {held.reason for held in offered.held if held.release == "another"}
    assert reasons == {"its id is that of fair; give it an id of its own"}
    for _ in range(2):  # built afresh, and with the first build's record
        assert "index.en.md:2: source-facts: `id`" in run("build", "--engine", "echo").out
    assert not list((newsroom / "public").rglob("another*"))
    elder = folder / "fair" / "index.en.md"  # the newer one is free as soon as the older lets the id go
    elder.write_text(
        elder.read_text(encoding="utf-8").replace("id: 0b9d2f4e", "id: 1b9d2f4e"), encoding="utf-8"
    )
    assert "source-facts: `id`" not in run("build", "--engine", "echo").out
    assert {"en", "ja"} <= {page.parent.name for page in (newsroom / "public").rglob("another.html")}
    offered = offer(read_shelf(load_newsroom(newsroom)), datetime.now(UTC))
    assert "another" in {edition.release.slug for edition in offered.editions}


def test_a_withdrawal_goes_out_in_each_language_that_was_out(run: Run, newsroom: Path) -> None:
    approve(newsroom, run)
    source = newsroom / "releases" / "fair" / "index.en.md"
    source.write_text(
        source.read_text(encoding="utf-8").replace("status: draft", "status: approved"), encoding="utf-8"
    )
    assert run("withdraw", "fair", *NOTES).code == 0
    offered = offer(read_shelf(load_newsroom(newsroom)), datetime.now(UTC))
    pages = {
        artifact.path: artifact.content.decode()
        for artifact in offered.content
        if artifact.path.endswith("html")
    }
    assert set(pages) == {"en/fair.html", "ja/fair.html"}
    assert all(MARKS["withdrawn"][path[:2]] in page for path, page in pages.items())


@pytest.mark.parametrize("status", MARKS)
def test_handouts_are_valid_with_their_notice(run: Run, newsroom: Path, source: Path, status: str) -> None:
    built(run, newsroom, status)
    paths = sorted((newsroom / "out").rglob("*.docx"))
    assert len(paths) == 10
    for path in paths:
        result = OpenXmlValidator().validate(path)
        assert result.is_valid, (path, [str(error) for error in result.errors][:5])


def test_a_handout_of_a_corrected_release_comes_back_with_its_edit_and_no_more(
    run: Run, newsroom: Path, source: Path
) -> None:
    run("correct", "fair", *NOTES)
    run("export", "fair", "--format", "docx", "--out", "out")
    document = Document(str(newsroom / "out" / "en" / "fair.docx"))
    paragraph = next(p for p in document.paragraphs if "opened the" in p.text)
    run_ = next(r for r in paragraph.runs if "opened the" in r.text)
    run_.text = run_.text.replace("opened the", "inaugurated the")
    document.save(str(newsroom / "edited.docx"))
    before = source.read_text(encoding="utf-8")
    assert run("import", "edited.docx", "--into", "fair").code == 0
    assert source.read_text(encoding="utf-8") == before.replace("opened the", "inaugurated the")


def test_a_handout_of_a_withdrawn_release_does_not_come_back(run: Run, newsroom: Path, source: Path) -> None:
    run("export", "fair", "--format", "docx", "--out", "out")
    run("withdraw", "fair", *NOTES)
    before = source.read_bytes()
    document = Document(str(newsroom / "out" / "en" / "fair.docx"))
    out = io.BytesIO()
    document.save(out)
    (newsroom / "edited.docx").write_bytes(out.getvalue())
    assert "was withdrawn" in run("import", "edited.docx", "--into", "fair").err
    assert source.read_bytes() == before
