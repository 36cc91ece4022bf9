"""An editor writes 同市 and 知事 for what was told before, and no check says that it is missing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from conftest import Result

Run = Callable[..., Result]


def test_the_said_city_and_the_office_alone_stand_for_names_told_before(newsroom: Path, run: Run) -> None:
    path = newsroom / "releases" / "fair" / "index.en.md"
    text = path.read_text(encoding="utf-8")
    more = "\nGovernor Kabashima thanked Kaohsiung.\n"
    path.write_text(text + more, encoding="utf-8")
    approve_path = newsroom / "releases" / "fair" / "index.ja.md"
    run("translate", "--to", "ja", "--engine", "echo")
    japanese = approve_path.read_text(encoding="utf-8")
    told = "蒲島知事は2025年に高雄市を訪れる。\n"
    japanese = japanese.replace("蒲島知事 will visit 高雄市 in 2025.", told.strip())
    japanese = japanese.replace("蒲島知事 thanked 高雄市.", "知事は同市に謝意を表した。")
    approve_path.write_text(japanese, encoding="utf-8")
    assert "同市" in japanese
    assert "同市に謝意" not in run("check", "fair").out
    approve_path.write_text(japanese.replace("知事は同市に", "そして町に"), encoding="utf-8")
    assert "must be '高雄市': そして町に" in run("check", "fair").out
