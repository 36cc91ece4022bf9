"""How well a model keeps what is set into its source: target words and masks.

    python -m training.obey MODEL_DIR EXAMPLES.jsonl [--count 300]

EXAMPLES are prepared ones (`training.corpus`), of a seed that training did not see. An example counts
as kept when each set-in word stands in the answer as often as in the source.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from pathlib import Path

from release_kit.engines.compact import CompactEngine
from release_kit.model import Request

SET_IN = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff][\u3040-\u30ff\u4e00-\u9fff\d・ー]*")
MASK = re.compile(r"\{\d+\}")
TAGS = {"Japanese": "ja", "Chinese": "zh-Hans"}


def kept(pattern: re.Pattern[str], source: str, answer: str) -> tuple[int, int]:
    """How many set-in words of a source stand in the answer, and how many there are."""
    wanted = Counter(pattern.findall(source))
    right = sum(min(count, answer.count(word)) for word, count in wanted.items())
    return right, wanted.total()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", type=Path)
    parser.add_argument("examples", type=Path)
    parser.add_argument("--count", type=int, default=300)
    options = parser.parse_args()
    engine = CompactEngine(options.model)
    rows = [json.loads(line) for line in options.examples.open(encoding="utf-8")]
    for language, tag in TAGS.items():
        for name, pattern in (("words", SET_IN), ("masks", MASK)):
            texts = [r["en"] for r in rows if r["to"] == language and pattern.search(r["en"])][
                : options.count
            ]
            answers = engine.translate([Request(text) for text in texts], "en", tag)
            pairs = [kept(pattern, text, found[0].text) for text, found in zip(texts, answers, strict=True)]
            right, total = sum(p[0] for p in pairs), sum(p[1] for p in pairs)
            print(f"{language} {name}: {right} of {total} kept in {len(texts)} sentences")


if __name__ == "__main__":
    main()
