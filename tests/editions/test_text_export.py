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
    assert all(width_in_columns(line) <= WIDTH + 2 or " " not in line.strip() for line in lines)
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


def test_a_hundred_thousand_characters_come_out_whole() -> None:
    text = "政府、" * 33_000
    assert wrap(text, language("zh-Hant")).replace("\n", "") == text


def test_pdf_without_libreoffice_says_what_to_do(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("shutil.which", lambda _: None)
    result = run("export", "--format", "pdf", "--out", str(tmp_path))
    assert (result.code, "LibreOffice" in result.err) == (2, True)
