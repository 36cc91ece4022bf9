"""Score a model on the release text that is kept for development, and how well it keeps what is set in.

    python -m training.appraise MODEL_DIR [--count 300] [--chinese "Chinese (Taiwan)"] [--out DIR]

Each line is asked for without its marks, so that every name is left to the model, and with all of them set in.
BLEU is by characters for Japanese and by sacrebleu's `zh` for Chinese; chrF is sacrebleu's default. Words, words
of other sentences and masks that stand in the first answer exactly once are counted; no guard corrects them.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Sequence
from pathlib import Path

from release_kit.engines.compact import CompactEngine
from release_kit.model import Request
from training.evaluate import score
from training.passages import ENGLISH, JAPANESE, Asked, Line, ask, read, strangers
from training.regions import CHINESE, TAIWAN

TOKENIZERS = {JAPANESE: "char", TAIWAN: "zh", CHINESE: "zh", ENGLISH: "13a"}
OBEDIENCE = 60  # sentences a row
SCORED, KEPT = ("plain", "all"), ("all", "strangers", "masks")


class Translator:
    """The engine's search behind any prompt."""

    def __init__(self, folder: Path) -> None:
        self.engine = CompactEngine(folder)

    def __call__(self, texts: Sequence[str], label: str) -> list[str]:
        """First answers, asked for under a label such as `Chinese (Taiwan)`."""
        found = self.engine._generate(label, 1, [Request(text) for text in texts])
        return [candidates[0].text for candidates in found]


def sample(lines: Sequence[Line], count: int) -> list[Line]:
    """So many of the lines that are kept back, drawn over all files; the same ones each time."""
    kept = [line for line in lines if line.held_out]
    return random.Random(1).sample(kept, min(count, len(kept)))


def keeps(answers: Sequence[str], asked: Sequence[Asked]) -> tuple[int, int]:
    """How many of the words set in stand in the answers once, of how many."""
    pairs = [(answer, word) for answer, each in zip(answers, asked, strict=True) for word in each.words]
    return sum(answer.count(word) == 1 for answer, word in pairs), len(pairs)


def appraise(translate: Translator, lines: Sequence[Line], target: str, label: str, out: Path | None, count: int) -> dict[str, object]:  # fmt: skip
    """Scores and obedience of one language."""
    chosen, known = sample(lines, count), strangers(line for line in lines if line.held_out)
    rng, found = random.Random(2), {"lines": len(chosen), "asked as": label}
    for way in SCORED:
        asked = [ask([line], ENGLISH, target, way, known, rng) for line in chosen]
        answers = translate([each.source for each in asked], label)
        found[way] = score(answers, [each.target for each in asked], TOKENIZERS[target])
        if out:
            write(out / f"{target}.{way}.tsv", asked, answers)
    for way in KEPT:
        marked = [line for line in chosen if line.number][:OBEDIENCE]
        asked = [ask([line], ENGLISH, target, way, known, rng) for line in marked]
        right, total = keeps(translate([each.source for each in asked], label), asked)
        found[f"kept, {way}"] = f"{right} of {total} ({right / total:.1%})"
    return found


def write(path: Path, asked: Sequence[Asked], answers: Sequence[str]) -> None:
    """Source, wanted and answer, a line each, to be read."""
    path.parent.mkdir(parents=True, exist_ok=True)
    rows = ("\t".join((each.source, each.target, answer)) for each, answer in zip(asked, answers, strict=True))
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", type=Path)
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--chinese", default=TAIWAN, help="the label that Taiwan's Chinese is asked for with")
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    translate, lines = Translator(options.model), read()
    for target, label in ((JAPANESE, JAPANESE), (TAIWAN, options.chinese)):
        found = appraise(translate, lines, target, label, options.out, options.count)
        print(target, json.dumps(found, ensure_ascii=False), flush=True)


if __name__ == "__main__":
    main()
