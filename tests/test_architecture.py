"""The shape of the code: who imports whom, what is said in public, how long things are."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT

import release_kit
from release_kit.kinds import BlockKind, FactKind, MadeKind, Status, TermKind
from release_kit.languages import LANGUAGES

SOURCE = ROOT / "src" / "release_kit"
FLOORS = (
    "errors",
    "progress",
    "extensions",
    "languages",
    "places",
    "kinds",
    "model",
    "newsroom",
    "facts",
    "glossary",
    "release",
    "memory",
    "engines",
    "translation",
    "checks",
    "approval",
    "editions",
    "publishing",
    "pipeline",
    "cli",
)
FLOOR = {name: number for number, name in enumerate(FLOORS)}
MODULES = sorted(SOURCE.rglob("*.py"))
NAMES = [str(path.relative_to(SOURCE)) for path in MODULES]


def imported(path: Path) -> set[str]:
    """The modules below release_kit that a module imports from, without that name in front."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "release_kit":
            inner = node.module.removeprefix("release_kit").lstrip(".")
            found |= {inner} if inner else {alias.name for alias in node.names}
    return found - {"__version__"}


def room(path: Path) -> str:
    """The room, or the module in the hall, that a file belongs to."""
    return path.relative_to(SOURCE).parts[0].removesuffix(".py")


@pytest.mark.parametrize("path", MODULES, ids=NAMES)
def test_arrows_point_down_only(path: Path) -> None:
    own = room(path)
    if own in ("__init__", "__main__"):
        return
    for name in imported(path):
        other = name.split(".")[0]
        assert FLOOR[other] < FLOOR[own] or other == own, f"{own} imports {name}"


@pytest.mark.parametrize("path", MODULES, ids=NAMES)
def test_nobody_imports_past_a_door(path: Path) -> None:
    for name in imported(path):
        if name.split(".")[0] != room(path):
            place = SOURCE.joinpath(*name.split("."))
            assert place.is_dir() or "." not in name, f"{room(path)} imports past the door: {name}"


@pytest.mark.parametrize("path", sorted(SOURCE.rglob("__init__.py")), ids=lambda p: p.parent.name)
def test_a_door_only_names_what_others_may_use(path: Path) -> None:
    if room(path) in ("__init__", "cli"):
        return
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert ast.get_docstring(tree), path
    kinds = {type(node) for node in tree.body}
    assert kinds <= {ast.Expr, ast.ImportFrom, ast.Assign}, path
    listed = [
        item for node in tree.body if isinstance(node, ast.Assign) for item in ast.literal_eval(node.value)
    ]
    there = [alias.name for node in tree.body if isinstance(node, ast.ImportFrom) for alias in node.names]
    assert sorted(listed) == sorted(there), path


def test_every_room_is_on_a_floor() -> None:
    there = {room(path) for path in MODULES} - {"__init__", "__main__"}
    assert there == set(FLOORS)


def test_loading_an_engine_imports_no_exporter() -> None:
    code = "import sys, release_kit.engines.compact\nprint([m for m in sys.modules if 'release_kit.editions' in m])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_importing_loads_nothing_heavy_and_help_is_instant() -> None:
    code = (
        "import sys, release_kit.cli\n"
        "heavy = {'ctranslate2', 'sentencepiece', 'argostranslate', 'docx', 'docxtpl', 'lxml', 'babel', 'opencc',"
        " 'feedgen', 'markdown_it', 'numpy'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_only_the_command_line_prints_and_exits() -> None:
    for path in MODULES:
        if path.relative_to(SOURCE).parts[0] == "cli":
            continue
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"^\s*print\(|sys\.exit\(|click\.", text, re.M), path


def names_of_languages() -> set[str]:
    """What a language is called in the table: tags, names, and codes of Word, of CLDR and of models."""
    rows = LANGUAGES.values()
    called = {
        name for r in rows for name in (r.tag, r.name, r.own_name, r.word_tag, r.locale, r.models.argos)
    }
    return called | {
        code for row in rows for code in (*row.codes, *row.models.file_codes, *row.models.mozilla)
    }


@pytest.mark.parametrize("path", MODULES, ids=NAMES)
def test_no_room_but_languages_knows_a_language_by_name(path: Path) -> None:
    if room(path) == "languages":
        return
    called = names_of_languages()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            assert node.value not in called, f"{path.name}:{node.lineno}: {node.value!r} belongs into a row"


def test_no_condition_asks_which_language_it_is() -> None:
    """PIVOT says where lists and models start; it is compared with what is the start, and with nothing else."""
    starts = {"glossary/base.py", "engines/compact.py", "engines/routes.py", "cli/models.py"}
    for path, name in zip(MODULES, NAMES, strict=True):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Compare) and room(path) != "languages":
                names = {part.id for part in ast.walk(node) if isinstance(part, ast.Name)}
                assert name in starts or not names & {"PIVOT", "PROBED_SOURCE"}, f"{name}:{node.lineno}"


def test_word_edges_are_asked_for_only_where_words_end() -> None:
    """In matching, in the memory's index of words, and in numbers in words."""
    where = {"glossary/matching.py", "memory/index.py", "facts/patterns.py"}
    asking = {
        name
        for path, name in zip(MODULES, NAMES, strict=True)
        if "has_word_edges" in path.read_text(encoding="utf-8") and room(path) != "languages"
    }
    assert asking == where


def test_an_edition_is_made_in_one_place_which_gives_it_the_sources_facts() -> None:
    for path in [path for path in MODULES if path.name != "edition.py"]:
        calls = (
            n.func for n in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(n, ast.Call)
        )
        assert "Edition" not in {func.id for func in calls if isinstance(func, ast.Name)}, path


def test_no_function_has_more_than_thirty_lines() -> None:
    found = {
        node.name: f"{path}:{node.lineno}"
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno - node.lineno + 1 > 30
    }
    assert found == {}


def test_no_module_has_more_than_two_hundred_and_fifty_lines() -> None:
    found = {str(path): len(path.read_text(encoding="utf-8").splitlines()) for path in MODULES}
    assert {name: size for name, size in found.items() if size > 250} == {}


@pytest.mark.parametrize("path", MODULES, ids=NAMES)
def test_every_module_and_its_public_functions_and_classes_say_what_they_are(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    public = [
        node
        for node in tree.body
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_")
    ]
    mute = [getattr(node, "name", "the module") for node in (tree, *public) if not ast.get_docstring(node)]
    assert mute == []


def test_the_public_names_are_sorted_and_there() -> None:
    assert release_kit.__all__ == sorted(release_kit.__all__)
    assert all(hasattr(release_kit, name) for name in release_kit.__all__)


@pytest.mark.parametrize("path", MODULES, ids=NAMES)
def test_a_yes_or_no_is_given_by_name(path: Path) -> None:
    theirs = {"increase_indent"}  # a method of PyYAML's that is overridden
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef) and node.name not in theirs:
            by_place = [a.arg for a in node.args.args if a.annotation and ast.unparse(a.annotation) == "bool"]
            assert not by_place, f"{path.name}: {node.name}: {by_place}"


def test_nobody_takes_a_key_or_a_place_apart() -> None:
    for path in MODULES:
        if path.name == "places.py":
            continue
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"""["']block [{"']|\.where\b|str\([\w.]*place\)[.\[]""", text), path


def test_kinds_are_compared_with_values_and_not_with_words() -> None:
    words = {kind.value for kinds in (BlockKind, FactKind, TermKind, MadeKind, Status) for kind in kinds}
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Compare) and isinstance(node.left, ast.Attribute)):
                continue
            if node.left.attr in ("kind", "status"):
                literals = {
                    n.value
                    for side in node.comparators
                    for n in ast.walk(side)
                    if isinstance(n, ast.Constant)
                }
                assert not literals & words, f"{path}:{node.lineno}"
