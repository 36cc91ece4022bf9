"""The Markdown body as blocks, and back, byte for byte."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_cjk_friendly import cjk_friendly

from release_kit.model import Block

SILENT = frozenset({"code", "rule", "html", "ruler"})  # kinds that are copied, not translated
MARK = re.compile(r"^(?:#{1,6}\s+|(?:[-*+]|\d{1,9}[.)])\s+|>\s?)+")
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
    """CommonMark with tables, and emphasis that works beside East Asian punctuation; no raw HTML."""
    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    parser.use(cjk_friendly)
    return parser


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
    match = MARK.match(text) if kind == "heading" else None
    mark = match.group() if match else ""
    body = " ".join(part.strip() for part in text[len(mark) :].splitlines())
    if kind == "paragraph" and re.fullmatch(r"!\[[^\]]*\]\([^)]*\)", body):
        kind = "image"
    yield Block(kind, body, mark, line)


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
    for block in blocks:
        tight = {block.kind, before} <= ROWS or block.kind == before == "item"
        if out:
            if block.kind == before == "quote":
                out.append("\n>\n")
            else:
                out.append("\n" if tight else "\n\n")
        out.append(block.mark + block.text)
        before = block.kind
    return "".join(out) + "\n"


def cells_of(row: str) -> list[str]:
    """The cells of a table row; an escaped bar stays in its cell."""
    return [cell.strip() for cell in re.split(r"(?<!\\)\|", row.strip().removeprefix("|").removesuffix("|"))]


def row_of(cells: Sequence[str]) -> str:
    """A table row of cells."""
    return f"| {' | '.join(cells)} |"


def to_html(body: str) -> str:
    """The body as an HTML fragment; raw HTML in it is shown, not run."""
    rendered: str = markdown().render(body)
    return rendered
