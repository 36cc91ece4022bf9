"""public/ and wires hold what somebody read; what is asked for beside that says in every format that it is a draft."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path

import feedparser
import pytest
from conftest import Result, approve, approve_everything
from docx import Document
from lxml import etree, html

Run = Callable[..., Result]
MARKS = {"en": "Draft, not yet approved", "ja": "下書き（未承認）", "zh-Hant": "草稿（尚未核定）"}
FORMATS = "docx,html,txt,ninjs,newsml,bilingual"
DRAFT = "{http://www.w3.org/2007/app}draft"


def edit(root: Path, tag: str, old: str, new: str) -> None:
    path = root / "releases" / "fair" / f"index.{tag}.md"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def names(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_build_takes_approved_editions_only_and_says_what_is_held_and_what_to_do(
    newsroom: Path, run: Run
) -> None:
    approve(newsroom, run)
    result = run("build", "--engine", "echo")
    public = newsroom / "public"
    assert {"en/fair.html", "ja/fair.html", "ja/fair.docx"} <= names(public)
    assert not [name for name in names(public) if name.startswith("zh-Hant/fair")]
    assert not feedparser.parse((public / "zh-Hant" / "feed.xml").read_bytes()).entries
    assert "zh-Hant" not in (public / "ja" / "fair.html").read_text(encoding="utf-8").split("<main>")[1]
    assert "held: fair zh-Hant: not approved yet; nothing of it is in public/" in result.err
    assert "release-kit approve RELEASE --show" in result.err
    assert "release-kit build --drafts" in result.err


def test_what_is_no_longer_as_it_was_read_leaves_public_again(newsroom: Path, run: Run) -> None:
    approve(newsroom, run)
    run("build", "--engine", "echo")
    edit(newsroom, "ja", "開会した", "閉会した")
    result = run("build", "--engine", "echo")
    assert not [name for name in names(newsroom / "public") if name.startswith("ja/fair")]
    assert "1 of 11 units has changed since Editor approved it on" in result.err
    edit(newsroom, "en", "status: approved", "status: draft")
    run("build", "--engine", "echo")
    assert not [name for name in names(newsroom / "public") if "fair" in name]


def test_a_build_of_another_release_takes_down_what_is_not_approved_any_more(
    newsroom: Path, run: Run
) -> None:
    approve(newsroom, run)
    other = newsroom / "releases" / "other" / "index.en.md"
    other.parent.mkdir()
    text = (newsroom / "releases" / "fair" / "index.en.md").read_text(encoding="utf-8")
    other.write_text(text.replace("0b9d2f4e", "1b9d2f4e"), encoding="utf-8")
    run("build", "--engine", "echo")
    assert "ja/fair.html" in names(newsroom / "public")
    edit(newsroom, "ja", "開会した", "閉会した")
    run("build", "other", "--engine", "echo")
    assert not [name for name in names(newsroom / "public") if name.startswith("ja/fair")]
    assert "en/fair.html" in names(newsroom / "public")


def test_drafts_go_in_and_out_of_public_as_they_are_asked_for(newsroom: Path, run: Run) -> None:
    run("build", "--drafts", "--engine", "echo")
    assert "ja/fair.html" in names(newsroom / "public")
    run("build", "--engine", "echo")
    assert not [name for name in names(newsroom / "public") if "fair" in name]
    run("feed", "--drafts")
    assert feedparser.parse((newsroom / "public/ja/feed.xml").read_bytes()).entries
    run("feed")
    assert not feedparser.parse((newsroom / "public/ja/feed.xml").read_bytes()).entries


@pytest.mark.parametrize("tag", MARKS)
def test_every_format_says_that_a_draft_is_one(newsroom: Path, run: Run, tag: str) -> None:
    run("build", "--drafts", "--engine", "echo")
    mark, public = MARKS[tag], newsroom / "public" / tag
    for name in ("feed.xml", "atom.xml"):
        (entry,) = feedparser.parse((public / name).read_bytes()).entries
        assert entry.title.startswith(mark)
    assert etree.parse(str(public / "atom.xml")).findtext(f".//{DRAFT}") == "yes"
    (item,) = json.loads((public / "feed.json").read_text(encoding="utf-8"))["items"]
    assert item["title"].startswith(mark)
    assert item["_release_kit"] == {"draft": True}
    assert mark in (public / "index.html").read_text(encoding="utf-8")
    assert mark in (public.parent / "sitemap.xml").read_text(encoding="utf-8")
    run("export", "fair", "--format", FORMATS, "--out", "out")
    made = newsroom / "out" / tag
    page = html.fromstring((made / "fair.html").read_bytes())
    assert mark in page.text_content()
    assert json.loads(page.xpath("//script/text()")[0])["creativeWorkStatus"] == "Draft"
    assert mark in (made / "fair.txt").read_text(encoding="utf-8")
    values = json.loads((made / "fair.ninjs.json").read_text(encoding="utf-8"))
    assert (values["pubStatus"], values["title"][: len(mark)]) == ("withheld", mark)
    root = etree.parse(str(made / "fair.newsml.xml")).getroot()
    assert root.find(".//{*}pubStatus").get("qcode") == "stat:withheld"
    assert root.findtext(".//{*}edNote") == mark
    for path in made.glob("*.docx"):
        text = "\n".join(
            node.text or ""
            for part in Document(io.BytesIO(path.read_bytes())).part.package.iter_parts()
            if part.partname.endswith(".xml") and hasattr(part, "element")
            for node in part.element.iter("{*}t")
        )
        assert mark in text, path.name


def test_what_was_approved_is_marked_nowhere(newsroom: Path, run: Run) -> None:
    run("translate", "--engine", "echo")
    approve_everything(newsroom)
    run("build", "--drafts", "--engine", "echo")
    run("export", "fair", "--format", "txt,ninjs,newsml", "--out", "out")
    for folder in (newsroom / "public", newsroom / "out"):
        for path in folder.rglob("*.*"):
            data = path.read_bytes()
            assert not [m for m in MARKS.values() if m.encode() in data], path
            assert b"withheld" not in data


@pytest.mark.parametrize("wire", ["rss", "text", "media-outreach", "newsml-g2", "ninjs"])
def test_a10_a_wire_takes_no_draft_unless_it_is_asked_to_and_then_it_is_marked(
    newsroom: Path, run: Run, wire: str
) -> None:
    edit(
        newsroom,
        "en",
        "disclaimer:",
        "contact:\n  organisation: X\n  phone: '1'\n  email: a@b.example\ndisclaimer:",
    )
    run("translate", "--engine", "echo")
    result = run("export", "fair", "--wire", wire, "--out", "out")
    assert (result.code, (newsroom / "out").exists()) == (1, False)
    assert "approval: not to go out: the source's status is draft" in result.out
    assert run("export", "fair", "--wire", wire, "--allow-drafts", "--out", "out").code == 0
    texts = [path for path in (newsroom / "out").rglob("*.*") if path.suffix in (".txt", ".xml", ".json")]
    assert texts
    assert all(any(m in path.read_text(encoding="utf-8") for m in [*MARKS.values()]) for path in texts)


def test_a10_a_text_under_embargo_is_in_no_feed_of_a_wire(newsroom: Path, run: Run) -> None:
    run("translate", "--engine", "echo")
    approve_everything(newsroom)
    edit(newsroom, "en", "status: approved", "status: approved\nembargo: '2999-01-01T00:00:00+00:00'")
    for more in ((), ("--allow-drafts",)):
        result = run("export", "fair", "--wire", "rss", "--out", "out", *more)
        assert (result.code, (newsroom / "out").exists()) == (1, False)
        assert "under embargo until 2999-01-01" in result.out


def test_publish_holds_what_has_error_findings_whoever_approved_it(newsroom: Path, run: Run) -> None:
    approve(newsroom, run)
    with (newsroom / "release-kit.toml").open("a", encoding="utf-8") as settings:
        settings.write('\n[targets.web]\nkind = "folder"\npath = "site"\n')
    run("publish", "web")
    assert "ja/fair.html" in names(newsroom / "site")
    with (newsroom / "glossary" / "terms.csv").open("a", encoding="utf-8") as rows:
        rows.write("opening,term,opened,,開幕,,開幕,,开幕,,\n")
    for command in (("publish", "web"), ("build", "--engine", "echo")):
        result = run(*command)
        assert "fair ja: 1 error finding" in result.out + result.err
    assert "ja/fair.html" not in names(newsroom / "site") | names(newsroom / "public")
    assert "en/fair.html" in names(newsroom / "site")
