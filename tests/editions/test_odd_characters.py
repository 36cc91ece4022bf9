"""Characters that Markdown can write and XML cannot hold come out of no format as an error."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import RELEASE, Result, write

from release_kit.errors import InputError
from release_kit.release.storage import read_release

Run = Callable[..., Result]
ENTITIES = "&#xD800; &#x110000; &#133; &nbsp; &#x202E; &#9; &#10; &#13;"
REFUSED = ["&#12;", "&#11;", "&#1;", "&#0;", "&#xFFFE;", "&#xFFFF;", "&#xE000;", "&#xE003;0&#xE003;"]


@pytest.mark.parametrize("name", ["docx", "html", "txt", "ninjs", "newsml", "bilingual", "review"])
def test_entities_of_forbidden_characters_go_into_every_format(run: Run, newsroom: Path, name: str) -> None:
    body = f"\nOne {ENTITIES} two.\n\n- `{ENTITIES}`\n- [{ENTITIES}](https://example.org/?a={ENTITIES.replace(' ', '')})\n"
    write(newsroom / "releases" / "fair" / "index.en.md", RELEASE + body)
    result = run("export", "--format", name)
    assert (result.code, "Traceback" not in result.err) == (0, True), result.err


def test_entities_of_forbidden_characters_go_into_feeds(run: Run, newsroom: Path) -> None:
    text = RELEASE.replace("title: Kaohsiung", f"title: '{ENTITIES} Kaohsiung").replace(
        "in Kumamoto\ndate", "in Kumamoto'\ndate"
    )
    write(newsroom / "releases" / "fair" / "index.en.md", text + f"\nOne {ENTITIES} two.\n")
    assert run("build", "--engine", "echo").code in (0, 1)


@pytest.mark.parametrize("entity", REFUSED)
def test_a_character_that_no_format_can_hold_is_refused_with_its_line(tmp_path: Path, entity: str) -> None:
    path = write(tmp_path / "fair" / "index.en.md", RELEASE + f"\nOne {entity} two.\n")
    with pytest.raises(InputError, match="a control character") as caught:
        read_release(path)
    assert caught.value.line == RELEASE.count("\n") + 2
