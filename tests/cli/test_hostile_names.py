"""Names that collide, climb or cannot stand in an address; output that cannot be written; errors as JSON."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import RELEASE, Result, png, write

from release_kit.errors import InputError
from release_kit.model import Artifact

Run = Callable[..., Result]


@pytest.mark.parametrize("path", ["../x", "a/../x", "/x", "a//b", "", "a\\..\\x", "C:x", "a\nb", "./a"])
def test_no_artifact_lies_outside_its_folder(path: str) -> None:
    with pytest.raises(InputError, match="outside its folder"):
        Artifact(path, "text/plain", b"")


@pytest.mark.parametrize("slug", ["a b", "a#b", "a?b", "100%", "a&b", "熊本"])
def test_a_folders_name_is_escaped_in_every_link(run: Run, newsroom: Path, slug: str) -> None:
    if "?" in slug:
        write(newsroom / "releases" / slug / "index.en.md", RELEASE)
        assert "no other system takes" in run("export", slug, "--format", "html").err
        return
    (newsroom / "releases" / "fair").rename(newsroom / "releases" / slug)
    assert run("export", "--format", "html").code == 0
    assert run("build", "--engine", "echo").code in (0, 1)
    page = (newsroom / "out" / "en" / f"{slug}.html").read_text(encoding="utf-8")
    index = "".join(path.read_text(encoding="utf-8") for path in (newsroom / "public").rglob("index.html"))
    for text in (page, index):
        for address in re.findall(r'(?:href|src)="([^"]*)"', text):
            assert (
                not re.search(r"[ #?]|%(?![0-9A-F]{2})|[^\x00-\x7f]|&(?!amp;)", address)
                or address == "data:,"
            )


@pytest.mark.parametrize("slug", ["index", "feed", "Atom"])
def test_a_folder_by_the_name_of_a_page_is_refused(run: Run, newsroom: Path, slug: str) -> None:
    write(newsroom / "releases" / slug / "index.en.md", RELEASE)
    result = run("export", slug, "--format", "html")
    assert (result.code, "is the name of a page or feed" in result.err) == (2, True)


def test_two_pictures_of_one_name_are_an_error(run: Run, everything: Path) -> None:
    (everything / "pier.png").write_bytes(png(10, 10))
    path = everything / "index.en.md"
    path.write_text(path.read_text(encoding="utf-8") + "\n![Pier](pier.png)\n", encoding="utf-8")
    result = run("export", "everything", "--format", "html")
    assert (result.code, "two different files would have this name" in result.err) == (2, True)


def test_a_folder_that_is_not_utf8_is_named(run: Run, newsroom: Path) -> None:
    folder = os.path.join(os.fsencode(newsroom / "releases"), b"f\xe4ir")
    os.mkdir(folder)
    Path(os.fsdecode(folder), "index.en.md").write_text(RELEASE, encoding="utf-8")
    result = run("check")
    assert result.code == 2
    assert "f\\udce4ir" in result.err


def test_dangling_links_are_passed_by(run: Run, newsroom: Path) -> None:
    for name in (
        "releases/fair/.#index.en.md",
        "releases/.#x",
        "glossary/.#terms.csv",
        "memory/.#a.tmx",
        "public/x",
    ):
        (newsroom / name).parent.mkdir(exist_ok=True)
        (newsroom / name).symlink_to("nobody@nowhere.1234")
    assert run("build", "--engine", "echo").code in (0, 1)
    assert run("build", "--engine", "echo").code in (0, 1)


def test_a_headline_of_one_endless_word_gets_a_folder(run: Run, newsroom: Path) -> None:
    result = run("new", "a" * 5_000)
    assert result.code == 0
    assert max(len(path.name) for path in (newsroom / "releases").iterdir()) < 60
    assert run("new", " ").code == 2
    assert run("new", "a\x01b").code == 2
    assert run("new", "a\udce4b").code == 2


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.html", b"<html><body><h1>Head</h1><p>One&#1; two</p></body></html>"),
        ("a.html", "<html><body><h1>Head</h1><p>\uf0b7 One</p><p>\uf0a7 Two</p></body></html>".encode()),
        ("a.txt", b"Head\n\n" + b"word " * 4_400),
        ("a.txt", b"Head\n\nOne\n\n- "),
        ("a.html", b"<html><body><h1> </h1><p>&#xE003; One</p></body></html>"),
        ("a.txt", b"Head\n\nKUMAMOTO, JAPAN - 30 February 2024 - Text of it.\n\nMore.\n\nMore."),
        ("a.txt", b"# \n\nText.\n\nMore"),
    ],
)
def test_what_is_imported_can_be_read_or_nothing_is_written(
    run: Run, newsroom: Path, name: str, data: bytes
) -> None:
    (newsroom / name).write_bytes(data)
    before = set((newsroom / "releases").iterdir())
    result = run("import", name)
    assert "Traceback" not in result.err
    if result.code == 0:
        assert run("check").code in (0, 1)
        made = [path for path in (newsroom / "releases").iterdir() if path not in before]
        text = (made[0] / "index.en.md").read_text(encoding="utf-8")
        assert ("One" if b"One" in data else "More") in text
    else:
        assert result.code == 2
        assert set((newsroom / "releases").iterdir()) == before


def test_an_error_is_one_json_document_too(run: Run, newsroom: Path) -> None:
    write(newsroom / "releases" / "fair" / "index.en.md", RELEASE.replace("status:", "statos:"))
    result = run("check", "fair", "--json")
    error = json.loads(result.out)["error"]
    assert (result.code, error["exit_code"], error["line"]) == (2, 2, 13)
    assert error["problem"] == "unknown key `statos`"
    assert json.loads(run("publish", "--json").out)["error"]["exit_code"] == 2
    assert json.loads(run("check", "--nonsense", "--json").out)["error"]["kind"] == "NoSuchOption"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no full device")
def test_output_that_cannot_be_written_is_one_line(newsroom: Path) -> None:
    command = [sys.executable, "-m", "release_kit", "check", "--json", "--newsroom", str(newsroom)]
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr.strip().splitlines()[-1].endswith("No space left on device")
    assert "Traceback" not in done.stderr
    assert "Exception ignored" not in done.stderr
