"""The release that the project started from goes through whole: every term and fact placed, everywhere."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import ROOT, Result

from release_kit.newsroom.settings import load_newsroom
from release_kit.release.storage import list_releases, read_source

Run = Callable[..., Result]
FOLDER = Path(os.environ.get("RELEASE_KIT_SEED") or ROOT.parent / "shared" / "seed")


@pytest.fixture
def seed() -> Path:
    """The seed's text; it is not in the repository, because it is not ours."""
    found = sorted(FOLDER.glob("*.txt")) if FOLDER.is_dir() else []
    if not found:
        pytest.skip(f"the seed release is not in {FOLDER}; set RELEASE_KIT_SEED to its folder")
    return found[0]


def test_the_seeds_fields_are_taken_apart(run: Run, newsroom: Path, seed: Path) -> None:
    assert run("import", str(seed)).code == 0
    room = load_newsroom(newsroom)
    release = read_source(room, next(slug for slug in list_releases(room) if slug != "fair"))
    assert release.title == "Kaohsiung Vies for Win-Win at Kumamoto Expo in Japan"
    assert release.date.date().isoformat() == "2024-02-29"
    line = release.dateline
    assert (line.city, line.country, line.wire) == ("Kaohsiung", "Taiwan", "Media OutReach Newswire")
    assert release.issuer == "Kaohsiung City Government"
    assert release.hashtags == ("Kumamoto", "Kaohsiung", "Japan")
    assert release.disclaimer == "The issuer is solely responsible for the content of this announcement."
    assert len(release.blocks) == 6
    assert release.blocks[0].text.startswith("As head of a delegation")


@pytest.mark.slow
def test_every_term_and_fact_of_the_seed_is_placed_by_the_built_in_model(
    run: Run, newsroom: Path, seed: Path
) -> None:
    run("import", str(seed))
    slug = next(slug for slug in list_releases(load_newsroom(newsroom)) if slug != "fair")
    reports = json.loads(run("translate", slug, "--engine", "compact", "--json").out)
    assert {report["language"] for report in reports} == {"ja", "zh-Hant", "zh-Hans"}
    for report in reports:
        assert report["placements"].get("failed", 0) == 0
        assert sum(report["placements"].values()) >= 70
    findings = [f for f in json.loads(run("check", slug, "--json").out) if f["severity"] == "error"]
    assert [f for f in findings if f["check"] in ("terms", "addresses")] == []
    assert [f for f in findings if f["check"] == "facts" and "is missing" in f["message"]] == []
