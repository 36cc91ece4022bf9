"""The README is true: its commands exist, its options are all named, its examples run."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from collections.abc import Iterator

import click
import pytest
from conftest import ROOT

from release_kit.checks.review import CHECKS
from release_kit.cli import COMMANDS, group
from release_kit.editions.edition import Edition
from release_kit.editions.view import show_edition
from release_kit.newsroom.settings import load_newsroom
from release_kit.release.shelf import read_shelf

README = (ROOT / "README.md").read_text(encoding="utf-8")


def commands() -> Iterator[tuple[str, click.Command]]:
    context = click.Context(group)
    for name in COMMANDS:
        command = group.get_command(context, name)
        assert command is not None
        if isinstance(command, click.Group):
            yield from ((f"{name} {sub}", found) for sub, found in command.commands.items())
        else:
            yield name, command


@pytest.mark.parametrize(("name", "command"), list(commands()), ids=[name for name, _ in commands()])
def test_every_command_and_option_is_documented(name: str, command: click.Command) -> None:
    assert f"`{name}" in README or f"release-kit {name}" in README
    assert command.help
    for parameter in command.params:
        for option in parameter.opts:
            if option.startswith("--"):
                assert option in README, f"{name} {option}"


def test_every_check_and_template_name_is_documented() -> None:
    for name in CHECKS:
        assert f"| `{name}` |" in README
    shelf = read_shelf(load_newsroom(ROOT))
    release = next(iter(shelf.sources.values()))
    for name in show_edition(Edition(shelf.newsroom, release, {"en": release})):
        assert f"`{name}`" in README, name


def test_the_first_two_blocks_are_the_main_job_and_the_tests() -> None:
    blocks = re.findall(r"^```sh\n(.*?)^```$", README, re.M | re.S)
    assert blocks[0].splitlines()[-1] == ".venv/bin/release-kit build"
    assert blocks[1].splitlines()[-1].endswith(".venv/bin/pytest")


def test_the_examples_say_what_comes_out() -> None:
    (block,) = re.findall(r"^```console\n(.*?)^```$", README, re.M | re.S)
    for example in re.split(r"^\$ ", block, flags=re.M)[1:]:
        line, _, expected = example.partition("\n")
        script = line.replace("release-kit", f"{shlex.quote(sys.executable)} -m release_kit")
        done = subprocess.run(["bash", "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
        assert done.stdout == expected


def test_paths_that_no_user_has_are_not_in_the_project() -> None:
    tracked = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False
    ).stdout
    for name in tracked.split():
        path = ROOT / name
        if path.suffix in (".py", ".md", ".toml", ".csv", ".j2", ".json") and path.name != "test_readme.py":
            assert not re.search(r"/work/|/root/|/opt/pypi", path.read_text(encoding="utf-8")), name
