"""The same bytes for the same document: a zip in fixed order with a fixed date."""

from __future__ import annotations

import io
import zipfile

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
    return out.getvalue()
