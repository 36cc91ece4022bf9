"""Word files and XML from outside: malformed, missing, encrypted, deep and endless parts are one error each."""

from __future__ import annotations

import io
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from conftest import Result
from docx import Document

import release_kit
from release_kit.editions.word.opening import open_word
from release_kit.errors import InputError
from release_kit.newsroom.xml_reading import check_xml, iterate_xml, parse_xml
from release_kit.release.importer import read_paragraphs

Run = Callable[..., Result]
PARAGRAPH = b"<w:p><w:r><w:t>Words.</w:t></w:r></w:p>"


def word(**parts: bytes | None) -> bytes:
    """A Word file of which some parts are others, or missing; keys have _ for / and end without .xml."""
    plain = io.BytesIO()
    document = Document()
    document.add_paragraph("Headline")
    document.add_paragraph("Words.")
    document.save(plain)
    changed = {key.replace("__", "/"): data for key, data in parts.items()}
    out = io.BytesIO()
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = changed.get(name.removesuffix(".xml"), old.read(name))
            if data is not None:
                new.writestr(name, data)
    return out.getvalue()


def body(inner: bytes) -> bytes:
    w = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    return b'<w:document xmlns:w="' + w + b'"><w:body>' + inner + b"</w:body></w:document>"


def encrypted() -> bytes:
    data = bytearray(word())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        while at >= 0:
            data[at + offset] |= 1
            at = data.find(mark, at + 4)
    return bytes(data)


def twice() -> bytes:
    out = io.BytesIO(word())
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(out, "a") as archive:
        archive.writestr("word/document.xml", body(PARAGRAPH))
    return out.getvalue()


CASES = {
    "cut off": (word()[:-200], "not a Word document"),
    "no zip": (b"PK\x03\x04" + b"x" * 500, "not a Word document"),
    "a password": (b"\xd0\xcf\x11\xe0" + b"x" * 500, "a Word file with a password"),
    "encrypted parts": (encrypted(), "encrypted"),
    "a part twice": (twice(), "two parts of one name"),
    "no types": (word(**{"[Content_Types]": None}), "parts are missing"),
    "no document": (word(word__document=None), "not as Word writes it"),
    "no styles": (word(word__styles=b"<a/>"), ""),
    "malformed": (word(word__document=body(PARAGRAPH)[:-9]), "word/document.xml:1: not well-formed"),
    "malformed styles": (word(word__styles=b"<w:styles>"), "word/styles.xml:1: not well-formed"),
    "no body": (word(word__document=body(b"").replace(b"<w:body></w:body>", b"")), "body"),
    "a bomb of entities": (
        word(word__document=b'<!DOCTYPE a [<!ENTITY b "x"><!ENTITY c "&b;&b;">]>' + body(b"<w:p>&c;</w:p>")),
        "",
    ),
    "400 tables deep": (word(word__document=body(b"<w:tbl><w:tr><w:tc>" * 400 + PARAGRAPH + b"</w:tc></w:tr></w:tbl>" * 400)), "250 deep within each other"),
    "60 tables deep": (word(word__document=body(b"<w:tbl><w:tr><w:tc>" * 60 + PARAGRAPH + b"</w:tc></w:tr></w:tbl>" * 60)), "too deep within each other"),
    "1.5 million paragraphs": (word(word__document=body(b"<w:p/>" * 1_500_000)), "more than 100,000 elements"),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_a_word_file_that_will_not_do_is_one_error(name: str) -> None:
    data, words = CASES[name]
    if words:
        with pytest.raises(InputError, match=r"x\.docx") as caught:
            read_paragraphs(data, "x.docx")
        assert words in caught.value.problem + str(caught.value)
    else:
        with suppress(InputError):
            assert read_paragraphs(data, "x.docx")


@pytest.mark.parametrize("name", CASES)
def test_a_handout_that_will_not_do_is_one_error(name: str) -> None:
    with suppress(InputError):
        assert open_word(CASES[name][0], "x.docx").element.body is not None


@pytest.mark.skipif(not Path("/proc/self/status").is_file(), reason="a process's peak is read from /proc")
def test_a_word_file_without_end_is_refused_in_bounded_memory(tmp_path: Path) -> None:
    (tmp_path / "x.docx").write_bytes(word(word__document=body(PARAGRAPH * 1_500_000)))
    code = (
        "import sys\nfrom pathlib import Path\nfrom release_kit.errors import InputError\n"
        "from release_kit.release import read_paragraphs\n"
        "try: read_paragraphs(Path(sys.argv[1]).read_bytes(), 'x.docx')\nexcept InputError as e: print(e.problem)\n"
        "status = Path('/proc/self/status').read_text()\n"  # its own peak; getrusage begins at its parent's
        "print(int(status.split('VmHWM:')[1].split()[0]) // 1024)"
    )
    command = [sys.executable, "-c", code, str(tmp_path / "x.docx")]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    problem, peak = done.stdout.split("\n")[:2]
    assert problem == "more than 100,000 elements"
    assert int(peak) < 300


def test_xml_is_bounded_in_depth_count_and_entities() -> None:
    with pytest.raises(InputError, match="more than 10 elements"):
        parse_xml(b"<a>" + b"<b/>" * 20 + b"</a>", "x.xml", 10)
    with pytest.raises(InputError, match="deep within"):
        check_xml([b"<a>" * 300], "x.xml")
    with pytest.raises(InputError, match=r"x\.xml:2: not well-formed"):
        parse_xml(b"<a>\n<b></a>", "x.xml")
    with pytest.raises(InputError):
        parse_xml(b"", "x.xml")
    with pytest.raises(InputError):
        parse_xml(b'<?xml version="1.0" encoding="nothing"?><a/>', "x.xml")
    secret = b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'
    assert "root:" not in "".join(map(str, parse_xml(secret, "x.xml").itertext(with_tail=False)))
    with pytest.raises(InputError, match="elements in one <tu>"):
        list(iterate_xml(io.BytesIO(b"<tmx><tu>" + b"<x/>" * 50 + b"</tu></tmx>"), "x.tmx", "tu", 10))


@pytest.mark.parametrize("tag", ["div", "blockquote", "b", "table", "ul"])
def test_a_page_nested_without_end_is_an_error_or_a_text(tag: str) -> None:
    with suppress(InputError):
        assert read_paragraphs((f"<html><body>Words<{tag}>" * 5_000).encode(), "x.html")


@pytest.mark.parametrize("text", ["{{ 1 / 0 }}", "{{ 'a' * 999999999 }}", "{{ 9 ** 99999999 }}", "{{ '%999999999d' % 1 }}",
                                  "{{ 'a'.center(999999999) }}", "{{ '{:>999999999}'.format(1) }}", "{{ title[99] }}",
                                  "{{ title | center(999999999) }}", "{{ [].pop() }}"])  # fmt: skip
def test_a_template_that_asks_for_too_much_is_named(run: Run, newsroom: Path, text: str) -> None:
    (newsroom / "templates").mkdir()
    (newsroom / "templates" / "page.html.j2").write_text(text, encoding="utf-8")
    result = run("export", "--format", "html")
    assert result.code == 2
    assert "page.html.j2" in result.err


def test_a_word_template_that_is_broken_within_is_named(newsroom: Path, run: Run) -> None:
    (newsroom / "templates").mkdir()
    for data in (word(word__styles=b"<w:styles>"), encrypted(), word(word__document=None)):
        (newsroom / "templates" / "handout.en.docx").write_bytes(data)
        result = run("export", "--format", "docx")
        assert result.code == 2
        assert "handout.en.docx" in result.err


def test_archives_and_xml_are_opened_behind_one_door_each() -> None:
    doors = {
        r"ZipFile\(": {"newsroom/archives.py", "editions/word/packing.py"},  # packing: what we made ourselves
        r"etree\.fromstring|XMLParser\(|iterparse\(|document_fromstring": {"newsroom/xml_reading.py"},
        r"\bDocument\(io": {"editions/word/opening.py"},
    }
    source = Path(release_kit.__file__).parent
    for pattern, allowed in doors.items():
        found = {
            path.relative_to(source).as_posix()
            for path in source.rglob("*.py")
            if re.search(pattern, path.read_text(encoding="utf-8"))
        }
        assert found == allowed, pattern
