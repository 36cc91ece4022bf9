"""Whatever is done in whatever order: nothing is offered that somebody did not read, word for word."""

from __future__ import annotations

import shutil
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

from conftest import RELEASE, ROOT, write
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from release_kit.approval import Overruling, accept, approve
from release_kit.checks import check
from release_kit.errors import ReleaseKitError
from release_kit.newsroom import load_newsroom
from release_kit.publishing import choose_shown
from release_kit.release import Shelf, read_shelf, read_wording
from release_kit.translation import translate

NOW = datetime(2026, 11, 24, tzinfo=UTC)
RULED = ("issuer", "dateline", "hashtags", "contact", "boilerplate", "disclaimer")
EDITS = [
    ("en", "opened", "closed"),
    ("en", "closed", "opened"),
    ("en", "2025", "2026"),
    ("en", "- See **Media OutReach Newswire** or [the site](https://press.example.org/a).\n", ""),
    ("en", "disclaimer:", "boilerplate: kaohsiung\ndisclaimer:"),
    ("ja", "opened", "開いた"),
    ("ja", "Next steps", "今後"),
    ("ja", "## ", "> "),
    ("ja", "  status: draft", "  status: approved\n  by: Somebody"),
    ("ja", "Opens Pavilion", "にパビリオン"),
    ("en", "status: draft", "status: approved"),
    ("en", "status: approved", "status: draft"),
]
STEPS = st.lists(
    st.one_of(
        st.sampled_from(EDITS), st.sampled_from(["translate", "approve", "accept", "forget", "source"])
    ),
    min_size=1,
    max_size=9,
)


def state_of(shelf: Shelf) -> dict[str, list[tuple[str, str]]]:
    """Everything that a reader would read of each edition, fields that go by rule aside."""
    releases = {"en": shelf.sources["fair"], **shelf.renderings["fair"]}
    return {
        tag: [(str(w.key), w.text) for w in read_wording(r) if not str(w.key).startswith(RULED)]
        for tag, r in releases.items()
    }


def take(root: Path, step: str | tuple[str, str, str], now: datetime) -> list[str]:
    """Do one step; the languages that somebody said that they read, as they were then."""
    newsroom = load_newsroom(root)
    if isinstance(step, tuple):
        path = root / "releases" / "fair" / f"index.{step[0]}.md"
        text = path.read_text(encoding="utf-8") if path.is_file() else ""
        if text and step[2] not in text:  # a key twice is no release
            write(path, text.replace(step[1], step[2], 1))
        return []
    shelf = read_shelf(newsroom)
    if step == "translate":
        translate(shelf, ["fair"], ["ja"], "echo")
    elif step == "forget":
        (root / "releases" / "fair" / "ledger.ja.json").unlink(missing_ok=True)
    elif step == "accept" and "ja" in shelf.renderings["fair"]:
        names = [f.id for f in check(shelf, ["fair"]) if f.id and f.severity in ("error", "warning")]
        accept(shelf, "fair", "ja", names, Overruling("Editor", "a test", now))
    elif step in ("approve", "source"):
        tag = "ja" if step == "approve" else "en"
        if not approve(shelf, "fair", [tag], "Editor", now).findings:
            return [tag, "en"]
    return []


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(STEPS)
@example(["accept", "approve", ("en", "opened", "closed"), "translate"])
@example(["accept", "approve", ("ja", "opened", "開いた"), "accept", "approve", "forget", "translate"])
@example(["accept", "approve", ("en", "status: approved", "status: draft"), "approve"])
def test_nothing_is_offered_that_no_statement_covers(steps: list[str | tuple[str, str, str]]) -> None:
    root = Path(tempfile.mkdtemp())
    try:
        shutil.copytree(ROOT / "glossary", root / "glossary")
        shutil.copy(ROOT / "release-kit.toml", root)
        write(root / "releases" / "fair" / "index.en.md", RELEASE)
        take(root, "translate", NOW)
        read: dict[str, list[object]] = {"en": [], "ja": []}
        for number, step in enumerate(steps):
            before = state_of(read_shelf(load_newsroom(root)))
            try:
                said = take(root, step, NOW + timedelta(minutes=number))
            except ReleaseKitError:
                said = []
            for tag in said:
                read[tag].append((before["en"], before[tag]))
            shelf = read_shelf(load_newsroom(root))
            words = state_of(shelf) if "fair" in shelf.sources else {}
            for edition in choose_shown(shelf, NOW, drafts=False).editions:
                tag = edition.release.language
                seen = [target for source, target in read[tag] if tag == "en" or source == words["en"]]
                assert words[tag] in seen, (step, tag)
                assert shelf.sources["fair"].status == "approved"
    finally:
        shutil.rmtree(root)
