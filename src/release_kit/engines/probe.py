"""What an installed model keeps: mask shapes and target words that are set into its source.

Every shape is tried on a few sentences, the best on all of them, and the words of the target language
once. The result lies beside the model as `probe.json`, and the guard goes by it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from importlib.resources import files
from pathlib import Path
from typing import Any

import msgspec

from release_kit.engines.engine import Engine
from release_kit.languages import LANGUAGES, PIVOT, convert_script
from release_kit.model import Abilities, Request
from release_kit.newsroom import read_text, write_atomic

SHAPES = (
    "{%d}",
    "[%d]",
    "<%d>",
    "(%d)",
    "⟦%d⟧",
    "【%d】",
    "__%d__",
    "X%d",
    "T%d",
    "#%d",
    "§%d",
    "Q%dZ",
    "%%%d",
)
ENOUGH = 100  # sentences below which a result is a trial, and nothing goes by it
PILOT = 24  # sentences on which every shape is tried
FINALISTS = 2
FORMAT = 1
PROBED_SOURCE = PIVOT  # the language that the sentences are in
USEFUL = 0.3  # below this share a way is not worth a run
MARK = re.compile(r"\[\[([^|\]]+)\|([^|\]]+)\|([^|\]]+)\]\]")


@dataclass(frozen=True, slots=True)
class Rate:
    """How often something was kept."""

    kept: float  # share of the marks that stand in the answer exactly once
    ordered: float  # share of the answers with their marks in the source's order, of those with all of them
    doubled: float  # share of the marks that stand there more than once
    marks: int
    sentences: int


@dataclass(frozen=True, slots=True)
class Probe:
    """What was measured for one pair."""

    pair: str
    mask: str  # the shape that was kept best
    masks: dict[str, Rate]
    set_in: Rate

    def apply(self, abilities: Abilities) -> Abilities:
        """The abilities as they were measured."""
        mask = self.mask if self.masks[self.mask].kept >= USEFUL else ""
        return replace(abilities, mask=mask, set_in=self.set_in.kept >= USEFUL)


def sentences(limit: int) -> list[str]:
    """The marked sentences that ship with the package."""
    path = Path(str(files("release_kit") / "data" / "probe" / "en.txt"))
    return read_text(path).splitlines()[:limit]


def measure_probe(
    engine: Engine, source: str, target: str, limit: int = 200, tell: Callable[[str], None] = lambda _: None
) -> Probe:
    """Try every shape, then the best ones and set-in words on up to `limit` sentences."""
    rows = sentences(limit)
    pilot: dict[str, Rate] = {}
    for shape in SHAPES:
        pilot[shape] = _masks(engine, source, target, shape, rows[:PILOT])
        tell(f"{shape % 1}: {pilot[shape].kept:.0%} kept in {len(rows[:PILOT])} sentences")
    best = sorted(SHAPES, key=lambda shape: -pilot[shape].kept)[:FINALISTS]
    masks = pilot | {shape: _masks(engine, source, target, shape, rows) for shape in best}
    chosen = max(best, key=lambda shape: (masks[shape].kept, masks[shape].ordered))
    set_in = _words(engine, source, target, rows)
    tell(f"best: {chosen % 1}, {masks[chosen].kept:.1%} of masks and {set_in.kept:.1%} of words kept")
    return Probe(f"{source}_{target}", chosen, masks, set_in)


def _masks(engine: Engine, source: str, target: str, shape: str, rows: Sequence[str]) -> Rate:
    def mark(number: int, _: re.Match[str]) -> str:
        return shape % number

    return _rate(engine, source, target, rows, mark)


def _words(engine: Engine, source: str, target: str, rows: Sequence[str]) -> Rate:
    names = LANGUAGES[engine.writes(source, target)].models
    if not names.probe_column:  # the sentences have no words of this language
        return Rate(0.0, 0.0, 0.0, 0, 0)

    def mark(_: int, match: re.Match[str]) -> str:
        return convert_script(match[names.probe_column], names.probe_script)

    return _rate(engine, source, target, rows, mark)


def _rate(
    engine: Engine,
    source: str,
    target: str,
    rows: Sequence[str],
    mark: Callable[[int, re.Match[str]], str],
) -> Rate:
    texts, wanted = [], []
    for row in rows:
        marks = [mark(number, match) for number, match in enumerate(MARK.finditer(row), 1)]
        left = iter(marks)
        texts.append(MARK.sub(lambda _, left=left: next(left), row))  # type: ignore[misc]
        wanted.append(marks)
    answers = engine.translate([Request(text) for text in texts], source, target)
    kept = doubled = ordered = complete = 0
    for marks, found in zip(wanted, answers, strict=True):
        text = found[0].text
        counts = [text.count(one) for one in marks]
        kept += counts.count(1)
        doubled += sum(count > 1 for count in counts)
        if all(counts):
            complete += 1
            places = [text.find(one) for one in marks]
            ordered += places == sorted(places)
    total = sum(map(len, wanted))
    return Rate(kept / total, ordered / max(complete, 1), doubled / total, total, len(rows))


def save_probe(probe: Probe, path: Path) -> None:
    """Put a result into a file, beside those of other pairs."""
    known = _load(path)
    known[probe.pair] = asdict(probe)
    values = {"format": FORMAT, "pairs": known}
    write_atomic(path, json.dumps(values, ensure_ascii=False, indent=1) + "\n")


def trial_file(path: Path) -> Path:
    """Where a result of few sentences is kept, apart from those that are gone by."""
    return path.with_name(f"{path.stem}-trial.json")


def load_probe(path: Path, source: str, target: str) -> Probe | None:
    """The result for a pair; None where it was not measured, or the file cannot be read."""
    values = _load(path).get(f"{source}_{target}")
    try:
        probe = msgspec.convert(values, Probe) if values else None
    except (msgspec.ValidationError, ValueError):
        return None
    return probe if probe and probe.mask in probe.masks else None


def _load(path: Path) -> dict[str, Any]:
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    if not isinstance(values, dict) or values.get("format") != FORMAT:
        return {}
    pairs = values.get("pairs")
    return pairs if isinstance(pairs, dict) else {}
