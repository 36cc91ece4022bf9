"""What a model keeps: measured, stored beside it, and gone by."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import ROOT, Result

from release_kit.engines import probe
from release_kit.engines.compact import CompactEngine
from release_kit.model import Abilities, Candidate, Request
from release_kit.translation.guard import Guard
from release_kit.translation.verified_engine import known_abilities

Run = Callable[..., Result]


class Keeper:
    """An engine that keeps [1] and forgets braces, and copies words; its probe lies where a test says."""

    name = "keeper"
    abilities = Abilities(set_in=True, mask="{%d}")

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def probe_file(self, source: str, target: str) -> Path:
        return self.folder / "probe.json"

    def writes(self, source: str, target: str) -> str:
        return target

    def translate(
        self, requests: list[Request], source: str, target: str, count: int = 1
    ) -> list[list[Candidate]]:
        return [[Candidate(re.sub(r"\{\d\}|[a-z]", "", request.text), 0.0)] for request in requests]


def test_at_least_two_hundred_sentences_ship_and_are_what_the_tool_writes() -> None:
    assert len(probe.sentences(1000)) >= 200
    assert all(probe.MARK.search(row) for row in probe.sentences(1000))
    sys.path.insert(0, str(ROOT / "tools"))
    import probe_sentences

    assert probe_sentences.write() == probe_sentences.OUT.read_text(encoding="utf-8")


def test_shapes_are_told_apart_and_the_best_is_gone_by(tmp_path: Path) -> None:
    engine = Keeper(tmp_path)
    told: list[str] = []
    found = probe.measure_probe(engine, "en", "ja", 30, told.append)
    assert found.masks["{%d}"].kept == 0.0
    assert found.mask in ("[%d]", "<%d>", "(%d)", "⟦%d⟧")
    best = found.masks[found.mask]
    assert (best.kept, best.ordered, best.doubled, best.sentences) == (1.0, 1.0, 0.0, 30)
    assert 0.5 < found.set_in.kept <= 1.0
    assert len(told) == len(probe.SHAPES) + 1
    probe.save_probe(found, engine.probe_file("en", "ja"))
    assert probe.load_probe(engine.probe_file("en", "ja"), "en", "ja") == found
    assert Guard(engine, "en", "ja").abilities.mask == found.mask
    assert Guard(engine, "en", "zh-Hant").abilities.mask == "{%d}"


def test_what_is_never_kept_is_not_tried(tmp_path: Path) -> None:
    engine = Keeper(tmp_path)
    nothing = probe.Rate(0.1, 0.0, 0.0, 100, 50)
    probe.save_probe(probe.Probe("en_ja", "{%d}", {"{%d}": nothing}, nothing), tmp_path / "probe.json")
    assert known_abilities(engine, "en", "ja") == Abilities(set_in=False, mask="")


@pytest.mark.parametrize(
    "text", ["", "no JSON", '{"format": 1}', '{"format": 1, "pairs": {"en_ja": {"mask": 1}}}']
)
def test_a_damaged_result_counts_as_none(tmp_path: Path, text: str) -> None:
    (tmp_path / "probe.json").write_text(text, encoding="utf-8")
    assert known_abilities(Keeper(tmp_path), "en", "ja") == Keeper.abilities


def test_the_built_in_model_was_measured() -> None:
    engine = CompactEngine()
    for target in ("ja", "zh-Hant", "zh-Hans"):
        found = probe.load_probe(engine.probe_file("en", target), "en", target)
        assert found is not None
        assert found.set_in.sentences >= 200
        assert found.masks[found.mask].kept > 0.8


def test_the_command_measures_and_stores(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("release_kit.engines.choose_engine", lambda *_: Keeper(tmp_path))
    result = run("models", "probe", "keeper", "--to", "ja", "--sentences", "12", "--json")
    assert result.code == 0
    (row,) = json.loads(result.out)
    assert (row["pair"], row["engine"]) == ("en_ja", "keeper")
    assert (tmp_path / "probe-trial.json").is_file()
    assert not (tmp_path / "probe.json").exists()
    assert "nothing goes by it" in result.err
    assert run("models", "probe", "keeper", "--to", "ja", "--sentences", "100").code == 0
    assert probe.load_probe(tmp_path / "probe.json", "en", "ja") is not None


@pytest.mark.parametrize("count", ["2", "100"])
def test_the_packaged_result_is_never_written(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, count: str
) -> None:
    def answer(
        self: CompactEngine, requests: list[Request], *_: object, **__: object
    ) -> list[list[Candidate]]:
        return [[Candidate(request.text, 0.0)] for request in requests]

    monkeypatch.setattr(CompactEngine, "translate", answer)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    packaged = CompactEngine().folder / "probe.json"
    before = packaged.read_bytes()
    assert run("models", "probe", "compact", "--to", "ja", "--sentences", count).code == 0
    assert packaged.read_bytes() == before
    is_own = CompactEngine().probe_file("en", "ja") != packaged
    assert is_own == (count == "100")
    assert CompactEngine().probe_file("en", "zh-Hant") == packaged
