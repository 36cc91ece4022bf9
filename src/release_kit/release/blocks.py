"""The Markdown body as blocks, and back, byte for byte."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_cjk_friendly import cjk_friendly
from mdit_py_plugins.footnote import footnote_plugin

from release_kit.model import Block

SILENT = frozenset({"code", "rule", "html", "ruler"})  # kinds that are copied, not translated
MARK = re.compile(r"^(?:#{1,6}\s+|(?:[-*+]|\d{1,9}[.)])\s+|>\s?)+")
NOTE = re.compile(r"\[\^[^\]\s]+\]: *")
PICTURE = re.compile(r"!\[(?P<alt>[^\]]*)\]\((?P<source>[^)\s]*)(?:\s+[\"“](?P<caption>.*)[\"”])?\s*\)")
RULER = re.compile(r"\|?(?:\s*:?-+:?\s*\|?)+")  # the line below a table's head
ROWS = {"row", "ruler"}
KINDS = {
    "heading_open": "heading",
    "paragraph_open": "paragraph",
    "bullet_list_open": "list",
    "ordered_list_open": "list",
    "blockquote_open": "quote",
    "table_open": "table",
    "fence": "code",
    "code_block": "code",
    "hr": "rule",
    "html_block": "html",
}


@cache
def markdown() -> MarkdownIt:
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
    return parser.use(cjk_friendly).use(footnote_plugin, inline=False)


def read_blocks(body: str, first_line: int = 1) -> tuple[Block, ...]:
    """The blocks of a body; each list item and quoted paragraph is one of its own."""
    lines = body.split("\n")
    tokens = markdown().parse(body)
    found: list[Block] = []
    for token in tokens:
        if token.level == 0 and token.map and token.nesting >= 0:
            start, end = token.map
            found += _blocks_of(token, lines[start:end], first_line + start)
    return tuple(found)


def _blocks_of(token: Token, lines: list[str], line: int) -> Iterator[Block]:
    kind = KINDS.get(token.type, "paragraph")
    if kind in ("list", "quote", "table"):
        yield from _line_blocks(kind, lines, line)
        return
    text = "\n".join(lines).strip("\n")
    if kind in SILENT:
        yield Block(kind, text, "", line)
        return
    if kind == "paragraph" and NOTE.match(text):
        yield from _notes(lines, line)
        return
    match = MARK.match(text) if kind == "heading" else None
    mark = match.group() if match else ""
    body = " ".join(part.strip() for part in text[len(mark) :].splitlines())
    if kind == "paragraph" and PICTURE.fullmatch(body):
        kind = "image"
    yield Block(kind, body, mark, line)


def _notes(lines: list[str], line: int) -> Iterator[Block]:
    """Notes, `[^1]: text`; a line without a mark goes on with the note before."""
    pending: Block | None = None
    for number, raw in enumerate(lines, line):
        match = NOTE.match(raw)
        if match:
            if pending:
                yield pending
            pending = Block("note", raw[match.end() :].strip(), match.group().rstrip() + " ", number)
        elif pending and raw.strip():
            pending = Block("note", f"{pending.text} {raw.strip()}", pending.mark, pending.line)
    if pending:
        yield pending


def _line_blocks(kind: str, lines: list[str], line: int) -> Iterator[Block]:
    """Items, quoted paragraphs and table rows; a line without a mark continues the one before."""
    pending: Block | None = None
    for number, raw in enumerate(lines, line):
        match = re.match(r"\s*" + MARK.pattern[1:], raw) if kind != "table" else None
        name = {"list": "item", "quote": "quote", "table": "row"}[kind]
        fresh = match is not None if kind == "list" else True
        if kind == "quote" and pending and match and raw[match.end() :].strip() and pending.text:
            fresh = False
        if not raw.strip():
            continue
        if not fresh and pending:
            rest = raw[match.end() :] if match else raw
            pending = Block(pending.kind, f"{pending.text} {rest.strip()}", pending.mark, pending.line)
            continue
        if pending and pending.text:
            yield pending
        mark = match.group() if match else ""
        kind_here = "ruler" if kind == "table" and RULER.fullmatch(raw.strip()) else name
        pending = Block(kind_here, raw[len(mark) :].strip(), mark, number)
    if pending:
        yield pending


def write_blocks(blocks: Iterable[Block]) -> str:
    """A body: a blank line between blocks, none between items of a list or rows of a table."""
    out: list[str] = []
    before = ""
    is_ordered = False  # the list that we are in
    for block in blocks:
        figure = block.mark[:1].isdigit()
        is_more = block.kind == before == "item" and (block.mark[:1].isspace() or figure == is_ordered)
        if out:
            tight = {block.kind, before} <= ROWS or is_more
            out.append("\n>\n" if block.kind == before == "quote" else "\n" if tight else "\n\n")
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
    if block.kind == "row":
        return cells_of(block.text)
    match = PICTURE.fullmatch(block.text) if block.kind == "image" else None
    return [match["alt"], match["caption"] or ""] if match else [block.text]


def join_parts(kind: str, parts: Sequence[str], source: str = "") -> str:
    """A block's text of its parts; `source` is where a picture lies."""
    if kind == "row":
        return row_of(parts)
    if kind == "image":
        alt, caption = parts[0].replace("]", "］"), parts[1].replace('"', "”")
        return f"![{alt}]({source}" + (f' "{caption}")' if caption else ")")
    return parts[0]


def picture_source(block: Block) -> str:
    """Where a block's picture lies; nothing where it is none."""
    match = PICTURE.fullmatch(block.text) if block.kind == "image" else None
    return match["source"] if match else ""


def to_html(body: str) -> str:
    """The body as an HTML fragment; raw HTML in it is shown, not run."""
    rendered: str = _page_markdown().render(body)
    return rendered
