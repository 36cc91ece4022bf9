"""The translation memory at 100,000 segments: indexing, and looking up 100.

    python benchmarks/memory.py

The peer is rapidfuzz over the whole list (`process.extract`), which is what a memory without an index does.
"""

from __future__ import annotations

import random
import tempfile
import time
from pathlib import Path

from rapidfuzz import fuzz, process

from release_kit.memory.index import Memory, Row
from release_kit.memory.learning import Pool, fill

SEGMENTS, LOOKUPS = 100_000, 100
STEMS = [a + b for a in ("ka", "mo", "ri", "ten", "sol", "pra") for b in ("ra", "le", "mi", "do", "xu")]
WORDS = [stem + end for stem in STEMS for end in "n s tion ment ing er al ic or ed".split()]


def sentence(random_: random.Random) -> str:
    """Some twenty words, the common ones far more often, as in text."""
    size = random_.randint(8, 30)
    return " ".join(WORDS[int(len(WORDS) * random_.random() ** 3)] for _ in range(size)).capitalize() + "."


def main() -> None:
    random_ = random.Random(1)
    rows = [Row(f"{sentence(random_)} {i}", f"訳文{i}", "bench") for i in range(SEGMENTS)]
    asked = [row.source.replace("n", "m", 2) for row in random_.sample(rows, LOOKUPS)]
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        memory = Memory(Path(folder) / "memory.sqlite", "en", "ja")
        fill(memory, [Pool("bench", "1", lambda: rows)])
        print(f"index of {SEGMENTS:,} segments: {time.perf_counter() - start:.1f} s")
        start = time.perf_counter()
        fill(memory, [Pool("bench", "1", lambda: rows)])
        print(f"again, nothing changed: {time.perf_counter() - start:.3f} s")
        start = time.perf_counter()
        ours = [memory.offers(text, 75, 1) for text in asked]
        mine = time.perf_counter() - start
        sources = [row.source for row in rows]
        start = time.perf_counter()
        theirs = [
            process.extractOne(text, sources, scorer=fuzz.ratio, score_cutoff=75) for text in asked[:10]
        ]
        peer = (time.perf_counter() - start) * LOOKUPS / 10
        same = sum(bool(a) and a[0].row.source == b[0] for a, b in zip(ours, theirs, strict=False) if b)
        rate = peer / mine
        print(f"{LOOKUPS} look-ups: {mine:.2f} s; by rapidfuzz over the list: {peer:.1f} s; ratio {rate:.0f}")
        print(f"the same best segment in {same} of {sum(1 for found in theirs if found)}")


if __name__ == "__main__":
    main()
