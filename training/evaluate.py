"""Score a model on a development set beside stored outputs of other engines, with sacrebleu.

    python -m training.evaluate MODEL_DIR EVAL_DIR [--lines 997] [--out DIR]

EVAL_DIR holds flores-dev.en-ja.en, .ja, .argos.ja, .google.ja and the same for zh. BLEU is by characters
for Japanese and by sacrebleu's `zh` for Chinese; chrF is sacrebleu's default.
"""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path

import sacrebleu

from release_kit.engines.compact import CompactEngine
from release_kit.model import Request

TOKENIZERS = {"ja": "char", "zh": "zh"}
TAGS = {"ja": "ja", "zh": "zh-Hans"}


def read(path: Path, count: int) -> list[str]:
    """The first lines of a file."""
    return path.read_text(encoding="utf-8").splitlines()[:count]


def score(outputs: list[str], references: list[str], tokenizer: str) -> dict[str, float]:
    """BLEU and chrF, rounded as papers do."""
    bleu = sacrebleu.corpus_bleu(outputs, [references], tokenize=tokenizer).score
    return {"bleu": round(bleu, 1), "chrf": round(sacrebleu.corpus_chrf(outputs, [references]).score, 1)}


def evaluate(model: Path, folder: Path, count: int, out: Path | None) -> dict[str, dict[str, object]]:
    """Scores by language and engine."""
    engine = CompactEngine(model)
    found: dict[str, dict[str, object]] = {}
    for language, tokenizer in TOKENIZERS.items():
        stem = f"flores-dev.en-{language}"
        sources = read(folder / f"{stem}.en", count)
        references = read(folder / f"{stem}.{language}", count)
        start = time.perf_counter()
        answers = engine.translate([Request(text) for text in sources], "en", TAGS[language])
        ours = [candidates[0].text for candidates in answers]
        found[language] = {"lines": len(sources), "seconds": round(time.perf_counter() - start, 1)}
        found[language]["compact"] = score(ours, references, tokenizer)
        for path in sorted(folder.glob(f"{stem}.*.{language}")):
            found[language][path.name.split(".")[2]] = score(read(path, count), references, tokenizer)
        if out:
            out.mkdir(parents=True, exist_ok=True)
            (out / f"{stem}.compact.{language}").write_text("\n".join(ours) + "\n", encoding="utf-8")
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--lines", type=int, default=997)
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    print(json.dumps(evaluate(options.model, options.folder, options.lines, options.out), indent=2))


if __name__ == "__main__":
    main()
