"""A handout that somebody edited in Word goes back into its release: `import --into`.

The stamp in the file says which paragraph showed which text. What is as it was is left alone, byte for
byte; what changed goes to its block or field; what cannot be told apart is refused, and nothing is written.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Any

from release_kit.editions.edition import Edition
from release_kit.editions.view import blocks_with_dateline
from release_kit.editions.word.handout import fill
from release_kit.editions.word.provenance import Row, Stamp, read_stamp, short_hash
from release_kit.editions.word.returned import (
    Returned,
    note_marks,
    open_handout,
    read_runs,
    same,
    to_markdown,
)
from release_kit.editions.word.wordml import Element, visible_text
from release_kit.errors import InputError
from release_kit.kinds import BlockKind, Status
from release_kit.languages import language
from release_kit.model import Block, Release
from release_kit.places import UnitKey
from release_kit.release import (
    BOILERPLATE,
    FIELDS,
    TITLE,
    Run,
    join_parts,
    parts_of,
    picture_source,
    read_blocks,
    shown_words,
    write_blocks,
)

ELSEWHERE = {
    BOILERPLATE: "It is a standing text: change it in release-kit.toml, [boilerplate].",
    UnitKey("office_line"): "It comes from `contact.organisation`: change it there.",
}


@dataclass(frozen=True, slots=True)
class Handback:
    """What came of an edited handout."""

    release: Release  # the rendering with the changes in it
    changed: tuple[UnitKey, ...]  # what changed, in order


@dataclass(frozen=True, slots=True)
class Change:
    """A paragraph that is not as it was."""

    row: Row
    node: Element


def take_back(editions: Mapping[str, Edition], data: bytes, name: str, *, accept: bool = False) -> Handback:
    """The rendering that a handout shows, with what changed in the handout.

    `accept` takes tracked changes as accepted; without it a file that has some is refused.
    """
    returned = open_handout(data, name)
    stamp = read_stamp(returned.document)
    if stamp is None:
        fix = "Only a handout that `release-kit export` or `build` made finds its way back."
        raise InputError(name, "not a handout of release-kit, or its properties were removed", fix)
    edition = _edition(editions, stamp, name)
    if edition.release.status == Status.WITHDRAWN:
        raise InputError(name, "its release was withdrawn", "A withdrawn release takes no more changes.")
    if returned.tracked and not accept:
        fix = "Accept or reject them in Word (Review), or take all as accepted: --accept-changes."
        raise InputError(name, f"{returned.tracked} tracked changes", fix)
    changes = list(_changes(returned, stamp, name))
    return _Revision(edition, returned, name).apply(changes)


def _edition(editions: Mapping[str, Edition], stamp: Stamp, name: str) -> Edition:
    first = next(iter(editions.values())).release
    if stamp.id != first.id:
        raise InputError(name, f"a handout of another release ({stamp.id})", f"This one is {first.id}.")
    if stamp.language not in editions:
        raise InputError(
            name, f"{first.slug} has no rendering in {stamp.language}", "Run `release-kit translate`."
        )
    return editions[stamp.language]


def _changes(returned: Returned, stamp: Stamp, name: str) -> Iterator[Change]:
    """Old and new paragraphs side by side; one that has no partner is refused."""
    nodes = returned.paragraphs
    new = [short_hash(visible_text(node)) for node in nodes]
    matcher = SequenceMatcher(None, [row.hash for row in stamp.rows], new, autojunk=False)
    for kind, start, end, at, to in matcher.get_opcodes():
        if end - start != to - at:
            shown = visible_text(nodes[min(at, len(nodes) - 1)])[:60] if nodes else ""
            what = "paragraphs were added" if to - at > end - start else "paragraphs were removed or joined"
            fix = "Paragraphs go with the source's, one to one: edit within them, or change the source first."
            raise InputError(name, f"{what} at «{shown}»", fix)
        for row, node in zip(stamp.rows[start:end], nodes[at:to], strict=True):
            if kind == "replace" or (row.key and row.key.is_block):
                yield Change(row, node)


class _Revision:
    """Revises the release of one edition by what changed in its handout."""

    def __init__(self, edition: Edition, returned: Returned, name: str) -> None:
        self.edition, self.returned, self.name = edition, returned, name
        self.release = edition.release
        self.blocks = list(self.release.blocks)
        self.joint = language(self.release.language).sentence_joint
        sheet = fill(edition)
        self.now = {row.key: row for row in sheet.rows}
        shown = blocks_with_dateline(self.release)
        whole = [row.key for row in sheet.rows if row.key in sheet.texts and row.key and not row.key.part]
        names = [shown[k.block].mark.strip()[2:-2] for k in whole if shown[k.block].kind == BlockKind.NOTE]
        self.notes = dict(zip(note_marks(returned.document), names, strict=False))

    def apply(self, changes: Sequence[Change]) -> Handback:
        """The release with the changes; an `InputError` where one has no place."""
        taken = [self._take(change) for change in changes]
        made = replace(self.release, blocks=tuple(self.blocks))
        again = read_blocks(write_blocks(made.blocks))
        if [block.kind for block in again] != [block.kind for block in made.blocks]:
            raise InputError(
                self.name, "an edit would change the order of paragraphs", "Nothing was changed."
            )
        return Handback(made, tuple(key for key in taken if key))

    def _take(self, change: Change) -> UnitKey | None:
        """Put one change in its place; the key of what changed, None where the text is as it was."""
        row, text = change.row, visible_text(change.node).replace("\n", self.joint).strip()
        key, is_new = row.key, short_hash(visible_text(change.node)) != row.hash
        if is_new and (key is None or key in ELSEWHERE):
            fix = "It belongs to the template, not to the release: change it there."
            fix = ELSEWHERE.get(key, fix) if key else fix
            raise InputError(self.name, f"changed outside the release: «{text[:60]}»", fix)
        if is_new:
            self._check(row, text)
        if key is None or not self._is_as_exported(row):
            return None  # changed in the release since, and not here
        if key.is_block:
            return key if self._take_block(key, row, change.node) else None
        self._set_field(key, text.removeprefix(row.before.strip()).removesuffix(row.after.strip()).strip())
        return key

    def _is_as_exported(self, row: Row) -> bool:
        """Whether the release still has the text that the handout was made with."""
        now = self.now.get(row.key)
        return now is not None and now.hash == row.hash

    def _check(self, row: Row, text: str) -> None:
        if not self._is_as_exported(row):
            fix = "Export the handout again and put the change into that."
            raise InputError(self.name, f"changed both here and in the release since: «{text[:60]}»", fix)
        before, after = row.before.strip(), row.after.strip()
        if not (text.startswith(before) and text.endswith(after)):
            label = before or after
            fix = f"Leave «{label}» as it is: it is made from the release's fields."
            raise InputError(self.name, f"a label or dateline was changed: «{text[:60]}»", fix)

    def _take_block(self, key: UnitKey, row: Row, node: Element) -> bool:
        if key.block >= len(self.blocks):
            return False
        block = self.blocks[key.block]
        found = read_runs(node, self.returned.document, self.notes)
        found = _without(found, row.before)
        if key.part:
            new = self._with_part(block, key.part, found)
        elif block.kind in (BlockKind.CODE, BlockKind.HTML):
            new = block.text if same_words(found, block.text) else visible_text(node)
        elif same(_plain_label(found, block), block.text):
            new = block.text
        else:
            new = to_markdown(_plain_label(found, block), self.joint)
        self.blocks[key.block] = replace(block, text=new)
        return new != block.text

    def _with_part(self, block: Block, part: str, found: Sequence[Run]) -> str:
        parts = parts_of(block)
        index = 1 if part == "caption" else int(part)
        words = "".join(run.text for run in found).split()
        if block.kind == BlockKind.ROW and words != shown_words(parts[index].replace("\\|", "|")).split():
            parts[index] = to_markdown(found, self.joint or " ").replace("|", "\\|")
        elif block.kind == BlockKind.IMAGE:
            parts[index] = "".join(run.text for run in found).strip()
        else:
            return block.text
        return join_parts(block.kind, parts, picture_source(block))

    def _set_field(self, key: UnitKey, text: str) -> None:
        if key not in FIELDS:
            raise InputError(
                self.name, f"changed outside the release: «{text[:60]}»", "Change it in the release."
            )
        if not text and key == TITLE:
            raise InputError(self.name, "the headline is empty", "Write one.")
        head, tail = key.names
        value: Any = replace(getattr(self.release, head), **{tail: text}) if tail else text
        fields: dict[str, Any] = {head: value}
        self.release = replace(self.release, **fields)


def _without(found: Sequence[Run], before: str) -> list[Run]:
    """Runs without what the template put before them."""
    left = before.strip()
    out: list[Run] = []
    for run in found:
        if left and not run.note:
            text = run.text.lstrip() if not out else run.text
            taken = min(len(left), len(text))
            if text[:taken] == left[:taken]:
                left, text = left[taken:].lstrip() if taken < len(left) else "", text[taken:]
                run = replace(run, text=text.lstrip() if not left else text)
        if run.text or run.note:
            out.append(run)
    return out


def _plain_label(found: list[Run], block: Block) -> list[Run]:
    """A loose note without the name that paper shows before it; a footnote without its blank."""
    if block.kind != BlockKind.NOTE or not found:
        return found
    first = replace(
        found[0], text=found[0].text.lstrip().removeprefix(f"[{block.mark.strip()[2:-2]}]").lstrip()
    )
    return [run for run in (first, *found[1:]) if run.text or run.note]


def same_words(found: Sequence[Run], text: str) -> bool:
    """Whether runs say what a verbatim block says, its fences aside."""
    words = "".join(run.text for run in found)
    return words.split() == [word for word in text.split() if not word.startswith("```")]
