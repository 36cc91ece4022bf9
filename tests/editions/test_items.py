"""Feeds with everything in them: enclosures, media, languages, hub, archives; ninjs and NewsML-G2."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from html import escape
from pathlib import Path
from uuid import UUID, uuid5

import feedparser
import jsonschema
import pytest
from conftest import FIXTURES, Result, approve_everything
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree, html
from NewsMLG2 import NewsMLG2Document

from release_kit.editions.artifacts import make_feeds
from release_kit.editions.edition import make_editions
from release_kit.editions.feeds.lint import lint_feed
from release_kit.editions.feeds.rss import ATOM, HISTORY, MEDIA
from release_kit.editions.markup import _written
from release_kit.editions.wires.newsml import G2
from release_kit.model import Block
from release_kit.newsroom.settings import FeedSettings, load_newsroom
from release_kit.release.blocks import markdown_to_html, read_blocks
from release_kit.release.shelf import read_shelf

Run = Callable[..., Result]
TAGS = ("en", "ja", "zh-Hant", "zh-Hans")
NOW = datetime(2026, 11, 24, tzinfo=UTC)
HUB = "https://hub.press.example.org/"


@pytest.fixture
def made(everything: Path, newsroom: Path, after: Callable[..., Path]) -> Path:
    """public/ with two releases, one of which has a picture."""
    settings = newsroom / "release-kit.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(f'{text}\n[feeds]\nhub = "{HUB}"\n', encoding="utf-8")
    return after("build --drafts --engine echo") / "public"


@pytest.mark.parametrize("tag", TAGS)
def test_every_feed_keeps_the_validators_rules(made: Path, tag: str) -> None:
    for name in ("feed.xml", "atom.xml"):
        data = (made / tag / name).read_bytes()
        assert lint_feed(data, name, NOW) == []
        assert not feedparser.parse(data).bozo


@pytest.mark.parametrize("tag", TAGS)
def test_rss_has_the_handout_the_pictures_and_the_other_languages(made: Path, tag: str) -> None:
    root = etree.parse(str(made / tag / "feed.xml")).getroot()
    (hub,) = root.findall(f"channel/{{{ATOM}}}link[@rel='hub']")
    assert hub.get("href") == HUB
    items = {i.findtext("link").rsplit("/", 1)[1]: i for i in root.iter("item")}
    item = items["everything.html"]
    (enclosure,) = item.findall("enclosure")
    place = made / tag / "everything.docx"
    assert int(enclosure.get("length")) == place.stat().st_size
    document, picture = item.findall(f"{{{MEDIA}}}content")
    assert document.get("medium") == "document"
    assert (picture.get("medium"), picture.get("width"), picture.get("height")) == ("image", "600", "400")
    assert picture.get("fileSize") == str((made / "media" / "everything" / "pier.png").stat().st_size)
    assert picture.findtext(f"{{{MEDIA}}}description") == "The pavilion seen from the pier"
    assert item.findtext(f"{{{ATOM}}}updated") == "2026-03-05T09:00:00+08:00"
    links = item.findall(f"{{{ATOM}}}link[@rel='alternate']")
    assert {link.get("hreflang") for link in links} == set(TAGS) - {tag}
    text = item.findtext("{http://purl.org/rss/1.0/modules/content/}encoded")
    assert 'src="https://press.example.org/media/everything/pier.png"' in text


def test_json_feed_has_attachments_an_image_and_the_hub(made: Path) -> None:
    values = json.loads((made / "ja" / "feed.json").read_text(encoding="utf-8"))
    assert values["hubs"] == [{"type": "WebSub", "url": HUB}]
    item = next(item for item in values["items"] if item["url"].endswith("everything.html"))
    assert item["image"].endswith("/media/everything/pier.png")
    assert [a["mime_type"].split("/")[0] for a in item["attachments"]] == ["application", "image"]
    for attachment in item["attachments"]:
        place = made / attachment["url"].removeprefix("https://press.example.org/")
        assert attachment["size_in_bytes"] == place.stat().st_size


def expected_urn(tag: str) -> str:
    """The name of the everything release in a language: its own id, or one made of it and the tag."""
    own = UUID("5f1c0a3e-7c1d-4b8e-9a55-1f2a3b4c5d6e")
    return f"urn:uuid:{own if tag == 'en' else uuid5(own, tag)}"


def many(newsroom: Path, count: int, settings: FeedSettings) -> dict[str, bytes]:
    """The feeds of so many releases in English."""
    shelf = read_shelf(load_newsroom(newsroom))
    source = shelf.sources["fair"]
    office = replace(shelf.newsroom, feeds=settings, languages=("en",))
    day = datetime(2020, 1, 1, tzinfo=UTC)
    releases = [
        replace(source, slug=f"r{n}", id=f"00000000-0000-4000-8000-{n:012}", date=day + timedelta(days=n))
        for n in range(count)
    ]
    found = make_feeds(office, [edition for r in releases for edition in make_editions(office, r, [r], NOW)])
    return {artifact.path: artifact.content for artifact in found}


def test_older_items_go_on_in_archives_that_a_new_release_leaves_alone(newsroom: Path) -> None:
    settings = FeedSettings(window=3, archives=True)
    before, after = many(newsroom, 10, settings), many(newsroom, 11, settings)
    for name in ("feed", "atom"):
        pages = [f"en/{name}.xml", f"en/{name}-3.xml", f"en/{name}-2.xml", f"en/{name}-1.xml"]
        assert all(page in before for page in pages)
        seen: list[str] = []
        path = pages[0]
        while path:
            root = etree.fromstring(before[path])
            seen += [entry.id for entry in feedparser.parse(before[path]).entries]
            assert (root.find(f".//{{{HISTORY}}}archive") is not None) == (path != pages[0])
            older = root.xpath("//a:link[@rel='prev-archive']/@href", namespaces={"a": ATOM})
            path = older[0].removeprefix("https://press.example.org/") if older else ""
        assert len(seen) == len(set(seen)) == 10
        assert seen == sorted(seen, reverse=True)
        assert before[pages[2]] == after[pages[2]]
        assert before[pages[3]] == after[pages[3]]


def test_a_window_without_archives_is_the_newest_alone(newsroom: Path) -> None:
    made = many(newsroom, 10, FeedSettings(window=4))
    assert len(feedparser.parse(made["en/feed.xml"]).entries) == 4
    assert "en/feed-1.xml" not in made
    assert len(feedparser.parse(many(newsroom, 10, FeedSettings(window=0))["en/feed.xml"]).entries) == 10


@given(
    st.lists(
        st.text(st.characters(exclude_categories=["Cs", "Cc", "Co"]), min_size=1), min_size=1, max_size=4
    )
)
def test_the_short_way_to_html_says_what_the_parser_says(paragraphs: list[str]) -> None:
    blocks = list(read_blocks("\n\n".join(paragraphs)))
    if all(block.kind == "paragraph" for block in blocks):
        from release_kit.release.blocks import write_blocks

        assert _written(blocks, lambda _, alt: escape(alt)) == markdown_to_html(write_blocks(blocks))


def test_plain_words_take_the_short_way() -> None:
    assert (
        _written([Block("paragraph", "高雄市、開幕。")], lambda _, alt: escape(alt))
        == "<p>高雄市、開幕。</p>\n"
    )


@pytest.mark.parametrize("tag", TAGS)
def test_ninjs_keeps_its_schema_and_says_the_embargo(run: Run, made: Path, newsroom: Path, tag: str) -> None:
    approve_everything(newsroom, "everything")
    run("export", "everything", "--format", "ninjs", "--out", "out")
    values = json.loads((newsroom / "out" / tag / "everything.ninjs.json").read_text(encoding="utf-8"))
    schema = json.loads((FIXTURES / "ninjs-3.1.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker()).validate(values)
    assert values["embargoedUntil"] == "2026-03-05T23:30:00+08:00"
    assert values["pubStatus"] == "usable"
    assert values["language"] == tag
    assert [body["contentType"] for body in values["bodies"]] == ["text/html", "text/plain"]
    assert {a["name"] for a in values["associations"]} == {"picture-1"} | {
        f"translation-{other}" for other in TAGS if other != tag
    }
    assert {"role": "guid", "value": "urn:uuid:5f1c0a3e-7c1d-4b8e-9a55-1f2a3b4c5d6e"} in values["altIds"]


ORDER = {
    "newsItem": ["catalogRef", "rightsInfo", "itemMeta", "contentMeta", "contentSet"],
    "itemMeta": ["itemClass", "provider", "versionCreated", "firstCreated", "embargoed", "pubStatus", "title", "link"],
    "contentMeta": [
        "contentCreated", "located", "creator", "altId", "language", "keyword", "slugline", "headline", "dateline",
        "description",
    ],
    "contentSet": ["inlineXML", "remoteContent"],
}  # fmt: skip


@pytest.mark.parametrize("tag", TAGS)
def test_newsml_is_read_by_iptcs_own_library_and_keeps_the_order(
    run: Run, made: Path, newsroom: Path, tag: str
) -> None:
    approve_everything(newsroom, "everything")
    run("export", "everything", "--format", "newsml", "--out", "out")
    data = (newsroom / "out" / tag / "everything.newsml.xml").read_bytes()
    item = NewsMLG2Document(data).get_item()
    assert str(item.standardversion) == "2.35"
    assert str(item.guid) == expected_urn(tag)
    assert str(item.contentmeta.headline) == "Harbour & Fair: <Everything> a Release May Hold"
    root = etree.fromstring(data)
    for name, order in ORDER.items():
        for node in root.iter(f"{{{G2}}}{name}"):
            places = [order.index(etree.QName(child).localname) for child in node]
            assert places == sorted(places)
    assert root.findtext(f".//{{{G2}}}embargoed") == "2026-03-05T23:30:00+08:00"
    assert root.find(f".//{{{G2}}}pubStatus").get("qcode") == "stat:usable"
    text = "".join(root.find(f".//{{{G2}}}inlineXML").itertext())
    assert "harbour tour" in text
    assert {f.get("contenttype") for f in root.iter(f"{{{G2}}}remoteContent")} >= {"image/png"}


def test_a_page_tells_search_engines_and_networks_what_it_is(made: Path) -> None:
    page = html.fromstring((made / "ja" / "everything.html").read_bytes())
    values = json.loads(page.xpath("//script[@type='application/ld+json']/text()")[0])
    assert values["@type"] == "NewsArticle"
    assert values["headline"] == "Harbour & Fair: <Everything> a Release May Hold"
    assert values["image"] == ["https://press.example.org/media/everything/pier.png"]
    assert page.xpath("//meta[@property='og:image']/@content") == values["image"]
    assert page.xpath("//figure/img/@alt") == ["The pavilion seen from the pier"]
    assert page.xpath("//figcaption/text()") == ["The pavilion on opening day"]
    (source,) = page.xpath("//figure/img/@src")
    assert (made / "ja" / source).resolve().is_file()
    assert len(page.xpath("//section[@class='files']//a[@download]")) == 2


def test_a_newsroom_has_its_own_stylesheet_that_reaches_nowhere(run: Run, made: Path, newsroom: Path) -> None:
    (newsroom / "templates").mkdir()
    (newsroom / "templates" / "style.css").write_text("h1 { color: teal; }", encoding="utf-8")
    run("build", "--drafts", "--engine", "echo")
    for name in ("index", "everything"):
        assert "color: teal" in (made / "en" / f"{name}.html").read_text(encoding="utf-8")
    for bad in ("@import 'x';", "a { background: url(https://x.example/a.png) }", "</style><script>"):
        (newsroom / "templates" / "style.css").write_text(bad, encoding="utf-8")
        result = run("build", "--drafts", "--engine", "echo")
        assert (result.code, "style.css" in result.err) == (2, True)


def test_a_release_that_is_held_leaves_no_picture_behind(
    run: Run, made: Path, newsroom: Path, everything: Path
) -> None:
    assert (made / "media" / "everything" / "pier.png").is_file()
    path = everything / "index.en.md"
    text = path.read_text(encoding="utf-8").replace("2026-03-05T23:30", "2999-03-05T23:30")
    path.write_text(text, encoding="utf-8")
    run("build", "--drafts", "--engine", "echo")
    left = [path for path in made.rglob("*") if "everything" in path.as_posix().removeprefix(str(made))]
    assert left == []
    for path in made.rglob("*.*"):
        assert b"everything" not in path.read_bytes().lower().replace(b"everything else", b""), path


def test_one_changed_release_rebuilds_only_what_depends_on_it(
    run: Run, made: Path, newsroom: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from release_kit.editions.word.handout import WordExporter

    asked: list[str] = []
    real = WordExporter.export
    monkeypatch.setattr(
        WordExporter,
        "export",
        lambda self, edition: asked.append(edition.release.slug) or real(self, edition),
    )
    run("build", "--drafts", "--engine", "echo")  # here, where the records that it leaves hold
    asked.clear()
    before = {path: (path.stat().st_mtime_ns, path.read_bytes()) for path in made.rglob("*.*")}
    path = newsroom / "releases" / "fair" / "index.en.md"
    path.write_text(
        path.read_text(encoding="utf-8").replace("Next steps", "What comes next"), encoding="utf-8"
    )
    run("build", "--drafts", "--engine", "echo")
    assert set(asked) == {"fair"}
    for place, (when, data) in before.items():
        if "everything" in place.name or "pier" in place.name:
            assert (place.stat().st_mtime_ns, place.read_bytes()) == (when, data)
    assert "What comes next" in (made / "en" / "fair.html").read_text(encoding="utf-8")
    asked.clear()
    assert "nothing to do" in run("build", "--drafts", "--engine", "echo").err
    assert asked == []
