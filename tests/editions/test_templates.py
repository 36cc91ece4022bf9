"""A designer's templates: copied, changed, checked in plain words; a hostile one reaches nothing."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Result
from docx import Document

from release_kit.editions.edition import sample_edition
from release_kit.editions.templating import find_template
from release_kit.editions.word.inspection import inspect_template
from release_kit.languages.table import LANGUAGES
from release_kit.newsroom.settings import load_newsroom

Run = Callable[..., Result]


@pytest.fixture
def copied(run: Run, newsroom: Path) -> Path:
    assert run("templates", "copy").code == 0
    return newsroom / "templates"


def change(folder: Path, text: str, tag: str = "en", **style: bool) -> None:
    """Put a paragraph at the head of a copied template."""
    path = folder / f"handout.{tag}.docx"
    document = Document(str(path))
    added = document.paragraphs[0].insert_paragraph_before()
    for number, piece in enumerate(text.split("\0")):
        added.add_run(piece).bold = bool(number % 2) or None
    document.save(str(path))


def test_copy_puts_every_template_there_and_overwrites_none(run: Run, copied: Path) -> None:
    assert {path.name for path in copied.iterdir()} >= {f"handout.{tag}.docx" for tag in LANGUAGES}
    (copied / "handout.ja.docx").write_bytes(b"mine")
    result = run("templates", "copy")
    assert (result.code, "--force" in result.err) == (2, True)
    assert (copied / "handout.ja.docx").read_bytes() == b"mine"
    assert run("templates", "copy", "handout.ja.docx", "--force").code == 0
    assert (copied / "handout.ja.docx").read_bytes() != b"mine"
    assert run("templates", "copy", "handout.fr.docx").code == 2


def test_the_built_in_templates_have_no_findings(run: Run, copied: Path) -> None:
    result = run("templates", "check")
    assert (result.code, result.out) == (0, "")
    assert "0 findings in 7 templates" in result.err


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("page.html.j2", "{{ titel }}", "unknown variable: 'titel' is undefined"),
        ("page.html.j2", "{% for p in pictures %}{{ p.size.width }}{% endfor %}", "unknown variable"),
        ("page.html.j2", "{% if draft %}", "Unexpected end of template"),
        ("page.html.j2", '<img src="//e.example/a.png">', "asks another server"),
        ("index.html.j2", "{% for r in releases %}{{ r.titel }}{% endfor %}", "unknown variable"),
        ("home.html.j2", "{{ feed }}", "unknown variable: 'feed' is undefined"),
        ("style.css", "a { background: URL(//e.example/a.png) }", "reaches out"),
    ],
)
def test_page_templates_and_the_style_are_checked_too(
    run: Run, copied: Path, name: str, text: str, message: str
) -> None:
    path = copied / name
    before = path.read_text(encoding="utf-8") if path.exists() else ""
    path.write_text(before.replace("<main>", f"<main>{text}") if before else text, encoding="utf-8")
    result = run("templates", "check")
    assert (result.code, message in result.out, f"error: {path}: template: " in result.out) == (
        1,
        True,
        True,
    ), result
    assert "1 findings" not in result.err


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "{{ headline }}",
            "paragraph 1 «{{ headline }}»: template: {{ headline }}: unknown variable 'headline'",
        ),
        ("{{ labels.nothing }}", "labels has no 'nothing'"),
        ("{{ contact.fax }}", "contact has no 'fax'"),
        ("Title: {{ title }", "a broken tag: {{ without its other half"),
        ("{{ title }}}}", "a broken tag: }}"),
        ("{% include 'x' %}", "templates have if, elif"),
        ("{%p if subtitle == %}", "unexpected 'end of statement block'"),
        ("{{ ti\0tle }}", "is split by formatting"),
        ("{{ title.__class__ }}", "'__class__' is refused"),
        ("More {{ body }} text", "{{ body }} stands among other words"),
        ("{%p if subtitle %}", "handout.en.docx"),
    ],
)
def test_check_says_what_is_wrong_and_where(run: Run, copied: Path, text: str, message: str) -> None:
    change(copied, text)
    result = run("templates", "check")
    assert message in result.out, result.out
    assert result.code == (0 if "split" in message else 1)


def test_check_misses_the_body_and_styles(run: Run, copied: Path) -> None:
    path = copied / "handout.ja.docx"
    document = Document(str(path))
    next(p for p in document.paragraphs if "body" in p.text).text = ""
    document.styles["Quote"].delete()
    document.save(str(path))
    result = run("templates", "check")
    assert result.code == 1
    assert "no {{ body }}" in result.out
    assert "no paragraph style «Quote»" in result.out


def test_check_refuses_what_is_no_word_file_and_no_template(run: Run, copied: Path) -> None:
    (copied / "handout.ja.docx").write_bytes(b"hello")
    assert "not a Word file" in run("templates", "check").out
    (copied / "handout.ja.docx").unlink()
    (copied / "letter.docx").write_bytes(b"")
    result = run("templates", "check")
    assert (result.code, "handout.LANG.docx" in result.err) == (2, True)


HOSTILE = [
    "{{ title.__class__.__mro__[1].__subclasses__() }}",
    "{{ cycler.__init__.__globals__ }}",
    "{{ self.__init__.__globals__ }}",
    "{{ labels.__class__.__base__ }}",
    "{{ joiner.__init__.__globals__.os.popen('id').read() }}",
    "{{ title.format.__globals__ }}",
    "{{ '{0.__class__.__base__}'.format(title) }}",
    "{{ blocks.append(1) }}",
    "{{ labels.update(a=1) }}",
    "{{ range(999999999) | list }}",
    "{% include '/etc/passwd' %}",
    "{% import 'os' as os %}{{ os }}",
    "{% extends 'x' %}",
    "{{ title.__dict__ }}",
    "{{ title.key }}{{ title['__class__'] }}",
    "{{ (title, title)|attr('__class__') }}",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_template_reaches_nothing(run: Run, copied: Path, newsroom: Path, text: str) -> None:
    change(copied, text)
    result = run("export", "fair", "--format", "docx", "--out", "out")
    assert "Traceback" not in result.err
    if result.code == 0:  # an undefined thing inside an expression that says nothing
        shown = "\n".join(p.text for p in Document(str(newsroom / "out" / "en" / "fair.docx")).paragraphs)
        for secret in ("<class", "root:", "uid=", "<function", "object at"):
            assert secret not in shown
    else:
        assert result.code == 2
        assert "handout.en.docx" in result.err


@pytest.mark.parametrize("tag", list(LANGUAGES))
def test_the_sample_shows_every_part(newsroom: Path, tag: str) -> None:
    data, name = find_template(f"handout.{tag}.docx", newsroom / "templates")
    assert inspect_template(data, name, sample_edition(load_newsroom(newsroom), tag)) == []


def test_a_designers_change_shows(run: Run, copied: Path, newsroom: Path) -> None:
    change(copied, "Press office of {{ office }}")
    assert run("export", "fair", "--format", "docx", "--out", "out").code == 0
    document = Document(io.BytesIO((newsroom / "out" / "en" / "fair.docx").read_bytes()))
    assert document.paragraphs[0].text == "Press office of Sample Press Office"
