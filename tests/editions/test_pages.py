"""Pages: they load nothing from elsewhere, whoever wrote the text, the template or the style."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote

import pytest
from conftest import Result, png, write
from lxml import html

from release_kit.editions.web.requests import page_requests, style_requests
from release_kit.languages import language, split_phrases

Run = Callable[..., Result]
LOCAL = "Look at ![the **pier**](media/pier.png) here.\n\n- and ![it again](media/pier.png)\n"


@pytest.fixture
def fair(newsroom: Path) -> Path:
    """The source of the short release, with a picture in its folder."""
    (newsroom / "releases" / "fair" / "media").mkdir()
    (newsroom / "releases" / "fair" / "media" / "pier.png").write_bytes(png())
    return newsroom / "releases" / "fair" / "index.en.md"


def append(path: Path, text: str) -> None:
    path.write_text(path.read_text(encoding="utf-8") + "\n" + text, encoding="utf-8")


def test_a_picture_within_a_paragraph_is_published_like_any_other(
    run: Run, newsroom: Path, fair: Path
) -> None:
    append(fair, LOCAL)
    assert run("build", "--drafts", "--engine", "echo").code in (0, 1)
    public = newsroom / "public"
    assert (public / "media" / "fair" / "pier.png").read_bytes() == png()
    for tag in ("en", "ja"):
        page = html.parse(str(public / tag / "fair.html"))
        pictures = page.xpath("//article//img")
        assert [p.get("src") for p in pictures] == ["../media/fair/pier.png"] * 2
        assert {(p.get("width"), p.get("height")) for p in pictures} == {("600", "400")}
        assert len({p.get("alt") for p in pictures}) == 2
        assert page.xpath("//section[@class='files']//a[contains(@href, 'pier.png')]")
    feed = (public / "en" / "feed.xml").read_text(encoding="utf-8")
    assert 'url="https://press.example.org/media/fair/pier.png"' in feed
    assert "media/pier.png" not in feed.replace("media/fair/pier.png", "")


@pytest.mark.parametrize(
    ("picture", "message"),
    [
        ("https://elsewhere.example/p.png", "a picture on a server"),
        ("&#104;ttps://elsewhere.example/p.png", "a picture on a server"),
        ("//elsewhere.example/p.png", "a picture on a server"),
        ("data:image/png;base64,AAAA", "a picture on a server"),
        ("../other/p.png", "a picture outside the release"),
        ("%2e%2e/other/p.png", "a picture outside the release"),
        ("media/none.png", "no picture media/none.png"),
    ],
)
@pytest.mark.parametrize(
    "around", ["See ![a]({}) here.", "> ![a]({} 't') b", "| ![a]({}) |\n| --- |", "## ![a]({})"]
)
def test_a_picture_within_a_text_that_is_not_the_releases_own_is_refused(
    run: Run, newsroom: Path, fair: Path, around: str, picture: str, message: str
) -> None:
    line = len(fair.read_text(encoding="utf-8").splitlines()) + 2
    append(fair, around.format(picture))
    result = run("export", "fair", "--format", "html", "--out", "out")
    assert (result.code, f"index.en.md:{line}: {message}" in result.err) == (2, True), result.err
    assert not (newsroom / "out").exists()


def test_a_picture_in_a_standing_text_or_a_disclaimer_is_its_words(
    run: Run, newsroom: Path, fair: Path
) -> None:
    text = fair.read_text(encoding="utf-8")
    fair.write_text(
        text.replace("disclaimer: The", "disclaimer: '![Seal](https://e.example/s.png) The").replace(
            "this announcement.", "this announcement.'"
        ),
        encoding="utf-8",
    )
    assert run("build", "--drafts", "--engine", "echo").code in (0, 1)
    for name in ("en/feed.xml", "en/atom.xml", "en/feed.json"):
        assert "&lt;img" not in (newsroom / "public" / name).read_text(encoding="utf-8")
        assert "<img" not in (newsroom / "public" / name).read_text(encoding="utf-8")


STYLES = [
    "a { background: URL(https://e.example/p.png) }",
    "a { background: \\75rl(https://e.example/p.png) }",
    "a { background: u\\72 l('//e.example/p.png') }",
    "a { background: url(ht\\74ps://e.example/p.png) }",
    "a { background: url('ht\\\ntps://e.example/p.png') }",
    "a { background: image-set('https://e.example/p.png' 1x) }",
    "@media print { a { background: -webkit-image-set(url( \"https://e.example/p.png\" ) 1x) } }",
    "a { --p: 'https://e.example/p.png'; background: image-set(var(--p) 1x) }",
    "@font-face { font-family: a; src: url(//e.example/a.woff) }",
    "@IMPORT 'https://e.example/a.css';",
    "@\\69mport url(a.css);",
    "a { color: red } </style><script>",
]  # fmt: skip
HARMLESS = (
    'a[href^="https://"] { color: red } b { background: url(data:image/png;base64,AA) } /* url(https://x) */'
)


@pytest.mark.parametrize("style", STYLES)
def test_a_stylesheet_that_reaches_out_is_refused_however_it_is_spelt(
    run: Run, newsroom: Path, style: str
) -> None:
    path = write(newsroom / "templates" / "style.css", f"b {{ color: red }}\n{style}\n")
    result = run("export", "fair", "--format", "html", "--out", "out")
    assert (result.code, str(path) in result.err, "reaches out" in result.err) == (2, True, True)
    assert style_requests(HARMLESS) == ()


PARTS = [
    '<img srcset="a.png 1x, https://e.example/b.png 2x" alt="">',
    "<img src='//e.example/p.png' alt=''>",
    '<link rel="preload" as="image" href="https://e.example/p.png">',
    '<link rel="alternate stylesheet" href="//e.example/p.css">',
    '<link rel="dns-prefetch" href="//e.example">',
    '<video poster=" ht\ntps://e.example/p.png"></video>',
    '<table background="https:e.example/p.png"><tr><td>a</td></tr></table>',
    '<a href="a.html" ping="https://e.example/ping">a</a>',
    "<p style='background: uRL(//e.example/p.png)'>a</p>",
    "<style>@IMPORT 'https://e.example/a.css';</style>",
    '<svg><image xlink:href="\\\\e.example/p.png"></image></svg>',
    '<object data="https://e.example/p.svg"></object>',
    '<iframe srcdoc="a"></iframe>',
    '<meta http-equiv="Refresh" content="0; url=https://e.example/">',
    '<base href="https://e.example/">',
    '<script src="https://e.example/count.js"></script>',
    '<img src="a.png" alt="" onerror="fetch(1)">',
    '<noscript><img src="https://e.example/count.gif" alt=""></noscript>',
]  # fmt: skip


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize(
    ("name", "command"), [("page", "export fair --format html --out out"), ("index", "feed")]
)
def test_a_template_that_loads_or_runs_something_is_refused(
    run: Run, newsroom: Path, part: str, name: str, command: str
) -> None:
    assert run("templates", "copy", f"{name}.html.j2").code == 0
    path = newsroom / "templates" / f"{name}.html.j2"
    path.write_text(path.read_text(encoding="utf-8").replace("<main>", f"<main>{part}"), encoding="utf-8")
    result = run(*command.split())
    assert (result.code, f"{name}.html.j2: the page asks" in result.err) == (2, True), result.err


def test_links_texts_and_data_are_no_requests(run: Run, newsroom: Path, fair: Path) -> None:
    append(fair, LOCAL)
    assert run("templates", "copy", "page.html.j2", "index.html.j2").code == 0
    assert run("build", "--drafts", "--engine", "echo").code in (0, 1)
    for page in (newsroom / "public").rglob("*.html"):
        assert page_requests(page.read_text(encoding="utf-8")) == []
    part = '<a href="https://a.example"><img src="data:image/png;base64,AA" alt="https://a.example"></a>'
    assert page_requests(f"<!DOCTYPE html><html><body>{part}</body></html>") == []


def test_the_first_page_lists_the_languages_and_their_newest_releases(run: Run, newsroom: Path) -> None:
    text = (newsroom / "releases" / "fair" / "index.en.md").read_text(encoding="utf-8")
    for day in range(1, 8):
        other = text.replace("0b9d2f4e", f"0b9d2f4{day}").replace("2026-10-20", f"2026-10-0{day}")
        write(newsroom / "releases" / f"day {day}" / "index.en.md", other.replace("Opens", f"Opens {day}"))
    assert run("build", "--drafts", "--engine", "echo").code in (0, 1)
    public = newsroom / "public"
    page = html.parse(str(public / "index.html")).getroot()
    assert page.get("lang") == "en"
    assert not page.xpath("//script | //meta[@http-equiv]")
    assert [(a.text, a.get("href"), a.get("hreflang")) for a in page.xpath("//h2/a")] == [
        ("English", "en/index.html", "en"), ("日本語", "ja/index.html", "ja"),
        ("繁體中文", "zh-Hant/index.html", "zh-Hant"), ("简体中文", "zh-Hans/index.html", "zh-Hans"),
    ]  # fmt: skip
    alternates = {a.get("hreflang"): a.get("href") for a in page.xpath("//head/link[@rel='alternate']")}
    assert alternates["x-default"] == "https://press.example.org/index.html"
    assert alternates["ja"] == "https://press.example.org/ja/index.html"
    for tag in ("en", "ja"):
        links = page.xpath(f"//section[@lang='{tag}']//li/a/@href")
        assert links == [
            f"{tag}/{slug}.html" for slug in ("fair", "day%207", "day%206", "day%205", "day%204")
        ]
        assert all((public / unquote(link)).is_file() for link in links)
    assert page_requests((public / "index.html").read_text(encoding="utf-8")) == []


def test_the_first_page_comes_down_with_a_release_that_is_held_again(
    run: Run, newsroom: Path, fair: Path
) -> None:
    assert run("build", "--drafts", "--engine", "echo").code in (0, 1)
    page = newsroom / "public" / "index.html"
    assert "Pavilion" in page.read_text(encoding="utf-8")
    text = fair.read_text(encoding="utf-8")
    fair.write_text(
        text.replace("issuer:", "embargo: '2999-01-01T00:00:00+08:00'\nissuer:", 1), encoding="utf-8"
    )
    (newsroom / "public" / ".release-kit.json").unlink()
    (newsroom / "releases" / "other").mkdir()
    write(newsroom / "releases" / "other" / "index.en.md", "no front matter")
    run("build", "--drafts", "--engine", "echo")
    assert not page.is_file() or "Pavilion" not in page.read_text(encoding="utf-8")


def test_a_headline_on_a_page_breaks_between_phrases_and_never_in_a_term(run: Run, newsroom: Path) -> None:
    name = "高雄市立歴史博物館分館"
    row = f"museum,place,Kaohsiung Museum Annex,{name},高雄市立歷史博物館分館,高雄市立历史博物馆分馆\n"
    glossary = newsroom / "glossary" / "places.csv"
    head = glossary.read_text(encoding="utf-8").splitlines()[0].split(",")
    known = dict(zip(("id", "kind", "en", "ja", "zh-Hant", "zh-Hans"), row.strip().split(","), strict=True))
    append(glossary, ",".join(known.get(column, "") for column in head) + "\n")
    source = newsroom / "releases" / "fair" / "index.en.md"
    text = source.read_text(encoding="utf-8")
    source.write_text(
        text.replace("Opens Pavilion in Kumamoto", "Opens Kaohsiung Museum Annex"), encoding="utf-8"
    )
    assert run("build", "--drafts", "--engine", "echo").code in (0, 1)
    page = (newsroom / "public" / "ja" / "fair.html").read_text(encoding="utf-8")
    title = page.partition("<h1>")[2].partition("</h1>")[0]
    assert name in title
    assert len(split_phrases(name, language("ja"))) > 1


@pytest.mark.parametrize("command", ["build --drafts --engine echo", "feed", "publish web --dry-run"])
def test_an_address_that_is_still_the_examples_is_said(run: Run, newsroom: Path, command: str) -> None:
    settings = newsroom / "release-kit.toml"
    append(settings, '[targets.web]\nkind = "folder"\npath = "sent"\n')
    result = run(*command.split())
    assert "base_url in release-kit.toml is still the example's" in result.err
    assert result.code == (1 if command.startswith("build") else 0)  # findings, as without it
    text = settings.read_text(encoding="utf-8").replace("press.example.org", "press.kcg.gov.tw")
    settings.write_text(text, encoding="utf-8")
    again = run(*command.split())
    assert (again.code, "example" in again.err) == (result.code, False), again.err
