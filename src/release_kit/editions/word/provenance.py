"""What a handout knows of where it comes from: custom properties that Word and LibreOffice keep.

A list of every paragraph that had text, with the key of what it shows, a short hash of it, and what the
template put before and after. So an edited handout finds its way back, whatever became of the template.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from docx.opc.packuri import PackURI
from docx.opc.part import Part
from lxml import etree

from release_kit.errors import InputError
from release_kit.model import Release
from release_kit.newsroom import digest, parse_xml
from release_kit.places import UnitKey

TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"
CUSTOM = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
VARIANT = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
FORMAT_ID = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"  # of user-defined properties, MS-OLEPS 2.20
NAME, ROWS = "release-kit", "release-kit text "
NAMESPACES: Any = {None: CUSTOM, "vt": VARIANT}
CHUNK = 240  # characters; Word's own dialogue takes 255


@dataclass(frozen=True, slots=True)
class Row:
    """A paragraph as it was when the handout was made."""

    key: UnitKey | None  # what it shows; None for what is the template's
    hash: str  # of its visible text, eight hexadecimal digits
    before: str = ""  # what the template put before the text
    after: str = ""


@dataclass(frozen=True, slots=True)
class Stamp:
    """Which rendering a handout shows, paragraph by paragraph."""

    id: str  # the release's UUID
    language: str
    rows: tuple[Row, ...]


def short_hash(text: str) -> str:
    """Eight hexadecimal digits of a paragraph's visible text; line breaks and outer white space aside."""
    return digest(text.replace("\n", "").strip())[:8]


def write_stamp(document: Any, release: Release, rows: Sequence[Row]) -> None:
    """Put a stamp into a document."""
    values = {NAME: json.dumps({"id": release.id, "language": release.language, "format": 1})}
    data = json.dumps([_packed(row) for row in rows], ensure_ascii=True, separators=(",", ":"))
    for number, start in enumerate(range(0, len(data), CHUNK)):
        values[f"{ROWS}{number:04}"] = data[start : start + CHUNK]
    root = etree.Element(f"{{{CUSTOM}}}Properties", nsmap=NAMESPACES)
    for number, (name, value) in enumerate(values.items(), 2):
        held = etree.SubElement(root, f"{{{CUSTOM}}}property", fmtid=FORMAT_ID, pid=str(number), name=name)
        etree.SubElement(held, f"{{{VARIANT}}}lpwstr").text = value
    package = document.part.package
    blob = etree.tostring(root, encoding="UTF-8", standalone=True)
    old = next((rel for rel in package.rels.values() if rel.reltype == RELATED), None)
    if old is not None:
        old.target_part._blob = blob
    else:
        package.relate_to(Part(PackURI("/docProps/custom.xml"), TYPE, blob, package), RELATED)


def _packed(row: Row) -> list[str]:
    full = [str(row.key) if row.key else "", row.hash, row.before, row.after]
    while full and not full[-1]:
        full.pop()
    return full


def _row(key: str, *rest: str) -> Row:
    return Row(UnitKey.parse(key) if key else None, *rest)


def read_stamp(document: Any) -> Stamp | None:
    """The stamp of a document; None where it has none that can be read."""
    package = document.part.package
    part = next((rel.target_part for rel in package.rels.values() if rel.reltype == RELATED), None)
    if part is None:
        return None
    try:
        values = dict(_properties(part.blob))
        about = json.loads(values[NAME])
        data = json.loads("".join(values[name] for name in sorted(values) if name.startswith(ROWS)))
        return Stamp(str(about["id"]), str(about["language"]), tuple(_row(*map(str, row)) for row in data))
    except (ValueError, KeyError, TypeError, InputError):
        return None


def _properties(blob: bytes) -> Iterator[tuple[str, str]]:
    for held in parse_xml(blob, "properties").iterchildren(f"{{{CUSTOM}}}property"):
        yield held.get("name", ""), "".join(str(text) for text in held.itertext())
