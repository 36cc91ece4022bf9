"""Atom, JSON Feed, OPML and sitemap: valid, whole, deterministic, and silent about what is held."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import feedparser
import pytest
from conftest import RELEASE, Result, approve, approve_everything, write
from lxml import etree

from release_kit.editions.artifacts import make_feeds
from release_kit.editions.edition import editions_of
from release_kit.editions.feeds.sitemap import NEWS, SITEMAP, XHTML
from release_kit.newsroom.settings import load_newsroom
from release_kit.release.shelf import read_shelf

Run = Callable[..., Result]
TAGS = ("en", "ja", "zh-Hant", "zh-Hans")
NOW = datetime(2026, 11, 24, tzinfo=UTC)
ODD = "A & B <c> ]]> \U0001f680 \u202bx\u202c {{ y }}"


@pytest.fixture
def made(newsroom: Path, run: Run) -> dict[str, bytes]:
    """The feeds of a release in English and Japanese with odd characters in its headline."""
    path = approve(newsroom, run)
    text = path.read_text(encoding="utf-8").replace(
        "高雄市、熊本にパビリオンを開設", json.dumps(ODD, ensure_ascii=False)
    )
    path.write_text(text, encoding="utf-8")
    approve_everything(newsroom)
    shelf = read_shelf(load_newsroom(newsroom))
    first, second = (make_feeds(shelf.newsroom, editions_of(shelf, shelf.sources, NOW)) for _ in range(2))
    assert first == second
    return {artifact.path: artifact.content for artifact in first}


def test_atom_is_read_without_complaint_and_holds_the_text(made: dict[str, bytes]) -> None:
    feed = feedparser.parse(made["ja/atom.xml"])
    assert (feed.bozo, feed.version) == (False, "atom10")
    (entry,) = feed.entries
    assert entry.title == ODD
    assert entry.id == "urn:uuid:27938d9d-1126-51d1-ac79-8963254dea69"
    assert entry.published == "2026-10-20T10:00:00+09:00"
    assert "<strong>Media OutReach Newswire</strong>" in entry.content[0].value
    assert {link.hreflang for link in entry.links if link.rel == "alternate"} == {"ja", "en"}
    (handout,) = (link for link in entry.links if link.rel == "enclosure")
    assert int(handout.length) > 5000
    assert feed.feed.links[0].href.endswith("/ja/atom.xml")
    assert feedparser.parse(made["zh-Hant/atom.xml"]).feed.updated == "1970-01-01T00:00:00+00:00"


def test_json_feed_has_what_its_standard_asks_for(made: dict[str, bytes]) -> None:
    values = json.loads(made["ja/feed.json"])
    assert values["version"] == "https://jsonfeed.org/version/1.1"
    (item,) = values["items"]
    assert item["id"].startswith("urn:uuid:")
    assert item["title"] == ODD
    assert item["tags"] == ["熊本"]
    assert item["date_published"].endswith("+09:00")


def test_the_sitemap_names_every_page_with_its_languages(made: dict[str, bytes]) -> None:
    root = etree.fromstring(made["sitemap.xml"])
    pages = root.findall(f"{{{SITEMAP}}}url")
    assert [page.findtext(f"{{{SITEMAP}}}loc") for page in pages] == [
        f"https://press.example.org/{path}"
        for path in ("index.html", *(f"{tag}/index.html" for tag in TAGS), "en/fair.html", "ja/fair.html")
    ]
    languages = [[link.get("hreflang") for link in page.findall(f"{{{XHTML}}}link")] for page in pages]
    assert languages == [[*TAGS, "x-default"]] * 5 + [["en", "ja"]] * 2
    assert pages[-1].findtext(f".//{{{NEWS}}}title") == ODD
    times = [page.findtext(f"{{{SITEMAP}}}lastmod") for page in pages]
    assert times == ["2026-10-20T10:00:00+09:00"] * 3 + [None] * 2 + ["2026-10-20T10:00:00+09:00"] * 2


def test_the_sitemap_marks_news_of_the_last_two_days_alone(newsroom: Path) -> None:
    for slug, date in (("old", "2026-10-18T09:00:00+09:00"), ("edge", "2026-10-18T21:00:00-05:00")):
        text = RELEASE.replace("0b9d2f4e", f"0b9d2f4{len(slug)}").replace("2026-10-20T10:00:00+09:00", date)
        write(newsroom / "releases" / slug / "index.en.md", text)
    shelf = read_shelf(load_newsroom(newsroom))
    made = {a.path: a.content for a in make_feeds(shelf.newsroom, editions_of(shelf, shelf.sources, NOW))}
    pages = etree.fromstring(made["sitemap.xml"]).findall(f"{{{SITEMAP}}}url")
    marked = {
        page.findtext(f"{{{SITEMAP}}}loc") for page in pages if page.find(f"{{{NEWS}}}news") is not None
    }
    assert marked == {f"https://press.example.org/en/{slug}.html" for slug in ("fair", "edge")}


def test_the_list_of_feeds_names_one_a_language(made: dict[str, bytes]) -> None:
    outlines = etree.fromstring(made["feeds.opml"]).findall(".//outline")
    assert [outline.get("language") for outline in outlines] == ["en", "ja", "zh-Hant", "zh-Hans"]
    assert all(
        outline.get("xmlUrl", "").removeprefix("https://press.example.org/") in made for outline in outlines
    )
