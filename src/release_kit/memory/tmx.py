"""TMX 1.4b, the exchange format of translation memories, in and out.

Source: TMX 1.4b Specification (LISA OSCAR, 2005). Inline codes are dropped and their text is not;
entities, DTDs and network are off.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from release_kit import __version__
from release_kit.errors import InputError
from release_kit.languages import LANGUAGES, PIVOT
from release_kit.newsroom import FORBIDDEN_SIGNS, iterate_xml

LANG = "{http://www.w3.org/XML/1998/namespace}lang"
CODES = frozenset({"bpt", "ept", "ph", "it", "ut"})  # their content is formatting, not text
LIMIT = 250 * 1024 * 1024  # bytes


def tag_of(code: str) -> str:
    """Our tag for a language code of another tool: ja-JP, zh-TW, en_us; nothing for others."""
    whole = code.strip().lower().replace("_", "-")
    known = {code: row.tag for row in LANGUAGES.values() for code in row.codes or (row.tag.lower(),)}
    fits = [code for code in known if whole == code or whole.startswith(f"{code}-")]
    return known[max(fits, key=len)] if fits else ""


def read_tmx(path: Path) -> Iterator[dict[str, str]]:
    """The units of a file, each with the segments of the languages that we know."""
    try:
        if path.stat().st_size > LIMIT:
            raise InputError(path, f"larger than {LIMIT // 2**20} MB", "Export it in parts.")
        with path.open("rb") as data:
            root = ""
            for element in iterate_xml(data, path, "tu"):
                root = element.getroottree().getroot().tag
                unit = _unit(element)
                if len(unit) > 1:
                    yield unit
            if root != "tmx":
                fix = "Its outermost element is <tmx>; export it as TMX 1.4."
                raise InputError(path, "not a TMX file", fix)
    except FileNotFoundError:
        raise InputError(path, "no such file") from None
    except OSError as error:
        raise InputError(path, f"cannot be read: {error.strerror}") from error


def _unit(element: object) -> dict[str, str]:
    unit: dict[str, str] = {}
    for variant in element.iterfind("tuv"):  # type: ignore[attr-defined]
        tag = tag_of(variant.get(LANG) or variant.get("lang") or "")
        segment = variant.find("seg")
        text = " ".join(_text(segment).split()) if segment is not None else ""
        if tag and text:
            unit.setdefault(tag, text)
    return unit


def _text(element: object) -> str:
    """The text of a segment, without the content of its codes."""
    parts = [element.text or ""]  # type: ignore[attr-defined]
    for child in element:  # type: ignore[attr-defined]
        if child.tag not in CODES and isinstance(child.tag, str):
            parts.append(_text(child))
        parts.append(child.tail or "")
    return "".join(parts)


def write_tmx(units: Iterable[Mapping[str, str]], source: str) -> bytes:
    """Units as TMX 1.4b; the same units give the same bytes."""
    from lxml import etree

    root = etree.Element("tmx", version="1.4")
    header = {
        "creationtool": "release-kit", "creationtoolversion": __version__, "segtype": "block",
        "o-tmf": "release-kit", "adminlang": PIVOT, "srclang": LANGUAGES[source].word_tag,
        "datatype": "plaintext",
    }  # fmt: skip
    etree.SubElement(root, "header", header)
    body = etree.SubElement(root, "body")
    for unit in units:
        element = etree.SubElement(body, "tu")
        for tag, text in unit.items():
            variant = etree.SubElement(element, "tuv", {LANG: LANGUAGES[tag].word_tag})
            etree.SubElement(variant, "seg").text = FORBIDDEN_SIGNS.sub("", text)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True))


def is_own_export(path: Path) -> bool:
    """Whether a file is a TMX that release-kit wrote, so that writing it anew loses nothing of others."""
    try:
        with path.open("rb") as file:
            return re.search(rb"""creationtool=["']release-kit["']""", file.read(4096)) is not None
    except OSError:
        return False
