"""An embargo in an imported text is read, or the import stops and asks; it is never lost."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Result

from release_kit.errors import InputError
from release_kit.languages import language
from release_kit.release.embargo_line import read_end, take_embargo

Run = Callable[..., Result]
TEXT = "Kaohsiung Opens a Fair in Kumamoto\n\nKaohsiung opened a fair.\n\nIt was opened today.\n"


@pytest.mark.parametrize(
    ("tag", "line", "end"),
    [
        ("en", "EMBARGOED UNTIL 09:00 JST, 1 December 2026", "2026-12-01T09:00:00+09:00"),
        ("en", "Embargoed until 10:30 p.m. (Taipei time), December 1, 2026", "2026-12-01T22:30:00+08:00"),
        ("en", "Hold for release: 00:01 GMT Tuesday 1 December 2026", "2026-12-01T00:01:00+00:00"),
        ("en", "EMBARGO 2026-12-01T09:00:00+09:00", "2026-12-01T09:00:00+09:00"),
        ("en", "Under embargo until 9 a.m. EST on 1 December 2026", "2026-12-01T09:00:00-05:00"),
        ("en", "Embargo: 1 December 2026, 09:00 UTC+8", "2026-12-01T09:00:00+08:00"),
        ("ja", "解禁日時：2026年12月1日 午前9時（日本時間）", "2026-12-01T09:00:00+09:00"),
        ("zh-Hant", "台北時間2026年12月1日上午9時起解禁", "2026-12-01T09:00:00+08:00"),
        ("zh-Hant", "限時發布：2026年12月1日（二） 09:00（臺灣時間）後始得刊登", "2026-12-01T09:00:00+08:00"),
        ("en", "Embargo: 2026-13-45T09:00:00+09:00", ""),
        ("en", "Embargoed until 09:00 UTC+99:00, 1 December 2026", ""),
        ("en", "Embargo: 2026-12-01 09:00", ""),
        ("en", "Not for publication before 9am on 1 December", ""),
        ("en", "UNDER EMBARGO UNTIL NOON", ""),
        ("en", "EMBARGOED UNTIL 09:00 CST, 1 December 2026", ""),
        ("en", "Embargoed until 31 February 2026, 09:00 JST", ""),
        ("en", "Embargoed until 09:00 JST (00:00 GMT), 1 December 2026", ""),
    ],
)
def test_a_moment_is_read_where_date_time_and_zone_are_beyond_doubt(tag: str, line: str, end: str) -> None:
    found = read_end(line, language(tag))
    assert (found.isoformat() if found else "") == end


@pytest.mark.parametrize("place", ["before", "after the headline", "at the end"])
def test_the_line_becomes_the_field_wherever_it_stands(run: Run, newsroom: Path, place: str) -> None:
    line = "EMBARGOED UNTIL 09:00 JST, 1 December 2026"
    head, _, body = TEXT.partition("\n\n")
    parts = {
        "before": [line, head, body],
        "after the headline": [head, line, body],
        "at the end": [head, body, line],
    }
    (newsroom / "text.txt").write_text("\n\n".join(parts[place]), encoding="utf-8")
    assert run("import", "text.txt").code == 0
    (path,) = newsroom.glob("releases/*fair-in-kumamoto*/index.en.md")
    text = path.read_text(encoding="utf-8")
    assert "title: Kaohsiung Opens a Fair in Kumamoto" in text
    assert "2026-12-01T09:00:00+09:00" in text.split("embargo:")[1].split("\n")[0]
    assert "EMBARGOED" not in text
    assert "held" in run("build", "--drafts", "--engine", "echo").err


def test_a_doubtful_one_stops_the_import_until_somebody_says_it(run: Run, newsroom: Path) -> None:
    (newsroom / "text.txt").write_text(f"UNDER EMBARGO UNTIL NOON\n\n{TEXT}", encoding="utf-8")
    result = run("import", "text.txt")
    assert (result.code, "UNDER EMBARGO UNTIL NOON" in result.err, "--no-embargo" in result.err) == (
        2,
        True,
        True,
    )
    assert not list(newsroom.glob("releases/*embargo*"))
    assert run("import", "text.txt", "--embargo", "tomorrow").code == 2
    assert run("import", "text.txt", "--embargo", "2026-12-01T12:00:00+09:00").code == 0
    assert "2026-12-01T12:00:00+09:00" in next(
        newsroom.glob("releases/*fair-in-kumamoto*/index.en.md")
    ).read_text("utf-8")


def test_a_text_about_an_embargo_is_text(run: Run, newsroom: Path) -> None:
    long = "The embargo on imports of fruit, in force since 2021, was discussed by both sides at length. " * 4
    (newsroom / "text.txt").write_text(f"{TEXT}\n{long}\n", encoding="utf-8")
    assert run("import", "text.txt").code == 0


@pytest.mark.parametrize(
    "line",
    [
        "限時發布：2026年12月1日（二） 09:00（臺灣時間）後始得刊登",
        "禁發至2026年12月1日上午9時",
        "禁发期至：2026年12月1日",
        "解禁时间：2026年12月1日（星期二） 09:00（北京时间）",
    ],
)
def test_an_embargo_in_chinese_is_never_a_headline(run: Run, newsroom: Path, line: str) -> None:
    (newsroom / "text.txt").write_text(f"{line}\n\n{TEXT}", encoding="utf-8")
    result = run("import", "text.txt")
    assert (result.code, line in result.err) == (2, True)


def test_a_headline_about_an_embargo_is_not_dropped_beside_a_line_that_tells_one() -> None:
    lines = ["EMBARGOED UNTIL 09:00 JST, 1 December 2026", "Beef Embargo Ends in Kumamoto", "It ended."]
    with pytest.raises(InputError, match="Beef Embargo Ends"):
        take_embargo(lines, language("en"), "text.txt")
