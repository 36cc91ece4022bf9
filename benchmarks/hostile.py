"""Hostile inputs of every kind that release-kit reads, as hypothesis strategies, and what reads them.

The tests run a bounded number of each; `benchmarks/fuzz.py` runs thousands.
"""

from __future__ import annotations

import io
import json
import tempfile
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from docx import Document
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from release_kit.editions.feeds.lint import lint_feed
from release_kit.editions.word.opening import open_word
from release_kit.editions.word.provenance import read_stamp
from release_kit.editions.word.returned import open_handout, read_runs
from release_kit.engines.packages import read_packages
from release_kit.engines.probe import load_probe
from release_kit.facts.finding import find_facts
from release_kit.glossary.book import Glossary
from release_kit.languages import LANGUAGES
from release_kit.memory.index import Memory
from release_kit.memory.tmx import read_tmx
from release_kit.newsroom.files import decode_text
from release_kit.newsroom.settings import load_newsroom
from release_kit.release.approvals import load_record
from release_kit.release.blocks import markdown_to_html
from release_kit.release.drafts import take_fields
from release_kit.release.importer import read_paragraphs
from release_kit.release.ledger import load_ledger
from release_kit.release.markup import find_spans, plain_text
from release_kit.release.runs import shown_words
from release_kit.release.storage import parse_release, read_release

Reader = Callable[[bytes], object]
ROOT = Path(__file__).parent.parent
RELEASE = b"""---
id: 0b9d2f4e-31c7-4f0e-8a54-2f6f1c9be803
title: Kaohsiung Opens Pavilion
date: '2026-10-20T10:00:00+09:00'
embargo: '2026-10-20T10:00:00+09:00'
issuer: Kaohsiung City Government
dateline: {city: Kaohsiung, country: Taiwan, wire: Wire}
hashtags:
  - Kumamoto
contact:
  name: Liao
  phone: 0120445533
status: draft
translation:
  of: 016839e5
  status: approved
---

Deputy Mayor Lo opened the **Pavilion** on 29 February 2024[^1] for US$1.2 million.

## Next

- One [link](https://example.org/a).
- Two `code`, *slanted*

> Quoted

| A | B |
| --- | --- |
| 1 | 2 |

![Pier](media/pier.png "Caption")

[^1]: A note.
"""
SETTINGS = (
    (ROOT / "release-kit.toml").read_bytes()
    + b"""
[targets.web]
kind = "folder"
path = "out"
[wires.agency]
like = "text"
file_name = "AG-{date}-{slug}-{language}"
dateline = { "" = "{place}", ja = "{city}" }
[feeds]
window = 5
[memory]
offer = 80
[handout]
eras = ["ja"]
"""
)
GLOSSARY = 'id,kind,en,ja,zh-Hant,en_alt,forbidden_ja,case,first_mention\nkumamoto,place,Kumamoto,熊本,熊本,K|L,隈本,any,full\nfair,event,"The Fair, Ltd.",博覧会,博覽會,,,exact,{form}（{en}）\n'.encode()
FEED = b"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom"><channel><title>A</title><link>https://a.example/</link>
<description>B</description><language>ja</language><lastBuildDate>Tue, 20 Oct 2026 01:00:00 GMT</lastBuildDate>
<atom:link href="https://a.example/feed.xml" rel="self"/><item><title>C</title><guid isPermaLink="false">urn:uuid:1</guid>
<pubDate>Tue, 20 Oct 2026 01:00:00 GMT</pubDate><enclosure url="https://a.example/b" length="1" type="image/png"/></item>
</channel></rss>"""
TMX = b'<tmx version="1.4"><header/><body><tu><tuv xml:lang="en"><seg>One <bpt>x</bpt></seg></tuv><tuv xml:lang="ja-JP"><seg>1</seg></tuv></tu></body></tmx>'
LEDGER = json.dumps(
    {
        "format": 1,
        "release": "fair",
        "language": "ja",
        "engine": "echo",
        "of": "x",
        "orphans": ["o"],
        "before": None,
        "entries": [
            {
                "unit": "title",
                "source": "a",
                "written": "b",
                "seen": "c",
                "rules": "d",
                "mark": None,
                "segments": [
                    {
                        "source": "s",
                        "text": "t",
                        "engine": "e",
                        "how": "plain",
                        "score": 0.5,
                        "placements": [
                            {
                                "source": "a",
                                "form": "b",
                                "kind": "term",
                                "how": "plain",
                                "start": 0,
                                "end": 1,
                                "terms": ["x"],
                            }
                        ],
                        "complaint": "",
                        "recalled": "",
                        "offer": "",
                    }
                ],
            }
        ],
    }
).encode()
PROBE = json.dumps(
    {
        "format": 1,
        "pairs": {
            "en_ja": {
                "pair": "en_ja",
                "mask": "[%d]",
                "masks": {"[%d]": {"kept": 1.0, "ordered": 1.0, "doubled": 0.0, "marks": 5, "sentences": 3}},
                "set_in": {"kept": 1.0, "ordered": 1.0, "doubled": 0.0, "marks": 5, "sentences": 3},
            }
        },
    }
).encode()
PACKAGE = b'{"type": "argos", "from_code": "en", "to_code": "ja", "package_version": "1.0", "pairs": [{"from_code": "en", "to_code": "zh"}]}'
RAW = [b"\x00", b"\x01", b"\xff", b"\xe4", b"\xed\xa0\x80", "\ue003".encode()]  # what no text may hold
TOKENS = [  # what is put in: marks of every format, numbers and names without end
    b"\xef\xbb\xbf", b"\\u0000", b"\\uD800", "\u2028".encode(),
    b"\n---\n", b"!!int ", b"&a ", b"*a", b"? [a]: b", b"{", b"}", b"[" * 500, b"]", b"(", b"'", b'"', b"#", b": ", b"- ", b"|", b"~", b"null",
    b"9" * 5000, b"-1", b"1e400", b"NaN", b"true", b"0001-01-01", b"9999-12-31T23:59:59-14:00", b"../../", b"<", b"<!DOCTYPE a [<!ENTITY b 'c'>]>", b"&b;",
    b"<a>" * 300, b"</channel>", b"&#1;", b"&#12;", b"&#xE003;", b"[a](" * 50, b"[^1]" * 50, b"$1 " * 50, b"**" * 50, b"`" * 30, b"![a](b)", b"\n\n\n", b"\t", b"\r",
    "１２３".encode(), "令和".encode(), "億".encode() * 50, "百分之".encode(), b"29 February", b"a@b.c", b"https://", b"{slug:>99999999}", b"{x", b"x" * 30_000,
]  # fmt: skip


@st.composite
def mutated(draw: DrawFn, base: bytes) -> bytes:
    """A sound input with pieces taken out, doubled, exchanged or put in."""
    data = bytearray(base)
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(data)))
        end = min(len(data), start + draw(st.integers(0, 40)))
        act = draw(
            st.sampled_from(["put", "put", "put", "take", "double", "double", "exchange", "exchange", "raw"])
        )
        if act == "put":
            data[start:start] = draw(st.sampled_from(TOKENS))
        elif act == "raw" and draw(st.integers(0, 4)) == 0:
            data[start:start] = draw(st.sampled_from(RAW) | st.binary(max_size=6))
        elif act == "take":
            del data[start:end]
        elif act == "double":
            data[start:start] = data[start:end] * draw(st.integers(1, 30))
        else:
            data[start:end] = draw(st.sampled_from(TOKENS))
    return bytes(data)


def word_base() -> bytes:
    out = io.BytesIO()
    document = Document()
    document.add_heading("Headline", 1)
    document.add_paragraph("Kumamoto, Japan - Wire - 29 February 2024 - Words.").add_run("Bold").bold = True
    document.add_table(2, 2).cell(0, 0).text = "Cell"
    document.save(out)
    return out.getvalue()


WORD = word_base()
PARTS = (
    "word/document.xml",
    "word/styles.xml",
    "[Content_Types].xml",
    "_rels/.rels",
    "word/numbering.xml",
    "word/_rels/document.xml.rels",
)
XML = [
    b"<w:p/>", b"<w:tbl>", b'<w:p xmlns:w="w"/>', b"<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>", b'<w:pStyle w:val="x"/>',
    b'<w:hyperlink r:id="nowhere"><w:r><w:t>x</w:t></w:r></w:hyperlink>', b'<w:footnoteReference w:id="9"/>', b'<w:numPr><w:ilvl w:val="x"/></w:numPr>',
    b'Target="nowhere.xml"', b'TargetMode="External"', b' w:val="\xef\xbf\xbe"', b"<w:ins><w:r/></w:ins>", b'<w:gridSpan w:val="x"/>', b"<w:sym/>", b"<w:drawing/>",
]  # fmt: skip


@st.composite
def word_files(draw: DrawFn) -> bytes:
    """A Word file of which a part is changed, missing or damaged; sometimes the zip itself."""
    if draw(st.integers(0, 9)) == 0:
        return draw(mutated(WORD))
    name, act = draw(st.sampled_from(PARTS)), draw(st.sampled_from(["xml", "xml", "xml", "mutate", "drop"]))
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(WORD)) as old, zipfile.ZipFile(out, "w") as new:
        for member in old.namelist():
            data = old.read(member)
            if member == name and act == "drop":
                continue
            if member == name and act == "mutate":
                data = draw(mutated(data))
            elif member == name:
                places = [at for at, byte in enumerate(data) if byte == 0x3C]
                at = draw(st.sampled_from(places))
                data = data[:at] + draw(st.sampled_from(XML)) + data[at:]
                if draw(st.booleans()):
                    start = draw(st.sampled_from(places))
                    data = data[:start] + data[data.find(b">", start) + 1 :]
            new.writestr(member, data)
    return out.getvalue()


def in_file(name: str, read: Callable[[Path], object]) -> Reader:
    """A reader of a file with these bytes, in a folder of its own."""

    def reader(data: bytes) -> object:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
            return read(path)

    return reader


def read_markdown(data: bytes) -> object:
    """A release's text, as every stage looks at it."""
    release = parse_release(
        decode_text(RELEASE[: RELEASE.index(b"\n\nDeputy")] + b"\n\n" + data, "x"), Path("fair/index.en.md")
    )
    for block in release.blocks:
        find_spans(block.text), shown_words(block.text), plain_text(block.text), markdown_to_html(block.text)
        for row in LANGUAGES.values():
            find_facts(block.text, row)
    return release


def read_word(data: bytes) -> object:
    """A Word file as `import` reads it."""
    return take_fields(read_paragraphs(data, "x.docx"))


def read_returned(data: bytes) -> object:
    """A Word file as `import --into` reads it."""
    found = open_handout(data, "x.docx")
    read_stamp(found.document)
    return [read_runs(node, found.document, {}) for node in found.paragraphs]


def read_index(path: Path) -> object:
    """A memory index: a cache, never an error."""
    memory = Memory(path)
    memory.take_in({}, {})
    return memory.size, memory.recall("x"), memory.offers("x y", 50)


def read_page(data: bytes) -> object:
    """A page as `import` reads it."""
    return take_fields(read_paragraphs(b"<html>" + data, "x.html"))


PAGE = b"<html><body><article><h1>Head</h1><p>KUMAMOTO, JAPAN - Wire - 29 February 2024 - Words.</p><ul><li>One<li>Two</ul><table><tr><td>1</table></article>"
KINDS: dict[str, tuple[SearchStrategy[bytes], Reader]] = {
    "settings": (mutated(SETTINGS), in_file("release-kit.toml", lambda path: load_newsroom(path.parent))),
    "front matter": (mutated(RELEASE[: RELEASE.index(b"\n\n")]).map(lambda head: head + b"\n\nText.\n"), in_file("fair/index.en.md", read_release)),
    "release": (mutated(RELEASE), in_file("fair/index.en.md", read_release)),
    "markdown": (mutated(RELEASE[RELEASE.index(b"Deputy") :]), read_markdown),
    "glossary": (mutated(GLOSSARY), in_file("terms.csv", lambda path: Glossary.load(path.parent).find("Kumamoto at The Fair, Ltd.", "en"))),
    "glossary in UTF-16": (mutated(GLOSSARY.decode().encode("utf-16")), in_file("terms.csv", lambda path: Glossary.load(path.parent))),
    "ledger": (mutated(LEDGER), in_file("ledger.ja.json", load_ledger)),
    "approvals": (mutated(b'{"format": 1, "release": "fair", "language": "ja", "statements": [], "accepted": []}'), in_file("approval.ja.json", load_record)),
    "probe": (mutated(PROBE), in_file("probe.json", lambda path: load_probe(path, "en", "ja"))),
    "model": (mutated(PACKAGE), in_file("metadata.json", lambda path: read_packages(path.parent))),
    "memory": (mutated(b"SQLite format 3\x00" + bytes(4096)), in_file("memory.sqlite", read_index)),
    "tmx": (mutated(TMX), in_file("a.tmx", lambda path: list(read_tmx(path)))),
    "feed": (mutated(FEED), lambda data: lint_feed(data, "feed.xml", datetime(2026, 10, 20, tzinfo=UTC))),
    "page": (mutated(PAGE), read_page),
    "word": (word_files(), read_word),
    "word, taken back": (word_files(), read_returned),
    "word template": (word_files(), lambda data: open_word(data, "x.docx")),
}  # fmt: skip
