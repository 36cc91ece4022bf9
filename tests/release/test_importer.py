"""Newswire text, Markdown, Word and HTML become a release with its fields apart."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Result, write
from docx import Document

from release_kit.newsroom.settings import load_newsroom
from release_kit.release.storage import list_releases, read_source

Run = Callable[..., Result]

TEXT = """Port Opens New Pier
KAOHSIUNG, TAIWAN - Media OutReach Newswire - 5 March 2024 – The Kaohsiung City Government opened a pier.
It is 400 meters long.
Hashtag: #Kaohsiung #Taiwan
The issuer is solely responsible for the content of this announcement."""
HTML = """<!doctype html><html><head><title>x</title><script>alert(1)</script></head><body><nav>Menu</nav>
<article><h1>Port Opens New Pier</h1><p>KAOHSIUNG, TAIWAN - Media OutReach Newswire - 5 March 2024 – The
Kaohsiung City Government opened a pier.</p><p>It is 400 meters long.</p><p>Hashtag: #Kaohsiung #Taiwan</p>
<p>The issuer is solely responsible for the content of this announcement.</p></article></body></html>"""


def word() -> bytes:
    document = Document()
    for line in TEXT.split("\n"):
        document.add_paragraph(line)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


FILES = {
    "a.txt": TEXT.encode(),
    "a.md": TEXT.replace("\n", "\n\n").replace("Port", "# Port", 1).encode(),
    "a.html": HTML.encode(),
    "a.docx": word(),
}


@pytest.mark.parametrize("name", FILES)
def test_every_format_gives_the_same_fields(run: Run, newsroom: Path, name: str) -> None:
    (newsroom / name).write_bytes(FILES[name])
    assert run("import", name).code == 0
    room = load_newsroom(newsroom)
    slug = next(slug for slug in list_releases(room) if slug != "fair")
    release = read_source(room, slug)
    assert slug == "2024-03-05-port-opens-new-pier"
    assert release.title == "Port Opens New Pier"
    assert release.date.isoformat() == "2024-03-05T00:00:00+08:00"
    assert (release.dateline.city, release.dateline.country) == ("Kaohsiung", "Taiwan")
    assert release.dateline.wire == "Media OutReach Newswire"
    assert release.issuer == "Kaohsiung City Government"
    assert release.hashtags == ("Kaohsiung", "Taiwan")
    assert release.disclaimer.startswith("The issuer is solely")
    assert [block.text for block in release.blocks] == [
        "The Kaohsiung City Government opened a pier.",
        "It is 400 meters long.",
    ]


def test_standard_input_is_a_file_too(run: Run, newsroom: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(TEXT.encode())))
    assert run("import", "-").code == 0
    assert len(list_releases(load_newsroom(newsroom))) == 2


def test_the_same_release_twice_is_refused(run: Run, newsroom: Path) -> None:
    write(newsroom / "a.txt", TEXT)
    assert run("import", "a.txt").code == 0
    result = run("import", "a.txt")
    assert (result.code, "there already" in result.err) == (2, True)


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.docx", b"PK\x03\x04rubbish", "not a Word document"),
        ("a.txt", b"\n\n", "no text"),
        ("a.txt", "高雄".encode("big5"), "not UTF-8"),
        ("a.md", b"---\ntitle: a\n---\n", "front matter"),
        ("a.txt", b"Only a headline", "nothing else"),
    ],
)
def test_a_file_that_is_none_is_refused_clearly(
    run: Run, newsroom: Path, name: str, data: bytes, words: str
) -> None:
    (newsroom / name).write_bytes(data)
    result = run("import", name)
    assert result.code == 2
    assert words in result.err
    assert list_releases(load_newsroom(newsroom)) == ("fair",)


def test_init_and_new_make_a_newsroom_that_builds(
    run: Run, newsroom: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run("init", "office").code == 0
    assert run("new", "A First Release", "--newsroom", "office").code == 0
    result = run("build", "--newsroom", "office", "--engine", "echo")
    assert result.code in (0, 1)
    assert (newsroom / "office" / "public" / "ja" / "feed.xml").is_file()
