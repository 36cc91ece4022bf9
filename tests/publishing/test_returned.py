"""A handout that was edited in Word is never lost: a copy is kept, and said."""

from __future__ import annotations

import io
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Result
from docx import Document

from release_kit.editions.word.packing import is_as_made, repack

Run = Callable[..., Result]
DRAFTS: tuple[str, ...] = ("--drafts",)


def edit_in_word(path: Path, words: str = " An editor's words.") -> bytes:
    """Change a paragraph as an editor would, and save."""
    document = Document(str(path))
    next(p for p in document.paragraphs if "29 February" in p.text).add_run(words)
    document.save(str(path))
    return path.read_bytes()


def change_source(newsroom: Path) -> None:
    path = newsroom / "releases" / "fair" / "index.en.md"
    path.write_text(path.read_text(encoding="utf-8").replace("Next steps", "What follows"), encoding="utf-8")


def test_a_handout_knows_whether_it_is_as_it_was_made(newsroom: Path, run: Run) -> None:
    assert run("export", "--format", "docx,bilingual", "--out", "out").code == 0
    for path in (newsroom / "out").rglob("*.docx"):
        assert is_as_made(path.read_bytes()), path
    path = newsroom / "out" / "en" / "fair.docx"
    assert not is_as_made(edit_in_word(path))
    data = io.BytesIO()
    Document(str(path)).save(data)
    assert not is_as_made(data.getvalue())
    assert is_as_made(repack(data.getvalue()))
    assert not is_as_made(b"PK, but no zip")


def test_export_keeps_an_edited_handout_beside_the_new_one(newsroom: Path, run: Run) -> None:
    run("export", "--out", "out")
    path = newsroom / "out" / "en" / "fair.docx"
    edited = edit_in_word(path)
    result = run("export", "--out", "out")
    copy = path.with_name("fair.edited.docx")
    assert copy.read_bytes() == edited
    assert is_as_made(path.read_bytes())
    assert "out/en/fair.edited.docx" in result.err.replace("\\", "/")
    edited_again = edit_in_word(path, " Other words.")
    values = json.loads(run("export", "--out", "out", "--json").out)
    assert [Path(name).name for name in values["kept"]] == ["fair.edited-2.docx"]
    assert path.with_name("fair.edited-2.docx").read_bytes() == edited_again


@pytest.mark.parametrize("what", ["source changed", "embargo", "release deleted"])
def test_build_keeps_it_in_the_house_and_out_of_public(newsroom: Path, run: Run, what: str) -> None:
    run("build", "--engine", "echo", *DRAFTS)
    path = newsroom / "public" / "en" / "fair.docx"
    edited = edit_in_word(path)
    source = newsroom / "releases" / "fair" / "index.en.md"
    if what == "source changed":
        change_source(newsroom)
    elif what == "embargo":
        text = source.read_text(encoding="utf-8")
        source.write_text(
            text.replace("\nstatus:", "\nembargo: '2999-01-01T00:00:00Z'\nstatus:"), encoding="utf-8"
        )
    else:
        shutil.rmtree(source.parent)
    run("build", "--engine", "echo", *DRAFTS)
    kept = [p for p in newsroom.rglob("*.edited.docx") if p.read_bytes() == edited]
    assert len(kept) == 1
    assert "public" not in kept[0].relative_to(newsroom).parts
    if what == "source changed":
        back = run("import", str(kept[0]), "--into", "fair")
        assert "Traceback" not in back.err
