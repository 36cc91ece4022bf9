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
from datetime import UTC, datetime
from pathlib import Path

import pytest
from conftest import ROOT, SAMPLE, Result, add_everything, make_newsroom, png, write
from lxml import etree

from release_kit.editions.edition import editions_of
from release_kit.editions.word.pdf import PdfExporter, font_rules
from release_kit.languages.table import LANGUAGES
from release_kit.newsroom.settings import load_newsroom
from release_kit.release.shelf import read_shelf

Run = Callable[..., Result]
TAGS = list(LANGUAGES)
FONTS = ("Liberation Serif", "Noto Serif CJK JP", "Noto Serif CJK TC", "Noto Sans CJK SC")


def need(*programs: str) -> None:
    """Fail in CI, and skip elsewhere, where a program is missing."""
    for program in programs:
        if not shutil.which(program):
            missing(program)


def need_fonts(*families: str) -> None:
    """The same for fonts."""
    need("fc-list")
    there = output("fc-list", ":", "family")
    for family in families:
        if family not in there:
            missing(family)


def missing(what: str) -> None:
    reason = f"{what} is not installed (see .ci/run)"
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample release's handouts, and those of one that holds everything, as PDF, a folder a language."""
    need("soffice", "pdffonts", "pdftotext")
    need_fonts(*FONTS)
    folder = tmp_path_factory.mktemp("printed")
    make_newsroom(folder)
    shutil.rmtree(folder / "releases" / "fair")
    shutil.copytree(ROOT / "releases" / SAMPLE, folder / "releases" / SAMPLE)
    add_everything(folder, png(1500, 900))
    for arguments in (["translate", "--engine", "echo"], ["export", "--format", "pdf", "--out", str(folder)]):
        command = [sys.executable, "-m", "release_kit", *arguments, "--newsroom", str(folder)]
        subprocess.run(command, check=True, capture_output=True)
    return folder


def output(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def boxes(pdf: Path) -> list[etree._Element]:
    """The pages of a PDF with their words' boxes."""
    done = subprocess.run(["pdftotext", "-bbox", str(pdf), "-"], capture_output=True, check=True)
    tree = etree.fromstring(done.stdout, etree.XMLParser(recover=True))
    return [element for element in tree.iter(etree.Element) if etree.QName(element).localname == "page"]


@pytest.mark.slow
@pytest.mark.parametrize(("slug", "pages"), [(SAMPLE, 1), ("everything", 2)])
@pytest.mark.parametrize("tag", TAGS)
def test_a_handout_prints_on_so_many_pages_of_a4_with_the_languages_faces(
    printed: Path, tag: str, slug: str, pages: int
) -> None:
    pdf = printed / tag / f"{slug}.pdf"
    fonts, info = output("pdffonts", str(pdf)), output("pdfinfo", str(pdf))
    assert int(re.search(r"Pages:\s+(\d+)", info)[1]) == pages
    assert "A4" in info
    assert "Serif" in fonts
    # Noto's collections share one outline table, so the region is not in the embedded font's name.
    assert ("NotoSerifCJK" in fonts) == (tag != "en")
    assert "DejaVu" not in fonts


def test_a_face_that_is_missing_is_stood_in_for_by_one_of_its_region(tmp_path: Path) -> None:
    need("fc-match")
    need_fonts(*FONTS)
    rules = write(tmp_path / "fonts.conf", font_rules())
    expected = {
        "Yu Mincho": "Noto Serif CJK JP", "Yu Gothic": "Noto Sans CJK JP", "PMingLiU": "Noto Serif CJK TC",
        "Microsoft JhengHei": "Noto Sans CJK TC", "SimSun": "Noto Serif CJK SC",
        "Microsoft YaHei": "Noto Sans CJK SC",
    }  # fmt: skip
    for asked, found in expected.items():
        done = subprocess.run(
            ["fc-match", "-f", "%{family[0]}", asked],
            env=os.environ | {"FONTCONFIG_FILE": str(rules)},
            capture_output=True, text=True, check=True,
        )  # fmt: skip
        assert done.stdout == found


@pytest.mark.slow
def test_taiwan_and_the_mainland_print_the_same_character_each_in_its_own_form(
    run: Run, newsroom: Path, tmp_path: Path
) -> None:
    need("soffice", "pdftoppm")
    need_fonts(*FONTS)
    run("translate", "--engine", "echo", "--to", "zh-Hant", "--to", "zh-Hans")
    for tag in ("zh-Hant", "zh-Hans"):
        path = newsroom / "releases" / "fair" / f"index.{tag}.md"
        text = re.sub(r"^title: .*$", "title: 骨角今令", path.read_text(encoding="utf-8"), flags=re.M)
        path.write_text(text, encoding="utf-8")
    editions = editions_of(read_shelf(load_newsroom(newsroom)), ["fair"], datetime(2026, 11, 24, tzinfo=UTC))
    images = []
    for tag in ("zh-Hant", "zh-Hans"):
        edition = next(edition for edition in editions if edition.release.language == tag)
        (artifact,) = PdfExporter().export(edition)
        pdf = tmp_path / f"{tag}.pdf"
        pdf.write_bytes(artifact.content)
        word = next(word for page in boxes(pdf) for word in page if "骨角今令" in "".join(word.itertext()))
        at = [round(float(word.get(name)) * 2) for name in ("xMin", "yMin", "xMax", "yMax")]
        crop = ["-x", str(at[0]), "-y", str(at[1]), "-W", str(at[2] - at[0]), "-H", str(at[3] - at[1])]
        command = ["pdftoppm", "-r", "144", "-singlefile", "-gray", *crop, str(pdf), str(tmp_path / tag)]
        subprocess.run(command, check=True)
        images.append((tmp_path / f"{tag}.pgm").read_bytes())
    assert images[0] != images[1]


@pytest.mark.slow
@pytest.mark.parametrize("slug", [SAMPLE, "everything"])
@pytest.mark.parametrize("tag", TAGS)
def test_no_line_starts_or_ends_with_what_it_must_not_and_no_glyph_is_missing(
    printed: Path, tag: str, slug: str
) -> None:
    text = output("pdftotext", str(printed / tag / f"{slug}.pdf"), "-")
    for line in text.splitlines():
        assert not re.match(r"[、。，．」』）；：！？]", line), line
        assert not re.search(r"[「『（]$", line), line
    assert "\ufffd" not in text
    assert not re.search("[\ue000-\uf8ff]", text)


@pytest.mark.slow
@pytest.mark.parametrize("slug", [SAMPLE, "everything"])
@pytest.mark.parametrize("tag", TAGS)
def test_nothing_stands_outside_the_page(printed: Path, tag: str, slug: str) -> None:
    pages = boxes(printed / tag / f"{slug}.pdf")
    assert pages
    for page in pages:
        width, height = float(page.get("width")), float(page.get("height"))
        for word in page:
            assert 50 < float(word.get("xMin")) < float(word.get("xMax")) < width - 50
            assert 30 < float(word.get("yMin")) < float(word.get("yMax")) < height - 20


@pytest.mark.slow
@pytest.mark.parametrize("tag", TAGS)
def test_a_phone_shows_the_page_without_scrolling_sideways(after: Callable[..., Path], tag: str) -> None:
    need("chromium")
    newsroom = after("build --drafts --engine echo")
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


BROWSER = [
    "chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--dump-dom",
    "--host-resolver-rules=MAP * ~NOTFOUND", "--enable-logging=stderr",
]  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("tag", TAGS)
def test_a_page_asks_nothing_of_anybody_and_says_nothing_on_the_console(
    everything: Path, after: Callable[..., Path], tmp_path: Path, tag: str
) -> None:
    need("chromium")
    text = (everything / "index.en.md").read_text(encoding="utf-8")
    disclaimer = "disclaimer: '![Seal](https://press.example.org/seal.png) The"
    inline = "\n\nInline: ![the pier](media/pier.png), and `![no](https://press.example.org/no.png)`.\n"
    write(
        everything / "index.en.md",
        text.replace("disclaimer: The", disclaimer).replace("ment.\nst", "ment.'\nst") + inline,
    )
    style = (
        'a[href^="https://press.example.org"] { background: url(data:image/gif;base64,R0lGODlhAQABAAAAACw=) }'
    )
    write(everything.parents[1] / "templates" / "style.css", style)
    newsroom = after("build --drafts --engine echo")
    log = tmp_path / "net.json"
    page = newsroom / "public" / tag / "everything.html"
    command = [*BROWSER, f"--user-data-dir={tmp_path}/browser", f"--log-net-log={log}", page.as_uri()]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120)
    assert "CONSOLE" not in done.stderr
    assert "<figure>" in done.stdout
    assert done.stdout.count("../media/everything/pier.png") == 3  # the figure, the one within, the file
    asked = set(re.findall(r'"url":"([a-z]+://[^"]+)"', log.read_text(encoding="utf-8", errors="replace")))
    ours = [url for url in asked if "press.example.org" in url or "media" in url]
    assert all(url.startswith("file:") for url in ours), ours


def luminance(colour: str) -> float:
    """Relative luminance of a hexadecimal colour (WCAG 2.2)."""
    digits = colour.lstrip("#")
    digits = "".join(d * 2 for d in digits) if len(digits) == 3 else digits
    parts = [int(digits[n : n + 2], 16) / 255 for n in (0, 2, 4)]
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("name", ["page", "index"])
def test_colours_stand_out_in_light_and_in_dark(name: str) -> None:
    text = (ROOT / "src" / "release_kit" / "templates" / f"{name}.html.j2").read_text(encoding="utf-8")
    schemes = re.findall(r":root \{[^}]*?(--ink: [^}]*)\}", text)
    assert len(schemes) >= 2
    for scheme in schemes:
        colours = dict(re.findall(r"--(\w+): (#[0-9a-f]+)", scheme))
        for kind in ("ink", "quiet", "link"):
            light, dark = sorted((luminance(colours[kind]), luminance(colours["paper"])), reverse=True)
            assert (light + 0.05) / (dark + 0.05) >= 4.5, (kind, colours)


@pytest.mark.slow
def test_the_preview_reloads_and_shows_its_marks_in_a_browser(
    everything: Path, after: Callable[..., Path], tmp_path: Path
) -> None:
    need("chromium")
    import threading

    from release_kit.cli.serving import make_server
    from release_kit.publishing.preview import Preview

    server = make_server(Preview(after("translate --engine echo")), 0)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_address[1]}/ja/everything.html"
    browser = [part for part in BROWSER if not part.startswith("--host-resolver")]
    command = [*browser, "--virtual-time-budget=3000", f"--user-data-dir={tmp_path}/browser", address]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120)
    server.shutdown()
    assert "Refused" not in done.stderr
    assert '<aside class="preview"' in done.stdout
    assert "draft" in done.stdout


@pytest.mark.slow
def test_export_writes_pdf(run: Run, tmp_path: Path) -> None:
    need("soffice")
    assert run("export", "fair", "--format", "pdf", "--out", str(tmp_path)).code == 0
    assert (tmp_path / "en" / "fair.pdf").read_bytes().startswith(b"%PDF-")
