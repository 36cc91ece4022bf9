"""Write the Word templates that ship with the package, one a language, the same bytes each time.

    python tools/handout_templates.py
    python tools/handout_templates.py languages --out templates    the ones of added languages

They are made here and not in Word so that they can be reviewed; a designer changes a copy in Word
(`release-kit templates copy`). The order of the parts is each country's: FOR IMMEDIATE RELEASE, ### and
About in English; 報道資料, 報道関係者各位, 以上 and a boxed お問い合わせ先 in Japanese; 新聞稿 with 發稿日期, 發稿單位,
聯絡人 and 電話 at its head in Taiwan. `{{ body }}` stands alone in its paragraph: the exporter puts the release there.
"""

from __future__ import annotations

import argparse
import io
import sys
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

sys.path.insert(0, str(Path(__file__).parent))

import word_parts as parts

from release_kit.editions.word.packing import repack
from release_kit.languages import LANGUAGES, Language

TARGET = Path(__file__).parent.parent / "src" / "release_kit" / "templates"
TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
RELATED = ("styles", "numbering", "settings", "fontTable", "footnotes", "theme", "header", "header", "footer")
FILES = (
    "styles",
    "numbering",
    "settings",
    "fontTable",
    "footnotes",
    "theme/theme1",
    "header1",
    "header2",
    "footer1",
)


def run(text: str, row: Language) -> str:
    """A run; East Asian punctuation is taken from the East Asian face."""
    hint = "" if not row.is_east_asian else '<w:rFonts w:hint="eastAsia"/>'
    return f'<w:r><w:rPr>{hint}{parts.lang(row)}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(text: str, style: str, row: Language, align: str = "") -> str:
    """A paragraph of one run."""
    side = f'<w:jc w:val="{align}"/>' if align else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{side}</w:pPr>{run(text, row) if text else ""}</w:p>'


def when(condition: str, *inner: str) -> str:
    """Paragraphs that are there only where the condition holds."""
    start, end = (
        f'<w:p><w:r><w:t xml:space="preserve">{{%p {text} %}}</w:t></w:r></w:p>'
        for text in (f"if {condition}", "endif")
    )
    return start + "".join(inner) + end


def labelled(label: str, value: str, style: str, row: Language, align: str = "") -> str:
    """A line such as 發稿日期：2024年2月29日, where there is a value."""
    return when(
        value, paragraph(f"{{{{ labels.{label} }}}}{{{{ colon }}}}{{{{ {value} }}}}", style, row, align)
    )


def head(row: Language) -> str:
    """Everything above the headline, in the country's order."""
    above = paragraph("{{ banner }}", "Banner", row) + when(
        "draft", paragraph("{{ draft }}", "DraftMark", row)
    )
    return above + "".join(head_line(*item.split(" "), row=row) for item in row.typography.head)


def head_line(name: str, side: str = "", *, row: Language) -> str:
    """A line above the headline: with its label, or without one at its own side of the page."""
    fields = {"person": "contact.name", "phone": "contact.phone"}
    style = "Greeting" if name == "greeting" else "ReleaseDetails"
    value = f"{{{{ {fields.get(name, name)} }}}}"
    label = "" if side or name == "greeting" else f"{{{{ labels.{name} }}}}{{{{ colon }}}}"
    line = paragraph(label + value, style, row, side)
    return line if name in ("date", "greeting") else when(fields.get(name, name), line)


def tail(row: Language) -> str:
    """Everything below the body."""
    heading = "Heading2"
    fields = [
        when("contact.organisation", paragraph("{{ contact.organisation }}", "Contact", row)),
        when("contact.name", paragraph("{{ labels.person }}{{ colon }}{{ contact.name }}", "Contact", row)),
        labelled("phone", "contact.phone", "Contact", row),
        labelled("email", "contact.email", "Contact", row),
    ]
    return (
        paragraph("{{ labels.end }}", "EndMark", row)
        + when("hashtags", paragraph("{{ hashtags | join(' ') }}", "Closing", row))
        + when(
            "boilerplate",
            paragraph("{{ labels.about }}", heading, row),
            paragraph("{{ boilerplate }}", "BodyText", row),
        )
        + when("has_contact", paragraph("{{ labels.contact }}", heading, row), *fields)
        + when("disclaimer", paragraph("{{ disclaimer }}", "SmallPrint", row))
    )


def document(row: Language) -> str:
    """document.xml."""
    style = row.typography
    top, right, bottom, left = (round(mm * 1440 / 25.4) for mm in style.margins)
    grid = f'<w:docGrid w:type="lines" w:linePitch="{style.pitch}"/>' if style.pitch else ""
    title = paragraph("{{ title }}", "Title", row) + when(
        "subtitle", paragraph("{{ subtitle }}", "Subtitle", row)
    )
    section = (
        '<w:sectPr><w:headerReference w:type="default" r:id="rId7"/><w:headerReference w:type="first" r:id="rId8"/>'
        '<w:footerReference w:type="default" r:id="rId9"/><w:footerReference w:type="first" r:id="rId9"/>'
        '<w:pgSz w:w="11906" w:h="16838"/>'
        f'<w:pgMar w:top="{top}" w:right="{right}" w:bottom="{bottom}" w:left="{left}" w:header="680" w:footer="567" w:gutter="0"/>'
        f"<w:titlePg/>{grid}</w:sectPr>"
    )
    body = head(row) + title + paragraph("{{ body }}", "BodyText", row) + tail(row)
    return f"{parts.HEAD}<w:document {parts.ROOT}><w:body>{body}{section}</w:body></w:document>"


def header(row: Language, *, first: bool) -> str:
    """The first page has the newsroom's logo, the others the headline."""
    if first:
        inner = paragraph("{{ logo }}", "Header", row, row.typography.logo_side).replace(
            "<w:jc ", '<w:spacing w:after="200"/><w:jc '
        )
    else:
        inner = paragraph("{% if draft %}[{{ labels.draft }}] {% endif %}{{ title }}", "Header", row)
    return f"{parts.HEAD}<w:hdr {parts.ROOT}>{inner}</w:hdr>"


def field(*code: str) -> str:
    """A complex field; a part that is itself a field's code in brackets is nested."""

    def mark(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    inner = "".join(
        part
        if part.startswith("<w:")
        else f'<w:r><w:instrText xml:space="preserve"> {escape(part)} </w:instrText></w:r>'
        for part in code
    )
    shown = "" if code[0].startswith("IF") else "<w:r><w:t>1</w:t></w:r>"
    return mark("begin") + inner + mark("separate") + shown + mark("end")


def footer(row: Language) -> str:
    """The page's number, and where a language has one, the word that more follows."""
    before, _, rest = row.labels["page"].partition("{page}")
    between, _, after = rest.partition("{pages}")
    pages = run(before, row) if before else ""
    pages += field("PAGE") + run(between, row) + field("NUMPAGES") + (run(after, row) if after else "")
    page = f'<w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>{pages}</w:p>'
    more = row.labels["more"]
    if more:
        shown = field("IF", field("PAGE"), "<", field("NUMPAGES"), f'"{more}" ""')
        # Word counts the pages; others, which do not know such a field, are offered nothing.
        shown = f'<mc:AlternateContent><mc:Choice Requires="w15">{shown}</mc:Choice><mc:Fallback/></mc:AlternateContent>'
        page = f'<w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>{shown}</w:p>' + page
    return f"{parts.HEAD}<w:ftr {parts.ROOT}>{page}</w:ftr>"


def properties(row: Language) -> tuple[str, str]:
    """docProps/core.xml and app.xml."""
    core = (
        f'{parts.HEAD}<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title></dc:title><dc:creator></dc:creator>'
        '<dcterms:created xsi:type="dcterms:W3CDTF">2024-01-01T00:00:00Z</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">2024-01-01T00:00:00Z</dcterms:modified><dc:language>{row.word_tag}</dc:language></cp:coreProperties>'
    )
    app = f'{parts.HEAD}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Application>release-kit</Application></Properties>'
    return core, app


def package(row: Language) -> dict[str, str]:
    """Every part of a template by its path."""
    core, app = properties(row)
    overrides = {
        "/word/document.xml": f"{TYPES}.document.main+xml",
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
        "/docProps/app.xml": "application/vnd.openxmlformats-officedocument.extended-properties+xml",
    }
    for kind, name in zip(RELATED, FILES):
        media = (
            "application/vnd.openxmlformats-officedocument.theme+xml"
            if kind == "theme"
            else f"{TYPES}.{kind}+xml"
        )
        overrides[f"/word/{name}.xml"] = media
    types = "".join(
        f'<Override PartName="{name}" ContentType="{media}"/>' for name, media in overrides.items()
    )
    related = "".join(
        f'<Relationship Id="rId{n}" Type="{OFFICE}/{kind}" Target="{name}.xml"/>'
        for n, (kind, name) in enumerate(zip(RELATED, FILES), 1)
    )
    root = (
        f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/>'
        f'<Relationship Id="rId2" Type="{PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/>'
        f'<Relationship Id="rId3" Type="{OFFICE}/extended-properties" Target="docProps/app.xml"/>'
    )
    relationships = f'{parts.HEAD}<Relationships xmlns="{PACKAGE}/relationships">{{}}</Relationships>'
    return {
        "[Content_Types].xml": f'{parts.HEAD}<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>{types}</Types>',
        "_rels/.rels": relationships.format(root),
        "word/_rels/document.xml.rels": relationships.format(related),
        "docProps/core.xml": core,
        "docProps/app.xml": app,
        "word/document.xml": document(row),
        "word/styles.xml": parts.styles(row),
        "word/numbering.xml": parts.numbering(row),
        "word/settings.xml": parts.settings(row),
        "word/fontTable.xml": parts.font_table(row),
        "word/theme/theme1.xml": parts.theme(row),
        "word/footnotes.xml": parts.footnotes(row),
        "word/header1.xml": header(row, first=False),
        "word/header2.xml": header(row, first=True),
        "word/footer1.xml": footer(row),
    }


def build(row: Language) -> bytes:
    """The template of a language."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in package(row).items():
            archive.writestr(name, text)
    return repack(out.getvalue())


def main() -> None:
    parser = argparse.ArgumentParser(description="Write the handout templates.")
    parser.add_argument("rows", nargs="?", type=Path, help="a folder with rows of further languages")
    parser.add_argument("--out", type=Path, default=TARGET, help="where to; else where the built-in ones lie")
    options = parser.parse_args()
    if options.rows:
        LANGUAGES.add(options.rows)
    wanted = [path.stem for path in sorted(options.rows.glob("*.toml"))] if options.rows else list(LANGUAGES)
    for tag in wanted:
        path = options.out / f"handout.{tag}.docx"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(build(LANGUAGES[tag]))
        print(path.name, path.stat().st_size)


if __name__ == "__main__":
    main()
