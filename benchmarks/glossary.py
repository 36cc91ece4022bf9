"""A glossary of 100,000 rows: loading it, and finding its terms in text.

python benchmarks/glossary.py
"""

from __future__ import annotations

import csv
import random
import tempfile
import time
from pathlib import Path

from release_kit.glossary.book import Glossary

ROWS, MEGABYTES = 100_000, 5


def word(random_: random.Random) -> str:
    return "".join(
        random_.choice("bdfgklmnprstvz") + random_.choice("aeiou") for _ in range(random_.randint(2, 4))
    )


def main() -> None:
    random_ = random.Random(1)
    names = list(dict.fromkeys(f"{word(random_)} {word(random_)}".title() for _ in range(ROWS * 2)))[:ROWS]
    with tempfile.TemporaryDirectory() as folder:
        with (Path(folder) / "names.csv").open("w", encoding="utf-8", newline="") as out:
            writer = csv.writer(out)
            writer.writerow(["id", "kind", "en", "ja", "zh-Hant"])
            writer.writerows(
                [f"n{i}", "company", name, f"名称{i}", f"名稱{i}"] for i, name in enumerate(names)
            )
        start = time.perf_counter()
        book = Glossary.load(Path(folder))
        loaded = time.perf_counter() - start
        book.find("x", "en")
        ready = time.perf_counter() - start
        words = [word(random_) for _ in range(5000)]
        text: list[str] = []
        size = 0
        while size < MEGABYTES * 1_000_000:  # a name every twelve words or so
            piece = random_.choice(names) if random_.random() < 0.08 else random_.choice(words)
            text.append(piece)
            size += len(piece) + 1
        paragraphs = [" ".join(text[i : i + 90]) for i in range(0, len(text), 90)]
        start = time.perf_counter()
        found = sum(len(book.find(paragraph, "en")) for paragraph in paragraphs)
        spent = time.perf_counter() - start
    print(f"{ROWS:,} rows: loaded in {loaded:.2f} s, ready to match in {ready:.2f} s")
    rate = MEGABYTES / spent
    print(
        f"{MEGABYTES} MB in {len(paragraphs):,} paragraphs: {spent:.2f} s, {rate:.1f} MB/s, {found:,} terms"
    )


if __name__ == "__main__":
    main()
