"""What the tests share: a small newsroom, and the command line in this process."""

from __future__ import annotations

import hashlib
import re
import shutil
import struct
import sys
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from release_kit.cli import main

ROOT = Path(__file__).parent.parent
FIXTURES = Path(__file__).parent / "fixtures"
SAMPLE = "2024-02-29-kumamoto-expo"

RELEASE = """---
id: 0b9d2f4e-31c7-4f0e-8a54-2f6f1c9be803
title: Kaohsiung Opens Pavilion in Kumamoto
date: '2026-10-20T10:00:00+09:00'
issuer: Kaohsiung City Government
dateline:
  city: Kaohsiung
  country: Taiwan
  wire: Media OutReach Newswire
hashtags:
  - Kumamoto
disclaimer: The issuer is solely responsible for the content of this announcement.
status: draft
---

Deputy Mayor of Kaohsiung Lo Ta-sheng opened the Kaohsiung Pavilion on 29 February 2024.

## Next steps

- Governor Kabashima will visit Kaohsiung in 2025.
- See **Media OutReach Newswire** or [the site](https://press.example.org/a).
"""

SHORT = RELEASE.split("\n## ", maxsplit=1)[0]

JAPANESE = """高雄市の羅達生副市長は2024年2月29日、高雄市パビリオンを開会した。

## 今後

- 蒲島知事は2025年に高雄市を訪れる。
- **Media OutReach Newswire**または[サイト](https://press.example.org/a)を参照。
"""


@dataclass(frozen=True)
class Result:
    """What a command did."""

    code: int
    out: str
    err: str


@pytest.fixture
def newsroom(tmp_path: Path) -> Path:
    """A newsroom with the sample's glossary and one short release."""
    return make_newsroom(tmp_path)


def make_newsroom(folder: Path) -> Path:
    """The folder, with the sample's glossary and settings and one short release in it."""
    shutil.copytree(ROOT / "glossary", folder / "glossary")
    shutil.copy(ROOT / "release-kit.toml", folder)
    write(folder / "releases" / "fair" / "index.en.md", RELEASE)
    return folder


def png(width: int = 600, height: int = 400) -> bytes:
    """A picture of one colour."""
    row = b"\0" + b"\x20\x60\x90" * width

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    data = zlib.compress(row * height, 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


@pytest.fixture
def everything(newsroom: Path) -> Path:
    """The folder of a release that holds everything a release may hold."""
    return add_everything(newsroom, png())


def add_everything(newsroom: Path, picture: bytes) -> Path:
    """The folder of a release that holds everything, in a newsroom, with this picture."""
    folder = newsroom / "releases" / "everything"
    write(folder / "index.en.md", (FIXTURES / "everything.md").read_text(encoding="utf-8"))
    (folder / "media").mkdir()
    (folder / "media" / "pier.png").write_bytes(picture)
    return folder


def write(path: Path, text: str) -> Path:
    """A file with this text, its folder made."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def run(
    newsroom: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., Result]:
    """Run release-kit in the newsroom."""

    def command(*arguments: str) -> Result:
        capsys.readouterr()
        code = call(newsroom, arguments, monkeypatch)
        captured = capsys.readouterr()
        return Result(code, captured.out, captured.err)

    return command


def call(newsroom: Path, arguments: Sequence[str], patch: pytest.MonkeyPatch) -> int:
    """Run release-kit in a newsroom, in this process; the exit status."""
    patch.chdir(newsroom)
    patch.setattr(sys, "argv", ["release-kit", *arguments])
    with pytest.raises(SystemExit) as exit_:
        main()
    return int(exit_.value.code or 0)


Work = Callable[[Path, Callable[..., Result]], object]


class Kept:
    """Newsrooms as work left them; what is done to one and the same files is done once a session."""

    def __init__(self, factory: pytest.TempPathFactory) -> None:
        self.factory = factory
        self.made: dict[tuple[str, str], Path] = {}

    def once(self, newsroom: Path, name: str, work: Work) -> Path:
        """The newsroom as this work, known by its name, leaves it; done in another folder and copied."""
        key = (state(newsroom), name)
        if key not in self.made:
            folder = self.factory.mktemp("kept") / "newsroom"
            shutil.copytree(newsroom, folder)
            with pytest.MonkeyPatch.context() as patch:
                work(folder, lambda *arguments: Result(call(folder, arguments, patch), "", ""))
            self.made[key] = folder
        shutil.copytree(self.made[key], newsroom, dirs_exist_ok=True)
        return newsroom

    def run(self, newsroom: Path, *commands: str) -> Path:
        """The newsroom, in which these commands were run."""

        def work(_: Path, run: Callable[..., Result]) -> None:
            for command in commands:
                assert run(*command.split()).code in (0, 1), command  # 1: findings

        return self.once(newsroom, "\n".join(commands), work)


def state(folder: Path) -> str:
    """A hash of every file of a folder and of its place in it."""
    found = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            found.update(f"{path.relative_to(folder)}\0{path.stat().st_size}\0".encode() + path.read_bytes())
    return found.hexdigest()


@pytest.fixture(scope="session")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    """Newsrooms that tests which look at what commands made need not make again."""
    return Kept(tmp_path_factory)


@pytest.fixture
def after(newsroom: Path, kept: Kept, capsys: pytest.CaptureFixture[str]) -> Callable[..., Path]:
    """Bring the newsroom to where these commands leave it, a string a command."""

    def work(*commands: str) -> Path:
        kept.run(newsroom, *commands)
        capsys.readouterr()
        return newsroom

    return work


def approve(newsroom: Path, run: Callable[..., Result]) -> Path:
    """The sample translated by echo, its Japanese written by hand and approved."""
    assert run("translate", "--to", "ja", "--engine", "echo").code == 0
    path = newsroom / "releases" / "fair" / "index.ja.md"
    text = path.read_text(encoding="utf-8")
    head, _ = text.split("\n---\n", 1)
    head = re.sub(r"(?m)^title: .*$", "title: 高雄市、熊本にパビリオンを開設", head)
    path.write_text(f"{head}\n---\n\n{JAPANESE}", encoding="utf-8")
    assert run("approve", "fair", "--to", "ja", "--by", "Editor").code == 0
    return path


def approve_everything(newsroom: Path, slug: str = "fair") -> None:
    """Every rendering of a release accepted, findings and all, and approved."""
    from datetime import UTC, datetime

    from release_kit.approval import Overruling
    from release_kit.approval import accept as accept_findings
    from release_kit.approval import approve as approve_texts
    from release_kit.checks import check
    from release_kit.newsroom import load_newsroom
    from release_kit.release import read_shelf

    now = datetime(2026, 11, 1, tzinfo=UTC)
    shelf = read_shelf(load_newsroom(newsroom))
    for tag, rendering in shelf.renderings[slug].items():
        found = [f for f in check(shelf, [slug]) if f.place.path == str(rendering.path)]
        names = [f.id for f in found if f.severity in ("error", "warning") and f.id]
        accept_findings(shelf, slug, tag, names, Overruling("Editor", "a test", now))
    result = approve_texts(shelf, slug, list(shelf.renderings[slug]), "Editor", now)
    assert not result.findings
