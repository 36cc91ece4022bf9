"""The documents are true: links lead somewhere, commands and options exist, examples run, pages are current."""

from __future__ import annotations

import importlib
import importlib.metadata
import re
import shlex
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import click
import pytest
import yaml
from conftest import ROOT
from jinja2 import meta
from test_architecture import FLOORS

from release_kit import __version__, extensions
from release_kit.checks.review import CHECKS
from release_kit.editions.edition import sample_edition
from release_kit.editions.templating import environment
from release_kit.editions.view import show_edition
from release_kit.editions.wires.profiles import PROFILES
from release_kit.engines.selection import AUTO
from release_kit.errors import ReleaseKitError
from release_kit.model import How
from release_kit.newsroom.settings import SETTINGS_FILE, load_newsroom
from release_kit.release.fields import KEYS
from release_kit.release.storage import read_source
from tools.reference import EXIT_CODES, PAGES, commands

DOCUMENTS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
NAMES = [str(path.relative_to(ROOT)) for path in DOCUMENTS]
README = DOCUMENTS[0].read_text(encoding="utf-8")
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.M | re.S)
LINK = re.compile(r"\]\(([^)\s]+)\)")
CODE = re.compile(r"(``?)(?!`) ?(.+?) ?\1(?!`)")
COMMAND = re.compile(r"(?:^|[ /])release-kit ([^|]+)")
every_document = pytest.mark.parametrize("path", DOCUMENTS, ids=NAMES)


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def fences(kind: str) -> list[tuple[str, str]]:
    """The code blocks of a kind in all documents, each with its document's name."""
    return [
        (path.name, text)
        for path in DOCUMENTS
        for word, text in FENCE.findall(path.read_text(encoding="utf-8"))
        if word == kind
    ]


def code(path: Path) -> list[str]:
    """The lines of code of a document, in blocks and in sentences."""
    text = path.read_text(encoding="utf-8")
    blocks = [line for _, block in FENCE.findall(text) for line in block.splitlines()]
    return blocks + [words for _, words in CODE.findall(FENCE.sub("", text))]


@cache
def anchors(path: Path) -> set[str]:
    """What the headings of a document are linked by."""
    prose = FENCE.sub("", path.read_text(encoding="utf-8"))
    found = re.findall(r"^#+ (.+)$", prose, re.M)
    return {re.sub(r"[^\w\- ]", "", text.lower()).replace(" ", "-") for text in found}


@every_document
def test_every_link_leads_somewhere(path: Path) -> None:
    prose = FENCE.sub("", path.read_text(encoding="utf-8"))
    for link in LINK.findall(prose):
        if link.startswith("https://"):
            continue
        name, _, anchor = link.partition("#")
        target = (path.parent / name).resolve() if name else path
        assert target.is_relative_to(ROOT), link
        assert target.exists(), link
        if anchor:
            assert anchor in anchors(target), link


@every_document
def test_files_of_the_project_that_are_named_are_there(path: Path) -> None:
    for words in code(path):
        for name in re.findall(r"^(?:benchmarks|docs|src|tests|tools|training)/[\w/.]*$", words):
            assert (ROOT / name).exists(), name


def test_every_document_is_reached_from_the_readme() -> None:
    reached, ahead = set(), [ROOT / "README.md"]
    while ahead:
        path = ahead.pop()
        reached.add(path)
        links = (link.partition("#")[0] for link in LINK.findall(path.read_text(encoding="utf-8")))
        near = {(path.parent / link).resolve() for link in links if link.endswith(".md")}
        ahead += near - reached
    assert set(DOCUMENTS) <= reached


def test_pictures_are_light() -> None:
    pictures = list((ROOT / "docs" / "pictures").iterdir())
    assert len(pictures) == 2
    assert all(path.stat().st_size < 150_000 for path in pictures)


def test_the_readme_is_short() -> None:
    assert len(README.splitlines()) <= 150


def test_the_first_two_blocks_are_the_main_job_and_the_tests() -> None:
    blocks = re.findall(r"^```sh\n(.*?)^```$", README, re.M | re.S)
    assert blocks[0].splitlines()[-1] == ".venv/bin/release-kit build --drafts"
    assert blocks[1].splitlines()[-1].endswith(".venv/bin/pytest -n 2")


@pytest.mark.parametrize("name", PAGES)
def test_pages_made_from_the_code_are_current(name: str) -> None:
    assert read(f"docs/{name}") == PAGES[name](), "run: python tools/reference.py"


def known_commands() -> dict[str, click.Command]:
    return dict(commands())


@pytest.mark.parametrize(("name", "command"), known_commands().items(), ids=known_commands())
def test_every_command_and_option_says_what_it_is_for(name: str, command: click.Command) -> None:
    assert command.help, name
    for option in command.params:
        assert not isinstance(option, click.Option) or option.help, f"{name} {option.name}"


def test_every_exit_code_is_documented() -> None:
    def tree(error: type[ReleaseKitError]) -> Iterator[int]:
        yield error.exit_code
        for kind in error.__subclasses__():
            yield from tree(kind)

    assert {0, 1, 130, *tree(ReleaseKitError)} == set(EXIT_CODES)


@every_document
def test_commands_that_are_named_exist_with_their_options(path: Path) -> None:
    known = known_commands()
    groups = {name.split()[0] for name in known if " " in name}
    for line in (found for text in code(path) for found in COMMAND.findall(text)):
        words = line.split()
        name = " ".join(words[:2]) if words[0] in groups else words[0]
        if name in groups or words[0] in ("COMMAND", "--help"):
            continue
        assert name in known, f"release-kit {line}"
        options = {word for parameter in known[name].params for word in parameter.opts} | {"--help"}
        assert set(re.findall(r"--[a-z-]+", line)) <= options, f"release-kit {line}"


def test_every_name_that_a_user_types_is_documented() -> None:
    assert all(f"| `{name}` |" in read("docs/checks.md") for name in CHECKS)
    assert all(f"| `{how}` |" in read("docs/translation.md") for how in How)
    assert all(f"- `{name}`" in read("docs/translation.md") for name in ["auto", *AUTO, "script", "echo"])
    assert all(f"- `{name}`" in read("docs/translation.md") for name in extensions.names("engines"))
    assert all(f"`{name}`" in read("docs/handouts.md") for name in extensions.names("exporters"))
    assert all(f'kind = "{name}"' in read("docs/publishing.md") for name in extensions.names("publishers"))
    assert all(f"| `{name}` |" in read("docs/feeds.md") for name in PROFILES)


def test_every_name_in_templates_is_documented() -> None:
    names = set(show_edition(sample_edition(load_newsroom(ROOT), "en")).names())
    for path in (ROOT / "src" / "release_kit" / "templates").glob("*.j2"):
        names |= meta.find_undeclared_variables(environment().parse(path.read_text(encoding="utf-8")))
    assert {name for name in names if f"`{name}`" not in read("docs/handouts.md")} == set()


def test_messages_that_are_explained_are_ones_that_are_said() -> None:
    paths = (ROOT / "src" / "release_kit").rglob("*.py")
    said = "\n".join(path.read_text(encoding="utf-8") for path in paths).replace(
        "{SETTINGS_FILE}", SETTINGS_FILE
    )
    rows = re.findall(r"^\| (.*?) \| .*\|$", read("docs/troubleshooting.md"), re.M)[2:]
    parts = [part for row in rows for code in CODE.findall(row) for part in code[1].split("...")]
    assert len(parts) > len(rows)
    assert [part for part in parts if part.strip(" :") not in said] == []


def test_the_examples_say_what_comes_out() -> None:
    examples = [part for _, text in fences("console") for part in re.split(r"^\$ ", text, flags=re.M)[1:]]
    assert examples
    for example in examples:
        line, _, expected = example.partition("\n")
        script = line.replace("release-kit", f"{shlex.quote(sys.executable)} -m release_kit")
        done = subprocess.run(["bash", "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
        assert done.stdout == expected


@pytest.mark.parametrize(("name", "text"), fences("toml"), ids=[name for name, _ in fences("toml")])
def test_the_settings_that_are_shown_are_accepted(newsroom: Path, name: str, text: str) -> None:
    if text.startswith("# "):
        return  # a file of a package's, done step by step in test_extending.py
    (newsroom / "media").mkdir()
    (newsroom / "media" / "logo.png").write_bytes(b"")
    lines, *tables = re.split(r"^(?=\[)", text, maxsplit=1, flags=re.M)
    settings = newsroom / "release-kit.toml"
    usual = settings.read_text(encoding="utf-8")
    settings.write_text("\n".join([lines, usual, *tables]), encoding="utf-8")
    load_newsroom(newsroom)


def test_the_fields_that_are_shown_are_accepted(newsroom: Path) -> None:
    ((_, text),) = fences("yaml")
    path = newsroom / "releases" / "shown" / "index.en.md"
    path.parent.mkdir()
    path.write_text(f"---\n{text}---\n\nThe text.\n", encoding="utf-8")
    release = read_source(load_newsroom(newsroom), "shown")
    assert release.title == yaml.safe_load(text)["title"]
    shown = yaml.safe_load(text)
    assert [key for key in KEYS if key not in shown and f"`{key}:`" not in read("docs/newsroom.md")] == []


def test_every_room_is_in_the_architecture_from_the_top_floor_down() -> None:
    text = read("docs/architecture.md")
    drawing, table = text.split("## The rooms")
    assert re.findall(r"^\| \[`(\w+)`\]", table, re.M) == list(reversed(FLOORS))
    assert re.findall(r"^│ (\w+)", drawing, re.M) == list(reversed(FLOORS))


def test_what_flows_is_frozen_and_where_the_architecture_says() -> None:
    table = read("docs/architecture.md").split("## What flows")[1].split("## ")[0]
    rows = re.findall(r"^\| (`.+?) \| (.+?) \|", table, re.M)
    assert len(rows) > 5
    for names, about in rows:
        place = re.search(r"; in `(\w+)`", about)
        room = importlib.import_module(f"release_kit.{place[1] if place else 'model'}")
        for name in re.findall(r"`(\w+)`", names):
            assert getattr(room, name).__dataclass_params__.frozen, name


def test_every_promise_is_kept_by_a_test_that_is_there() -> None:
    promises = read("docs/architecture.md").split("## The promises")[1].split("\n- ")[1:]
    for promise in (" ".join(text.split()) for text in promises):
        shown = re.findall(r"\[([^\]]+)\]\(\.\./(tests/[\w/]+\.py)\)", promise.partition("Shown by")[2])
        assert shown, promise
        for words, name in shown:
            assert f"def test_{words.replace(' ', '_')}(" in read(name), f"{name}: {words}"


def test_the_version_is_said_once() -> None:
    project = tomllib.loads(read("pyproject.toml"))["project"]
    assert "version" not in project
    assert project["dynamic"] == ["version"]
    assert importlib.metadata.version("release-kit") == __version__


def test_paths_that_no_user_has_are_not_in_the_project() -> None:
    tracked = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False
    ).stdout
    for name in tracked.split():
        path = ROOT / name
        if (
            path.suffix in (".py", ".md", ".toml", ".csv", ".j2", ".json")
            and path.name != Path(__file__).name
        ):
            assert not re.search(r"(?<![\w.])/(?:home|root|opt|mnt)/\w", path.read_text(encoding="utf-8")), (
                name
            )
