"""Reading text with clear errors, and writing so that a killed run leaves old or new."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from pathlib import Path

from release_kit.errors import InputError

# What XML 1.0 (section 2.2) forbids, and the private-use area, which means nothing elsewhere.
FORBIDDEN_SIGNS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ue000-\uf8ff]")
LEFTOVER = ".release-kit-"  # how the names of files begin that are being written
TEXT_LIMIT = 20 * 1024 * 1024  # bytes; larger than any release, smaller than a mistake


def read_text(path: Path) -> str:
    """The file's text with \\n line ends and without a byte-order mark."""
    return decode_text(read_bytes(path), path)


def read_bytes(path: Path) -> bytes:
    """The file's bytes; an `InputError` where it is missing, no file or far too large."""
    try:
        if path.stat().st_size > TEXT_LIMIT:
            raise InputError(path, f"larger than {TEXT_LIMIT // 2**20} MB", "Is it the right file?")
        return path.read_bytes()
    except FileNotFoundError:
        raise InputError(path, "no such file", "Check the name, or run `release-kit new`.") from None
    except OSError as error:
        raise InputError(path, f"cannot be read: {error.strerror}") from error


def files_in(folder: Path, pattern: str) -> list[Path]:
    """The files of a folder that fit, in order of name: no hidden ones, and no links that lead nowhere."""
    paths = folder.glob(pattern) if folder.is_dir() else ()
    return sorted(path for path in paths if path.is_file() and not path.name.startswith("."))


def decode_text(data: bytes, name: Path | str) -> str:
    """UTF-8 bytes as text; an `InputError` gives the line of the first byte that is not."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        fix = "Save it as UTF-8 (in Word or Excel: Save as, Tools, Encoding; then run this again)."
        raise InputError(name, f"not UTF-8 (byte 0x{data[error.start]:02x})", fix, line) from error
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if found := FORBIDDEN_SIGNS.search(text):
        line = text.count("\n", 0, found.start()) + 1
        fix = "Delete it: no feed or Word file can hold it. It often comes from copying out of a PDF."
        raise InputError(name, f"a control character (U+{ord(found.group()):04X})", fix, line)
    return text


def digest(data: bytes | str) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(data.encode() if isinstance(data, str) else data).hexdigest()


def write_atomic(path: Path, data: bytes | str) -> bool:
    """Write beside, sync, rename. False, and nothing touched, where the bytes are there already."""
    content = data.encode() if isinstance(data, str) else data
    if path.is_file() and path.read_bytes() == content:
        return False
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _replace(path, content)
    except OSError as error:
        fix = "Nothing was lost: the file is as it was. Make room or change the rights, and run again."
        raise InputError(path, f"cannot be written: {error.strerror}", fix) from error
    return True


def _replace(path: Path, content: bytes) -> None:
    handle, name = tempfile.mkstemp(prefix=LEFTOVER, suffix=".tmp", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        os.chmod(name, 0o644)
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def remove_leftovers(folder: Path, *, deep: bool = True) -> None:
    """Remove what a killed run left beside the files of a folder, or of a folder tree; only ours."""
    pattern = f"{LEFTOVER}*.tmp"
    for path in (folder.rglob(pattern) if deep else folder.glob(pattern)) if folder.is_dir() else ():
        path.unlink(missing_ok=True)


def sync_folder(folder: Path) -> None:
    """Make renames in a folder durable where the system can."""
    if hasattr(os, "O_DIRECTORY"):
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
