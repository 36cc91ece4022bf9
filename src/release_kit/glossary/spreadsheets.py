"""CSV as spreadsheets write it: commas, semicolons or tabs, UTF-8 or UTF-16; of others what to do is said."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator
from pathlib import Path

from release_kit.errors import InputError
from release_kit.newsroom import decode_text, read_bytes

SEPARATORS = (",", ";", "\t")
WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".ods", ".numbers")
SAVE = "In Excel: Save as, CSV UTF-8 (Comma delimited). In LibreOffice: Save as, Text CSV, Unicode (UTF-8)."
LEGACY = {"cp932": "Shift_JIS", "cp950": "Big5", "gb18030": "GB 18030", "cp949": "code page 949"}


class Rows:
    """The rows of a table, each a list of cells; `line_num` is the line of the last one."""

    def __init__(self, path: Path) -> None:
        text = _text(path)
        head = text.split("\n", 1)[0]
        separator = max(SEPARATORS, key=head.count)
        self.path = path
        self.reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)

    @property
    def line_num(self) -> int:
        return self.reader.line_num

    def __iter__(self) -> Iterator[list[str]]:
        return self

    def __next__(self) -> list[str]:
        try:
            return next(self.reader)
        except csv.Error as error:
            fix = "Look for a quotation mark without its other half; one inside a cell is written twice."
            raise InputError(self.path, f"not CSV: {error}", fix, self.line_num) from error


def _text(path: Path) -> str:
    data = read_bytes(path)
    if data[:4] in (b"PK\x03\x04", b"\xd0\xcf\x11\xe0"):
        raise InputError(path, "a workbook by the name of a CSV file", SAVE)
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            return decode_text(data.decode("utf-16").encode(), path)
        except UnicodeDecodeError as error:
            raise InputError(path, f"damaged UTF-16: {error.reason}", SAVE) from error
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        likely = " or ".join(name for code, name in LEGACY.items() if _fits(data, code)) or "unknown"
        raise InputError(path, f"not UTF-8; its encoding is {likely}", SAVE, line) from error
    return decode_text(data, path)


def _fits(data: bytes, code: str) -> bool:
    try:
        data.decode(code)
    except UnicodeDecodeError:
        return False
    return True


def refuse_workbooks(folder: Path) -> None:
    """Refuse a workbook that has no CSV file of its name beside it: its rows would guard nothing."""
    for path in sorted(folder.iterdir()):
        is_workbook = path.suffix.lower() in WORKBOOKS and not path.name.startswith((".", "~$"))
        if is_workbook and not path.with_suffix(".csv").is_file():
            raise InputError(path, "a workbook; the glossary is CSV", SAVE)
