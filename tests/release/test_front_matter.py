"""Front matter: fields are texts, whatever YAML would make of them, and every fault has a line."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from conftest import RELEASE, write
from hypothesis import given
from hypothesis import settings as bounds
from hypothesis import strategies as st

from release_kit.errors import InputError
from release_kit.release.front_matter import dump, parse
from release_kit.release.storage import read_release
from release_kit.release.writing import write_release

TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc", "Co", "Cn"]), max_size=40)
TRAPS = ["0120445533", "+81", "No", "NO", "yes", "y", "~", "null", "1e3", "0o17", "0x1F", "1_000", "12:30:45",
         "2024-02-29", ".inf", "-", "- a", "#83", "a #b", "a: b", "'", '"', "*a", "&a", "!x", "%a", "@a", "`a",
         "[a", "{a", "|", ">", "<<", "=", "...", "---", "a\u2028b", "\u00a0a", "\ufeffa", "x" * 12_000, "a " * 6_000]  # fmt: skip


def front(more: str) -> str:
    return RELEASE.replace("status: draft\n", f"status: draft\n{more}\n")


def read(tmp_path: Path, text: str) -> object:
    return read_release(write(tmp_path / "fair" / "index.en.md", text))


@pytest.mark.parametrize(
    ("line", "field", "value"),
    [
        ("contact: {phone: 0120445533}", "contact.phone", "0120445533"),
        ("contact: {phone: +81963331234}", "contact.phone", "+81963331234"),
        ("contact: {name: No}", "contact.name", "No"),
        ("subtitle: No", "subtitle", "No"),
        ("subtitle: 2026", "subtitle", "2026"),
        ("subtitle: 1:30", "subtitle", "1:30"),
        ("subtitle: ~", "subtitle", "~"),
        ("subtitle: 0x1F", "subtitle", "0x1F"),
        ("subtitle: 2024-02-29", "subtitle", "2024-02-29"),
    ],
)
def test_a_field_is_the_text_that_stands_there(tmp_path: Path, line: str, field: str, value: str) -> None:
    found = read(tmp_path, front(line))
    for name in field.split("."):
        found = getattr(found, name)
    assert found == value


def test_a_country_and_hashtags_that_look_like_something_else_are_texts(tmp_path: Path) -> None:
    text = RELEASE.replace("country: Taiwan", "country: NO").replace(
        "- Kumamoto", "- 83\n  - False\n  - '#Ja'"
    )
    found = read_release(write(tmp_path / "fair" / "index.en.md", text))
    assert found.dateline.country == "NO"
    assert found.hashtags == ("83", "False", "Ja")


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("subtitle: &a One", "anchor or alias"),
        ("subtitle: *a", "anchor or alias"),
        ('subtitle: !!int "abc"', "a tag"),
        ("embargo: !!timestamp 2024-02-29", "a tag"),
        ("subtitle: !x y", "a tag"),
        ("? [a, b]\n: c", "a key that is no word"),
        ("{a: b}: c", "a key that is no word"),
        ("subtitle: [[[[a]]]]", "within each other"),
        ("subtitle: " + "[" * 5_000, "YAML: exceeded maximum nesting"),
        ("subtitle: [a]", "not one line of text"),
        ("contact: {phone: [1]}", "within each other"),
        ("contact: {phone: 1, phone: 2}", "stands twice"),
        ('subtitle: "a\\x01b"', "control character (U+0001)"),
        ('subtitle: "a\\uE003b"', "control character (U+E003)"),
        ('subtitle: "a\\uD800b"', "YAML"),
        ("subtitle: We are #1 in Asia", "behind the # would be lost"),
        ("subtitle: #1 in Asia", "behind the # would be lost"),
        ("subtitle: " + "word " * 5_000, "a field of 24,999 characters"),
        ("embargo: no", "`embargo` is not a date and time"),
        ("embargo: 0", "`embargo` is not a date and time"),
        ("embargo: []", "`embargo` is not a date and time"),
        ("embargo: 2024-02-30T09:00:00+08:00", "`embargo` is not a date and time"),
        ("embargo: 2024-02-29T09:00:00", "`embargo` has no time zone"),
        ("embargo: 0001-01-01T00:00:00+14:00", "`embargo` cannot be"),
        ("embargo: 9999-12-31T23:59:59-14:00", "`embargo` cannot be"),
        ("embargo: 2024-02-29T09:00:00+23:59", "`embargo` cannot be"),
        ("status: [a]", "stands twice"),
        ("...\n---x: y\n", "YAML"),
    ],
)
def test_what_is_no_text_is_an_error_with_its_line(tmp_path: Path, line: str, words: str) -> None:
    with pytest.raises(InputError) as caught:
        read(tmp_path, front(line))
    assert words in caught.value.problem
    assert 13 <= caught.value.line <= 16


def test_a_list_without_end_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="more than 2,000 fields"):
        read(tmp_path, front("subtitle: [" + "a, " * 7_000 + "]"))


def test_a_hashtag_that_yaml_takes_for_a_comment_is_said(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"index\.en\.md:11: what stands behind the # would be lost"):
        read(tmp_path, RELEASE.replace("- Kumamoto", "- #Kumamoto"))


def test_an_empty_embargo_with_a_comment_is_none(tmp_path: Path) -> None:
    found = read_release(write(tmp_path / "fair" / "index.en.md", front("embargo:   # none yet")))
    assert found.embargo is None


@pytest.mark.parametrize("trap", TRAPS, ids=[trap[:10] for trap in TRAPS])
def test_what_is_written_is_read_again_by_us_and_as_text_by_others(trap: str) -> None:
    values = {"title": trap, "list": [trap, "x"], "part": {"name": trap}}
    text = dump(values, "Body.")
    found = parse(text, Path("index.en.md")).values
    assert found == {"title": trap.strip(), "list": [trap.strip(), "x"], "part": {"name": trap.strip()}}
    assert yaml.safe_load(text.split("---\n")[1]) == values


@given(st.dictionaries(st.sampled_from(["title", "subtitle", "issuer"]), TEXT.filter(str.strip)))
@bounds(max_examples=150, deadline=None)
def test_any_text_comes_back(values: dict[str, str]) -> None:
    text = dump(values, "Body.")
    assert parse(text, Path("index.en.md")).values == {key: value.strip() for key, value in values.items()}
    assert (yaml.safe_load(text[4:].split("\n---\n")[0]) or {}) == values


def test_a_release_that_is_written_is_read_as_it_was(tmp_path: Path) -> None:
    found = read_release(write(tmp_path / "fair" / "index.en.md", front("contact: {phone: 0120445533}")))
    again = read_release(write(tmp_path / "fair" / "index.en.md", write_release(found)))
    assert (again.contact, again.title, again.hashtags) == (found.contact, found.title, found.hashtags)
