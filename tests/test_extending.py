"""docs/extending.md is followed step by step: its package is put together and does what the page says."""

from __future__ import annotations

import os
import re
import sqlite3
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import ROOT

PAGE = (ROOT / "docs" / "extending.md").read_text(encoding="utf-8")
FILES = dict(re.findall(r"^```\w+\n# (\S+)\n(.*?)^```$", PAGE, re.M | re.S))
PROGRAM = f"""#!{sys.executable}
import re, sys
for line in sys.stdin.read().split("\\n"):
    print("、".join(re.findall("[^\\x00-\\x7f]+|[0-9]+", line)) + "という文！")
"""
Command = Callable[..., "subprocess.CompletedProcess[str]"]


def install(folder: Path) -> None:
    """What an installer makes of the package: its modules, and its entry points beside them."""
    project = tomllib.loads(FILES["pyproject.toml"])["project"]
    for name, text in FILES.items():
        if name.endswith(".py"):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text, encoding="utf-8")
    info = folder / f"{project['name'].replace('-', '_')}-{project['version']}.dist-info"
    info.mkdir()
    head = f"Metadata-Version: 2.1\nName: {project['name']}\nVersion: {project['version']}\n"
    (info / "METADATA").write_text(head, encoding="utf-8")
    lines = [
        line
        for group, entries in project["entry-points"].items()
        for line in (f"[{group}]", *(f"{word} = {place}" for word, place in entries.items()))
    ]
    (info / "entry_points.txt").write_text("\n".join(lines), encoding="utf-8")


@pytest.fixture
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which the page's package is installed."""
    folder = tmp_path_factory.mktemp("site")
    install(folder)
    return folder


@pytest.fixture
def extended(newsroom: Path, site: Path, tmp_path_factory: pytest.TempPathFactory) -> Command:
    """release-kit in a newsroom, with the page's package installed."""
    programs = tmp_path_factory.mktemp("programs")
    (programs / "office-translate").write_text(PROGRAM, encoding="utf-8")
    (programs / "office-translate").chmod(0o755)
    paths = {"PYTHONPATH": [str(site), *sys.path], "PATH": [str(programs), os.environ["PATH"]]}
    environment = os.environ | {name: os.pathsep.join(filter(None, found)) for name, found in paths.items()}

    def command(*words: str) -> subprocess.CompletedProcess[str]:
        whole = [sys.executable, "-m", "release_kit", *words]
        return subprocess.run(
            whole, cwd=newsroom, env=environment, capture_output=True, text=True, check=False
        )

    return command


def test_an_engine_translates_with_every_term_and_fact_and_its_flaws_are_found(
    newsroom: Path, extended: Command
) -> None:
    done = extended("translate", "fair", "--to", "ja", "--engine", "office")
    assert "Traceback" not in done.stderr
    rendering = (newsroom / "releases" / "fair" / "index.ja.md").read_text(encoding="utf-8")
    assert "engine: office" in rendering
    assert "高雄市の羅達生副市長" in rendering
    assert "という文" in rendering
    found = extended("check", "fair").stdout
    assert re.search(r"^warning: .*: tone: the headline shouts$", found, re.M), found


def test_a_pair_that_an_engine_does_not_serve_is_an_error_in_a_line(extended: Command) -> None:
    done = extended("translate", "fair", "--to", "zh-Hant", "--engine", "office")
    assert done.returncode == 3
    assert done.stderr.startswith("release-kit: nothing here translates English to")


def test_an_exporter_makes_its_files_on_demand_and_in_public(newsroom: Path, extended: Command) -> None:
    done = extended("export", "fair", "--format", "post")
    assert done.returncode == 0, done.stderr
    assert (newsroom / "out" / "en" / "fair.post.txt").read_text(encoding="utf-8") == (
        "Kaohsiung Opens Pavilion in Kumamoto\nhttps://press.example.org/en/fair.html\n#Kumamoto\n"
    )
    settings = newsroom / "release-kit.toml"
    (line,) = re.findall(r"`(formats = \[.*?\])`", PAGE)
    settings.write_text(f"{line}\n{settings.read_text(encoding='utf-8')}", encoding="utf-8")
    extended("build", "--drafts", "--engine", "echo")
    assert (newsroom / "public" / "en" / "fair.post.txt").is_file()


def test_a_target_is_sent_to(newsroom: Path, extended: Command) -> None:
    with (newsroom / "release-kit.toml").open("a", encoding="utf-8") as settings:
        settings.write(FILES["release-kit.toml"])
    done = extended("publish", "site", "--allow-drafts")
    assert done.returncode == 0, done.stderr
    database = sqlite3.connect(newsroom / "site.db")
    paths = {path for (path,) in database.execute("SELECT path FROM files")}
    assert {"en/fair.html", "en/fair.docx", "en/feed.xml"} <= paths
    assert extended("publish", "site", "--allow-drafts").stderr.endswith("nothing to do\n")


def test_a_store_that_lacks_a_method_is_refused_before_anything_is_sent(
    newsroom: Path, site: Path, extended: Command
) -> None:
    with (newsroom / "release-kit.toml").open("a", encoding="utf-8") as settings:
        settings.write(FILES["release-kit.toml"])
    module = site / "office_extras" / "sqlite.py"
    module.write_text(
        module.read_text(encoding="utf-8").replace("def sweep", "def sweep_up"), encoding="utf-8"
    )
    done = extended("publish", "site", "--allow-drafts")
    assert done.returncode == 2
    assert "office-extras: entry point 'sqlite'" in done.stderr
    assert "gives a Store that has no method `sweep`; update that package" in done.stderr
    rows = sqlite3.connect(newsroom / "site.db").execute("SELECT count(*) FROM files")
    assert rows.fetchone() == (0,)


def test_a_check_with_a_built_in_ones_name_is_refused(site: Path, extended: Command) -> None:
    (entries,) = site.glob("*.dist-info/entry_points.txt")
    entries.write_text(entries.read_text(encoding="utf-8").replace("tone =", "terms ="), encoding="utf-8")
    extended("translate", "fair", "--to", "ja", "--engine", "echo")
    done = extended("check", "fair")
    assert done.returncode == 2
    assert "adds a check 'terms'" in done.stderr
