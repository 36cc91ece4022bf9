"""Wire packs: each profile's dateline, files and limits, and what a wire would send back."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import feedparser
import pytest
from conftest import ROOT, SAMPLE, Result
from docx import Document

from release_kit.editions.wires.profiles import PROFILES
from release_kit.errors import InputError
from release_kit.newsroom.settings import load_newsroom

Run = Callable[..., Result]


def files(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


@pytest.mark.parametrize("wire", [name for name in PROFILES if name != "text"])
def test_each_profile_makes_the_samples_files(run: Run, tmp_path: Path, wire: str) -> None:
    out = tmp_path / "wires"
    result = run("export", SAMPLE, "--wire", wire, "--out", str(out), "--newsroom", str(ROOT))
    assert (result.code, result.out) == (0, "")
    found = files(out)
    assert len(found) == 4 * len(PROFILES[wire].formats)
    assert all(name.startswith(f"{wire}/") for name in found)
    for name in (name for name in found if name.endswith(".xml") and wire == "rss"):
        feed = feedparser.parse(str(out / name))
        assert (feed.bozo, len(feed.entries)) == (False, 1)


@pytest.mark.parametrize(
    ("wire", "tag", "lead"),
    [
        ("media-outreach", "en", "KAOHSIUNG, TAIWAN - Media OutReach Newswire - 29 February 2024 -"),
        ("media-outreach", "ja", "台湾・高雄市 – Media OutReach Newswire – 2024年2月29日 –"),
        ("newsml-g2", "ja", "【高雄市】2024年2月29日"),
        ("newsml-g2", "zh-Hant", "（高雄市2024年2月29日電）"),
        ("ninjs", "zh-Hans", "（高雄市2024年2月29日电）"),
    ],
)
def test_the_dateline_is_in_the_wires_own_form(
    run: Run, tmp_path: Path, wire: str, tag: str, lead: str
) -> None:
    out = tmp_path / "wires"
    run("export", SAMPLE, "--wire", wire, "--out", str(out), "--newsroom", str(ROOT))
    (path,) = [out / name for name in files(out) if f"-{tag}." in name and not name.endswith(".txt")]
    if path.suffix == ".docx":
        assert any(p.text.startswith(lead) for p in Document(str(path)).paragraphs)
    else:
        assert lead in path.read_text(encoding="utf-8")


def test_what_the_wire_would_send_back_is_said_and_nothing_is_written(run: Run, newsroom: Path) -> None:
    run("translate", "--engine", "echo")
    result = run("export", "fair", "--wire", "text", "--out", "out")
    assert result.code == 1
    assert "approval: not to go out: the source's status is draft" in result.out
    assert "wire text: no `contact.phone`" in result.out
    assert not (newsroom / "out").exists()
    values = json.loads(run("export", "fair", "--wire", "text", "--out", "out", "--json").out)
    assert values["made"] == []


def test_limits_embargo_and_tables_are_told(run: Run, everything: Path, newsroom: Path) -> None:
    settings = newsroom / "release-kit.toml"
    more = '\n[wires.agency]\nlike = "text"\nheadline_limit = 20\ntext_limit = 100\nfile_name = "AG-{slug}"\n'
    settings.write_text(settings.read_text(encoding="utf-8") + more, encoding="utf-8")
    path = everything / "index.en.md"
    path.write_text(
        path.read_text(encoding="utf-8").replace("2026-03-05T23", "2999-03-05T23"), encoding="utf-8"
    )
    result = run("export", "everything", "--wire", "agency", "--out", "out")
    for message in (
        "headline of 47 characters; at most 20",
        "at most 100",
        "under embargo until 2999",
        "tables and",
    ):
        assert message in result.out, result.out


def test_a_wires_end_mark_width_and_name_are_its_own(run: Run, everything: Path, newsroom: Path) -> None:
    result = run("export", "everything", "--wire", "text", "--allow-drafts", "--out", "out")
    assert result.code == 0, result.out
    text = (newsroom / "out" / "text" / "everything-en.txt").read_text(encoding="utf-8")
    assert "\n-30-\n" in text
    assert "###" not in text
    assert max(len(line) for line in text.splitlines()) <= 69


@pytest.mark.parametrize("more", ["colour = 1", "formats = 3", 'contact = "phone"'])
def test_a_wrong_setting_of_a_wire_is_told(newsroom: Path, more: str) -> None:
    settings = newsroom / "release-kit.toml"
    settings.write_text(f"{settings.read_text(encoding='utf-8')}\n[wires.text]\n{more}\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"release-kit.toml:\d+: .*wires.text"):
        load_newsroom(newsroom)


def test_an_unknown_wire_is_told(run: Run) -> None:
    result = run("export", "fair", "--wire", "telex")
    assert (result.code, "media-outreach" in result.err) == (2, True)
