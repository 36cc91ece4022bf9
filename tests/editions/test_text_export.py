"""Plain text for wires: width, clinging signs, nothing lost."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import ROOT, SAMPLE, Result

from release_kit.editions.wires.text import WIDTH, wrap
from release_kit.languages.line_breaks import NEVER_FIRST, NEVER_LAST, width_in_columns
from release_kit.languages.table import language

Run = Callable[..., Result]


@pytest.mark.parametrize("tag", ["en", "ja", "zh-Hant", "zh-Hans"])
def test_the_sample_as_text_fits_and_keeps_every_word(run: Run, tmp_path: Path, tag: str) -> None:
    assert run("export", SAMPLE, "--format", "txt", "--out", str(tmp_path), "--newsroom", str(ROOT)).code == 0
    text = (tmp_path / tag / f"{SAMPLE}.txt").read_text(encoding="utf-8")
    lines = text.splitlines()
    assert all(width_in_columns(line) <= WIDTH or " " not in line.strip() for line in lines)
    if tag != "en":
        assert not [
            line for line in lines if line and (line[0] in NEVER_FIRST or line.rstrip()[-1] in NEVER_LAST)
        ]
    else:
        assert not re.search("[“”‘’–—]", text)
    source = (ROOT / "releases" / SAMPLE / f"index.{tag}.md").read_text(encoding="utf-8").split("---", 2)[2]
    squeezed = re.sub(r"\\s", "", text)
    for paragraph in source.strip().split("\n\n"):
        plain = wrap(re.sub(r"[*#>`]|^- ", "", paragraph), language(tag), width=10**6)
        if "[" not in plain and "\n" not in plain:
            assert re.sub(r"\s", "", plain) in re.sub(r"\s", "", squeezed)


def test_signs_cling_and_long_addresses_stay_whole() -> None:
    row = language("ja")
    assert wrap("あ" * 5 + "。「い」", row, width=10) == "ああああ\nあ。「い」"
    address = "https://press.example.org/" + "x" * 40
    assert address in wrap(f"See {address} now.", language("en"), width=20).splitlines()
    assert wrap("one two three", language("en"), "- ", 9) == "- one two\n  three"


MIXED = (
    "高雄市はTSMC、Sony Semiconductor Solutions、ASE Technology Holdingなどの企業が出展するファッションウィーク"
    "「KUMAMOTO Industrial Revitalization EXPO」（熊本市、2026年10月20日～22日）に参加し、スタートアップのショーケースを"
    "開いた。ヴァーチャルなァッョ々ーを、see https://press.example.org/ja/fair.html で公開している。"
)


@pytest.mark.parametrize("width", range(20, 74, 3))
def test_no_line_is_too_wide_or_begins_with_small_kana_beside_latin_words(width: int) -> None:
    lines = wrap(MIXED, language("ja"), width=width).splitlines()
    assert [line for line in lines if width_in_columns(line) > width and "https" not in line] == []
    assert [
        line for line in lines if line[0] in "ァィゥェォッャュョヮァぁぃぅぇぉっゃゅょー々、。」）～"
    ] == []
    assert [line for line in lines if line[-1] in "「（"] == []
    assert "".join(lines).replace(" ", "") == MIXED.replace(" ", "")


def test_a_picture_sign_is_two_columns_and_stays_whole() -> None:
    assert width_in_columns("👩🏽\u200d🚀") == 2
    assert width_in_columns("e\u0301") == 1
    assert wrap("ab👩🏽\u200d🚀cd", language("en"), width=3).splitlines()[1].startswith("👩🏽\u200d🚀")


def test_a_hundred_thousand_characters_come_out_whole() -> None:
    text = "政府、" * 33_000
    assert wrap(text, language("zh-Hant")).replace("\n", "") == text


def test_pdf_without_libreoffice_says_what_to_do(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("shutil.which", lambda _: None)
    result = run("export", "--format", "pdf", "--out", str(tmp_path))
    assert (result.code, "LibreOffice" in result.err) == (2, True)
