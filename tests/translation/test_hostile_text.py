"""A paragraph of nothing but one mark, name or number takes a moment, or is refused with its line."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest
from conftest import RELEASE, write

from release_kit.checks import check
from release_kit.editions import editions_of, export
from release_kit.errors import InputError, ReleaseKitError
from release_kit.facts import find_facts
from release_kit.languages import LANGUAGES
from release_kit.newsroom import load_newsroom
from release_kit.release import (
    cells_of,
    find_spans,
    markdown_to_html,
    plain_text,
    read_blocks,
    read_shelf,
    shown_words,
)
from release_kit.release.storage import read_release
from release_kit.translation import translate
from release_kit.translation.flaws import find_loop, foreign_words

SECONDS = 8  # a moment on a busy machine; the patterns that this is about took minutes
TEXTS = {
    "$1 ": 6_000, "[a](": 4_000, "[^1]": 4_000, "![a](": 4_000, "*a": 6_000, "_a_": 6_000, "**": 9_000, "`a": 9_000,
    "[": 18_000, "](": 9_000, "1,": 9_000, "1億": 9_000, "億": 18_000, "一": 18_000, "令和6年": 4_000, "1": 18_000,
    "A": 18_000, "a.": 9_000, "a@": 9_000, "a-b-": 4_500, "http://": 2_500, "#a ": 6_000, "Kumamoto ": 2_000,
    "two ": 4_500, "Deputy Mayor Lo ": 1_200, "\u00a0": 18_000, "|": 18_000, ">": 9_000, "- ": 9_000, "&amp;": 3_600,
    "5 March ": 2_400, "1%": 9_000, "word ": 3_900, ".": 18_000, "| a ": 4_500, "-": 18_000, "a" + " " * 9_000: 2,
}  # fmt: skip
PARSERS: dict[str, Callable[[str], object]] = {
    "blocks": read_blocks, "html": markdown_to_html, "spans": find_spans, "plain text": plain_text, "runs": shown_words,
    "cells": cells_of, "loop": find_loop, "foreign words": foreign_words,
    **{f"facts, {tag}": (lambda text, row=row: find_facts(text, row)) for tag, row in LANGUAGES.items()},
}  # fmt: skip


@contextmanager
def within(seconds: int) -> Iterator[None]:
    """What is inside ends in time, or is interrupted."""

    def stop(*_: object) -> None:
        raise AssertionError(f"more than {seconds} s")

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


@pytest.mark.parametrize("name", PARSERS)
def test_no_pattern_looks_at_a_text_over_and_over(name: str) -> None:
    for piece, count in TEXTS.items():
        with within(SECONDS):
            PARSERS[name](piece * count)


@pytest.mark.parametrize("piece", TEXTS, ids=[repr(piece[:10]) for piece in TEXTS])
def test_a_release_of_it_goes_all_the_way_or_is_refused(newsroom: Path, piece: str) -> None:
    body = "Words. " + (piece * TEXTS[piece])[:19_900]
    write(newsroom / "releases" / "fair" / "index.en.md", RELEASE.split("---\n\n")[0] + f"---\n\n{body}\n")
    with within(5 * SECONDS), suppress(ReleaseKitError):
        office = load_newsroom(newsroom)
        shelf = read_shelf(office)
        if "fair" not in shelf.sources:
            return
        translate(shelf, ["fair"], ["ja"], "echo")
        shelf = read_shelf(office)
        check(shelf, ["fair"])
        export(["html", "docx", "txt"], editions_of(shelf, ["fair"], datetime.now(UTC)))


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("[^1]" * 4_000, "4,000 of the marks"),
        ("$1 " * 6_000, "6,000 numbers"),
        ("*a*\n" * 2_000, "4,000 of the marks"),
    ],
)
def test_what_is_too_much_is_said_with_its_line(tmp_path: Path, body: str, words: str) -> None:
    path = write(tmp_path / "fair" / "index.en.md", RELEASE + f"\n{body}\n")
    with pytest.raises(InputError) as caught:
        read_release(path)
    assert words in caught.value.problem
    assert caught.value.line == RELEASE.count("\n") + 2


def test_an_address_ends_where_its_letters_end() -> None:
    found = [fact.value for fact in find_facts("連絡先はpress@example.jpまで。", LANGUAGES["ja"])]
    assert found == ["press@example.jp"]
