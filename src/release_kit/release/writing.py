"""A release as the text of its file, and a file's text with only what has changed written anew."""

from __future__ import annotations

from collections.abc import Sequence

from release_kit.model import Block, Release
from release_kit.release.blocks import read_blocks, write_blocks
from release_kit.release.field_lines import set_fields
from release_kit.release.fields import fields_of
from release_kit.release.front_matter import dump, parse


def write_release(release: Release) -> str:
    """The file's text for a release, fields in one fixed order."""
    return dump(dict(fields_of(release)), write_blocks(release.blocks))


def rewrite_release(text: str, old: Release, new: Release) -> str:
    """A file's text with what changed between two readings of it; every other line stays as it is."""
    before, after = dict(fields_of(old)), dict(fields_of(new))
    changed = {key: after.get(key, "") for key in (*after, *before) if before.get(key) != after.get(key)}
    if changed:
        text = set_fields(text, old.path, changed)
    front = parse(text, old.path)
    blocks = read_blocks(front.body, front.body_line)
    if len(blocks) != len(new.blocks):
        head = "\n".join(text.split("\n")[: front.body_line - 1])
        return f"{head}\n\n{write_blocks(new.blocks).strip()}\n"
    return _rewrite_blocks(text, blocks, new.blocks)


def _rewrite_blocks(text: str, before: Sequence[Block], after: Sequence[Block]) -> str:
    """The text with the blocks that differ exchanged, from the last to the first."""
    lines = text.split("\n")
    starts = [block.line - 1 for block in before] + [len(lines)]
    for number in range(len(before) - 1, -1, -1):
        old, new = before[number], after[number]
        if (old.mark, old.text) == (new.mark, new.text):
            continue
        end = starts[number + 1]
        while end > starts[number] + 1 and lines[end - 1].strip() in ("", ">"):
            end -= 1
        lines[starts[number] : end] = (new.mark + new.text).split("\n")
    return "\n".join(lines)
