"""A release on disk and in memory: front matter, blocks, markup, units, pictures, ledger, importer."""

from release_kit.release.approvals import (
    Acceptance,
    ApprovalRecord,
    Statement,
    dump_record,
    load_record,
    state_words,
)
from release_kit.release.blocks import (
    cells_of,
    join_parts,
    markdown_parser,
    markdown_to_html,
    parts_of,
    picture_source,
    read_blocks,
    row_of,
    write_blocks,
)
from release_kit.release.drafts import Draft, take_fields
from release_kit.release.embargo_line import drop_embargo_lines, take_embargo
from release_kit.release.field_lines import field_line, set_field
from release_kit.release.fixed_texts import dateline_text, lead_in, notice_text, place_text, standing_text
from release_kit.release.gate import Gate, closed_releases, next_end, read_gates
from release_kit.release.importer import make_release, read_paragraphs
from release_kit.release.ledger import Entry, Ledger, count_placements, dump_ledger, load_account
from release_kit.release.life import ChangedRelease, correct_release, withdraw_release
from release_kit.release.markup import Span, find_spans, plain_text, translated_text
from release_kit.release.pictures import Picture, find_picture, find_pictures, measure_picture
from release_kit.release.proofreading import Proofread, find_proofread
from release_kit.release.runs import Run, markdown_runs, shown_words
from release_kit.release.shelf import Shelf, read_shelf
from release_kit.release.source_facts import (
    Contradiction,
    find_contradictions,
    shown_release,
)
from release_kit.release.storage import (
    find_release,
    list_releases,
    make_slug,
    paragraph_blocks,
    parse_release,
    read_source,
)
from release_kit.release.units import (
    BOILERPLATE,
    DISCLAIMER,
    FIELDS,
    HASHTAGS,
    HEADLINES,
    TITLE,
    Unit,
    Way,
    block_units,
    read_units,
    write_units,
)
from release_kit.release.wording import Wording, read_wording
from release_kit.release.writing import rewrite_release, write_release

__all__ = [
    "BOILERPLATE",
    "DISCLAIMER",
    "FIELDS",
    "HASHTAGS",
    "HEADLINES",
    "TITLE",
    "Acceptance",
    "ApprovalRecord",
    "ChangedRelease",
    "Contradiction",
    "Draft",
    "Entry",
    "Gate",
    "Ledger",
    "Picture",
    "Proofread",
    "Run",
    "Shelf",
    "Span",
    "Statement",
    "Unit",
    "Way",
    "Wording",
    "block_units",
    "cells_of",
    "closed_releases",
    "correct_release",
    "count_placements",
    "dateline_text",
    "drop_embargo_lines",
    "dump_ledger",
    "dump_record",
    "field_line",
    "find_contradictions",
    "find_picture",
    "find_pictures",
    "find_proofread",
    "find_release",
    "find_spans",
    "join_parts",
    "lead_in",
    "list_releases",
    "load_account",
    "load_record",
    "make_release",
    "make_slug",
    "markdown_parser",
    "markdown_runs",
    "markdown_to_html",
    "measure_picture",
    "next_end",
    "notice_text",
    "paragraph_blocks",
    "parse_release",
    "parts_of",
    "picture_source",
    "place_text",
    "plain_text",
    "read_blocks",
    "read_gates",
    "read_paragraphs",
    "read_shelf",
    "read_source",
    "read_units",
    "read_wording",
    "rewrite_release",
    "row_of",
    "set_field",
    "shown_release",
    "shown_words",
    "standing_text",
    "state_words",
    "take_embargo",
    "take_fields",
    "translated_text",
    "withdraw_release",
    "write_blocks",
    "write_release",
    "write_units",
]
