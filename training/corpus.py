"""Prepare the training text: choose, clean, set target words in, mix, write.

    python -m training.corpus CORPUS_DIR OUT.jsonl --limit 120000

CORPUS_DIR holds `corpus/` and `names/` as tab-separated English and target, xz-compressed. A line
of the output is {"to": "Japanese" or "Chinese", "en": ..., "text": ...}. Traditional Chinese is
written in Simplified, the one internal script; it comes back by OpenCC.
"""

from __future__ import annotations

import argparse
import json
import lzma
import random
import re
from collections.abc import Iterator
from pathlib import Path

import opencc

from training.obedience import Pair, mine_lexicon, teach

# How many pairs of a file are taken, and how often each is seen in one pass. Files that are not
# named here are left out: meeting talk and textbook sentences teach nothing about releases.
SHARES: dict[str, tuple[int, float]] = {
    "wmt20-23-reverse.en-ja": (6000, 3.0),
    "wmt23-ref.en-ja": (2100, 2.0),
    "wmt24-ref.en-ja": (1500, 1.5),
    "kyoto-wiki.en-ja": (28000, 1.0),
    "debian-news.en-ja": (9000, 1.0),
    "mozilla-marketing.en-ja": (4800, 1.0),
    "innersource.en-ja": (2300, 1.0),
    "opensource-guide.en-ja": (1700, 1.0),
    "ruby-lang-news.en-ja": (1200, 1.0),
    "cocoa-mt-formal.en-ja": (1600, 1.0),
    "cncf-glossary.en-ja": (1000, 1.0),
    "bitcoin-org.en-ja": (1500, 1.0),
    "debian-site.en-ja": (2000, 1.0),
    "tatoeba.en-ja": (4000, 1.0),
    "wmt19-23-reverse.en-zhs": (9100, 2.0),
    "wmt17-18-ref.en-zhs": (5900, 2.0),
    "wmt23-ref.en-zhs": (2100, 2.0),
    "wmt24-ref.en-zhs": (1500, 1.5),
    "un-testset.en-zhs": (3800, 1.0),
    "mlqe-pe-wikipedia.en-zhs": (3000, 1.0),
    "tico19-covid.en-zhs": (2100, 1.0),
    "mozilla-marketing.en-zhs": (3000, 1.0),
    "innersource.en-zhs": (2400, 1.0),
    "xquad-wikipedia.en-zhs": (1200, 1.0),
    "opensource-guide.en-zhs": (1700, 1.0),
    "ruby-lang-news.en-zhs": (1000, 1.0),
    "bitcoin-org.en-zhs": (1300, 1.0),
    "cncf-glossary.en-zhs": (800, 1.0),
    "tatoeba.en-zhs": (3000, 1.0),
    "pud.en-zht": (1000, 2.0),
    "plurality-book.en-zht": (3600, 1.0),
    "debian-news.en-zht": (3700, 1.0),
    "taiwan-laws.en-zht": (9000, 1.0),
    "mozilla-marketing.en-zht": (2500, 1.0),
    "tatoeba.en-zht": (2000, 1.0),
}
LANGUAGES = {"ja": "Japanese", "zhs": "Chinese", "zht": "Chinese"}
EAST_ASIAN = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")


def read_pairs(path: Path) -> list[Pair]:
    """The (English, target) pairs of one file, Chinese in the internal script."""
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        rows = [line.rstrip("\n").split("\t")[:2] for line in lines]
    to_internal = opencc.OpenCC("tw2sp").convert if "-zht" in path.name else str
    return [(english, to_internal(target)) for english, target in rows]


def is_usable(pair: Pair) -> bool:
    """Whether lengths fit each other and the target is in its language's script."""
    english, target = pair
    if not 12 <= len(english) <= 420 or not 4 <= len(target) <= 240:
        return False
    if not 0.16 <= len(target) / len(english) <= 0.95:
        return False
    return len(EAST_ASIAN.findall(target)) >= 0.45 * len(target)


def select(folder: Path, language: str, rng: random.Random) -> tuple[list[Pair], list[float]]:
    """The pairs chosen for a language with the weight of each; near-duplicates are dropped."""
    pairs: list[Pair] = []
    weights: list[float] = []
    seen: set[str] = set()
    for name, (limit, weight) in SHARES.items():
        if LANGUAGES[name.rpartition("-")[2]] != language:
            continue
        found = [pair for pair in read_pairs(folder / f"{name}.tsv.xz") if is_usable(pair)]
        rng.shuffle(found)
        if name.startswith(("kyoto", "taiwan", "debian")):
            found.sort(key=lambda pair: not 60 <= len(pair[0]) <= 260)
        for pair in found[:limit]:
            key = re.sub(r"[\W\d]+", "", pair[0]).lower()
            if key not in seen:
                seen.add(key)
                pairs.append(pair)
                weights.append(weight)
    return pairs, weights


def read_names(folder: Path, language: str) -> dict[str, str]:
    """English names and their target form from the name lists."""
    found: dict[str, str] = {}
    for path in sorted(folder.glob("*.tsv.xz")):
        if LANGUAGES[path.name.split(".")[1].rpartition("-")[2]] == language:
            for english, target in read_pairs(path):
                if len(english) > 3 and 1 < len(target) < 24 and english[0].isupper():
                    found.setdefault(english, target)
    return found


def repeat(weight: float, rng: random.Random) -> int:
    """A whole number of times whose mean is the weight."""
    return int(weight) + (rng.random() < weight % 1)


def examples(folder: Path, language: str, rng: random.Random) -> Iterator[dict[str, str]]:
    """Every example of a language in one pass, half of them with words set in where there are any."""
    pairs, weights = select(folder / "corpus", language, rng)
    listed = read_names(folder / "names", language)
    mined = mine_lexicon(pairs, rng)
    print(language, len(pairs), "pairs,", len(listed), "names,", len(mined), "mined")
    strangers = sorted({*listed.values(), *mined.values()})
    for pair, weight in zip(pairs, weights):
        for _ in range(repeat(weight, rng)):
            taught = teach(pair, mined | listed, strangers, rng) if rng.random() < 0.55 else None
            english, text = taught or pair
            yield {"to": language, "en": english, "text": text}


def write_shuffled(rows: list[dict[str, str]], path: Path, rng: random.Random) -> None:
    """The examples as JSON, a line each, in random order."""
    rng.shuffle(rows)
    with path.open("w", encoding="utf-8") as out:
        out.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    print(len(rows), "examples")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    rng = random.Random(options.seed)
    rows = [row for language in ("Japanese", "Chinese") for row in examples(options.folder, language, rng)]
    write_shuffled(rows, options.out, rng)


if __name__ == "__main__":
    main()
