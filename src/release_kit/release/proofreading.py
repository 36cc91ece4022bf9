"""Which units of a rendering somebody read as they are, beside the source as it is."""

from __future__ import annotations

from dataclasses import dataclass

from release_kit.errors import InputError
from release_kit.model import Release
from release_kit.newsroom import approval_path, digest
from release_kit.places import UnitKey
from release_kit.release.approvals import Acceptance, load_record
from release_kit.release.wording import read_wording


@dataclass(frozen=True, slots=True)
class Proofread:
    """What people read of a rendering."""

    read: frozenset[UnitKey] = frozenset()  # the very words, on both sides
    outdated: frozenset[UnitKey] = frozenset()  # the rendering's words, beside others of the source
    accepted: tuple[Acceptance, ...] = ()  # findings


def find_proofread(source: Release, rendering: Release) -> Proofread:
    """What the record says of the texts as they are now; nothing where it cannot be read."""
    try:
        record = load_record(approval_path(rendering.path))
    except InputError:
        return Proofread()
    said = {(statement.source, statement.target) for statement in record.statements} if record else set()
    accepted = record.accepted if record else ()
    if not said:
        return Proofread(accepted=accepted)
    ours = {wording.key: digest(wording.text) for wording in read_wording(source)}
    theirs = {wording.key: digest(wording.text) for wording in read_wording(rendering)}
    read = frozenset(key for key in ours if (ours[key], theirs.get(key, "")) in said)
    gone = {target for one, target in said if one not in ours.values()}
    outdated = frozenset(key for key in ours if key not in read and theirs.get(key, "") in gone)
    return Proofread(read, outdated, accepted)
