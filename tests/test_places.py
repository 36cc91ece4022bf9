"""Where something stands: unit keys and places are values, written and read back in one place."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Result

from release_kit.checks import check
from release_kit.model import Finding, Severity
from release_kit.newsroom import load_newsroom
from release_kit.places import Place, UnitKey
from release_kit.release import read_shelf
from release_kit.release.ledger import load_ledger

Run = Callable[..., Result]
KEYS = {
    "title": UnitKey("title"),
    "dateline.city": UnitKey("dateline.city"),
    "block 0": UnitKey(block=0),
    "block 12": UnitKey(block=12),
    "block 4/1": UnitKey(block=4, part="1"),
    "block 5/caption": UnitKey(block=5, part="caption"),
}
PLACES = {
    "a/index.ja.md": Place("a/index.ja.md"),
    "a/index.ja.md:7": Place("a/index.ja.md", 7, UnitKey(block=2), (3, 9)),
    "a/index.ja.md block 2": Place("a/index.ja.md", 0, UnitKey(block=2)),
    "a/index.ja.md (dateline.city)": Place("a/index.ja.md", unit=UnitKey("dateline.city"), span=(0, 2)),
    "handout.ja.docx: paragraph 3 «標題»": Place("handout.ja.docx", part="paragraph 3 «標題»"),
}


@pytest.mark.parametrize(("text", "key"), KEYS.items())
def test_a_key_is_written_and_read_back(text: str, key: UnitKey) -> None:
    assert str(key) == text
    assert UnitKey.parse(text) == key


@pytest.mark.parametrize("text", ["", "block", "block x", "block -1", "block 1/", "Title", "title.", "a b"])
def test_what_is_no_key_is_refused_with_its_words(text: str) -> None:
    with pytest.raises(ValueError, match=re.escape(repr(text))):
        UnitKey.parse(text)


def test_a_part_knows_its_unit_and_a_field_its_names() -> None:
    assert UnitKey.parse("block 4/1").whole == UnitKey(block=4)
    assert UnitKey("dateline.city").names == ("dateline", "city")
    assert UnitKey("title").names == ("title", "")
    assert [UnitKey(block=0).is_block, UnitKey("title").is_block] == [True, False]


@pytest.mark.parametrize(("shown", "place"), PLACES.items())
def test_a_place_is_shown_as_closely_as_it_is_known(shown: str, place: Place) -> None:
    assert str(place) == shown


@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES)
def test_a_finding_comes_back_from_json_as_it_was(place: Place) -> None:
    finding = Finding("terms", Severity.WARNING, place, "read this")
    values = json.loads(json.dumps(finding.values()))
    assert values["where"] == str(place)
    assert Finding.of(values) == finding


def test_json_names_the_file_the_line_the_unit_and_the_characters(run: Run, newsroom: Path) -> None:
    run("translate", "--engine", "echo", "--to", "ja")
    path = newsroom / "releases" / "fair" / "index.ja.md"
    path.write_text(path.read_text(encoding="utf-8").replace("2025", "2031"), encoding="utf-8")
    found = json.loads(run("check", "fair", "--json").out)
    stranger = next(f for f in found if "2031 is not in the source" in f["message"])
    line = next(
        n for n, text in enumerate(path.read_text(encoding="utf-8").splitlines(), 1) if "2031" in text
    )
    assert (stranger["path"], stranger["line"], stranger["unit"]) == (str(path), line, "block 2")
    assert stranger["where"] == f"{path}:{line}"
    text = read_shelf(load_newsroom(newsroom)).renderings["fair"]["ja"].blocks[2].text
    start, end = stranger["span"]
    assert text[start:end] == "2031"


def test_the_ledger_keeps_its_keys_as_words_and_reads_them_as_values(run: Run, newsroom: Path) -> None:
    run("translate", "--engine", "echo", "--to", "ja")
    path = newsroom / "releases" / "fair" / "ledger.ja.json"
    units = [entry["unit"] for entry in json.loads(path.read_text(encoding="utf-8"))["entries"]]
    assert units[:3] == ["title", "issuer", "dateline.city"]
    assert units[-1] == "block 3"
    ledger = load_ledger(path)
    assert ledger is not None
    assert ledger.entries[-1].unit == UnitKey(block=3)


def test_a_ledger_with_a_unit_that_is_none_is_an_error_that_says_so(run: Run, newsroom: Path) -> None:
    run("translate", "--engine", "echo", "--to", "ja")
    path = newsroom / "releases" / "fair" / "ledger.ja.json"
    path.write_text(path.read_text(encoding="utf-8").replace('"block 3"', '"block three"'), encoding="utf-8")
    done = run("check")
    assert done.code == 2
    assert "damaged ledger: 'block three' is no field and no block" in done.err


def test_a_build_that_has_nothing_to_do_says_the_findings_with_their_places(run: Run, newsroom: Path) -> None:
    for _ in range(2):
        run("build", "--drafts", "--engine", "echo")
    kept = json.loads(run("build", "--drafts", "--engine", "echo", "--json").out)
    assert kept["translated"] == []
    made = check(read_shelf(load_newsroom(newsroom)), ["fair"])
    assert [Finding.of(values) for values in kept["findings"]] == made
    assert any(finding.place.span for finding in made)
