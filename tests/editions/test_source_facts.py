"""What a release says of itself is the source's in every format, whatever a rendering's file says."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import feedparser
import pytest
from conftest import Result, approve
from docx import Document
from lxml import etree

from release_kit.editions.artifacts import export
from release_kit.editions.edition import Edition, editions_of
from release_kit.editions.wires.newsml import G2
from release_kit.newsroom.settings import load_newsroom
from release_kit.release.shelf import read_shelf

Run = Callable[..., Result]
FORMATS = ("html", "docx", "txt", "ninjs", "newsml", "bilingual", "review")
END = datetime(2999, 1, 1, 9, tzinfo=UTC)
BEFORE, AFTER = datetime(2998, 12, 31, tzinfo=UTC), datetime(2999, 1, 2, tzinfo=UTC)
EMBARGO = f"embargo: '{END.isoformat()}'"
HELD = {
    "en": "EMBARGOED UNTIL 1 January 2999",
    "ja": "解禁日時：2999年1月1日",
    "zh-Hant": "限時發布：2999年1月1日",
    "zh-Hans": "2999年1月1日",
}
USUAL = {"en": "FOR IMMEDIATE RELEASE", "ja": "報道資料", "zh-Hant": "新聞稿", "zh-Hans": "新闻稿"}


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def editions(newsroom: Path, now: datetime) -> dict[str, Edition]:
    shelf = read_shelf(load_newsroom(newsroom))
    return {edition.release.language: edition for edition in editions_of(shelf, ["fair"], now)}


def words(data: bytes) -> list[str]:
    """The paragraphs of a Word file, those in tables too."""
    document = Document(io.BytesIO(data))
    name = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    return ["".join(t.text or "" for t in p.iter(f"{name}t")) for p in document.element.body.iter(f"{name}p")]


def made(newsroom: Path, tag: str, now: datetime, *formats: str) -> dict[str, bytes]:
    """What each format makes of an edition, by the end of its name."""
    found = export(formats or FORMATS, [editions(newsroom, now)[tag]])
    return {artifact.path.split(".", 1)[1]: artifact.content for artifact in found}


@pytest.fixture
def translated(run: Run, newsroom: Path) -> Path:
    """The short release in four languages."""
    run("translate", "--engine", "echo")
    return newsroom


@pytest.mark.parametrize("tag", HELD)
def test_an_embargo_added_after_translation_stands_in_every_format(translated: Path, tag: str) -> None:
    edit(translated / "releases/fair/index.en.md", "status: draft", f"{EMBARGO}\nstatus: draft")
    found = made(translated, tag, BEFORE)
    assert HELD[tag] in words(found["docx"])[0]
    assert HELD[tag] in found["html"].decode()
    assert HELD[tag] in found["txt"].decode()
    assert json.loads(found["ninjs.json"])["embargoedUntil"] == END.isoformat()
    assert etree.fromstring(found["newsml.xml"]).findtext(f".//{{{G2}}}embargoed") == END.isoformat()
    others = [data for name, data in found.items() if name in ("en.docx", "review.docx")]
    assert all(any(HELD[tag] in line for line in words(data)) for data in others)
    assert not any(USUAL[tag] == line for line in words(found["docx"]))


@pytest.mark.parametrize("tag", HELD)
def test_an_embargo_that_has_passed_is_not_shown_any_more(translated: Path, tag: str) -> None:
    edit(translated / "releases/fair/index.en.md", "status: draft", f"{EMBARGO}\nstatus: draft")
    found = made(translated, tag, AFTER)
    assert words(found["docx"])[0] == USUAL[tag]
    for name in ("html", "txt"):
        assert HELD[tag] not in found[name].decode()
    assert made(translated, tag, END) == found == made(translated, tag, AFTER)


def test_a_built_page_loses_its_embargo_line_once_that_has_passed(
    run: Run, translated: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    edit(translated / "releases/fair/index.en.md", "status: draft", f"{EMBARGO}\nstatus: draft")

    class Later(datetime):
        @classmethod
        def now(cls, tz: object = None) -> datetime:  # type: ignore[override]
            return AFTER

    run("build", "--drafts", "--engine", "echo")
    assert not (translated / "public/ja/fair.html").exists()
    monkeypatch.setattr("release_kit.cli.exporting.datetime", Later)
    run("build", "--drafts", "--engine", "echo")
    page = (translated / "public/ja/fair.html").read_text(encoding="utf-8")
    assert '<p class="banner">報道資料</p>' in page


def test_a_rendering_that_lost_a_paragraph_has_the_sources_facts(run: Run, translated: Path) -> None:
    path = translated / "releases/fair/index.ja.md"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.rsplit("\n\n", 1)[0].rsplit("\n- ", 1)[0] + "\n", encoding="utf-8")
    source = translated / "releases/fair/index.en.md"
    edit(source, "status: draft", f"{EMBARGO}\nstatus: withdrawn")
    edit(source, "2026-10-20T10:00:00+09:00", "2026-10-21T10:00:00+09:00")
    assert run("translate", "--engine", "echo", "--to", "ja").code == 1
    edition = editions(translated, BEFORE)["ja"]
    assert (edition.release.status, edition.release.embargo) == ("withdrawn", END)
    assert edition.release.date.day == 21


def test_no_copy_in_a_rendering_is_believed(translated: Path) -> None:
    path = translated / "releases/fair/index.ja.md"
    edit(path, "id: 0b9d2f4e-31c7-4f0e-8a54-2f6f1c9be803", "id: 11111111-1111-4111-8111-111111111111")
    edit(path, "2026-10-20T10:00:00+09:00", "2020-01-01T10:00:00+09:00")
    edit(path, "status: draft\ntranslation", f"{EMBARGO}\nstatus: withdrawn\nversion: 7\ntranslation")
    found = editions(translated, BEFORE)
    facts = ("id", "date", "embargo", "status", "version", "modified", "notes")
    for edition in found.values():
        for other in edition.others.values():
            assert [getattr(other, f) for f in facts] == [getattr(found["en"].release, f) for f in facts]


def test_a_telephone_number_is_the_sources_until_a_person_sets_another(run: Run, newsroom: Path) -> None:
    source, path = (newsroom / "releases/fair" / f"index.{tag}.md" for tag in ("en", "ja"))
    edit(source, "status: draft", "contact:\n  name: Akiko Mori\n  phone: '+81 96 111 1111'\nstatus: draft")
    run("translate", "--engine", "echo", "--to", "ja")
    edit(source, "+81 96 111 1111", "+81 96 222 2222")
    assert editions(newsroom, AFTER)["ja"].release.contact.phone == "+81 96 222 2222"
    run("translate", "--engine", "echo", "--to", "ja")
    edit(path, "+81 96 222 2222", "+81 3 3333 3333")
    assert editions(newsroom, AFTER)["ja"].release.contact.phone == "+81 3 3333 3333"
    run("translate", "--engine", "echo", "--to", "ja")
    edit(source, "+81 96 222 2222", "+81 96 444 4444")
    for _ in range(2):  # before the next translation, and after it
        assert editions(newsroom, AFTER)["ja"].release.contact.phone == "+81 3 3333 3333"
        run("translate", "--engine", "echo", "--to", "ja")
    assert "stale" in run("check", "fair").out


def test_each_language_has_an_identifier_of_its_own_and_the_source_keeps_the_releases(
    run: Run, translated: Path
) -> None:
    run("build", "--drafts", "--engine", "echo")
    public = translated / "public"
    ids: dict[str, set[str]] = {}
    for tag in HELD:
        rss, atom = (
            feedparser.parse((public / tag / name).read_bytes()) for name in ("feed.xml", "atom.xml")
        )
        items = json.loads((public / tag / "feed.json").read_text(encoding="utf-8"))["items"]
        page = (public / tag / "fair.html").read_text(encoding="utf-8")
        about = json.loads(page.split('<script type="application/ld+json">')[1].split("</script>")[0])
        wires = made(translated, tag, AFTER, "ninjs", "newsml", "docx")
        ids[tag] = {
            rss.entries[0].id, atom.entries[0].id, items[0]["id"], about["@id"],
            json.loads(wires["ninjs.json"])["uri"], etree.fromstring(wires["newsml.xml"]).get("guid"),
            Document(io.BytesIO(wires["docx"])).core_properties.identifier,
        }  # fmt: skip
    assert all(len(found) == 1 for found in ids.values())
    urns = [next(iter(found)) for found in ids.values()]
    assert len(set(urns)) == len(HELD)
    assert all(str(UUID(urn)) == urn.removeprefix("urn:uuid:") for urn in urns)
    assert ids["en"] == {"urn:uuid:0b9d2f4e-31c7-4f0e-8a54-2f6f1c9be803"}


def test_identifiers_are_for_ever(translated: Path) -> None:
    found = {tag: edition.urn for tag, edition in editions(translated, AFTER).items()}
    assert found == {
        "en": "urn:uuid:0b9d2f4e-31c7-4f0e-8a54-2f6f1c9be803",
        "ja": "urn:uuid:27938d9d-1126-51d1-ac79-8963254dea69",
        "zh-Hant": "urn:uuid:0f1ef3a3-df71-5228-80ad-19ca5d79daa3",
        "zh-Hans": "urn:uuid:21f9c59e-0678-51cb-9d33-480c2b779d47",
    }


def test_an_archive_of_a_handout_is_no_copy_either(translated: Path) -> None:
    edit(translated / "releases/fair/index.en.md", "status: draft", f"{EMBARGO}\nstatus: draft")
    for tag in HELD:
        data = made(translated, tag, BEFORE, "docx")["docx"]
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            assert USUAL[tag].encode() not in archive.read("word/document.xml") or tag.startswith("zh")


def test_a_wire_gets_the_embargo_of_the_source(run: Run, newsroom: Path) -> None:
    approve(newsroom, run)
    edit(newsroom / "releases/fair/index.en.md", "status: approved", f"{EMBARGO}\nstatus: approved")
    assert "under embargo until 2999" in run("export", "fair", "--wire", "ninjs").out
