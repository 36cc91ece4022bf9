"""The parts of a Word template that say how things look: styles, numbering, settings, fonts, theme.

Element order follows ECMA-376 part 1, section 17 (a file out of order is "unreadable content" to Word); the
tests hold every file against the Open XML schemas. Widths are twips, sizes half points.
"""

from __future__ import annotations

from release_kit.languages import Face, Language, Typography, language

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
W15 = "http://schemas.microsoft.com/office/word/2012/wordml"
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
ROOT = (
    f'xmlns:w="{W}" xmlns:r="{R}" xmlns:w14="{W14}" xmlns:w15="{W15}" xmlns:mc="{MC}" mc:Ignorable="w14 w15"'
)
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
KANA = "ＭＳ 明朝"


def east_asian(row: Language, *, heading: bool = False) -> Face:
    """The face of ideographs; a Latin handout has one for names in characters."""
    style = (row if row.is_east_asian else language(row.companion)).typography
    return style.heading if heading else style.body


def fonts(row: Language, *, heading: bool = False) -> str:
    """All four font slots."""
    style = row.typography
    latin = (style.latin_heading if heading else style.latin).name
    return (
        f'<w:rFonts w:ascii="{latin}" w:eastAsia="{east_asian(row, heading=heading).name}" w:hAnsi="{latin}" '
        f'w:cs="{latin}"/>'
    )


def lang(row: Language) -> str:
    """The language of text, and its companion's for letters of the other kind."""
    return f'<w:lang w:val="{_latin_tag(row)}" w:eastAsia="{_east_asian_tag(row)}" w:bidi="ar-SA"/>'


def _latin_tag(row: Language) -> str:
    return (language(row.companion) if row.is_east_asian else row).word_tag


def _east_asian_tag(row: Language) -> str:
    return (row if row.is_east_asian else language(row.companion)).word_tag


def run_properties(
    row: Language, size: float = 0, *, bold: bool = False, heading: bool = False, more: str = ""
) -> str:
    """The rPr of a style; figures are of one width."""
    weight = "<w:b/><w:bCs/>" if bold else ""
    half = f'<w:sz w:val="{round(size * 2)}"/><w:szCs w:val="{round(size * 2)}"/>' if size else ""
    figures = '<w14:numSpacing w14:val="tabular"/>'
    return f"<w:rPr>{fonts(row, heading=heading)}{weight}{more}{half}{lang(row)}{figures}</w:rPr>"


def styles(row: Language) -> str:
    """styles.xml: only what a handout uses, so that Word's list of styles is short."""
    style = row.typography
    made = [
        f"<w:docDefaults><w:rPrDefault>{run_properties(row, style.size)}</w:rPrDefault>"
        '<w:pPrDefault><w:pPr><w:spacing w:after="0" w:line="240" w:lineRule="auto"/></w:pPr></w:pPrDefault>'
        "</w:docDefaults>",
        *_paragraph_styles(row, style),
        *_other_styles(row),
    ]
    return f"{HEAD}<w:styles {ROOT}>{''.join(made)}</w:styles>"


def _style(name: str, ppr: str, rpr: str, base: str = "Normal", following: str = "", key: str = "") -> str:
    identifier = key or name.title().replace(" ", "")
    default = ' w:default="1"' if name == "Normal" else ""
    based = "" if name == "Normal" else f'<w:basedOn w:val="{base}"/>'
    after = f'<w:next w:val="{following}"/>' if following else ""
    return (
        f'<w:style w:type="paragraph"{default} w:styleId="{identifier}"><w:name w:val="{name}"/>{based}{after}'
        f"<w:qFormat/><w:pPr>{ppr}</w:pPr>{rpr}</w:style>"
    )


def _paragraph_styles(row: Language, style: Typography) -> list[str]:
    size, twips = style.size, round(style.size * 20)
    after, leading = round(style.after * 20), style.leading
    grid = "<w:kinsoku/><w:overflowPunct/><w:autoSpaceDE/><w:autoSpaceDN/>"
    off = '<w:snapToGrid w:val="0"/>'
    side = '<w:jc w:val="center"/>' if style.centred else ""
    both = '<w:jc w:val="both"/>' if style.justified else ""
    first = (
        f'<w:ind w:firstLineChars="{style.indent}" w:firstLine="{twips * style.indent // 100}"/>'
        if style.indent
        else ""
    )
    spacing = f'<w:spacing w:after="{after}" w:line="{leading}" w:lineRule="auto"/>'
    box = "".join(
        f'<w:{edge} w:val="single" w:sz="4" w:space="4" w:color="7F7F7F"/>'
        for edge in ("top", "left", "bottom", "right")
    )
    rule = '<w:pBdr><w:bottom w:val="single" w:sz="6" w:space="3" w:color="404040"/></w:pBdr>'
    plain = run_properties(row)
    small = run_properties(row, size - 1.5, more='<w:color w:val="404040"/>')
    contact = f"<w:pBdr>{box}</w:pBdr>" if style.boxed_contact else ""
    found = [
        _style("Normal", f"<w:widowControl/>{grid}{spacing}", run_properties(row, size)),
        _style("Body Text", f"{spacing}{first}{both}", plain),
        _style(
            "Banner",
            f'{rule}{off}<w:spacing w:after="120"/>{side}',
            run_properties(row, size + 3, bold=True, heading=True, more='<w:spacing w:val="30"/>'),
        ),
        _style(
            "Draft Mark",
            f'{off}<w:spacing w:after="80"/>',
            run_properties(row, size - 1, bold=True, heading=True, more='<w:color w:val="B00020"/>'),
        ),
        _style("Greeting", '<w:spacing w:before="60" w:after="60"/>', plain),
        _style("Release Details", "", plain),
        _style(
            "Title",
            f'<w:keepNext/><w:keepLines/>{off}<w:spacing w:before="280" w:after="100" w:line="300" w:lineRule="auto"/>{side}',
            run_properties(row, style.title_size, bold=True, heading=True),
            following="BodyText",
        ),
        _style(
            "Subtitle",
            f'<w:keepNext/><w:keepLines/>{off}<w:spacing w:after="200" w:line="276" w:lineRule="auto"/>{side}',
            run_properties(row, size + 0.5, heading=True),
            following="BodyText",
        ),
    ]
    for level, more in ((1, 2.0), (2, 1.0), (3, 0.0)):
        ppr = f'<w:keepNext/><w:keepLines/>{off}<w:spacing w:before="240" w:after="80"/><w:outlineLvl w:val="{level - 1}"/>'
        found.append(
            _style(
                f"heading {level}",
                ppr,
                run_properties(row, size + more, bold=True, heading=True),
                following="BodyText",
                key=f"Heading{level}",
            )
        )
    hang = twips * 2 if style.indent else 360
    return [
        *found,
        _style(
            "List Bullet",
            f'<w:numPr><w:numId w:val="1"/></w:numPr>{spacing}<w:contextualSpacing/>{both}',
            plain,
        ),
        _style(
            "List Number",
            f'<w:numPr><w:numId w:val="2"/></w:numPr>{spacing}<w:contextualSpacing/>{both}',
            plain,
        ),
        _style("Quote", f'{spacing}<w:ind w:left="{hang}" w:right="{hang}"/>{both}', plain),
        _style(
            "Facts Heading",
            '<w:keepNext/><w:spacing w:before="120" w:after="60"/><w:jc w:val="center"/>',
            plain,
        ),
        _style("Facts", f'{spacing}<w:ind w:left="{hang + 360}" w:hanging="360"/>', plain),
        _style(
            "Picture",
            f'<w:keepNext/>{off}<w:spacing w:before="160" w:after="60"/><w:jc w:val="center"/>',
            plain,
        ),
        _style(
            "caption",
            f'<w:keepLines/>{off}<w:spacing w:after="160"/><w:jc w:val="center"/>',
            small,
            key="Caption",
        ),
        _style(
            "Code", f'{off}<w:spacing w:after="0"/><w:ind w:left="{hang}"/>', run_properties(row, size - 1)
        ),
        _style(
            "Table Text", f'{off}<w:spacing w:before="40" w:after="40"/>', run_properties(row, size - 0.5)
        ),
        _style(
            "End Mark",
            f'<w:spacing w:before="120" w:after="160"/><w:jc w:val="{style.end_side}"/>',
            plain,
        ),
        _style("Closing", f"{spacing}", plain),
        _style(
            "Contact",
            f'<w:keepLines/>{contact}{off}<w:spacing w:before="20" w:after="20"/>'
            + ('<w:ind w:left="120" w:right="120"/>' if contact else ""),
            plain,
        ),
        _style("Small Print", f'{off}<w:spacing w:before="160"/>', small),
        _style(
            "header",
            f'{off}<w:jc w:val="{style.running_side}"/>',
            small,
            key="Header",
        ),
        _style("footer", f'{off}<w:jc w:val="center"/>', small, key="Footer"),
        _style(
            "footnote text",
            f'{off}<w:spacing w:after="20"/>',
            run_properties(row, size - 1.5),
            key="FootnoteText",
        ),
    ]


def _other_styles(row: Language) -> list[str]:
    edges = ("top", "left", "bottom", "right", "insideH", "insideV")
    lines = "".join(f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="8C8C8C"/>' for edge in edges)
    return [
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>',
        '<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/><w:rPr><w:color w:val="0B4F9E"/><w:u w:val="single"/></w:rPr></w:style>',
        '<w:style w:type="character" w:styleId="Verbatim"><w:name w:val="Verbatim"/><w:rPr><w:rFonts w:ascii="Courier New" w:hAnsi="Courier New" w:cs="Courier New"/></w:rPr></w:style>',
        '<w:style w:type="character" w:styleId="FootnoteReference"><w:name w:val="footnote reference"/><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>',
        '<w:style w:type="character" w:styleId="CommentReference"><w:name w:val="annotation reference"/><w:rPr><w:sz w:val="16"/><w:szCs w:val="16"/></w:rPr></w:style>',
        _style("annotation text", "", run_properties(row, 9), key="CommentText"),
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>',
        f'<w:style w:type="table" w:styleId="ReleaseTable"><w:name w:val="Release Table"/><w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders>{lines}</w:tblBorders></w:tblPr><w:tblStylePr w:type="firstRow"><w:rPr><w:b/><w:bCs/></w:rPr><w:tblPr/><w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="EFEFEF"/></w:tcPr></w:tblStylePr></w:style>',
        '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/><w:uiPriority w:val="99"/><w:semiHidden/></w:style>',
    ]


def numbering(row: Language) -> str:
    """numbering.xml: bullets and figures, three levels each; the exporter adds an instance a list."""
    twips = 420 if row.typography.indent else 360
    bullets = row.typography.bullets
    made = []
    for number, (kind, texts, key) in enumerate(
        (("bullet", bullets, "ListBullet"), ("decimal", ("%1.", "%2.", "%3."), "ListNumber"))
    ):
        levels = "".join(
            f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>'
            + (f'<w:pStyle w:val="{key}"/>' if level == 0 else "")
            + f'<w:lvlText w:val="{texts[level]}"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{twips * (level + 1)}" w:hanging="{twips}"/></w:pPr></w:lvl>'
            for level in range(3)
        )
        made.append(
            f'<w:abstractNum w:abstractNumId="{number}"><w:multiLevelType w:val="hybridMultilevel"/>{levels}</w:abstractNum>'
        )
    instances = "".join(f'<w:num w:numId="{n + 1}"><w:abstractNumId w:val="{n}"/></w:num>' for n in range(2))
    return f"{HEAD}<w:numbering {ROOT}>{''.join(made)}{instances}</w:numbering>"


def settings(row: Language) -> str:
    """settings.xml: compression of punctuation, the languages, Word 2013's layout."""
    old = (
        "spaceForUL",
        "balanceSingleByteDoubleByteWidth",
        "doNotLeaveBackslashAlone",
        "ulTrailSpace",
        "doNotExpandShiftReturn",
        "adjustLineHeightInTable",
        "useFELayout",
    )
    legacy = "".join(f"<w:{name}/>" for name in old) if row.typography.pitch else ""
    spacing = "compressPunctuation" if row.typography.pitch else "doNotCompress"
    uri = "http://schemas.microsoft.com/office/word"
    return (
        f'{HEAD}<w:settings {ROOT}><w:zoom w:percent="100"/><w:defaultTabStop w:val="840"/>'
        f'<w:characterSpacingControl w:val="{spacing}"/>'
        '<w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>'
        f'<w:compat>{legacy}<w:compatSetting w:name="compatibilityMode" w:uri="{uri}" w:val="15"/></w:compat>'
        f'<w:themeFontLang w:val="{_latin_tag(row)}" w:eastAsia="{_east_asian_tag(row)}"/>'
        '<w:clrSchemeMapping w:bg1="light1" w:t1="dark1" w:bg2="light2" w:t2="dark2" w:accent1="accent1" w:accent2="accent2" w:accent3="accent3" w:accent4="accent4" w:accent5="accent5" w:accent6="accent6" w:hyperlink="hyperlink" w:followedHyperlink="followedHyperlink"/>'
        '<w:decimalSymbol w:val="."/><w:listSeparator w:val=","/></w:settings>'
    )


def font_table(row: Language) -> str:
    """fontTable.xml: each face with its other names, so that a machine without it finds one like it."""
    style = row.typography
    faces = dict.fromkeys((style.latin, style.latin_heading, east_asian(row), east_asian(row, heading=True)))
    made = "".join(
        f'<w:font w:name="{face.name}"><w:altName w:val="{",".join(face.alternates)}"/><w:panose1 w:val="{face.panose}"/>'
        f'<w:charset w:val="{face.charset}"/><w:family w:val="{face.family}"/><w:pitch w:val="variable"/></w:font>'
        for face in faces
    )
    return f"{HEAD}<w:fonts {ROOT}>{made}</w:fonts>"


def theme(row: Language) -> str:
    """theme1.xml: the same faces, for whatever a designer adds."""
    style, a = row.typography, "http://schemas.openxmlformats.org/drawingml/2006/main"

    def scheme(latin: Face, ideographs: Face) -> str:
        return f'<a:latin typeface="{latin.name}"/><a:ea typeface="{ideographs.name}"/><a:cs typeface=""/>'

    def solid(name: str, value: str) -> str:
        return f'<a:{name}><a:srgbClr val="{value}"/></a:{name}>'

    colours = {
        "dk1": "000000",
        "lt1": "FFFFFF",
        "dk2": "333F48",
        "lt2": "EFEFEF",
        "accent1": "0B4F9E",
        "accent2": "B00020",
        "accent3": "5B7F3A",
        "accent4": "8A6D1F",
        "accent5": "5A4A8A",
        "accent6": "2F7F7F",
        "hlink": "0B4F9E",
        "folHlink": "5A4A8A",
    }
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    line = f'<a:ln w="6350">{fill}</a:ln>'
    effect = "<a:effectStyle><a:effectLst/></a:effectStyle>"
    return (
        f'{HEAD}<a:theme xmlns:a="{a}" name="release-kit"><a:themeElements>'
        f'<a:clrScheme name="release-kit">{"".join(solid(*pair) for pair in colours.items())}</a:clrScheme>'
        f'<a:fontScheme name="release-kit"><a:majorFont>{scheme(style.latin_heading, east_asian(row, heading=True))}</a:majorFont>'
        f"<a:minorFont>{scheme(style.latin, east_asian(row))}</a:minorFont></a:fontScheme>"
        f'<a:fmtScheme name="release-kit"><a:fillStyleLst>{fill * 3}</a:fillStyleLst><a:lnStyleLst>{line * 3}</a:lnStyleLst>'
        f"<a:effectStyleLst>{effect * 3}</a:effectStyleLst><a:bgFillStyleLst>{fill * 3}</a:bgFillStyleLst></a:fmtScheme>"
        "</a:themeElements></a:theme>"
    )


def footnotes(row: Language) -> str:
    """footnotes.xml: the two separators; notes are added by the exporter."""
    made = "".join(
        f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:pPr><w:spacing w:after="0" w:line="240" w:lineRule="auto"/></w:pPr><w:r><w:{kind}/></w:r></w:p></w:footnote>'
        for number, kind in ((-1, "separator"), (0, "continuationSeparator"))
    )
    return f"{HEAD}<w:footnotes {ROOT}>{made}</w:footnotes>"
