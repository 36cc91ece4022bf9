"""The same bytes for the same document: a zip in fixed order with a fixed date, sealed.

The seal is the archive's comment: a hash of what is in it. Word and LibreOffice do not keep it, so a handout
that somebody has edited is known as one, whatever else is lost.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
import zlib

FIRST = ("[Content_Types].xml", "_rels/.rels")
DATE = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip can say


def repack(data: bytes) -> bytes:
    """The archive with its members sorted, dated and compressed alike."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        names = sorted(set(old.namelist()), key=lambda name: (name not in FIRST, name))
        for name in names:
            info = zipfile.ZipInfo(name, DATE)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            info.create_system = 3
            new.writestr(info, old.read(name))
        new.comment = seal(old)
    return out.getvalue()


def seal(archive: zipfile.ZipFile) -> bytes:
    """The comment of an archive that nobody has changed: SHA-256 of its members' names and bytes."""
    found = hashlib.sha256()
    for name in sorted(set(archive.namelist())):
        data = archive.read(name)
        found.update(f"{len(name.encode())} {len(data)} {name}\n".encode() + data)
    return b"release-kit " + found.hexdigest().encode()


def is_as_made(data: bytes) -> bool:
    """Whether a document is as release-kit made it; False for one that was edited, or that is damaged."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return archive.comment == seal(archive)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError):
        return False
