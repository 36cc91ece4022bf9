"""An edition as templates see it: a frozen value, each of its fields a name that a template may use."""

from __future__ import annotations

import ast
import io
from dataclasses import FrozenInstanceError, fields
from pathlib import Path

import pytest
from conftest import ROOT
from docx import Document

from release_kit.editions.edition import Edition, sample_edition
from release_kit.editions.templating import environment
from release_kit.editions.view import BlockView, EditionView, show_edition
from release_kit.editions.word.inspection import inspect_template
from release_kit.kinds import BlockKind
from release_kit.model import Contact
from release_kit.newsroom import load_newsroom

NAMES = (  # what a newsroom's own templates count on
    "title subtitle banner greeting dateline date issuer office office_line blocks boilerplate disclaimer hashtags"
    " contact has_contact labels colon draft status language"
).split()


@pytest.fixture(scope="module")
def edition() -> Edition:
    return sample_edition(load_newsroom(ROOT), "ja")


def test_the_view_is_frozen_and_has_every_name_that_templates_count_on(edition: Edition) -> None:
    view = show_edition(edition)
    assert [field.name for field in fields(EditionView)] == list(view.names()) == NAMES
    assert [field.name for field in fields(BlockView)] == [
        "kind",
        "level",
        "mark",
        "note",
        "text",
        "runs",
        "cells",
    ]
    with pytest.raises(FrozenInstanceError):
        view.title = "another"  # type: ignore[misc]


def test_every_field_says_what_it_holds() -> None:
    path = ROOT / "src" / "release_kit" / "editions" / "view.py"
    text = path.read_text(encoding="utf-8")
    plain = {"title", "subtitle", "issuer", "disclaimer", "kind"}  # the release's own words
    for node in ast.parse(text).body:
        if isinstance(node, ast.ClassDef):
            for field in [item for item in node.body if isinstance(item, ast.AnnAssign)]:
                line = text.splitlines()[field.lineno - 1]
                assert "  # " in line or ast.unparse(field.target) in plain, line


@pytest.mark.parametrize(
    ("template", "shown"),
    [
        ("{{ title }}|{{ contact.name }}|{{ contact['email'] }}", "Title|Name|a@b.example"),
        (
            "{% for b in blocks if b.kind != 'paragraph' %}{{ b.kind }} {% endfor %}",
            "heading item item quote row row ",
        ),
        ("{% for b in blocks if b['kind'] == 'heading' %}{{ b.level }}{{ b.text }}{% endfor %}", "2Heading"),
        ("{% for b in blocks if b.kind == 'row' %}{{ b.cells | join('+') }} {% endfor %}", "A+B 1+2 "),
        ("{{ hashtags | join(' ') }}{{ labels.end }}", "#Tag以上"),
    ],
)
def test_templates_reach_names_as_they_always_did(edition: Edition, template: str, shown: str) -> None:
    assert environment().from_string(template).render(show_edition(edition).names()) == shown


def test_a_view_without_contact_says_so(edition: Edition) -> None:
    view = show_edition(edition)
    assert (view.has_contact, view.contact) == (True, Contact("Name", "Office", "1", "a@b.example"))
    assert {block.kind for block in view.blocks} > {BlockKind.HEADING, BlockKind.ITEM}
    assert BlockKind.RULER not in {block.kind for block in view.blocks}


def test_the_check_of_templates_lists_the_fields(edition: Edition, tmp_path: Path) -> None:
    document = Document()
    for text in (
        "{{ body }}",
        "{{ headline }}",
        "{{ contact.fax }}",
        "{% for block in blocks %}{{ block.size }}{% endfor %}",
    ):
        document.add_paragraph(text)
    out = io.BytesIO()
    document.save(out)
    said = [finding.message for finding in inspect_template(out.getvalue(), "handout.ja.docx", edition)]
    unknown = next(text for text in said if "unknown variable 'headline'" in text)
    assert all(name in unknown.partition("there are ")[2].split(", ") for name in NAMES)
    assert "{{ contact.fax }}: contact has no 'fax'; it has name, organisation, phone, email" in said
    assert any(
        "block has no 'size'; it has kind, level, mark, note, text, runs, cells" in text for text in said
    )
