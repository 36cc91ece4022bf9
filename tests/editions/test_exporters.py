"""Handouts, pages and feeds, opened and read as their readers will."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit
from uuid import UUID, uuid5

import feedparser
import pytest
from conftest import RELEASE, ROOT, SAMPLE, Result, approve_everything, write
from docx import Document
from lxml import etree, html

from release_kit.languages.table import LANGUAGES

Run = Callable[..., Result]
TAGS = list(LANGUAGES)
ODD = "A & B < C > D \"quoted\" {{ not_a_name }} {% x %} ]]> 'it' 😀 𠮷野家 \u200f"


@pytest.fixture
def public(after: Callable[..., Path]) -> Path:
    """What a build makes of the small newsroom."""
    return after("build --drafts --engine echo") / "public"


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize("tag", TAGS)
def test_a_handout_has_every_part_of_the_release(public: Path, tag: str) -> None:
    text = "\n".join(p.text for p in Document(str(public / tag / "fair.docx")).paragraphs)
    labels = LANGUAGES[tag].labels
    for piece in (labels["release"], labels["end"], "Media OutReach Newswire", "2024"):
        assert piece in text
    assert "{" not in text
    assert ("None" in text) is False


def test_a_handouts_properties_come_from_the_release(public: Path) -> None:
    properties = Document(str(public / "ja" / "fair.docx")).core_properties
    assert properties.author == "高雄市政府"
    assert properties.language == "ja-JP"
    assert properties.created.isoformat().startswith("2026-10-20T01:00:00")
    assert properties.identifier == "urn:uuid:27938d9d-1126-51d1-ac79-8963254dea69"  # the Japanese edition's
    with zipfile.ZipFile(public / "ja" / "fair.docx") as archive:
        assert {item.date_time for item in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_odd_text_comes_out_whole_everywhere(run: Run, newsroom: Path) -> None:
    write(
        newsroom / "releases" / "fair" / "index.en.md",
        RELEASE.replace("Governor Kabashima will", ODD + " will"),
    )
    run("build", "--drafts", "--engine", "echo")
    paragraphs = [p.text for p in Document(str(newsroom / "public" / "en" / "fair.docx")).paragraphs]
    assert any(ODD in text for text in paragraphs)
    page = html.fromstring((newsroom / "public" / "en" / "fair.html").read_text(encoding="utf-8"))
    assert ODD in page.text_content()
    feed = feedparser.parse(str(newsroom / "public" / "en" / "feed.xml"))
    assert ODD in html.fromstring(feed.entries[0].content[0].value).text_content()


@pytest.mark.parametrize(
    "bad", ["{{ headline }}", "{{ title.__class__.__mro__ }}", "{% include 'x' %}", "{{ title"]
)
def test_a_bad_word_template_is_refused_with_its_name(run: Run, newsroom: Path, bad: str) -> None:
    document = Document()
    document.add_paragraph(bad)
    (newsroom / "templates").mkdir()
    document.save(str(newsroom / "templates" / "handout.en.docx"))
    result = run("export", "--format", "docx")
    assert result.code == 2
    assert "handout.en.docx" in result.err
    assert "Traceback" not in result.err


def test_a_word_template_that_is_no_word_file_is_refused(run: Run, newsroom: Path) -> None:
    write(newsroom / "templates" / "handout.ja.docx", "hello")
    run("translate", "--to", "ja", "--engine", "echo")
    result = run("export", "--format", "docx")
    assert (result.code, "not a Word file" in result.err) == (2, True)


@pytest.mark.parametrize("tag", TAGS)
def test_a_feed_is_read_by_a_parser_without_complaint(public: Path, tag: str) -> None:
    feed = feedparser.parse(str(public / tag / "feed.xml"))
    assert not feed.bozo
    assert feed.feed.language == tag
    (entry,) = feed.entries
    own = UUID("0b9d2f4e-31c7-4f0e-8a54-2f6f1c9be803")
    assert entry.id == f"urn:uuid:{own if tag == 'en' else uuid5(own, tag)}"
    assert entry.published == "Tue, 20 Oct 2026 10:00:00 +0900"
    assert "Media OutReach Newswire" in entry.content[0].value
    assert len(entry.tags) == 1
    root = etree.parse(str(public / tag / "feed.xml")).getroot()
    assert root.findtext("channel/lastBuildDate") == "Tue, 20 Oct 2026 10:00:00 +0900"
    assert root.findtext("channel/link") == f"https://press.example.org/{tag}/index.html"
    assert root.find("channel/item/guid").get("isPermaLink") == "false"
    (own,) = root.findall("channel/{http://www.w3.org/2005/Atom}link")
    assert own.attrib == {
        "href": f"https://press.example.org/{tag}/feed.xml", "rel": "self", "type": "application/rss+xml"
    }  # fmt: skip
    others = root.findall("channel/item/{http://www.w3.org/2005/Atom}link[@rel='alternate']")
    assert [link.get("hreflang") for link in others] == [other for other in TAGS if other != tag]


def test_every_link_of_ours_leads_to_a_file(public: Path) -> None:
    links: set[str] = set()
    for path in public.rglob("*.xml"):
        links |= set(re.findall(r"https://press\.example\.org/[^<\"&]+", path.read_text(encoding="utf-8")))
    for path in public.rglob("*.html"):
        for link in html.fromstring(path.read_bytes()).xpath("//@href"):
            if link.startswith("https://press.example.org/"):
                links.add(link)
            elif not urlsplit(link).scheme:
                assert (path.parent / link).resolve().is_file(), (path, link)
    links.discard("https://press.example.org/a")
    assert links
    for link in links:
        assert (public / urlsplit(link).path.lstrip("/")).is_file(), link


@pytest.mark.parametrize("tag", TAGS)
def test_a_page_names_its_language_and_the_others_each_way(public: Path, tag: str) -> None:
    page = html.fromstring((public / tag / "fair.html").read_bytes())
    assert page.get("lang") == tag
    found = {
        link.get("hreflang"): link.get("href") for link in page.xpath("//link[@rel='alternate'][@hreflang]")
    }
    assert found == {t: f"https://press.example.org/{t}/fair.html" for t in TAGS} | {
        "x-default": "https://press.example.org/en/fair.html"
    }
    assert len(page.xpath("//h1")) == 1
    data = "@type='application/ld+json'"  # read by search engines, never run
    assert page.xpath(f"//script[not({data})] | //iframe | //*[@src][starts-with(@src, 'http')]") == []


def test_raw_html_in_a_release_is_shown_and_not_run(run: Run, newsroom: Path) -> None:
    write(newsroom / "releases" / "fair" / "index.en.md", RELEASE + "\n<script>alert(1)</script>\n")
    run("build", "--drafts", "--engine", "echo")
    page = (newsroom / "public" / "en" / "fair.html").read_text(encoding="utf-8")
    assert "<script>" not in page
    assert "&lt;script&gt;" in page


def test_a_draft_is_marked_and_an_approved_rendering_is_not(run: Run, newsroom: Path) -> None:
    run("build", "--drafts", "--engine", "echo")
    page = newsroom / "public" / "ja" / "fair.html"
    assert "未承認" in page.read_text(encoding="utf-8")
    path = newsroom / "releases" / "fair" / "index.ja.md"
    path.write_text(
        path.read_text(encoding="utf-8").replace("  status: draft", "  status: approved"), encoding="utf-8"
    )
    run("build", "--drafts", "--engine", "echo")
    assert "未承認" in page.read_text(encoding="utf-8")  # front matter decides nothing
    approve_everything(newsroom)
    run("build", "--engine", "echo")
    assert "未承認" not in page.read_text(encoding="utf-8")


def test_the_templates_are_what_their_script_writes() -> None:
    import sys

    sys.path.insert(0, str(ROOT / "tools"))
    try:
        from handout_templates import TARGET, build
    finally:
        sys.path.pop(0)
    for tag, row in LANGUAGES.items():
        with zipfile.ZipFile(io.BytesIO(build(row))) as new:
            old = parts(TARGET / f"handout.{tag}.docx")
            assert {name: new.read(name) for name in new.namelist()} == old


def test_the_sample_release_has_no_error_in_any_language(run: Run) -> None:
    result = run("check", SAMPLE, "--newsroom", str(ROOT))
    assert (result.code, result.out) == (0, "")
