"""Score a model on the release text that is kept for development, and how well it keeps what is set in.

    python -m training.appraise MODEL_DIR [--count 300] [--chinese "Chinese (Taiwan)"] [--general EVAL_DIR] [--out DIR]

Each line is asked for without its marks, so that every name is left to the model, and with all of them set in.
BLEU is by characters for Japanese and by sacrebleu's `zh` for Chinese; chrF is sacrebleu's default. Words, words
of other sentences and masks that stand in the first answer exactly once are counted; no guard corrects them.
With EVAL_DIR (see training.evaluate) lines of general text are scored as well, in the same search.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Sequence
from pathlib import Path

import ctranslate2
import sentencepiece as spm

from training.evaluate import TOKENIZERS as CODES
from training.evaluate import read as read_lines
from training.evaluate import score
from training.passages import ENGLISH, JAPANESE, Asked, Line, ask, read, strangers
from training.regions import CHINESE, TAIWAN

TOKENIZERS = {JAPANESE: "char", TAIWAN: "zh", CHINESE: "zh", ENGLISH: "13a"}
OBEDIENCE = 60  # sentences a row
TOGETHER = 24  # prompts of one search
SCORED, KEPT = ("plain", "all"), ("all", "strangers", "masks")


class Translator:
    """A model behind any prompt, with the product's search but for its second try where an answer repeats itself."""

    def __init__(self, folder: Path, beams: int = 4, kind: str = "int8") -> None:
        self.beams = beams
        self.model = ctranslate2.Generator(str(folder), device="cpu", compute_type=kind, intra_threads=2)
        self.pieces = spm.SentencePieceProcessor(model_file=str(folder / "sentencepiece.model"))

    def __call__(self, texts: Sequence[str], label: str, source: str = ENGLISH) -> list[str]:
        """First answers, asked for under a label such as `Chinese (Taiwan)`."""
        asked = [f"{source}: {' '.join(text.split())}\n{label}: " for text in texts]
        prompts = [["<bos>", *self.pieces.encode(text, out_type=str)] for text in asked]
        order = sorted(range(len(prompts)), key=lambda n: len(prompts[n]))
        answers = [""] * len(prompts)
        for start in range(0, len(order), TOGETHER):
            group = order[start : start + TOGETHER]
            for number, words in zip(group, self.generate([prompts[n] for n in group]), strict=True):
                answers[number] = words
        return answers

    def generate(self, prompts: list[list[str]]) -> list[str]:
        """The best answer of each beam search."""
        results = self.model.generate_batch(
            prompts,
            beam_size=self.beams,
            max_length=int(max(map(len, prompts)) * 1.5) + 24,
            end_token="\n",  # noqa: S106 - a token of text, not a secret
            include_prompt_in_result=False,
            length_penalty=1.8,
        )
        return [self.pieces.decode(result.sequences[0]).strip() for result in results]


def sample(lines: Sequence[Line], count: int) -> list[Line]:
    """So many of the lines that are kept back, drawn over all files; the same ones each time."""
    kept = [line for line in lines if line.held_out]
    return random.Random(1).sample(kept, min(count, len(kept)))


def keeps(answers: Sequence[str], asked: Sequence[Asked]) -> tuple[int, int]:
    """How many of the words set in stand in the answers once, of how many."""
    pairs = [(answer, word) for answer, each in zip(answers, asked, strict=True) for word in each.words]
    return sum(answer.count(word) == 1 for answer, word in pairs), len(pairs)


def into_english(translate: Translator, lines: Sequence[Line], source: str) -> dict[str, object]:
    """Scores of the way back, names left as they are; either Chinese is called Chinese."""
    asked = [ask([line], source, ENGLISH, "plain", {}, random.Random(2)) for line in lines]
    name = JAPANESE if source == JAPANESE else CHINESE
    answers = translate([each.source for each in asked], ENGLISH, name)
    return {"lines": len(lines), **score(answers, [each.target for each in asked], TOKENIZERS[ENGLISH])}


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


def general(translate: Translator, folder: Path, count: int) -> dict[str, object]:
    """Scores of FLORES dev, its first lines, Chinese without a region."""
    found: dict[str, object] = {}
    for code, label in (("ja", JAPANESE), ("zh", CHINESE)):
        stem = folder / f"flores-dev.en-{code}"
        sides = (read_lines(stem.with_name(f"{stem.name}.{end}"), count) for end in ("en", code))
        sources, wanted = sides
        found[label] = {"lines": len(wanted), **score(translate(sources, label), wanted, CODES[code])}
    return found


def write(path: Path, asked: Sequence[Asked], answers: Sequence[str]) -> None:
    """Source, wanted and answer, a line each, to be read."""
    path.parent.mkdir(parents=True, exist_ok=True)
    rows = (
        "\t".join((each.source, each.target, answer)) for each, answer in zip(asked, answers, strict=True)
    )
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", type=Path)
    parser.add_argument("--count", type=int, default=300)
    parser.add_argument("--chinese", default=TAIWAN, help="the label that Taiwan's Chinese is asked for with")
    parser.add_argument("--back", type=int, default=0, help="lines a language that are scored into English")
    parser.add_argument("--general", type=Path, help="the folder of FLORES dev")
    parser.add_argument("--lines", type=int, default=200, help="of it")
    parser.add_argument("--beams", type=int, default=4)
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    translate, lines = Translator(options.model, options.beams), read()
    for target, label in ((JAPANESE, JAPANESE), (TAIWAN, options.chinese)):
        found = appraise(translate, lines, target, label, options.out, options.count)
        if options.back:
            found["into English"] = into_english(translate, sample(lines, options.back), target)
        print(target, json.dumps(found, ensure_ascii=False), flush=True)
    if options.general:
        print("general", json.dumps(general(translate, options.general, options.lines)), flush=True)


if __name__ == "__main__":
    main()
