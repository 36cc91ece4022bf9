"""Word files from outside: checked part by part, then opened; what python-docx stumbles over is one error."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

from docx import Document
from docx.exceptions import PythonDocxError
from docx.opc.exceptions import OpcError
from lxml import etree

from release_kit.errors import InputError, ReleaseKitError, TemplateError
from release_kit.newsroom import check_word_file

# What the libraries raise where a part is well-formed and still not what Word writes: a style without a
# name, a relation to nowhere, a width that is no number. They document none of it.
FLAWS = (
    PythonDocxError, OpcError, etree.LxmlError, KeyError, ValueError, AttributeError, IndexError, TypeError,
    AssertionError, RecursionError, NotImplementedError,
)  # fmt: skip
FIX = "Open it in Word or LibreOffice and save it as .docx."


@contextmanager
def explained(wrap: Callable[[str], ReleaseKitError]) -> Iterator[None]:
    """What the libraries stumble over inside, as an error of ours that `wrap` makes of a problem."""
    try:
        yield
    except FLAWS as error:
        if isinstance(error, RecursionError):
            raise wrap("tables or boxes too deep within each other") from error
        raise wrap(f"not as Word writes it: {type(error).__name__}: {error}"[:300]) from error


def open_word(data: bytes, name: str) -> Any:
    """The document, whole and well-formed; an `InputError` where it is none."""
    check_word_file(data, name)
    with explained(lambda problem: InputError(name, problem, FIX)):
        document = Document(io.BytesIO(data))
        if document.element.body is None:
            raise InputError(name, "a Word file without a body", FIX)
    return document


@lru_cache(maxsize=16)
def check_template(data: bytes, name: str) -> None:
    """Refuse a template that is no Word file; one that was looked at before is not looked at again."""
    try:
        check_word_file(data, name)
    except InputError as error:
        raise template_flaw(name, error.problem) from error


def template_flaw(name: str, problem: str) -> TemplateError:
    """An error about a template, with the way out."""
    fix = "Open it in Word and save it as .docx, or delete it to use the built-in one."
    return TemplateError(f"{name}: not a Word file that can be filled: {problem}\n  {fix}")
