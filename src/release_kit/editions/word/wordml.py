"""WordprocessingML elements, made in the order that the schema wants (ECMA-376 part 1, section 17)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from lxml import etree

from release_kit.languages import Language, language

Element = etree._Element
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
EMU = 12700  # of a point
TEXT = frozenset({"t", "tab", "br", "noBreakHyphen"})


def element(name: str, *children: Element | None, **attributes: str) -> Element:
    """`w:name` with attributes in the same namespace."""
    made: Element = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    made.extend([child for child in children if child is not None])
    return made


def language_mark(row: Language) -> Element:
    """w:lang of a run: the language's own, and its companion's for letters of the other kind."""
    own, other = row.word_tag, language(row.companion).word_tag
    return (
        element("lang", val=other, eastAsia=own)
        if row.is_east_asian
        else element("lang", val=own, eastAsia=other)
    )


def text_run(text: str, row: Language, *styles: Element, fonts: Element | None = None) -> Element:
    """A run of text; tabs and line breaks become their elements. `styles` come in the schema's order."""
    if fonts is None and row.is_east_asian:
        fonts = element("rFonts", hint="eastAsia")  # so that “ and … are as wide as their neighbours
    first = [style for style in styles if style.tag == qn("w:rStyle")][:1]
    rest = [style for style in styles if style.tag != qn("w:rStyle")]
    made = element("r", element("rPr", *first, fonts, *rest, language_mark(row)))
    for number, line in enumerate(text.split("\n")):
        if number:
            made.append(element("br"))
        for place, piece in enumerate(line.split("\t")):
            if place:
                made.append(element("tab"))
            if piece:
                words = element("t")
                words.text = piece
                words.set(SPACE, "preserve")
                made.append(words)
    return made


def paragraph(style: str, *children: Element, properties: Iterable[Element] = ()) -> Element:
    """A paragraph in a style; further properties come in the schema's order."""
    return element("p", element("pPr", element("pStyle", val=style), *properties), *children)


def table(style: str, widths: Sequence[int], *, is_fixed: bool = False) -> Element:
    """A table without rows; widths in twips. Its first row is its head."""
    off = dict.fromkeys(("lastRow", "firstColumn", "lastColumn"), "0") | {"noHBand": "1", "noVBand": "1"}
    properties = element(
        "tblPr",
        element("tblStyle", val=style),
        element("tblW", w=str(sum(widths)), type="dxa"),
        element("tblLayout", type="fixed") if is_fixed else None,
        element("tblLook", val="0420", firstRow="1", **off),
    )
    return element("tbl", properties, element("tblGrid", *(element("gridCol", w=str(w)) for w in widths)))


def table_row(
    cells: Iterable[tuple[int, Sequence[Element]]], *, is_head: bool = False, is_whole: bool = True
) -> Element:
    """A row of (width, paragraphs) a cell; no page break cuts it if `is_whole`, a head is on every page."""
    whole = element("cantSplit") if is_whole else None
    row = element("tr", element("trPr", whole, element("tblHeader") if is_head else None))
    for width, content in cells:
        row.append(element("tc", element("tcPr", element("tcW", w=str(width), type="dxa")), *content))
    return row


def paragraphs_of(document: Any) -> list[Element]:
    """Every paragraph of a document's body, those of its tables too, in order."""
    return list(document.element.body.iter(qn("w:p")))


def visible_text(node: Element) -> str:
    """What a reader sees of a paragraph; what a tracked change took out is not seen."""
    return "".join(_texts(node))


def _texts(node: Element) -> Iterator[str]:
    for child in node.iter(etree.Element):
        name = etree.QName(child).localname
        if name not in TEXT or any(up.tag in (qn("w:del"), qn("w:moveFrom")) for up in child.iterancestors()):
            continue
        yield {"t": child.text or "", "tab": "\t", "br": "\n", "noBreakHyphen": "\u2011"}[name]


def drawing(relation: str, identifier: int, alt: str, width: int, height: int) -> Element:
    """An inline picture with its alternative text; width and height in English Metric Units."""
    main = "http://schemas.openxmlformats.org/drawingml/2006/main"
    picture = "http://schemas.openxmlformats.org/drawingml/2006/picture"
    related = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    inline = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
    size = {"cx": str(width), "cy": str(height)}
    about = {"id": str(identifier), "name": f"Picture {identifier}", "descr": alt}
    root = etree.Element(f"{{{inline}}}inline", {f"dist{side}": "0" for side in "TBLR"}, nsmap={"wp": inline})
    etree.SubElement(root, f"{{{inline}}}extent", size)
    etree.SubElement(root, f"{{{inline}}}docPr", about)
    frame = etree.SubElement(root, f"{{{inline}}}cNvGraphicFramePr")
    etree.SubElement(frame, f"{{{main}}}graphicFrameLocks", {"noChangeAspect": "1"}, nsmap={"a": main})
    graphic = etree.SubElement(root, f"{{{main}}}graphic", nsmap={"a": main})
    data = etree.SubElement(graphic, f"{{{main}}}graphicData", uri=picture)
    pic = etree.SubElement(data, f"{{{picture}}}pic", nsmap={"pic": picture})
    names = etree.SubElement(pic, f"{{{picture}}}nvPicPr")
    etree.SubElement(names, f"{{{picture}}}cNvPr", about)
    etree.SubElement(names, f"{{{picture}}}cNvPicPr")
    fill = etree.SubElement(pic, f"{{{picture}}}blipFill")
    etree.SubElement(fill, f"{{{main}}}blip", {f"{{{related}}}embed": relation})
    etree.SubElement(etree.SubElement(fill, f"{{{main}}}stretch"), f"{{{main}}}fillRect")
    shape = etree.SubElement(pic, f"{{{picture}}}spPr")
    form = etree.SubElement(shape, f"{{{main}}}xfrm")
    etree.SubElement(form, f"{{{main}}}off", x="0", y="0")
    etree.SubElement(form, f"{{{main}}}ext", size)
    geometry = etree.SubElement(shape, f"{{{main}}}prstGeom", prst="rect")
    etree.SubElement(geometry, f"{{{main}}}avLst")
    return element("r", element("drawing", root))
