"""How well a model keeps what is set into its source, on development sentences: words, strangers, masks.

    python -m training.obey MODEL_DIR EVAL_DIR NAMES_DIR [--count 150]

Names and dates of the development pairs are set into the English in the target language, as the guard does:
their own form, the form of some other name, or a mask. One counts as kept when it stands in the answer
exactly once; nothing here is corrected by the guard.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator
from pathlib import Path

from release_kit.engines.compact import CompactEngine
from release_kit.model import Request
from training.obedience import MASK, Span, dates, names, without_overlap
from training.sources import read_names

LANGUAGES = {"ja": ("Japanese", "ja"), "zh": ("Chinese", "zh-Hans")}
WAYS = ("words", "strangers", "masks")


def marked(folder: Path, code: str, lexicon: dict[str, str]) -> Iterator[tuple[str, list[Span]]]:
    """The development sentences that hold names or dates of the lexicon."""
    stem = folder / f"flores-dev.en-{code}"
    english = stem.with_name(stem.name + ".en").read_text(encoding="utf-8").splitlines()
    target = stem.with_name(f"{stem.name}.{code}").read_text(encoding="utf-8").splitlines()
    for one, other in zip(english, target):
        spans = without_overlap([*dates(one, other), *names(one, other, lexicon)])
        if spans:
            yield one, spans


def set_in(
    text: str, spans: list[Span], way: str, strangers: list[str], rng: random.Random
) -> tuple[str, list[str]]:
    """The sentence with its spans exchanged, and what stands there now."""
    words: list[str] = []
    for number, (start, end, form) in reversed(list(enumerate(spans))):
        word = {"words": form, "masks": MASK % (number + 1), "strangers": rng.choice(strangers)}[way]
        text = text[:start] + word + text[end:]
        words.append(word)
    return text, words


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("model", "folder", "names"):
        parser.add_argument(name, type=Path)
    parser.add_argument("--count", type=int, default=150)
    options = parser.parse_args()
    engine = CompactEngine(options.model)
    for code, (language, tag) in LANGUAGES.items():
        lexicon = read_names(options.names, language)
        rows = list(marked(options.folder, code, lexicon))[: options.count]
        strangers = sorted(set(lexicon.values()))
        for way in WAYS:
            rng = random.Random(1)
            asked = [set_in(text, spans, way, strangers, rng) for text, spans in rows]
            answers = engine.translate([Request(text) for text, _ in asked], "en", tag)
            pairs = zip(asked, answers, strict=True)
            right = sum(found[0].text.count(word) == 1 for (_, words), found in pairs for word in words)
            total = sum(len(words) for _, words in asked)
            print(
                f"{language}, {way}: {right} of {total} ({right / total:.1%}) once, in {len(asked)} sentences"
            )


if __name__ == "__main__":
    main()
