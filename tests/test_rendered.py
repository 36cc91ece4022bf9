"""What a person sees: handouts as LibreOffice prints them, pages as Chromium shows them.

These need Debian's libreoffice-writer-nogui, poppler-utils, fonts-noto-cjk and chromium. They fail in CI
where one is missing and are skipped elsewhere.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import ROOT, SAMPLE, Result
from lxml import etree

from release_kit.languages import LANGUAGES

Run = Callable[..., Result]
TAGS = list(LANGUAGES)


def need(*programs: str) -> None:
    """Fail in CI, and skip elsewhere, where a program is missing."""
    for program in programs:
        if not shutil.which(program):
            reason = f"{program} is not installed (see .ci/run)"
            if os.environ.get("CI"):
                pytest.fail(reason)
            pytest.skip(reason)


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample release's handouts as PDF, a folder a language."""
    need("soffice", "pdffonts", "pdftotext")
    folder = tmp_path_factory.mktemp("printed")
    command = ["-m", "release_kit", "export", SAMPLE, "--format", "docx", "--newsroom", str(ROOT)]
    subprocess.run([sys.executable, *command, "--out", str(folder)], check=True, capture_output=True)
    for tag in TAGS:
        office = [
            "soffice",
            f"-env:UserInstallation=file://{folder}/profile",
            "--headless",
            "--convert-to",
            "pdf",
        ]
        document = folder / tag / f"{SAMPLE}.docx"
        subprocess.run(
            [*office, "--outdir", str(folder / tag), str(document)], check=True, capture_output=True
        )
    return folder


@pytest.mark.parametrize("tag", TAGS)
def test_a_handout_prints_on_one_or_two_pages_with_an_east_asian_font(printed: Path, tag: str) -> None:
    pdf = printed / tag / f"{SAMPLE}.pdf"
    fonts = subprocess.run(["pdffonts", str(pdf)], capture_output=True, text=True, check=True).stdout
    info = subprocess.run(["pdfinfo", str(pdf)], capture_output=True, text=True, check=True).stdout
    assert int(re.search(r"Pages:\s+(\d+)", info)[1]) <= 2
    assert "A4" in info
    if tag != "en":
        # Noto's collections share one outline table, so the region is not in the embedded font's name.
        assert "CJK" in fonts


@pytest.mark.parametrize("tag", TAGS)
def test_no_line_starts_or_ends_with_what_it_must_not(printed: Path, tag: str) -> None:
    pdf = printed / tag / f"{SAMPLE}.pdf"
    text = subprocess.run(["pdftotext", str(pdf), "-"], capture_output=True, text=True, check=True).stdout
    for line in text.splitlines():
        assert not re.match(r"[、。，．」』）；：！？]", line), line
        assert not re.search(r"[「『（]$", line), line
    assert "\ufffd" not in text


@pytest.mark.parametrize("tag", TAGS)
def test_nothing_stands_outside_the_page(printed: Path, tag: str) -> None:
    pdf = printed / tag / f"{SAMPLE}.pdf"
    boxes = subprocess.run(["pdftotext", "-bbox", str(pdf), "-"], capture_output=True, check=True).stdout
    tree = etree.fromstring(boxes, etree.XMLParser(recover=True))
    pages = [element for element in tree.iter() if etree.QName(element).localname == "page"]
    assert pages
    for page in pages:
        width, height = float(page.get("width")), float(page.get("height"))
        for word in page:
            assert 50 < float(word.get("xMin")) < float(word.get("xMax")) < width - 50
            assert 40 < float(word.get("yMin")) < float(word.get("yMax")) < height - 20


@pytest.mark.parametrize("tag", TAGS)
def test_a_phone_shows_the_page_without_scrolling_sideways(run: Run, newsroom: Path, tag: str) -> None:
    need("chromium")
    run("build", "--engine", "echo")
    page = newsroom / "public" / tag / "fair.html"
    probe = newsroom / "public" / tag / "probe.html"
    script = (
        "<script>document.title = document.documentElement.scrollWidth + '/' + innerWidth</script></body>"
    )
    probe.write_text(page.read_text(encoding="utf-8").replace("</body>", script), encoding="utf-8")
    browser = [
        "chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--disable-sync",
        f"--user-data-dir={newsroom}/browser", "--window-size=500,900", "--dump-dom", probe.as_uri(),
    ]  # fmt: skip
    done = subprocess.run(browser, capture_output=True, text=True, check=True, timeout=120)
    width, window = (int(n) for n in re.search(r"<title>(\d+)/(\d+)</title>", done.stdout).groups())
    assert 0 < width <= window


def test_export_writes_pdf(run: Run, tmp_path: Path) -> None:
    need("soffice")
    assert run("export", "fair", "--format", "pdf", "--out", str(tmp_path)).code == 0
    assert (tmp_path / "en" / "fair.pdf").read_bytes().startswith(b"%PDF-")
