"""Embargoes under a fake clock: many orders of events, and after each run nobody may see what is held.

    python benchmarks/embargo.py [--cases 10000] [--seed 1]

A newsroom of three releases lives through random events: an embargo is added, moved, lifted, written in
some zone and some form of YAML; the clock goes on; caches and lists are deleted; archives are switched; a
release becomes a link, is renamed, deleted, broken; the glossary or a template breaks; a target refuses. Then
`build`, `feed` or `publish` runs. A case is one such run: after it no word of a held release may stand in
public/ or on any target. Prints the cases by event, and every leak.
"""

from __future__ import annotations

import argparse
import random
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

from release_kit.errors import ReleaseKitError
from release_kit.newsroom import load_newsroom
from release_kit.pipeline import build
from release_kit.publishing import choose_shown, publish, take_down_public, write_public
from release_kit.release import read_shelf

ROOT = Path(__file__).parent.parent
SETTINGS = """base_url = "https://press.example.net"
source = "en"
languages = ["en", "ja"]
formats = ["html", "txt"]
base_terms = []
[name]
en = "Press office"
[targets.web]
kind = "folder"
path = "web"
[targets.mirror]
kind = "folder"
path = "mirror"
"""
RELEASE = """---
id: 0b9d2f4e-31c7-4f0e-8a54-2f6f1c9be80{number}
title: Secret{number} headline of the release
date: '2026-10-20T10:00:00+09:00'
{embargo}status: approved
---

Secret{number} words stand in the first paragraph.
"""
FORMS = (
    "embargo: {0}\n",
    "embargo: '{0}'\n",
    'embargo: "{0}"  # agreed\n',
    "'embargo': {0}\n",
    "embargo:\n  {0}\n",
)
COMMANDS = ("build", "build one", "feed", "publish web", "publish mirror")


class World:
    """A newsroom, its clock, and what has been done to it."""

    def __init__(self, root: Path, seed: int) -> None:
        self.root, self.rng = root, random.Random(seed)
        self.now = datetime(2026, 11, 1, tzinfo=UTC)
        self.ends: dict[int, datetime | None] = dict.fromkeys(range(3))
        self.slugs = {number: f"release-{number}" for number in range(3)}
        (root / "release-kit.toml").write_text(SETTINGS, encoding="utf-8")
        for number in range(3):
            self.write(number)

    def path(self, number: int) -> Path:
        return self.root / "releases" / self.slugs[number] / "index.en.md"

    def write(self, number: int) -> None:
        """The source as it is meant to be now."""
        end, line = self.ends[number], ""
        if end:
            zone = timezone(timedelta(minutes=self.rng.randint(-14 * 4, 14 * 4) * 15))
            line = self.rng.choice(FORMS).format(end.astimezone(zone).isoformat())
        path = self.path(number)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(RELEASE.format(number=number, embargo=line), encoding="utf-8")

    # -- events

    def embargo(self) -> None:
        number = self.rng.randrange(3)
        self.ends[number] = self.rng.choice(
            (None, self.now + timedelta(seconds=self.rng.randint(-5, 5) * 60))
        )
        self.write(number)

    def clock(self) -> None:
        ends = [end for end in self.ends.values() if end and end > self.now]
        step = timedelta(seconds=self.rng.choice((0, 1, 59, 600)))
        self.now = self.rng.choice((*ends, self.now + step)) - timedelta(seconds=self.rng.choice((0, 1)))

    def caches(self) -> None:
        shutil.rmtree(self.root / ".release-kit", ignore_errors=True)

    def archives(self) -> None:
        extra = self.rng.choice(("", "[feeds]\nwindow = 1\narchives = true\n", "[feeds]\nwindow = 2\n"))
        (self.root / "release-kit.toml").write_text(SETTINGS + extra, encoding="utf-8")

    def link(self) -> None:
        folder = self.path(self.rng.randrange(3)).parent
        if folder.is_dir() and not folder.is_symlink():
            elsewhere = self.root / "elsewhere" / f"{folder.name}-{self.rng.randrange(10**9)}"
            elsewhere.parent.mkdir(exist_ok=True)
            folder.rename(elsewhere)
            folder.symlink_to(elsewhere)

    def rename(self) -> None:
        number = self.rng.randrange(3)
        old = self.path(number).parent
        self.slugs[number] = f"release-{number}-{self.rng.choice('abc')}"
        if old.exists() and old != self.path(number).parent and not self.path(number).parent.exists():
            old.rename(self.path(number).parent)
        self.write(number)

    def break_release(self) -> None:
        number = self.rng.randrange(3)
        text = self.path(number).read_text(encoding="utf-8")
        self.path(number).write_text(text.replace("title:", "title: [", 1), encoding="utf-8")

    def break_rendering(self) -> None:
        path = self.path(self.rng.randrange(3)).with_name("index.ja.md")
        path.write_text("---\nid: 1\n---\n", encoding="utf-8")

    def break_other(self) -> None:
        name = self.rng.choice(("glossary/places.csv", "templates/page.html.j2", "templates/index.html.j2"))
        (self.root / name).parent.mkdir(exist_ok=True)
        (self.root / name).write_text("{% if %}\n1,2\n", encoding="utf-8")

    def break_target(self) -> None:
        place = self.root / "mirror" / ".release-kit.json"
        if place.is_file() and self.rng.random() < 0.3:
            place.write_text("{", encoding="utf-8")
            shutil.rmtree(self.root / "mirror")  # what a person does whom the message told to look

    def mend(self) -> None:
        for name in ("glossary", "templates"):
            shutil.rmtree(self.root / name, ignore_errors=True)
        for number in range(3):
            self.path(number).with_name("index.ja.md").unlink(missing_ok=True)
            self.write(number)

    @property
    def events(self) -> tuple[Callable[[], None], ...]:
        often = (self.embargo, self.clock, self.mend)
        faults = (self.break_release, self.break_rendering, self.break_other, self.break_target)
        return (*often, *often, self.caches, self.archives, self.link, self.rename, *faults)

    # -- runs

    def run(self, command: str) -> None:
        """One run; whatever it says, an error of ours is an answer and not a crash."""
        try:
            newsroom = load_newsroom(self.root)
            if command.startswith("publish"):
                publish(newsroom, command.split()[1], self.now, drafts=True)
            elif command == "feed":
                take_down_public(newsroom, self.now, drafts=True)
                shelf = read_shelf(newsroom)
                write_public(newsroom, choose_shown(shelf, self.now, drafts=True), (), shelf.broken)
            else:
                chosen = [self.slugs[self.rng.randrange(3)]] if command == "build one" else []
                build(newsroom, chosen, "echo", self.now, drafts=True)
        except ReleaseKitError:
            pass

    def leaks(self, command: str) -> list[str]:
        """What may be read of held releases in the places that the run was about."""
        places = ["web", "mirror"] if command.startswith("publish") else ["public"]
        held = [number for number, end in self.ends.items() if end and self.now < end]
        found = []
        for place in places:
            for path in (self.root / place).rglob("*"):
                if path.is_file():
                    data = path.read_bytes() + path.name.encode()
                    found += [f"{path}: Secret{n}" for n in held if f"Secret{n}".encode() in data]
        return found


def storm(root: Path, cases: int, seed: int) -> tuple[Counter[str], list[str]]:
    """So many runs in one newsroom, events between them; the runs by command, and every leak."""
    world = World(root, seed)
    runs: Counter[str] = Counter()
    leaks: list[str] = []
    for case in range(cases):
        for _ in range(world.rng.randint(1, 3)):
            world.rng.choice(world.events)()
        command = world.rng.choice(COMMANDS)
        world.run(command)
        runs[command] += 1
        leaks += [f"seed {seed} case {case} {command}: {leak}" for leak in world.leaks(command)]
    return runs, leaks


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    total: Counter[str] = Counter()
    leaks: list[str] = []
    for turn in range(0, options.cases, 100):
        with tempfile.TemporaryDirectory() as name:
            runs, found = storm(Path(name), min(100, options.cases - turn), options.seed + turn)
        total += runs
        leaks += found
    print(
        f"{sum(total.values()):,} cases: "
        + ", ".join(f"{count} {name}" for name, count in sorted(total.items()))
    )
    print(f"{len(leaks)} leaks", *leaks[:20], sep="\n")
    return 1 if leaks else 0


if __name__ == "__main__":
    sys.exit(main())
