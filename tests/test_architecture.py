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

SOURCE = ROOT / "src" / "release_kit"
LAYERS = (
    ("errors", "progress"),
    ("languages", "typography"),
    ("linebreaks",),
    ("model", "scripts", "files", "quality", "archives", "inline"),
    ("frontmatter", "newsroom", "blocks", "glossary", "facts", "segmenter", "finishing"),
    ("rules", "units", "reader", "constraints", "ledger", "media"),
    ("edition",),
    ("extensions",),
    (
        "verification",
        "memory",
        "mentions",
        "probe",
        "importer",
        "engines",
        "exporters",
        "publishers",
        "templates",
    ),
    ("translator", "planning", "modelstore", "briefs"),
    ("repair",),
    ("rendering", "checks", "building", "handback"),
    ("pipeline",),
    ("approval", "publishing", "freshness"),
    ("records", "wires", "feedlint", "preview"),
    ("cli",),
)
RANK = {name: rank for rank, names in enumerate(LAYERS) for name in names}
MODULES = sorted(SOURCE.rglob("*.py"))


def imported(path: Path) -> set[str]:
    """The first names below release_kit that a module imports."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("release_kit"):
            parts = node.module.split(".")
            found |= {parts[1]} if len(parts) > 1 else {alias.name for alias in node.names}
    return found - {"__version__"}


@pytest.mark.parametrize("path", MODULES, ids=[str(p.relative_to(SOURCE)) for p in MODULES])
def test_imports_point_down_only(path: Path) -> None:
    own = path.relative_to(SOURCE).parts[0].removesuffix(".py")
    if own in ("__init__", "__main__"):
        return
    for name in imported(path):
        assert RANK[name] < RANK[own] or name == own, f"{own} imports {name}"


def test_engines_and_exporters_do_not_know_each_other() -> None:
    for folder, others in (
        ("engines", ("exporters", "publishers")),
        ("exporters", ("engines", "publishers")),
    ):
        for path in (SOURCE / folder).glob("*.py"):
            assert imported(path).isdisjoint(others)


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


def test_languages_are_a_table_and_not_conditions() -> None:
    for path in MODULES:
        assert not re.search(r"(?:==|!=) \"(?:ja|zh-\w+)\"", path.read_text(encoding="utf-8")), path


def test_functions_are_short_and_documented() -> None:
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef):
                assert node.end_lineno - node.lineno < 40, f"{path.name}: {node.name}"


def test_modules_are_short() -> None:
    tables = {"languages.py"}
    for path in MODULES:
        limit = 400 if path.name in tables else 350
        assert len(path.read_text(encoding="utf-8").splitlines()) <= limit, path


def test_the_public_names_are_sorted_and_there() -> None:
    assert release_kit.__all__ == sorted(release_kit.__all__)
    assert all(hasattr(release_kit, name) for name in release_kit.__all__)
