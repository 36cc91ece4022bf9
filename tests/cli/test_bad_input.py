"""Bad input gets a clear error, the right exit code, and loses nothing."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import RELEASE, Result, write

Run = Callable[..., Result]

CASES = [
    ("broken YAML", RELEASE.replace("title: Kaohsiung", "title: 'Kaohsiung"), "index.en.md:", "YAML"),
    ("a title with a colon", RELEASE.replace("Pavilion in", "Pavilion: in"), "index.en.md:3", "quotes"),
    ("an unknown key", RELEASE.replace("status:", "statos:"), "index.en.md:13", "unknown key `statos`"),
    ("an unknown part", RELEASE.replace("  city:", "  town:"), "index.en.md:6", "dateline.town"),
    ("a naive time", RELEASE.replace("+09:00", ""), "index.en.md:4", "no time zone"),
    ("a date that is none", RELEASE.replace("2026-10-20T", "next week T"), "index.en.md:4", "date and time"),
    ("an id that is none", RELEASE.replace("0b9d2f4e", "zzzz"), "index.en.md:2", "not a UUID"),
    ("a status that is none", RELEASE.replace("status: draft", "status: done"), ":13", "unknown status"),
    ("a key twice", RELEASE.replace("status: draft", "title: Two"), "index.en.md:13", "stands twice"),
    (
        "no title",
        RELEASE.replace("title: Kaohsiung Opens Pavilion in Kumamoto\n", ""),
        "index.en.md",
        "no title",
    ),
    ("no front matter", "Hello\n", "index.en.md:1", "no front matter"),
    ("no end of it", "---\ntitle: a\n", "index.en.md:1", "no end"),
    ("an empty release", RELEASE.split("---\n\n")[0] + "---\n\n", "index.en.md:15", "empty"),
    ("a 5 MB paragraph", RELEASE + "\n" + "word " * 1_000_000, "index.en.md:", "4,999,999 characters"),
    ("a control character", RELEASE.replace("Next", "Ne\x0bxt"), "index.en.md:18", "U+000B"),
]


@pytest.mark.parametrize(("name", "text", "place", "words"), CASES, ids=[case[0] for case in CASES])
def test_a_bad_release_is_an_error_with_file_line_and_fix(
    run: Run, newsroom: Path, name: str, text: str, place: str, words: str
) -> None:
    path = write(newsroom / "releases" / "fair" / "index.en.md", text)
    result = run("build", "--drafts", "--engine", "echo")
    assert result.code == 2
    assert place in result.err
    assert words in result.err
    assert "Traceback" not in result.err
    assert path.read_text(encoding="utf-8") == text
    assert not list((newsroom / "public").rglob("fair*"))


def test_text_that_is_not_utf8_names_the_line(run: Run, newsroom: Path) -> None:
    path = newsroom / "releases" / "fair" / "index.en.md"
    path.write_bytes(RELEASE.encode().replace(b"Next steps", "高雄".encode("big5")))
    result = run("check")
    assert result.code == 2
    assert "index.en.md:18: not UTF-8" in result.err


def test_a_missing_source_file_is_named(run: Run, newsroom: Path) -> None:
    (newsroom / "releases" / "fair" / "index.en.md").unlink()
    result = run("translate")
    assert result.code == 2
    assert "index.en.md: no such file" in result.err


def test_an_import_of_a_missing_file_is_named(run: Run) -> None:
    result = run("import", "nowhere.txt")
    assert (result.code, "nowhere.txt: no such file" in result.err) == (2, True)


def test_an_unknown_language_suffix_is_an_error(run: Run, newsroom: Path) -> None:
    write(newsroom / "releases" / "fair" / "index.jp.md", RELEASE)
    result = run("check")
    assert result.code == 2
    assert "unknown language 'jp'" in result.err
    assert "ja" in result.err


def test_an_unknown_language_on_the_command_line_is_an_error(run: Run) -> None:
    result = run("translate", "--to", "xx")
    assert (result.code, "unknown language 'xx'" in result.err) == (2, True)


def test_an_unknown_release_suggests_one(run: Run) -> None:
    result = run("translate", "fai")
    assert (result.code, "did you mean fair?" in result.err) == (2, True)


def test_a_contradictory_glossary_names_both_rows(run: Run, newsroom: Path) -> None:
    path = newsroom / "glossary" / "terms.csv"
    path.write_text(path.read_text(encoding="utf-8") + "other,term,MOU,,別の覚書,,,,,,\n", encoding="utf-8")
    result = run("translate", "--engine", "echo")
    assert result.code == 2
    assert "'MOU' is '別の覚書' here" in result.err
    assert "'覚書'" in result.err


def test_a_glossary_id_that_stands_twice_is_an_error(run: Run, newsroom: Path) -> None:
    path = newsroom / "glossary" / "terms.csv"
    path.write_text(
        path.read_text(encoding="utf-8") + "mou,term,letter of intent,,意向書,,,,,,\n", encoding="utf-8"
    )
    result = run("glossary", "check")
    assert (result.code, "'mou' stands twice" in result.err) == (2, True)


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("x,thing,a,,,,,,,,\n", "unknown kind"),
        (",term,a,,,,,,,,\n", "without id"),
        ("x,term,a,b,c,d,e,f,g,h,i,j\n", "cells in"),
    ],
)
def test_a_bad_glossary_row_names_its_line(run: Run, newsroom: Path, row: str, words: str) -> None:
    path = newsroom / "glossary" / "terms.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(text + row, encoding="utf-8")
    result = run("glossary", "check")
    assert result.code == 2
    assert f"terms.csv:{text.count(chr(10)) + 1}: " in result.err
    assert words in result.err


def test_a_missing_model_says_what_to_install(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "none"))
    result = run("translate", "--engine", "argos", "--to", "ja")
    assert result.code == 3
    assert "release-kit models install en_ja" in result.err


def test_an_unknown_engine_lists_the_ones_there_are(run: Run) -> None:
    result = run("translate", "--engine", "babel")
    assert result.code == 2
    assert "argos, compact, ctranslate2, echo, firefox, script" in result.err


def test_a_template_with_an_unknown_variable_is_named(run: Run, newsroom: Path) -> None:
    write(newsroom / "templates" / "page.html.j2", "<p>{{ kicker }}</p>")
    result = run("export", "--format", "html")
    assert result.code == 2
    assert "page.html.j2: unknown variable: 'kicker' is undefined" in result.err


def test_a_hostile_page_template_reaches_nothing(run: Run, newsroom: Path) -> None:
    write(newsroom / "templates" / "page.html.j2", "{{ title.__class__.__mro__[1].__subclasses__() }}")
    result = run("export", "--format", "html")
    assert result.code == 2
    assert "refused" in result.err


@pytest.mark.parametrize("text", ["{% include '/etc/passwd' %}", "{% import 'x' as y %}"])
def test_a_template_includes_no_file(run: Run, newsroom: Path, text: str) -> None:
    write(newsroom / "templates" / "page.html.j2", text)
    assert run("export", "--format", "html").code == 2


def test_a_newsroom_that_is_none_says_how_to_make_one(run: Run, newsroom: Path) -> None:
    (newsroom / "release-kit.toml").unlink()
    result = run("check", "--newsroom", str(newsroom))
    assert result.code == 2
    assert "release-kit.toml: no such file" in result.err


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('"ja"', '"jp"', "unknown language 'jp'"),
        ("Asia/Taipei", "Asia/Nowhere", "`time_zone`"),
        ("https://press", "ftp://press", "`base_url`"),
        ("time_zone", "timezone", "unknown setting `timezone`"),
        ("[name]", "[name", "TOML"),
    ],
)
def test_a_bad_setting_is_named(run: Run, newsroom: Path, old: str, new: str, words: str) -> None:
    path = newsroom / "release-kit.toml"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    result = run("check")
    assert (result.code, words in result.err) == (2, True)


def test_a_full_disk_loses_nothing(run: Run, newsroom: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("build", "--drafts", "--engine", "echo").code in (0, 1)
    path = newsroom / "public" / "ja" / "fair.html"
    before = path.read_bytes()
    source = newsroom / "releases" / "fair" / "index.en.md"
    source.write_text(source.read_text(encoding="utf-8").replace("opened", "closed"), encoding="utf-8")

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    result = run("build", "--drafts", "--engine", "echo")
    assert result.code == 2
    assert "No space left on device" in result.err
    assert path.read_bytes() == before
    assert not list(newsroom.rglob("*.tmp"))


def test_a_damaged_ledger_is_named_and_kept(run: Run, newsroom: Path) -> None:
    run("translate", "--engine", "echo")
    path = write(newsroom / "releases" / "fair" / "ledger.ja.json", "{")
    result = run("translate", "--engine", "echo")
    assert (result.code, "ledger.ja.json" in result.err) == (2, True)
    assert path.read_text(encoding="utf-8") == "{"


def test_an_interrupt_exits_with_130(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("release_kit.cli.translating.read_shelf", stop)
    assert run("translate").code == 130


def test_init_never_overwrites(run: Run, newsroom: Path) -> None:
    before = (newsroom / "release-kit.toml").read_text(encoding="utf-8")
    result = run("init", ".")
    assert (result.code, "there already" in result.err) == (2, True)
    assert (newsroom / "release-kit.toml").read_text(encoding="utf-8") == before


def test_init_in_a_folder_that_has_files_leaves_them_alone(run: Run, newsroom: Path) -> None:
    own = write(newsroom / "office" / ".gitignore", "secrets.txt\n")
    table = write(newsroom / "office" / "glossary" / "places.csv", "id,kind,en\n")
    result = run("init", "office")
    assert result.code == 0
    assert (own.read_text("utf-8"), table.read_text("utf-8")) == ("secrets.txt\n", "id,kind,en\n")
    assert "places.csv is there already" in result.err
    assert (newsroom / "office" / "glossary" / "terms.csv").is_file()


def test_a_missing_glossary_folder_is_no_error(run: Run, newsroom: Path) -> None:
    shutil.rmtree(newsroom / "glossary")
    assert run("glossary", "check").code == 0
