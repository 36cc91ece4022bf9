"""Others' packages come in through three doors, and are checked there: one clear line, and no traceback."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from conftest import Result, write

from release_kit import extensions
from release_kit.checks.review import known_checks
from release_kit.editions.exporter import Exporter
from release_kit.engines import Engine
from release_kit.errors import ExtensionError, UsageError
from release_kit.publishing.targets.store import Publisher

Run = Callable[..., Result]
ENGINE = """
from release_kit.model import Abilities, Candidate

class Whole:
    name = "whole"
    abilities = Abilities(echoes=True, set_in=True)

    def writes(self, source, target):
        return target

    def translate(self, requests, source, target, count=1):
        return [[Candidate(request.text, 0.0)] for request in requests]

class Mute(Whole):
    translate = None

class Bare:
    name = "bare"

    def writes(self, source, target):
        return target

    def translate(self, requests, source, target, count=1):
        return []

class Old(Whole):
    def translate(self, segments):
        return segments

class Needy(Whole):
    def __init__(self, model):
        self.model = model
"""
BROKEN = {
    "absent": ("acme.nothing:Whole", "cannot be loaded: ModuleNotFoundError: No module named 'acme.nothing'"),
    "gone": (
        "acme.engine:Gone",
        "cannot be loaded: AttributeError: module 'acme.engine' has no attribute 'Gone'",
    ),
    "crash": ("acme.crash:Whole", "cannot be loaded: RuntimeError: no such device"),
    "typo": ("acme.typo:Whole", "cannot be loaded: SyntaxError: "),
    "needy": ("acme.engine:Needy", "cannot be loaded: TypeError: "),
    "mute": ("acme.engine:Mute", "has no method `translate`"),
    "bare": ("acme.engine:Bare", "has no attribute `abilities`"),
    "old": (
        "acme.engine:Old",
        "has a method `translate` that does not take requests, source, target, count",
    ),
}


def distribution(folder: Path, name: str, groups: dict[str, dict[str, str]]) -> None:
    """A small package as an installer leaves it: its code, and its metadata beside it."""
    about = folder / f"{name.replace('-', '_')}-1.0.dist-info"
    write(about / "METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
    sections = (
        f"[release_kit.{group}]\n" + "".join(f"{word} = {value}\n" for word, value in entries.items())
        for group, entries in groups.items()
    )
    write(about / "entry_points.txt", "\n".join(sections))


@pytest.fixture
def acme(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder on sys.path with a package of whole and broken extensions."""
    folder = tmp_path_factory.mktemp("site")
    write(folder / "acme" / "__init__.py", "")
    write(folder / "acme" / "engine.py", ENGINE)
    write(folder / "acme" / "crash.py", "raise RuntimeError('no such device\\nand more')\n")
    write(folder / "acme" / "typo.py", "class Whole\n")
    write(
        folder / "acme" / "others.py", "class Exporter:\n    name = 'x'\n\nclass Publisher:\n    name = 'x'\n"
    )
    groups = {
        "engines": {"whole": "acme.engine:Whole"} | {word: value for word, (value, _) in BROKEN.items()},
        "exporters": {"leaflet": "acme.others:Exporter"},
        "publishers": {"pigeon": "acme.others:Publisher"},
    }
    distribution(folder, "acme-press", groups)
    monkeypatch.syspath_prepend(str(folder))
    yield folder
    for name in [name for name in sys.modules if name.split(".")[0] == "acme"]:
        del sys.modules[name]


def test_a_whole_engine_of_another_package_translates(run: Run, newsroom: Path, acme: Path) -> None:
    assert run("translate", "--to", "ja", "--engine", "whole").code == 0
    text = (newsroom / "releases" / "fair" / "index.ja.md").read_text(encoding="utf-8")
    assert "engine: whole" in text


@pytest.mark.parametrize("word", BROKEN)
def test_a_broken_engine_is_one_line_that_names_package_entry_point_and_flaw(
    run: Run, newsroom: Path, acme: Path, word: str
) -> None:
    done = run("translate", "--to", "ja", "--engine", word)
    assert done.code == 2
    (line,) = done.err.strip().splitlines()
    value, flaw = BROKEN[word]
    place = f"release-kit: acme-press: entry point '{word}' in release_kit.engines ({value})"
    assert line.startswith(f"{place} {flaw}")
    assert line.endswith("; update that package or remove it")
    assert "Traceback" not in done.err
    assert not (newsroom / "releases" / "fair" / "index.ja.md").exists()


def test_exporters_and_publishers_are_checked_too(run: Run, newsroom: Path, acme: Path) -> None:
    done = run("export", "--format", "leaflet", "--out", "out")
    assert (done.code, "'leaflet' in release_kit.exporters" in done.err) == (2, True)
    assert "has no method `export`" in done.err
    settings = newsroom / "release-kit.toml"
    target = '\n[targets.web]\nkind = "pigeon"\npath = "site"\n'
    settings.write_text(settings.read_text(encoding="utf-8") + target, encoding="utf-8")
    done = run("publish", "web")
    assert (done.code, "'pigeon' in release_kit.publishers" in done.err) == (2, True)
    assert "has no method `connect`" in done.err


def test_a_check_that_cannot_be_called_stops_the_checking_by_name(
    run: Run, newsroom: Path, acme: Path
) -> None:
    run("translate", "--engine", "echo", "--to", "ja")
    write(acme / "acme" / "tone.py", "def check():\n    return []\n")
    distribution(acme, "tone-press", {"checks": {"tone": "acme.tone:check"}})
    known_checks.cache_clear()
    done = run("check")
    known_checks.cache_clear()
    assert done.code == 2
    assert "tone-press: entry point 'tone' in release_kit.checks" in done.err
    assert "is no function that takes subject" in done.err


def test_other_commands_go_on_working_beside_a_broken_package(newsroom: Path, acme: Path) -> None:
    for command in (
        ["--help"],
        ["build", "--drafts", "--engine", "echo"],
        ["check"],
        ["glossary", "check"],
        ["models", "list"],
    ):
        done = subprocess.run(
            [sys.executable, "-m", "release_kit", *command],
            capture_output=True,
            text=True,
            check=False,
            cwd=newsroom,
            env=os.environ | {"PYTHONPATH": os.pathsep.join([str(acme), *sys.path])},
        )
        assert done.returncode in (0, 1), done.stderr
        assert "Traceback" not in done.stderr
        assert "acme" not in done.stdout + done.stderr


def test_two_packages_with_one_word_are_refused_by_name(acme: Path) -> None:
    distribution(acme, "rival-press", {"engines": {"whole": "acme.engine:Whole"}})
    with pytest.raises(ExtensionError, match="acme-press and rival-press: each has an entry point 'whole'"):
        extensions.load("engines", "whole", Engine)


def test_an_unknown_word_is_answered_with_the_known_ones(acme: Path) -> None:
    with pytest.raises(
        UsageError, match=r"unknown engine 'nope'; there are: absent, argos, bare, compact, .*whole"
    ):
        extensions.load("engines", "nope", Engine)


@pytest.mark.parametrize(
    ("group", "wanted"), [("engines", Engine), ("exporters", Exporter), ("publishers", Publisher)]
)
def test_every_built_in_holds_against_its_protocol(group: str, wanted: type) -> None:
    for name in extensions.names(group):
        assert isinstance(extensions.load(group, name, wanted), wanted)


def test_loading_engines_through_their_door_imports_no_exporter_and_no_target() -> None:
    code = (
        "import sys\nfrom release_kit import extensions\nfrom release_kit.engines import Engine\n"
        "for name in extensions.names('engines'): extensions.load('engines', name, Engine)\n"
        "print([m for m in sys.modules if m.startswith(('release_kit.editions', 'release_kit.publishing'))])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
