"""Zip archives that come from outside, by one door: no path climbs, no link, no bomb, no half-read part."""

from __future__ import annotations

import io
import stat
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from release_kit.errors import ArchiveError, InputError
from release_kit.newsroom.xml_reading import COUNT_LIMIT, STEP, check_xml

TOTAL_LIMIT = 4 * 2**30  # bytes unpacked of a model
PACKAGE_LIMIT = 200 * 2**20  # bytes unpacked of a Word file
RATIO_LIMIT = 200  # unpacked to packed
COUNT_OF_MEMBERS = 2000
OLE = b"\xd0\xcf\x11\xe0"  # how an old .doc, and a .docx with a password, begin
FLAWS = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError)
FIX = "Open it in Word or LibreOffice and save it as .docx."


def unpack_archive(archive: Path, folder: Path) -> None:
    """Unpack a zip into a folder; an `ArchiveError`, before anything is written, if it is hostile."""
    try:
        with zipfile.ZipFile(archive) as opened:
            members = opened.infolist()
            _refuse_hostile(archive, members)
            for member in members:
                opened.extract(member, folder)
    except FLAWS as error:
        raise ArchiveError(f"{archive}: damaged or not a zip: {error}\n  Download it again.") from error


def _refuse_hostile(archive: Path, members: list[zipfile.ZipInfo]) -> None:
    total = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members) or 1
    is_bomb = total > TOTAL_LIMIT or (total > 2**24 and total / packed > RATIO_LIMIT)
    if len(members) > COUNT_OF_MEMBERS or is_bomb:
        raise ArchiveError(f"{archive}: refused: {len(members)} files, {total:,} bytes unpacked")
    for member in members:
        path = PurePosixPath(member.filename.replace("\\", "/"))
        if path.is_absolute() or ".." in path.parts or ":" in (path.parts or ("",))[0]:
            raise ArchiveError(f"{archive}: refused: {member.filename!r} leads out of the folder")
        if stat.S_ISLNK(member.external_attr >> 16):
            raise ArchiveError(f"{archive}: refused: {member.filename!r} is a link")


def check_word_file(data: bytes, name: Path | str) -> None:
    """Read every part of a Word file through; an `InputError` names the part that will not do.

    Whoever builds a tree of it afterwards knows that it is whole, well-formed, and not too large.
    """
    if data[:4] == OLE:
        fix = "Open it in Word, take the password off (File, Info), and save it as .docx."
        raise InputError(name, "an old .doc, or a Word file with a password", fix)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as opened:
            _check_members(opened, name)
    except FLAWS as error:
        raise InputError(name, f"not a Word document: {error}", FIX) from error


def _check_members(opened: zipfile.ZipFile, name: Path | str) -> None:
    members = opened.infolist()
    names = [member.filename for member in members]
    if len(members) > COUNT_OF_MEMBERS or sum(member.file_size for member in members) > PACKAGE_LIMIT:
        raise InputError(name, "far too large once unpacked", "Is it the right file?")
    if len(set(names)) < len(names):
        raise InputError(name, "not a Word document: two parts of one name", FIX)
    if "[Content_Types].xml" not in names or "_rels/.rels" not in names:
        raise InputError(name, "not a Word document: parts are missing", FIX)
    for member in members:
        is_xml = member.filename.endswith((".xml", ".rels"))
        if is_xml:
            check_xml(_chunks(opened, member), f"{name}, {member.filename}", COUNT_LIMIT)
        else:
            for _ in _chunks(opened, member):  # its checksum is compared at the end
                pass


def _chunks(opened: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[bytes]:
    with opened.open(member) as part:
        while chunk := part.read(STEP):
            yield chunk
