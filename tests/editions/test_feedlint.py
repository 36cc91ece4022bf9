"""The validators' rules, on our feeds and on others'."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from conftest import Result, write

from release_kit.editions.feeds.lint import lint_feed

Run = Callable[..., Result]
NOW = datetime(2026, 11, 24, tzinfo=UTC)
RSS = """<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>T</title>
<link>https://a.example/</link><description>D</description><language>zh-Hant</language>
<atom:link rel="self" href="https://a.example/feed.xml"/>
<item><title>One</title><link>https://a.example/1</link><guid isPermaLink="false">urn:x:1</guid>
<pubDate>Thu, 29 Feb 2024 09:00:00 +0800</pubDate>
<enclosure url="https://a.example/1.docx" length="5" type="text/plain"/></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="ja"><id>urn:x</id><title>T</title>
<updated>2024-02-29T09:00:00+08:00</updated><author><name>A</name></author>
<link rel="self" href="https://a.example/atom.xml"/>
<entry><id>urn:x:1</id><title>One</title><updated>2024-02-29T09:00:00+08:00</updated>
<link href="https://a.example/1" hreflang="en"/><content type="html">x</content></entry></feed>"""


def said(text: str) -> list[str]:
    return [finding.message for finding in lint_feed(text.encode(), "x", NOW)]


def test_good_feeds_have_no_findings() -> None:
    assert said(RSS) == said(ATOM) == []


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("Thu, 29", "Wed, 29", "item 1: pubDate has the wrong weekday"),
        ("Thu, 29 Feb 2024 09:00:00 +0800", "2024-02-29", "item 1: pubDate is no RFC 822 date"),
        ("2024 09:00:00 +0800", "2024 09:00:00", "item 1: pubDate"),
        ("Thu, 29 Feb 2024", "Thu, 29 Feb 2080", "item 1: pubDate is far ahead"),
        ('isPermaLink="false"', "", "item 1: guid is no web address"),
        ('rel="self"', 'rel="x"', 'no atom:link rel="self"'),
        ("zh-Hant", "chinese_tw", "is no BCP 47 tag"),
        ('length="5"', "", "item 1: an enclosure without url, type or length"),
        ("https://a.example/1<", "/1<", "item 1: link is not a whole address"),
        ("<description>D</description>", "", "channel without description"),
        ('version="2.0"', 'version="0.91"', "2.0 is meant"),
        ("</item>", "</item><item><title>x</title><guid isPermaLink='false'>urn:x:1</guid></item>", "item 2: the id urn:x:1 twice"),
        ("</item>", "<enclosure url='https://a.example/2' length='1' type='a/b'/></item>", "more than one enclosure"),
        ("</rss>", "", "not well-formed XML"),
        ("<rss", "<!DOCTYPE rss [<!ENTITY x 'y'>]><rss", "a DTD"),
    ],
)  # fmt: skip
def test_a_rule_that_rss_breaks_is_named(old: str, new: str, message: str) -> None:
    assert any(message in text for text in said(RSS.replace(old, new, 1))), said(RSS.replace(old, new, 1))


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("<id>urn:x</id>", "", "feed without id"),
        ("<author><name>A</name></author>", "", "entry 1: no author"),
        (
            "09:00:00+08:00</updated>\n<link href",
            "09:00:00</updated>\n<link href",
            "entry 1: updated is no RFC 3339",
        ),
        ('type="html"', 'type="CDATA"', "entry 1: content type 'CDATA'"),
        ('hreflang="en"', 'hreflang="english!"', "is no BCP 47 tag"),
        (
            "<entry>",
            "<x:deleted-entry xmlns:x='http://purl.org/atompub/tombstones/1.0'/><entry>",
            "a deleted entry without ref or when",
        ),
        (
            "<entry>",
            "<x:deleted-entry xmlns:x='http://purl.org/atompub/tombstones/1.0' ref='urn:x:2' when='today'/><entry>",
            "when is no RFC 3339",
        ),
        ("<feed", "<fed", "not well-formed"),
    ],
)
def test_a_rule_that_atom_breaks_is_named(old: str, new: str, message: str) -> None:
    assert any(message in text for text in said(ATOM.replace(old, new, 1))), said(ATOM.replace(old, new, 1))


def test_the_command_reads_anybodys_feed(run: Run, tmp_path: Path) -> None:
    good, bad = write(tmp_path / "g.xml", RSS), write(tmp_path / "b.xml", RSS.replace("Thu", "Fri"))
    assert run("feed", "--check", str(good)).code == 0
    result = run("feed", "--check", str(good), "--check", str(bad))
    assert (result.code, "wrong weekday" in result.out) == (1, True)
    assert run("feed", "--check", str(tmp_path / "none.xml")).code == 2
