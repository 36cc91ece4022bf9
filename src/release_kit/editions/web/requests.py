"""Whether a page asks another server for anything: it is parsed, so that no spelling passes.

A page has links to anywhere, but loads nothing: no picture, style, font, frame or script from elsewhere.
Sources: HTML Living Standard 2.5 (URLs as browsers read them), CSS Syntax 3, CSS Images 4.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

import tinycss2

from release_kit.newsroom import parse_html

ELEMENTS = 5_000_000  # of a page: an index may list every release there is
ELSEWHERE = re.compile(r"(?:https?|ftp|wss?|file|blob|filesystem):|[/\\]{2}", re.I)
IGNORED = re.compile(r"[\x00-\x1f\x7f]")  # what browsers leave out of an address
FOLLOWED = {("a", "href"), ("area", "href"), ("form", "action")}  # only when somebody asks for it
TEXTS = frozenset("alt title content value placeholder cite label summary class id datetime xmlns".split())
QUIET = frozenset("alternate canonical author license help search next prev bookmark me hub self".split())
DATA = re.compile(r"application/(?:[a-z+-]+\+)?json")  # scripts that hold data and are not run


def is_elsewhere(address: str) -> bool:
    """Whether a browser would ask another place for it."""
    return bool(ELSEWHERE.match(IGNORED.sub("", address).strip()))


@lru_cache(maxsize=32)
def style_requests(css: str) -> tuple[str, ...]:
    """What a stylesheet asks for elsewhere, or brings in from another file."""
    return tuple(_in_tokens(tinycss2.parse_component_value_list(css, skip_comments=True)))


def _in_tokens(tokens: Iterable[Any]) -> Iterator[str]:
    for token in tokens:
        if token.type == "at-keyword" and token.lower_value == "import":
            yield "@import"
        elif token.type in ("url", "string"):
            if is_elsewhere(token.value):
                yield token.serialize()[:80]
        elif token.type == "function":
            yield from _in_tokens(token.arguments)
        elif token.type in ("{} block", "() block"):  # [href^="https://"] asks for nothing
            yield from _in_tokens(token.content)


def page_requests(page: str) -> list[str]:
    """What a page asks for elsewhere, or runs: the tags and the rules that do."""
    found: list[str] = []
    for node in parse_html(page, "the page", ELEMENTS).iter():
        if isinstance(node.tag, str):
            found += _in_element(node)
    return found


def _in_element(node: Any) -> Iterator[str]:
    if node.tag == "style":
        yield from style_requests(node.text or "")
    if node.tag == "script" and not DATA.fullmatch(node.get("type", "").strip().lower()):
        yield "<script>"
    if node.tag == "base" or (node.tag == "meta" and node.get("http-equiv", "").strip().lower() == "refresh"):
        yield f"<{node.tag}>"
    for name, value in node.attrib.items():
        if _asks(node, name, value):
            yield f'<{node.tag} {name}="{value[:60]}">'


def _asks(node: Any, name: str, value: str) -> bool:
    """Whether an attribute asks for something or runs something."""
    if name == "style":
        return bool(style_requests(value))
    if name.startswith("on") or name == "srcdoc":
        return True
    if (node.tag, name) in FOLLOWED or name in TEXTS or name.startswith(("aria-", "data-")):
        return False
    if node.tag == "link" and name == "href" and {*node.get("rel", "").lower().split()} <= QUIET:
        return False
    return is_elsewhere(value) or any(is_elsewhere(part) for part in re.split(r"[\s,]+", value))
