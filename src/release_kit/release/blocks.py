"""The Markdown body as blocks, and back, byte for byte."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from html import escape
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_cjk_friendly import cjk_friendly
from mdit_py_plugins.footnote import footnote_plugin

from release_kit.kinds import BlockKind
from release_kit.model import Block

# Copied, not translated.
SILENT = frozenset({BlockKind.CODE, BlockKind.RULE, BlockKind.HTML, BlockKind.RULER})
MARK = re.compile(r"^(?:#{1,6}\s+|(?:[-*+]|\d{1,9}[.)])\s+|>\s?)+")
BLANKS = " \t"  # what Markdown strips; U+00A0 and its like are text
LINE_MARK = re.compile(r"\s*" + MARK.pattern[1:])
NOTE = re.compile(r"\[\^[^\]\s]+\]: *")
PICTURE = re.compile(r"!\[(?P<alt>[^\]]*)\]\((?P<source>[^)\s]*)(?:\s+[\"“](?P<caption>.*)[\"”])?\s*\)")
RULER = re.compile(r"\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?")  # the line below a table's head
ShowImage = Callable[[str, str], str]  # address and alternative text of a picture -> its HTML
SHOW_IMAGE = "show_image"  # under what the parser is handed it
ROWS = {BlockKind.ROW, BlockKind.RULER}
KINDS = {
    "heading_open": BlockKind.HEADING,
    "paragraph_open": BlockKind.PARAGRAPH,
    "bullet_list_open": BlockKind.ITEM,
    "ordered_list_open": BlockKind.ITEM,
    "blockquote_open": BlockKind.QUOTE,
    "table_open": BlockKind.ROW,
    "fence": BlockKind.CODE,
    "code_block": BlockKind.CODE,
    "hr": BlockKind.RULE,
    "html_block": BlockKind.HTML,
}


@cache
def markdown_parser() -> MarkdownIt:
    """CommonMark with tables, and emphasis that works beside East Asian punctuation; no raw HTML.

    Without reference definitions: they would vanish from the blocks, and a note looks like one.
    """
    parser = MarkdownIt("commonmark", {"html": False}).enable("table").disable("reference")
    parser.use(cjk_friendly)
    return parser


@cache
def _page_markdown() -> MarkdownIt:
    """The same, with notes at the end."""
    parser = MarkdownIt("commonmark", {"html": False}).enable("table").disable("reference")
    parser.add_render_rule("image", _image_html)
    return parser.use(cjk_friendly).use(footnote_plugin, inline=False)


def read_blocks(body: str, first_line: int = 1) -> tuple[Block, ...]:
    """The blocks of a body; each list item and quoted paragraph is one of its own."""
    lines = body.split("\n")
    tokens = markdown_parser().parse(body)
    found: list[Block] = []
    for token in tokens:
        if token.level == 0 and token.map and token.nesting >= 0:
            start, end = token.map
            found += _blocks_of(token, lines[start:end], first_line + start)
    return tuple(found)


def _blocks_of(token: Token, lines: list[str], line: int) -> Iterator[Block]:
    kind = KINDS.get(token.type, BlockKind.PARAGRAPH)
    if kind == BlockKind.ROW:
        yield from _rows(lines, line)
        return
    if kind in (BlockKind.ITEM, BlockKind.QUOTE):
        yield from _marked_lines(kind, lines, line)
        return
    text = "\n".join(lines).strip("\n")
    if kind in SILENT:
        yield Block(kind, text, "", line)
        return
    if kind == BlockKind.PARAGRAPH and NOTE.match(text):
        yield from _notes(lines, line)
        return
    match = MARK.match(text) if kind == BlockKind.HEADING else None
    mark = match.group() if match else ""
    body = " ".join(part.strip(BLANKS) for part in text[len(mark) :].split("\n"))
    if kind == BlockKind.PARAGRAPH and PICTURE.fullmatch(body):
        kind = BlockKind.IMAGE
    if body.strip() or mark:  # a paragraph of blanks that are none to Markdown, such as U+00A0, is no text
        yield Block(kind, body, mark, line)


def _notes(lines: list[str], line: int) -> Iterator[Block]:
    """Notes, `[^1]: text`; a line without a mark goes on with the note before."""
    pending: Block | None = None
    for number, raw in enumerate(lines, line):
        match = NOTE.match(raw)
        if match:
            if pending:
                yield pending
            pending = Block(BlockKind.NOTE, raw[match.end() :].strip(), match.group().rstrip() + " ", number)
        elif pending and raw.strip():
            pending = Block(BlockKind.NOTE, f"{pending.text} {raw.strip()}", pending.mark, pending.line)
    if pending:
        yield pending


def _rows(lines: list[str], line: int) -> Iterator[Block]:
    """The rows of a table, and the line below its head."""
    for number, raw in enumerate(lines, line):
        if text := raw.strip():
            yield Block(BlockKind.RULER if RULER.fullmatch(text) else BlockKind.ROW, text, "", number)


def _marked_lines(kind: BlockKind, lines: list[str], line: int) -> Iterator[Block]:
    """Items or quoted paragraphs; a line that goes on with the one before is joined to it."""
    pending: Block | None = None
    for number, raw in enumerate(lines, line):
        match = LINE_MARK.match(raw)
        mark = match.group() if match else ""
        text = raw[len(mark) :].strip(BLANKS)
        if pending and _goes_on(pending, mark, text):
            pending = replace(pending, text=f"{pending.text} {text}")
        elif mark or text:
            if pending and pending.text:
                yield pending
            pending = Block(kind, text, mark, number)
    if pending and (pending.text or kind == BlockKind.ITEM):
        yield pending


def _goes_on(before: Block, mark: str, text: str) -> bool:
    """Whether a line belongs to the block before: in a list one without a mark, in a quote one with."""
    is_joined = not mark if before.kind == BlockKind.ITEM else bool(mark and before.text)
    return is_joined and bool(text)


def write_blocks(blocks: Iterable[Block]) -> str:
    """A body: a blank line between blocks, none between items of a list or rows of a table."""
    out: list[str] = []
    before: BlockKind | None = None
    is_ordered = False  # the list that we are in
    for block in blocks:
        figure = block.mark[:1].isdigit()
        is_same = block.mark[:1].isspace() or figure == is_ordered
        is_more = block.kind == before == BlockKind.ITEM and is_same
        if out:
            tight = {block.kind, before} <= ROWS or is_more
            out.append("\n>\n" if block.kind == before == BlockKind.QUOTE else "\n" if tight else "\n\n")
        out.append(block.mark + block.text)
        before = block.kind
        is_ordered = is_ordered if block.mark[:1].isspace() else figure
    return "".join(out) + "\n"


def cells_of(row: str) -> list[str]:
    """The cells of a table row; an escaped bar stays in its cell."""
    return [cell.strip() for cell in re.split(r"(?<!\\)\|", row.strip().removeprefix("|").removesuffix("|"))]


def row_of(cells: Sequence[str]) -> str:
    """A table row of cells."""
    return f"| {' | '.join(cells)} |"


def parts_of(block: Block) -> list[str]:
    """What of a block is translated by itself: cells, or a picture's alternative text and caption."""
    if block.kind == BlockKind.ROW:
        return cells_of(block.text)
    match = PICTURE.fullmatch(block.text) if block.kind == BlockKind.IMAGE else None
    return [match["alt"], match["caption"] or ""] if match else [block.text]


def join_parts(kind: BlockKind, parts: Sequence[str], source: str = "") -> str:
    """A block's text of its parts; `source` is where a picture lies."""
    if kind == BlockKind.ROW:
        return row_of(parts)
    if kind == BlockKind.IMAGE:
        alt, caption = parts[0].replace("]", "］"), parts[1].replace('"', "”")
        return f"![{alt}]({source}" + (f' "{caption}")' if caption else ")")
    return parts[0]


def picture_source(block: Block) -> str:
    """Where a block's picture lies; nothing where it is none."""
    match = PICTURE.fullmatch(block.text) if block.kind == BlockKind.IMAGE else None
    return match["source"] if match else ""


def inline_pictures(text: str) -> Iterator[tuple[str, str, str]]:
    """Address, alternative text and title of each picture within a text."""
    if "![" not in text:
        return
    for inline in markdown_parser().parseInline(text):
        for token in inline.children or ():
            if token.type == "image":
                yield _address_of(token), _plain_alt(token), str(token.attrs.get("title", ""))


def _address_of(token: Token) -> str:
    """A picture's address as it was written; the parser escapes what is not ASCII."""
    return unquote(str(token.attrs["src"]))


def _plain_alt(token: Token) -> str:
    """A picture's alternative text without its marks."""
    return "".join(child.content for child in token.children or ())


def markdown_to_html(body: str, show_image: ShowImage = lambda _, alt: escape(alt)) -> str:
    """The body as an HTML fragment; raw HTML in it is shown, not run.

    `show_image` makes the HTML of a picture within a text; else it is its alternative text, so that nothing
    here points to a server.
    """
    rendered: str = _page_markdown().render(body, {SHOW_IMAGE: show_image})
    return rendered


def _image_html(
    renderer: object, tokens: Sequence[Token], at: int, options: object, env: Mapping[str, ShowImage]
) -> str:
    return env[SHOW_IMAGE](_address_of(tokens[at]), _plain_alt(tokens[at]))
