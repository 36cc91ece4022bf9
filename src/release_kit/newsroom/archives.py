"""Unpacking archives that come from outside: no path climbs, no link, no bomb."""

from __future__ import annotations

import stat
import zipfile
from pathlib import Path, PurePosixPath

from release_kit.errors import ArchiveError

TOTAL_LIMIT = 4 * 2**30  # bytes unpacked
RATIO_LIMIT = 200  # unpacked to packed
COUNT_LIMIT = 2000  # members


def unpack(archive: Path, folder: Path) -> None:
    """Unpack a zip into a folder; an `ArchiveError`, before anything is written, if it is hostile."""
    try:
        with zipfile.ZipFile(archive) as opened:
            members = opened.infolist()
            _refuse_hostile(archive, members)
            for member in members:
                opened.extract(member, folder)
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError) as error:
        raise ArchiveError(f"{archive}: damaged or not a zip: {error}\n  Download it again.") from error


def _refuse_hostile(archive: Path, members: list[zipfile.ZipInfo]) -> None:
    total = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members) or 1
    if len(members) > COUNT_LIMIT or total > TOTAL_LIMIT or (total > 2**24 and total / packed > RATIO_LIMIT):
        raise ArchiveError(f"{archive}: refused: {len(members)} files, {total:,} bytes unpacked")
    for member in members:
        path = PurePosixPath(member.filename.replace("\\", "/"))
        if path.is_absolute() or ".." in path.parts or ":" in (path.parts or ("",))[0]:
            raise ArchiveError(f"{archive}: refused: {member.filename!r} leads out of the folder")
        if stat.S_ISLNK(member.external_attr >> 16):
            raise ArchiveError(f"{archive}: refused: {member.filename!r} is a link")
