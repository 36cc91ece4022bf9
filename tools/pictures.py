"""Make the pictures of the README: a handout and a page of the sample newsroom.

    python tools/pictures.py

It needs LibreOffice, pdftoppm, Chromium and the Noto CJK fonts. The handout is printed and the page is
opened in a browser, so the pictures show what a reader sees; look at them before you commit them.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
TARGET = ROOT / "docs" / "pictures"
RELEASE = "2024-02-29-kumamoto-expo"
HANDOUT, PAGE = "ja", "zh-Hant"
WIDTH, HEIGHT = 800, 1040  # of each picture, in points of a screen
BROWSER = (
    "chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--hide-scrollbars",
    "--blink-settings=preferredColorScheme=1", "--force-device-scale-factor=1.5",
)  # fmt: skip
SHEET = """<!doctype html><style>
html, body {{ margin: 0; height: 100%; overflow: hidden; background: #e9ecef }}
{thing} {{ display: block; box-sizing: border-box; width: 752px; height: 1100px; margin: 24px auto 0; border: 0;
background: white; box-shadow: 0 1px 6px rgb(0 0 0 / 35%); object-fit: cover; object-position: top }}
</style>{content}"""


def run(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True, cwd=ROOT)


def take(sheet: str, path: Path, folder: Path) -> None:
    """A picture of an HTML text that names files of the folder."""
    (folder / "sheet.html").write_text(sheet, encoding="utf-8")
    size = f"--window-size={WIDTH},{HEIGHT}"
    run(*BROWSER, size, f"--screenshot={path}", (folder / "sheet.html").as_uri())


def main() -> None:
    TARGET.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        made = ("export", RELEASE, "--format", "pdf,html", "--newsroom", str(ROOT), "--out", str(folder))
        run(sys.executable, "-m", "release_kit", *made)
        printed = folder / HANDOUT / f"{RELEASE}.pdf"
        run("pdftoppm", "-png", "-r", "200", "-singlefile", str(printed), str(folder / "handout"))
        sheet = SHEET.format(thing="img", content='<img src="handout.png">')
        take(sheet, TARGET / "handout.webp", folder)
        frame = f'<iframe src="{PAGE}/{RELEASE}.html"></iframe>'
        take(SHEET.format(thing="iframe", content=frame), TARGET / "page.webp", folder)
    for path in sorted(TARGET.iterdir()):
        print(path.name, path.stat().st_size)


if __name__ == "__main__":
    main()
