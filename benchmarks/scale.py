"""A newsroom of many releases: the first build, a second with nothing changed, and the feeds of all.

    python benchmarks/scale.py [--releases 1000]

The releases are copies of the sample that people approved, each with an id and a date of its own.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
import time
import uuid
from datetime import UTC, datetime, timedelta
from pathlib import Path

ROOT = Path(__file__).parent.parent
SAMPLE = ROOT / "releases" / "2024-02-29-kumamoto-expo"


def make(folder: Path, count: int) -> None:
    """The newsroom with so many copies of the sample release."""
    shutil.copy(ROOT / "release-kit.toml", folder)
    shutil.copytree(ROOT / "glossary", folder / "glossary")
    for number in range(count):
        place = folder / "releases" / f"release-{number:05d}"
        shutil.copytree(SAMPLE, place)
        for path in place.glob("index.*.md"):
            old = path.read_text(encoding="utf-8")
            line = next(line for line in old.splitlines() if line.startswith("id: "))
            new = str(uuid.uuid5(uuid.NAMESPACE_URL, f"{number}"))
            path.write_text(old.replace(line, f"id: {new}"), encoding="utf-8")


def timed(folder: Path, *words: str) -> float:
    start = time.perf_counter()
    subprocess.run(
        [sys.executable, "-m", "release_kit", *words], cwd=folder, capture_output=True, check=False
    )
    return time.perf_counter() - start


def feeds(count: int, window: int = 100) -> float:
    """Every feed of so many releases in one language, in this process."""
    from dataclasses import replace

    from release_kit.editions.artifacts import make_feeds
    from release_kit.editions.edition import make_editions
    from release_kit.model import Artifact
    from release_kit.newsroom.settings import FeedSettings, load_newsroom
    from release_kit.release.shelf import read_shelf

    shelf = read_shelf(load_newsroom(ROOT))
    office = replace(shelf.newsroom, feeds=FeedSettings(window))
    source = shelf.sources[SAMPLE.name]
    day = datetime(2000, 1, 1, tzinfo=UTC)
    releases = [
        replace(source, slug=f"r{n}", id=str(uuid.UUID(int=n)), date=day + timedelta(hours=n))
        for n in range(count)
    ]
    editions = [made for release in releases for made in make_editions(office, release, [release], day)]
    handouts = [Artifact(f"en/r{n}.docx", "", b"0" * 10_000) for n in range(count)]  # as a build has them
    start = time.perf_counter()
    make_feeds(office, editions, handouts)
    return time.perf_counter() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--releases", type=int, default=1000)
    parser.add_argument("--items", type=int, default=10_000)
    options = parser.parse_args()
    print(f"feeds and index of {options.items:,} releases, a window of 100: {feeds(options.items):.1f} s")
    print(f"the same, every item in every feed: {feeds(options.items, window=0):.1f} s")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make(folder, options.releases)
        first = timed(folder, "build", "--drafts", "--engine", "echo")
        print(f"{options.releases:,} releases, four languages: {first:.1f} s")
        print(f"again, nothing changed: {timed(folder, 'build', '--engine', 'echo'):.2f} s")
        before = {path: path.stat().st_mtime_ns for path in (folder / "public").rglob("*.*")}
        path = folder / "releases" / "release-00000" / "index.en.md"
        path.write_text(
            path.read_text(encoding="utf-8").replace("thanked", "warmly thanked"), encoding="utf-8"
        )
        seconds = timed(folder, "build", "--drafts", "--engine", "echo")
        touched = [path for path, when in before.items() if path.stat().st_mtime_ns != when]
        print(f"one changed: {seconds:.1f} s, {len(touched)} of {len(before)} files written")


if __name__ == "__main__":
    main()
