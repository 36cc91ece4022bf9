"""A release goes through, again, by hand, and with a kill in between."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import SHORT, Result, approve, write

from release_kit.release.front_matter import parse

Run = Callable[..., Result]


def snapshot(folder: Path) -> dict[str, str]:
    """The hash of every file, caches left out."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".release-kit" not in path.parts
    }


def edit(newsroom: Path, tag: str, old: str, new: str) -> None:
    path = newsroom / "releases" / "fair" / f"index.{tag}.md"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def rendering(newsroom: Path, tag: str = "ja") -> str:
    return (newsroom / "releases" / "fair" / f"index.{tag}.md").read_text(encoding="utf-8")


def test_one_build_makes_everything_and_a_second_changes_no_byte(run: Run, newsroom: Path) -> None:
    run("build", "--drafts", "--engine", "echo")
    made = snapshot(newsroom)
    for tag in ("en", "ja", "zh-Hant", "zh-Hans"):
        for name in ("fair.html", "fair.docx", "feed.xml", "index.html"):
            assert f"public/{tag}/{name}" in made
    again = run("build", "--drafts", "--engine", "echo")
    assert "translate: nothing to do" in again.err
    assert "build: nothing to do" in again.err
    assert snapshot(newsroom) == made


@pytest.mark.slow
@pytest.mark.parametrize("zone", ["UTC", "America/New_York"])
def test_the_same_newsroom_gives_the_same_bytes_in_any_zone_and_locale(newsroom: Path, zone: str) -> None:
    hashes = []
    for name, locale in ((zone, "C"), ("Asia/Tokyo", "C.UTF-8")):
        environment = {**os.environ, "TZ": name, "LC_ALL": locale, "PYTHONUTF8": "0", "PYTHONHASHSEED": "1"}
        command = [sys.executable, "-m", "release_kit", "build", "--drafts", "--engine", "echo"]
        subprocess.run(command, cwd=newsroom, env=environment, check=False, capture_output=True)
        hashes.append(snapshot(newsroom / "public"))
        for path in (newsroom / "public").rglob("*.*"):
            path.unlink()
    assert hashes[0] == hashes[1] != {}


def test_the_fields_go_by_rule(run: Run, newsroom: Path) -> None:
    run("translate", "--engine", "echo")
    values = parse(rendering(newsroom, "zh-Hant"), Path("x")).values
    assert values["issuer"] == "高雄市政府"
    assert values["dateline"] == {"city": "高雄市", "country": "臺灣", "wire": "Media OutReach Newswire"}
    assert values["hashtags"] == ["熊本"]
    assert values["disclaimer"] == "本新聞稿之內容由發稿單位負全部責任。"
    assert values["translation"]["engine"] == "echo"
    assert values["translation"]["status"] == "draft"


def test_markup_is_carried_over(run: Run, newsroom: Path) -> None:
    run("translate", "--engine", "echo")
    text = rendering(newsroom)
    assert "## Next steps" in text
    assert "- 蒲島知事 will visit 高雄市 in 2025." in text
    assert "**Media OutReach Newswire**" in text
    assert "[the site](https://press.example.org/a)" in text


def test_an_edited_paragraph_survives_and_is_stale_when_its_source_changes(run: Run, newsroom: Path) -> None:
    run("translate", "--engine", "echo")
    edit(
        newsroom,
        "ja",
        "高雄市の羅達生副市長 opened the 高雄市パビリオン on 2024年2月29日.",
        "2024年2月29日、高雄市の羅達生副市長が高雄市パビリオンを開いた。",
    )
    run("translate", "--engine", "echo")
    assert "高雄市パビリオンを開いた。" in rendering(newsroom)
    assert "stale" not in run("check").out
    edit(newsroom, "en", "opened the Kaohsiung Pavilion", "solemnly opened the Kaohsiung Pavilion")
    result = run("translate", "--engine", "echo")
    assert "1 stale" in result.err
    assert "高雄市パビリオンを開いた。" in rendering(newsroom)
    assert "solemnly" in rendering(newsroom, "zh-Hant")
    assert "stale: the source changed" in run("check").out
    edit(newsroom, "ja", "を開いた。", "を厳かに開いた。")
    run("translate", "--engine", "echo")
    assert "stale" not in run("check").out
    run("translate", "--engine", "echo", "--retranslate")
    assert "厳かに" in rendering(newsroom), "what a person wrote stays"
    run("translate", "--engine", "echo", "--retranslate", "all")
    assert "厳かに" not in rendering(newsroom)


def test_a_new_source_paragraph_moves_no_edit(run: Run, newsroom: Path) -> None:
    run("translate", "--engine", "echo")
    edit(newsroom, "ja", "蒲島知事 will visit", "蒲島知事は訪問する")
    edit(newsroom, "en", "Deputy Mayor of", "A first paragraph about Japan.\n\nDeputy Mayor of")
    run("translate", "--engine", "echo")
    text = rendering(newsroom)
    assert (
        text.index("A first paragraph about 日本.") < text.index("羅達生") < text.index("蒲島知事は訪問する")
    )


def test_an_edit_whose_source_is_gone_is_kept_in_the_ledger(run: Run, newsroom: Path) -> None:
    run("translate", "--engine", "echo")
    edit(newsroom, "ja", "蒲島知事 will visit", "蒲島知事は訪問する")
    edit(newsroom, "en", "- Governor Kabashima will visit Kaohsiung in 2025.\n", "")
    run("translate", "--engine", "echo")
    assert "蒲島知事は訪問する" not in rendering(newsroom)
    ledger = json.loads((newsroom / "releases" / "fair" / "ledger.ja.json").read_text(encoding="utf-8"))
    assert any("蒲島知事は訪問する" in orphan for orphan in ledger["orphans"])
    assert "its source is gone" in run("check").out


def test_a_removed_paragraph_is_reported_and_the_file_left_alone(run: Run, newsroom: Path) -> None:
    run("translate", "--engine", "echo")
    edit(newsroom, "ja", "## Next steps\n\n", "")
    before = rendering(newsroom)
    result = run("translate", "--engine", "echo")
    assert result.code == 1
    assert "left alone" in result.err
    assert rendering(newsroom) == before
    assert "completeness" in run("check").out


def test_an_approved_rendering_is_memory_for_another_release(run: Run, newsroom: Path) -> None:
    approve(newsroom, run)
    other = (
        rendering(newsroom, "en").replace("0b9d2f4e", "1b9d2f4e").replace("Opens Pavilion", "Plans a Visit")
    )
    path = newsroom / "releases" / "visit" / "index.en.md"
    path.parent.mkdir()
    path.write_text(other, encoding="utf-8")
    result = run("translate", "visit", "--to", "ja", "--engine", "echo", "--json")
    text = path.with_name("index.ja.md").read_text(encoding="utf-8")
    assert "- 蒲島知事は2025年に高雄市を訪れる。" in text
    assert json.loads(result.out)[0]["placements"]["memory"] >= 3


def test_approve_records_who_and_when_and_refuses_what_has_errors(run: Run, newsroom: Path) -> None:
    run("translate", "--to", "ja", "--engine", "echo")
    refused = run("approve", "fair", "--to", "ja", "--by", "Sato")
    assert refused.code == 1
    assert "status: approved" not in rendering(newsroom)
    assert run("approve", "fair", "--by", "Sato", "--to", "zh-Hant").code == 2


def test_a_changed_glossary_row_is_followed_but_in_edited_text(run: Run, newsroom: Path) -> None:
    run("translate", "--engine", "echo")
    path = newsroom / "glossary" / "terms.csv"
    path.write_text(
        path.read_text(encoding="utf-8").replace("高雄市パビリオン", "高雄パビリオン"), encoding="utf-8"
    )
    run("translate", "--engine", "echo")
    assert "opened the 高雄パビリオン" in rendering(newsroom)


def test_nothing_of_an_embargoed_release_is_in_public(run: Run, newsroom: Path) -> None:
    run("build", "--drafts", "--engine", "echo")
    edit(newsroom, "en", "status: draft", "embargo: '2999-01-01T00:00:00+09:00'\nstatus: draft")
    result = run("build", "--drafts", "--engine", "echo")
    assert "held: fair" in result.err
    everything = b"".join(p.read_bytes() for p in (newsroom / "public").rglob("*") if p.is_file())
    assert b"Kumamoto" not in everything
    assert not list((newsroom / "public").rglob("fair.*"))
    edit(newsroom, "en", "2999-01-01", "2001-01-01")
    run("build", "--drafts", "--engine", "echo")
    assert (newsroom / "public" / "ja" / "fair.docx").is_file()


@pytest.mark.parametrize("command", [("feed", "--drafts"), ("build", "--drafts", "--engine", "echo")])
def test_an_embargo_counts_for_renderings_that_do_not_know_it_yet(
    run: Run, newsroom: Path, command: tuple[str, ...]
) -> None:
    run("build", "--drafts", "--engine", "echo")
    edit(newsroom, "ja", "## Next steps\n\n", "")
    edit(newsroom, "en", "status: draft", "embargo: '2999-01-01T00:00:00+09:00'\nstatus: draft")
    run(*command)
    for path in (newsroom / "public").glob("*/*.xml"):
        assert "Kumamoto" not in path.read_text(encoding="utf-8")
        assert "熊本" not in path.read_text(encoding="utf-8")


@pytest.mark.slow
def test_a_killed_build_leaves_no_half_file(newsroom: Path) -> None:
    command = [sys.executable, "-m", "release_kit", "build", "--drafts", "--engine", "echo"]
    subprocess.run(command, cwd=newsroom, check=False, capture_output=True)
    whole = snapshot(newsroom)
    for delay in (0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0, 1.2):
        for path in [*newsroom.glob("public/*/*"), *newsroom.glob("releases/*/index.[jz]*")]:
            path.unlink()
        process = subprocess.Popen(
            command, cwd=newsroom, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        time.sleep(delay)
        process.send_signal(signal.SIGKILL)
        process.wait()
        left = {k: v for k, v in snapshot(newsroom).items() if not k.endswith(".tmp")}
        assert {name: whole.get(name) for name in left} == left
    subprocess.run(command, cwd=newsroom, check=False, capture_output=True)
    assert snapshot(newsroom) == whole


@pytest.mark.slow
def test_no_command_opens_a_socket(run: Run, newsroom: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket.socket, "bind", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    write(newsroom / "releases" / "fair" / "index.en.md", SHORT)
    for arguments in (
        ("translate", "--to", "ja", "--engine", "compact"),
        ("build", "--drafts", "--engine", "echo"),
        ("check",),
        ("export", "--out", "out"),
        ("feed", "--drafts"),
        ("models", "list"),
        ("glossary", "check"),
    ):
        assert run(*arguments).code in (0, 1)


def test_dry_run_writes_nothing(run: Run, newsroom: Path) -> None:
    before = snapshot(newsroom)
    result = run("translate", "--dry-run")
    assert "would write" in result.err
    assert snapshot(newsroom) == before


def test_json_is_one_document_on_standard_output(run: Run) -> None:
    for arguments in (
        ("translate", "--engine", "echo"),
        ("check",),
        ("build",),
        ("models", "list"),
        ("feed", "--drafts"),
    ):
        json.loads(run(*arguments, "--json").out)


def test_lines_are_filtered_one_by_one(newsroom: Path) -> None:
    command = [sys.executable, "-m", "release_kit", "translate", "--lines", "--to", "ja", "--engine", "echo"]
    text = "Kumamoto is in Japan.\n\nGovernor Kabashima came.\n"
    done = subprocess.run(command, cwd=newsroom, input=text.encode(), capture_output=True, check=True)
    assert done.stdout.decode() == "熊本 is in 日本.\n\n蒲島知事 came.\n"
