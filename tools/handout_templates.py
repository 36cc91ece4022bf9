"""Write the Word templates that ship with the package, one a language, the same bytes each time.

    python tools/handout_templates.py

They are made here and not in Word so that they can be reviewed; a designer changes a copy in Word.
Typography: A4, 25 mm margins; East Asian text with kinsoku, hanging punctuation and compression
(JLREQ 3.1, CLREQ 3.1), first-line indent of one em in Japanese and two in Chinese; all four font slots and
w:lang with eastAsia in the defaults and in every style.
"""

from __future__ import annotations

import io
from pathlib import Path

from docx import Document
from docx.document import Document as Documents
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from release_kit.exporters.packing import repack
from release_kit.languages import LANGUAGES, Language

TARGET = Path(__file__).parent.parent / "src" / "release_kit" / "templates"
INDENT = {"ja": 100, "zh-Hant": 200, "zh-Hans": 200}  # hundredths of a character
STYLES = ("Normal", "Title", "Subtitle", "Heading 1", "Heading 2", "Heading 3", "List Paragraph", "Quote")


def build(row: Language) -> bytes:
    """The template of a language."""
    document = Document()
    _defaults(document, row)
    _page(document)
    for name in STYLES:
        _style(document, name, row)
    _body(document, row)
    _footer(document, row)
    out = io.BytesIO()
    _properties(document, row)
    document.save(out)
    return repack(out.getvalue())


def _fonts(element: object, row: Language) -> None:
    """All four font slots and the language on a run-properties element, in schema order."""
    for old in list(element.findall(qn("w:rFonts"))) + list(element.findall(qn("w:lang"))):
        element.remove(old)
    fonts = OxmlElement("w:rFonts")
    for slot in ("ascii", "hAnsi", "cs"):
        fonts.set(qn(f"w:{slot}"), row.fonts.latin)
    fonts.set(qn("w:eastAsia"), row.fonts.east_asian)
    element.insert(0, fonts)
    lang = OxmlElement("w:lang")
    lang.set(qn("w:val"), row.word_tag if row.has_word_edges else "en-US")
    lang.set(qn("w:eastAsia"), "ja-JP" if row.has_word_edges else row.word_tag)
    after = [qn(f"w:{name}") for name in ("eastAsianLayout", "specVanish", "oMath")]
    place = next((i for i, child in enumerate(element) if child.tag in after), len(element))
    element.insert(place, lang)


def _defaults(document: Documents, row: Language) -> None:
    defaults = document.styles.element.find(qn("w:docDefaults"))
    _fonts(defaults.find(qn("w:rPrDefault")).find(qn("w:rPr")), row)
    settings = document.settings.element
    for name in ("themeFontLang", "characterSpacingControl"):
        for old in settings.findall(qn(f"w:{name}")):
            settings.remove(old)
    spacing = OxmlElement("w:characterSpacingControl")
    spacing.set(qn("w:val"), "compressPunctuation")
    theme = OxmlElement("w:themeFontLang")
    theme.set(qn("w:val"), "en-US")
    theme.set(qn("w:eastAsia"), "ja-JP" if row.has_word_edges else row.word_tag)
    compat = settings.find(qn("w:compat"))
    place = list(settings).index(compat) if compat is not None else len(settings)
    settings.insert(place, spacing)
    after = settings.find(qn("w:clrSchemeMapping"))
    settings.insert(list(settings).index(after) if after is not None else len(settings), theme)


def _page(document: Documents) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(25)
    section.top_margin, section.bottom_margin = Mm(25), Mm(22)


def _style(document: Documents, name: str, row: Language) -> None:
    style = document.styles[name]
    _fonts(style.element.get_or_add_rPr(), row)
    style.font.color.rgb = None
    sizes = {"Title": 18 if row.has_word_edges else 16, "Subtitle": 11.5, "Heading 1": 13, "Heading 2": 12}
    body = 11 if row.has_word_edges else 10.5
    style.font.size = Pt(sizes.get(name, body))
    for spacing in style.element.findall(".//" + qn("w:spacing")):
        if spacing.getparent().tag == qn("w:rPr"):
            spacing.getparent().remove(spacing)
    style.font.italic = False
    style.font.bold = name in ("Title", "Heading 1", "Heading 2", "Heading 3")
    form = style.paragraph_format
    form.space_before = Pt(12 if name.startswith("Heading") else 0)
    form.space_after = Pt(6 if row.has_word_edges else 4)
    form.line_spacing = 1.2 if row.has_word_edges else 1.3
    if name == "Title":
        form.alignment = WD_ALIGN_PARAGRAPH.LEFT if row.has_word_edges else WD_ALIGN_PARAGRAPH.CENTER
        for border in style.element.findall(".//" + qn("w:pBdr")):
            border.getparent().remove(border)
    if name == "Subtitle":
        form.alignment = WD_ALIGN_PARAGRAPH.LEFT if row.has_word_edges else WD_ALIGN_PARAGRAPH.CENTER
    if name == "Normal":
        properties = style.element.get_or_add_pPr()
        for tag in ("w:kinsoku", "w:overflowPunct"):
            properties.append(OxmlElement(tag))


def _paragraph(document: Documents, text: str, style: str = "Normal", align: int | None = None) -> Paragraph:
    paragraph = document.add_paragraph(style=style)
    if text:
        paragraph.add_run(text)
    if align is not None:
        paragraph.alignment = align
    return paragraph


def _when(
    document: Documents, condition: str, text: str, style: str = "Normal", align: int | None = None
) -> None:
    """A paragraph that is there only where the condition holds."""
    _paragraph(document, f"{{%p if {condition} %}}")
    _paragraph(document, text, style, align)
    _paragraph(document, "{%p endif %}")


def _body(document: Documents, row: Language) -> None:
    right = WD_ALIGN_PARAGRAPH.RIGHT
    banner = _paragraph(document, "{{ banner }}")
    banner.runs[0].bold = True
    _when(document, "draft", "[{{ draft }}]")
    _when(document, "greeting", "{{ greeting }}")
    date_side = None if row.has_word_edges else right
    _paragraph(document, "{{ labels.date }}{{ colon }}{{ date }}", align=date_side)
    _when(document, "issuer", "{{ labels.issuer }}{{ colon }}{{ issuer }}", align=date_side)
    title = _paragraph(document, "{{ title }}", "Title")
    title.paragraph_format.space_before = Pt(14)
    _when(document, "subtitle", "{{ subtitle }}", "Subtitle")
    _blocks(document, row)
    _paragraph(document, "{{ labels.end }}", align=WD_ALIGN_PARAGRAPH.CENTER if row.tag != "ja" else right)
    _when(document, "hashtags", "{{ hashtags | join(' ') }}")
    _when(document, "boilerplate", "{{ labels.about }}", "Heading 2")
    _when(document, "boilerplate", "{{ boilerplate }}")
    _when(
        document, "contact.name or contact.organisation or contact.phone or contact.email",
        "{{ labels.contact }}", "Heading 2",
    )  # fmt: skip
    _when(document, "contact.organisation", "{{ contact.organisation }}")
    _when(document, "contact.name", "{{ contact.name }}")
    _when(document, "contact.phone", "{{ labels.phone }}{{ colon }}{{ contact.phone }}")
    _when(document, "contact.email", "{{ labels.email }}{{ colon }}{{ contact.email }}")
    _when(document, "disclaimer", "{{ disclaimer }}")


def _blocks(document: Documents, row: Language) -> None:
    _paragraph(document, "{%p for block in blocks %}")
    for kind, style in (("heading", "Heading 1"), ("item", "List Paragraph"), ("quote", "Quote")):
        _paragraph(document, f"{{%p if block.kind == '{kind}' %}}")
        paragraph = document.add_paragraph(style=style)
        if kind == "item":
            paragraph.add_run("{{ block.mark }} ")
        _runs(paragraph)
        _paragraph(document, "{%p endif %}")
    _paragraph(document, "{%p if block.kind not in ['heading', 'item', 'quote', 'rule', 'image'] %}")
    paragraph = document.add_paragraph()
    if row.tag in INDENT:
        indent = OxmlElement("w:ind")
        indent.set(qn("w:firstLineChars"), str(INDENT[row.tag]))
        indent.set(qn("w:firstLine"), str(INDENT[row.tag] * 22 // 10))
        paragraph._p.get_or_add_pPr().append(indent)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    _runs(paragraph)
    _paragraph(document, "{%p endif %}")
    _paragraph(document, "{%p endfor %}")


def _runs(paragraph: Paragraph) -> None:
    """The runs of a block, bold and italic kept."""
    for text, bold, italic in (
        ("{%r for run in block.runs %}", False, False),
        ("{%r if run.bold %}", False, False),
        ("{{ run.text }}", True, False),
        ("{%r elif run.italic %}", False, False),
        ("{{ run.text }}", False, True),
        ("{%r else %}", False, False),
        ("{{ run.text }}{% if run.link %} ({{ run.link }}){% endif %}", False, False),
        ("{%r endif %}", False, False),
        ("{%r endfor %}", False, False),
    ):
        run = paragraph.add_run(text)
        run.bold, run.italic = bold or None, italic or None


def _footer(document: Documents, row: Language) -> None:
    paragraph = document.sections[0].footer.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    before, _, rest = row.labels["page"].partition("{page}")
    between, _, after = rest.partition("{pages}")
    paragraph.add_run(before)
    _field(paragraph, "PAGE")
    paragraph.add_run(between)
    _field(paragraph, "NUMPAGES")
    paragraph.add_run(after)


def _field(paragraph: Paragraph, code: str) -> None:
    for kind, text in (("begin", ""), ("", code), ("separate", ""), ("text", "1"), ("end", "")):
        run = paragraph.add_run("1" if kind == "text" else "")._r
        if kind in ("begin", "separate", "end"):
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run.append(mark)
        elif not kind:
            instruction = OxmlElement("w:instrText")
            instruction.set(qn("xml:space"), "preserve")
            instruction.text = f" {text} "
            run.append(instruction)


def _properties(document: Documents, row: Language) -> None:
    from datetime import datetime

    properties = document.core_properties
    properties.title, properties.author, properties.comments = "", "", ""
    properties.language = row.word_tag
    properties.created = properties.modified = datetime(2024, 1, 1)


def main() -> None:
    for tag, row in LANGUAGES.items():
        path = TARGET / f"handout.{tag}.docx"
        path.write_bytes(build(row))
        print(path.name, path.stat().st_size)


if __name__ == "__main__":
    main()
