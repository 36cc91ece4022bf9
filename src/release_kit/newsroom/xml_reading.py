"""XML from outside, by one door: no entity of its own, no network, bounded depth, count and size.

libxml2 refuses texts of more than 10 MB and entities that grow; how many elements there are, and how deep, is
counted here before a tree is built, since a tree costs memory a hundredfold.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from release_kit.errors import InputError

COUNT_LIMIT = 100_000  # elements of one document; a handout of a hundred pages has some ten thousand
DEPTH_LIMIT = 250
STEP = 2**16  # bytes fed at once
FIX = "Is it the right file? Save or export it anew in the program that it comes from."


class _Counter:
    """Counts elements as the parser meets them and keeps none."""

    def __init__(self, limit: int) -> None:
        self.left, self.depth = limit, 0

    def start(self, _tag: str, _attributes: object) -> None:
        self.left, self.depth = self.left - 1, self.depth + 1
        if self.left < 0 or self.depth > DEPTH_LIMIT:
            raise _TooManyError

    def end(self, _tag: str) -> None:
        self.depth -= 1

    def close(self) -> None:
        """Nothing is kept."""


class _TooManyError(Exception):
    """More elements than the limit, one after the other or within each other."""


def _options() -> dict[str, Any]:
    return {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False}


def check_xml(chunks: Iterable[bytes], name: Path | str, limit: int = COUNT_LIMIT) -> None:
    """Read XML through without keeping it; an `InputError` where it is none, or too much of it."""
    from lxml import etree

    counter: Any = _Counter(limit)
    parser: Any = etree.XMLParser(target=counter, **_options())
    try:
        for chunk in chunks:
            parser.feed(chunk)
        parser.close()
    except etree.XMLSyntaxError as error:
        raise InputError(name, f"not well-formed XML: {error.msg}", FIX, error.lineno or 0) from error
    except _TooManyError:
        deep = f"elements more than {DEPTH_LIMIT} deep within each other"
        problem = f"more than {limit:,} elements" if counter.left < 0 else deep
        raise InputError(name, problem, FIX) from None
    except (LookupError, ValueError, AssertionError) as error:
        raise InputError(name, f"not XML that can be read: {error}", FIX) from error


def parse_xml(data: bytes, name: Path | str, limit: int = COUNT_LIMIT) -> Any:
    """The outermost element of a document, an lxml element; an `InputError` as `check_xml` has it."""
    from lxml import etree

    check_xml(chunks_of(data), name, limit)
    try:
        return etree.fromstring(data, etree.XMLParser(**_options()))
    except (etree.XMLSyntaxError, ValueError) as error:
        raise InputError(name, f"not well-formed XML: {error}", FIX) from error


def parse_html(text: str, name: Path | str, limit: int = COUNT_LIMIT) -> Any:
    """The outermost element of a page, however untidy it is; an `InputError` where it is too much."""
    from lxml import etree, html

    try:
        tree = html.document_fromstring(text.encode(), parser=html.HTMLParser(encoding="utf-8"))
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise InputError(name, f"not HTML: {error}", "Is it the right file?") from error
    for number, _ in enumerate(tree.iter()):
        if number > limit:
            raise InputError(name, f"more than {limit:,} elements", "Is it the right file?")
    return tree


def iterate_xml(stream: Any, name: Path | str, tag: str, limit: int = COUNT_LIMIT) -> Iterator[Any]:
    """The elements of a tag, one after the other, each forgotten once the next is asked for.

    Comes at last to the outermost element, empty. `limit` is for what stands between two of them.
    """
    from lxml import etree

    found = etree.iterparse(stream, events=("end",), **_options())
    left, last = limit, None
    try:
        for _, element in found:
            left -= 1
            if left < 0:
                raise InputError(name, f"more than {limit:,} elements in one <{tag}>", FIX)
            last = element
            if element.tag == tag:
                left = limit
                yield element
                _forget(element)
        if last is not None and last.tag != tag:
            yield last
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:
        line = getattr(error, "lineno", 0) or 0
        raise InputError(name, f"not XML: {getattr(error, 'msg', error)}", FIX, line) from error


def _forget(element: Any) -> None:
    element.clear()
    while element.getprevious() is not None:
        del element.getparent()[0]


def chunks_of(data: bytes) -> Iterator[bytes]:
    """The bytes in steps."""
    return (data[start : start + STEP] for start in range(0, max(len(data), 1), STEP))
