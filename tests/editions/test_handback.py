"""A handout edited in Word or LibreOffice comes back: what changed, and nothing else."""

from __future__ import annotations

import io
import json
import os
import random
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from conftest import Kept, Result, add_everything, make_newsroom, png
from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from release_kit.editions.edition import Edition, editions_of
from release_kit.editions.word.handback import take_back
from release_kit.editions.word.handout import WordExporter
from release_kit.errors import InputError
from release_kit.newsroom.settings import load_newsroom
from release_kit.places import UnitKey
from release_kit.release.shelf import read_shelf
from release_kit.release.storage import read_release
from release_kit.release.writing import rewrite_release, write_release

Run = Callable[..., Result]
NOW = datetime(2026, 11, 24, tzinfo=UTC)
TAGS = ("en", "ja", "zh-Hant", "zh-Hans")
WORDS = {
    "en": [
        "An added sentence, with 1,234 visitors.",
        "5 * 3 * 2 = 30",
        "[sic]",
        "- not a list",
        "# 9",
        "a_b_c & <x>",
    ],
    "ja": ["追記の文です。", "２社が加わった。", "「引用」も残る", "1. 番号ではない", "（注）と*星*"],
    "zh-Hant": ["新增一句。", "共有1,234人參加。", "「引文」照舊", "> 不是引文", "甲｜乙"],
    "zh-Hans": ["新增一句。", "共有1,234人参加。", "“引文”照旧", "```不是代码", "甲|乙"],
}


@pytest.fixture
def shelf(everything: Path, after: Callable[..., Path]) -> dict[str, Edition]:
    """The editions of the release that has everything."""
    return by_language(after("translate --engine echo"))


def by_language(newsroom: Path) -> dict[str, Edition]:
    found = editions_of(read_shelf(load_newsroom(newsroom)), ["everything"], NOW)
    return {edition.release.language: edition for edition in found}


def handout(edition: Edition) -> bytes:
    (artifact,) = WordExporter().export(edition)
    return artifact.content


def saved(document) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def paragraph(document, start: str):
    cells = [
        p for table in document.tables for row in table.rows for cell in row.cells for p in cell.paragraphs
    ]
    return next(p for p in [*document.paragraphs, *cells] if p.text.startswith(start))


@pytest.mark.parametrize("tag", TAGS)
def test_an_untouched_handout_changes_nothing(shelf: dict[str, Edition], tag: str) -> None:
    data = handout(shelf[tag])
    for version in (data, saved(Document(io.BytesIO(data)))):
        result = take_back(shelf, version, "x.docx")
        assert result.changed == ()
        assert result.release == shelf[tag].release


def editable(edition: Edition, document) -> list:
    """The paragraphs of the body and the headline that hold the release's own words."""
    texts = {block.text for block in edition.release.blocks} | {edition.release.title}
    words = [p for p in document.paragraphs if p.text.replace("\n", "") in texts and p.text]
    return [p for p in words if p.style.name != "Release Details"]


EDITS = ("replace", "append", "prefix", "middle", "bold")


def edit(kind: str, target, words: str) -> None:
    """One edit as a person or a script makes it."""
    if kind == "replace":
        target.text = words
    elif kind == "append":
        target.add_run(f" {words}")
    elif kind == "prefix":
        target.runs[0].text = f"{words} {target.runs[0].text}"
    elif kind == "middle":
        run = target.runs[-1]
        half = len(run.text) // 2
        run.text = run.text[:half] + words + run.text[half:]
    else:
        target.add_run(words).bold = True


@pytest.mark.parametrize("number", range(100))
def test_a_hundred_scripted_edits_come_back(
    shelf: dict[str, Edition], newsroom: Path, tmp_path: Path, number: int
) -> None:
    rng = random.Random(number)
    tag = TAGS[number % 4]
    edition = shelf[tag]
    before = edition.release
    document = Document(io.BytesIO(handout(edition)))
    targets = editable(edition, document)
    assert len(targets) >= 6
    chosen = rng.sample(range(len(targets)), rng.randint(1, 3))
    expected: dict[str, str] = {}
    for index in chosen:
        target = targets[index]
        old = target.text.replace("\n", "")
        edit(rng.choice(EDITS), target, rng.choice(WORDS[tag]))
        expected[old] = " ".join(target.text.replace("\n", "").split())
    result = take_back(shelf, saved(document), "x.docx")
    assert len(result.changed) == len(chosen)
    text = before.path.read_text(encoding="utf-8")
    before.path.write_text(rewrite_release(text, before, result.release), encoding="utf-8")
    lines = set(before.path.read_text(encoding="utf-8").split("\n")) ^ set(text.split("\n"))
    assert len(lines) <= 2 * len(chosen)
    again = read_release(before.path)
    assert [block.kind for block in again.blocks] == [block.kind for block in before.blocks]
    shown = Document(io.BytesIO(handout(by_language(newsroom)[tag])))
    texts = {" ".join(p.text.replace("\n", "").split()) for p in shown.paragraphs}
    for old, new in expected.items():
        assert new in texts, (old, new)
    for one, other in zip(before.blocks, again.blocks, strict=True):
        if one.text not in expected:
            assert other.text == one.text
    untouched = replace(again, title=before.title, blocks=before.blocks, digest=before.digest)
    assert untouched == before


def libreoffice(files: Mapping[str, bytes], folder: Path) -> dict[str, bytes]:
    """The files as LibreOffice saves them, all in one start of it."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        if os.environ.get("CI"):
            pytest.fail("LibreOffice is missing; .ci/run installs it")
        pytest.skip("needs LibreOffice (Debian: libreoffice-writer-nogui)")
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        (folder / f"{name}.docx").write_bytes(data)
    command = [
        program,
        "--headless",
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--convert-to",
    ]
    command += ["docx:MS Word 2007 XML", "--outdir", str(folder / "out")]
    command += [str(folder / f"{name}.docx") for name in files]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return {name: (folder / "out" / f"{name}.docx").read_bytes() for name in files}


@dataclass(frozen=True)
class Resaved:
    """The handouts of a release in every language, saved by LibreOffice, edited, and saved by it again."""

    shelf: dict[str, Edition]
    first: dict[str, bytes]
    second: dict[str, bytes]
    edited: dict[str, int]  # how many paragraphs were changed in between


@pytest.fixture(scope="module")
def resaved(tmp_path_factory: pytest.TempPathFactory, kept: Kept) -> Resaved:
    newsroom = make_newsroom(tmp_path_factory.mktemp("resaved"))
    add_everything(newsroom, png())
    shelf = by_language(kept.run(newsroom, "translate --engine echo"))
    first = libreoffice({tag: handout(shelf[tag]) for tag in TAGS}, newsroom / "first")
    edited: dict[str, int] = {}
    changed: dict[str, bytes] = {}
    for tag in TAGS:
        document = Document(io.BytesIO(first[tag]))
        targets = editable(shelf[tag], document)
        for target in targets:
            target.add_run("。" if tag != "en" else " More.")
        edited[tag], changed[tag] = len(targets), saved(document)
    return Resaved(shelf, first, libreoffice(changed, newsroom / "second"), edited)


@pytest.mark.slow
@pytest.mark.parametrize("tag", TAGS)
def test_what_libreoffice_saved_comes_back_too(resaved: Resaved, tag: str) -> None:
    assert take_back(resaved.shelf, resaved.first[tag], "x.docx").changed == ()
    assert resaved.edited[tag] >= 6
    result = take_back(resaved.shelf, resaved.second[tag], "x.docx")
    assert len(result.changed) == resaved.edited[tag]
    kinds = [block.kind for block in result.release.blocks]
    assert kinds == [block.kind for block in resaved.shelf[tag].release.blocks]


def test_marks_links_notes_and_cells_come_back_as_markdown(shelf: dict[str, Edition]) -> None:
    document = Document(io.BytesIO(handout(shelf["en"])))
    first = paragraph(document, "KAOHSIUNG, TAIWAN")
    first.runs[-1].text = first.runs[-1].text.rstrip(".") + ", they say."
    paragraph(document, "1,200").text = "1,250 | more"
    paragraph(document, "The pavilion on opening day").text = "The pavilion in the evening"
    result = take_back(shelf, saved(document), "x.docx")
    blocks = result.release.blocks
    assert blocks[0].text == (
        "The **Kaohsiung Pavilion** opens with *one* surprise[^1] on "
        "[its site](https://press.example.org/pavilion), they say."
    )
    assert blocks[10].text == "| 5 March | 1,250 \\| more |"
    assert (
        blocks[7].text == '![The pavilion seen from the pier](media/pier.png "The pavilion in the evening")'
    )
    assert len(result.changed) == 3


def test_fields_come_back_and_what_is_not_the_releases_is_refused(shelf: dict[str, Edition]) -> None:
    document = Document(io.BytesIO(handout(shelf["ja"])))
    target = paragraph(document, "担当：")
    target.runs[0].text = "担当：王小明"
    result = take_back(shelf, saved(document), "x.docx")
    assert (result.changed, result.release.contact.name) == ((UnitKey("contact.name"),), "王小明")
    for start, message in (
        ("報道関係者各位", "changed outside the release"),
        ("高雄市は台湾南部", r"release-kit\.toml"),
        ("【台湾・高雄市】", "a label or dateline was changed"),
    ):
        document = Document(io.BytesIO(handout(shelf["ja"])))
        target = paragraph(document, start)
        target.text = "X" + target.text
        with pytest.raises(InputError, match=message):
            take_back(shelf, saved(document), "x.docx")


def test_paragraphs_added_removed_or_moved_are_refused(shelf: dict[str, Edition]) -> None:
    for change in ("add", "remove", "move"):
        document = Document(io.BytesIO(handout(shelf["en"])))
        target = paragraph(document, "Visit https")
        if change == "add":
            target.insert_paragraph_before("One more.")
        elif change == "remove":
            target._p.getparent().remove(target._p)
        else:
            paragraph(document, "Seven companies")._p.addprevious(target._p)
        with pytest.raises(InputError, match=r"paragraphs were (added|removed or joined)"):
            take_back(shelf, saved(document), "x.docx")


def track(document, start: str, words: str) -> None:
    """Put an insertion and a deletion into a paragraph, as Word tracks them."""
    target = paragraph(document, start)
    inserted = OxmlElement("w:ins")
    inserted.set(qn("w:id"), "900")
    inserted.set(qn("w:author"), "Editor")
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = words
    run.append(text)
    inserted.append(run)
    deleted = OxmlElement("w:del")
    deleted.set(qn("w:id"), "901")
    deleted.set(qn("w:author"), "Editor")
    last = target.runs[-1]._r
    last.addprevious(deleted)
    deleted.append(last)
    for part in last.findall(qn("w:t")):
        part.tag = qn("w:delText")
    target._p.append(inserted)


def test_tracked_changes_are_refused_or_taken_as_accepted(shelf: dict[str, Edition]) -> None:
    document = Document(io.BytesIO(handout(shelf["en"])))
    track(document, "Seven companies", "Eight companies & no tour")
    data = saved(document)
    with pytest.raises(InputError, match=r"2 tracked changes\n.*--accept-changes"):
        take_back(shelf, data, "x.docx")
    result = take_back(shelf, data, "x.docx", accept=True)
    assert result.release.blocks[2].text == "Eight companies & no tour"
    assert result.changed == (UnitKey(block=2),)


def test_a_change_on_both_sides_is_refused_and_one_elsewhere_is_not(
    shelf: dict[str, Edition], newsroom: Path
) -> None:
    data = handout(shelf["ja"])
    path = shelf["ja"].release.path
    path.write_text(path.read_text(encoding="utf-8").replace("A second point", "別の点"), encoding="utf-8")
    document = Document(io.BytesIO(data))
    paragraph(document, "First the").text = "まず開会"
    result = take_back(by_language(newsroom), saved(document), "x.docx")
    assert (result.changed, "別の点" in write_release(result.release)) == ((UnitKey(block=5),), True)
    paragraph(document, "A second").text = "二つ目"
    with pytest.raises(InputError, match="changed both here and in the release"):
        take_back(by_language(newsroom), saved(document), "x.docx")


def test_files_that_are_no_handouts_of_this_release_are_refused(
    run: Run, shelf: dict[str, Edition], newsroom: Path, tmp_path: Path
) -> None:
    stranger = Document()
    stranger.add_paragraph("hello")
    stranger.save(str(tmp_path / "stranger.docx"))
    (tmp_path / "broken.docx").write_bytes(b"PK\x03\x04 no")
    (tmp_path / "own.docx").write_bytes(handout(shelf["ja"]))
    for arguments, message in (
        (("stranger.docx", "--into", "everything"), "not a handout of release-kit"),
        (("broken.docx", "--into", "everything"), "not a Word document"),
        (("own.docx", "--into", "fair"), "a handout of another release"),
        (("none.docx", "--into", "everything"), "no such file"),
    ):
        before = {p: p.read_bytes() for p in (newsroom / "releases").rglob("*.md")}
        result = run("import", str(tmp_path / arguments[0]), *arguments[1:])
        assert (result.code, message in result.err) == (2, True), result.err
        assert before == {p: p.read_bytes() for p in (newsroom / "releases").rglob("*.md")}


def test_a_bomb_in_a_zip_is_refused(shelf: dict[str, Edition]) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"0" * (201 * 2**20))
    with pytest.raises(InputError, match="far too large"):
        take_back(shelf, out.getvalue(), "x.docx")


def test_the_command_says_what_changed_and_the_ledger_knows_an_edit(
    run: Run, shelf: dict[str, Edition], newsroom: Path, tmp_path: Path
) -> None:
    document = Document(io.BytesIO(handout(shelf["ja"])))
    paragraph(document, "A second").text = "二つ目の点"
    (tmp_path / "edited.docx").write_bytes(saved(document))
    result = run("import", str(tmp_path / "edited.docx"), "--into", "everything", "--json")
    assert result.code == 0
    assert '"changed": [\n    "block 3"\n  ]' in result.out
    report = json.loads(run("translate", "everything", "--to", "ja", "--engine", "echo", "--json").out)
    assert [row["edited"] for row in report] == [1]
    assert "二つ目の点" in shelf["ja"].release.path.read_text(encoding="utf-8")
    again = run("import", str(tmp_path / "edited.docx"), "--into", "everything")
    assert (again.code, "changed both" in again.err) == (2, True)
