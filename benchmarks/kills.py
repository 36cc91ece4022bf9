"""Runs that are killed at random instants, while a reader polls and a person saves.

    python benchmarks/kills.py [--kills 200] [--seed 1]

`translate`, `build` and `publish` run in turn on a small newsroom whose source changes all the time; each is
killed by SIGKILL at a random instant of its usual length. Meanwhile a reader reads every file of public/ and
of the target, and a person saves her own words into a paragraph of the Japanese. After each kill: no file is
torn, the person's last words are in the rendering, and after one whole run everything else is known as the
machine's. Prints the counts.
"""

from __future__ import annotations

import argparse
import json
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path

SETTINGS = """base_url = "https://press.example.net"
source = "en"
languages = ["en", "ja"]
base_terms = []
[name]
en = "Press office"
[targets.web]
kind = "folder"
path = "web"
"""
RELEASE = """---
id: 0b9d2f4e-31c7-4f0e-8a54-2f6f1c9be803
title: The hall opens
date: '2026-10-20T10:00:00+09:00'
status: approved
---

The first paragraph, turn {turn}.

The paragraph that a person edits.

The third paragraph, turn {turn}.{more}
"""
COMMANDS = (
    ("translate", "--engine", "echo"),
    ("build", "--engine", "echo"),
    ("publish", "web", "--allow-drafts"),
)
HERS = "The person's words number"


class Reader(threading.Thread):
    """Reads what others see, over and over; notes every file that is not whole."""

    def __init__(self, places: list[Path]) -> None:
        super().__init__(daemon=True)
        self.places, self.looks, self.torn = places, 0, list[str]()
        self.ended = threading.Event()

    def run(self) -> None:
        while not self.ended.is_set():
            for path in [path for place in self.places for path in place.rglob("*")]:
                self.look(path)
            self.looks += 1

    def look(self, path: Path) -> None:
        """A page ends with its last tag, a document with a zip's end, a list is JSON."""
        try:
            data = path.read_bytes() if path.is_file() and not path.name.endswith(".tmp") else b""
        except OSError:  # gone between the two
            return
        ends = {".html": b"</html>", ".xml": b">", ".opml": b"</opml>", ".json": b"}"}
        is_whole = not data or data.rstrip().endswith(ends.get(path.suffix, b""))
        if path.suffix == ".docx" and data:
            is_whole = data.startswith(b"PK") and b"PK\x05\x06" in data[-400:]
        if not is_whole:
            self.torn.append(str(path))


class Office:
    """The newsroom, its changing source, and the person."""

    def __init__(self, root: Path, seed: int) -> None:
        self.root, self.rng = root, random.Random(seed)
        self.folder = root / "releases" / "hall"
        self.folder.mkdir(parents=True)
        (root / "release-kit.toml").write_text(SETTINGS, encoding="utf-8")
        self.counts: Counter[str] = Counter()
        self.saved = 0
        self.lengths: dict[tuple[str, ...], float] = {}  # seconds of a whole run

    def measure(self) -> None:
        """One whole run of each command: how long it takes, and something for the reader to read."""
        self.change_source(1)
        for words in COMMANDS:
            begun = time.monotonic()
            self.start(words).wait()
            self.lengths[words] = time.monotonic() - begun

    def change_source(self, turn: int) -> None:
        more = "\n\nOne more paragraph." if turn % 3 else ""
        (self.folder / "index.en.md").write_text(RELEASE.format(turn=turn, more=more), encoding="utf-8")

    def save(self) -> None:
        """The person opens the rendering, writes her paragraph and saves."""
        path = self.folder / "index.ja.md"
        if not path.is_file():
            return
        lines = path.read_text(encoding="utf-8").split("\n")
        mine = [n for n, line in enumerate(lines) if line.startswith((HERS, "The paragraph that a person"))]
        if mine:
            self.saved += 1
            lines[mine[0]] = f"{HERS} {self.saved}."
            beside = path.with_name("index.ja.md~")
            beside.write_text("\n".join(lines), encoding="utf-8")
            beside.replace(path)

    def start(self, words: tuple[str, ...]) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "release_kit", *words, "--newsroom", str(self.root)]
        return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def kill_one(self, turn: int) -> None:
        """One run, killed at some instant, the person saving at another."""
        self.change_source(turn)
        words = COMMANDS[turn % len(COMMANDS)]
        process = self.start(words)
        instants = sorted(self.rng.uniform(0.2, 1.1) * self.lengths[words] for _ in range(2))
        time.sleep(instants[0])
        self.save()
        time.sleep(instants[1] - instants[0])
        process.send_signal(signal.SIGKILL)
        self.counts["killed" if process.wait() == -signal.SIGKILL else "ended before"] += 1
        self.check_hers()

    def check_hers(self) -> None:
        path = self.folder / "index.ja.md"
        if self.saved and path.is_file() and f"{HERS} {self.saved}." not in path.read_text(encoding="utf-8"):
            self.counts["a person's words lost"] += 1

    def settle(self) -> None:
        """A whole run; after it only the person's paragraph counts as hers."""
        self.start(("translate", "--engine", "echo")).wait()
        values = json.loads((self.folder / "ledger.ja.json").read_text(encoding="utf-8"))
        edited = [entry for entry in values["entries"] if entry["written"] != entry["seen"]]
        if len(edited) > (self.saved > 0):
            self.counts["machine's words taken for a person's"] += 1
        self.counts["settled"] += 1


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        office = Office(Path(name), options.seed)
        reader = Reader([Path(name) / "public", Path(name) / "web"])
        office.measure()
        reader.start()
        turn = 0
        while office.counts["killed"] < options.kills and turn < 3 * options.kills:
            office.kill_one(turn)
            turn += 1
            if turn % 10 == 0:
                office.settle()
        reader.ended.set()
        reader.join(10)
    print(f"{turn} runs: {dict(office.counts)}; the person saved {office.saved} times")
    print(
        f"the reader looked {reader.looks:,} times; {len(reader.torn)} files torn",
        *reader.torn[:10],
        sep="\n",
    )
    bad = office.counts["a person's words lost"] + office.counts["machine's words taken for a person's"]
    return 1 if bad or reader.torn else 0


if __name__ == "__main__":
    sys.exit(main())
