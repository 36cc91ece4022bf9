"""Check a file of release text: python -m training.proofread FILE. A line for each fault, then a summary."""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from training.passages import MARK, plain

KANA = re.compile(r"[\u3041-\u30ff]")
HAN = re.compile(r"[\u4e00-\u9fff]")
HALF_WIDTH = re.compile(r"[\u3041-\u9fff][,.;:?!]|[,;?!][\u3041-\u9fff]")
LINES, SENTENCES = 420, 6  # of a file; of a passage, after its headline
MOST_ALIKE = 4  # sentences of a file that begin with the same three words


def of_marks(sides: dict[str, str]) -> Iterator[str]:
    """Faults of the marks, and of spaces."""
    numbers = {name: Counter(number for number, _ in MARK.findall(text)) for name, text in sides.items()}
    if not numbers["en"] == numbers["ja"] == numbers["zh"]:
        yield f"marks differ: {[sorted(found) for found in numbers.values()]}"
    if any(count != 1 for count in numbers["en"].values()):
        yield "a mark stands twice"
    for name, text in sides.items():
        if re.search(r"[{}|]", plain(text)):
            yield f"{name}: a broken mark"
        if text != text.strip() or "  " in text or "\u3000" in text:
            yield f"{name}: stray spaces"


def of_script(texts: dict[str, str]) -> Iterator[str]:
    """Letters that do not belong to a language, and half-width punctuation."""
    if KANA.search(texts["zh"]):
        yield "zh: kana"
    if HAN.search(texts["en"]) or KANA.search(texts["en"]):
        yield "en: East Asian letters"
    for name, codec in (("ja", "cp932"), ("zh", "cp950")):
        text = texts[name]
        strange = [letter for letter in HAN.findall(text) if not encodable(letter, codec)]
        if strange:
            yield f"{name}: not of this script: {''.join(strange)}"
        if HALF_WIDTH.search(text):
            yield f"{name}: half-width punctuation"
        if '"' in text or "'" in re.sub(r"\w'\w", "", text):
            yield f"{name}: straight quotes"
        if text.count("「") != text.count("」"):
            yield f"{name}: quotation marks unpaired"
        for year in re.findall(r"\b(?:19|20)\d\d\b", texts["en"]):
            if year not in text:
                yield f"{name}: year {year} missing"


def of_sentence(texts: dict[str, str]) -> Iterator[str]:
    """Faults of a sentence that is no headline: its end, its length."""
    if not KANA.search(texts["ja"]):
        yield "ja: no kana"
    for name in ("ja", "zh"):
        if not re.search(r"[。！？」』]$", texts[name]):
            yield f"{name}: no full stop at the end"
    words, length = len(texts["en"].split()), max(1, len(texts["en"]))
    if not 5 <= words <= 60:
        yield f"en: {words} words"
    japanese, chinese = len(texts["ja"]) / length, len(texts["zh"]) / length
    if not (0.22 < japanese < 0.95 and 0.13 < chinese < 0.7):
        yield f"lengths unlike: ja {japanese:.2f}, zh {chinese:.2f} of the English"


def faults(line: int, english: str, japanese: str, chinese: str) -> list[str]:
    """Everything wrong with one line of a passage."""
    sides = {"en": english, "ja": japanese, "zh": chinese}
    texts = {name: plain(text) for name, text in sides.items()}
    found = [*of_marks(sides), *of_script(texts)]
    if line:
        return [*found, *of_sentence(texts), *([] if MARK.search(english) else ["no mark"])]
    return [
        *found,
        *(f"{name}: a headline with a full stop" for name in ("ja", "zh") if texts[name].endswith("。")),
    ]


def encodable(character: str, codec: str) -> bool:
    """Whether an older encoding of one language has this character."""
    try:
        character.encode(codec)
    except UnicodeEncodeError:
        return False
    return True


def proofread(rows: list[list[str]]) -> Iterator[tuple[int, str]]:
    """The faults of a whole file, each with the number of its line."""
    expected, seen, openings = (1, 0), set(), Counter[str]()
    for number, row in enumerate(rows, 1):
        if len(row) != 5:
            yield number, f"{len(row)} columns"
            continue
        passage, line = int(row[0]), int(row[1])
        if (passage, line) != expected:
            yield number, f"passage {passage} line {line}, expected {expected}"
        expected = (passage, line + 1) if line < SENTENCES else (passage + 1, 0)
        yield from ((number, fault) for fault in faults(line, *row[2:]))
        if row[2] in seen:
            yield number, "en: stands twice in the file"
        seen.add(row[2])
        openings[" ".join(plain(row[2]).split()[:3])] += 1
    for opening, times in openings.items():
        if times > MOST_ALIKE:
            yield len(rows), f"{times} sentences begin with {opening!r}"


def main(path: str) -> int:
    """What the process ends with."""
    rows = [line.split("\t") for line in Path(path).read_text(encoding="utf-8").splitlines()]
    found = list(proofread(rows))
    for number, fault in found:
        print(f"{path}:{number}: {fault}")
    print(f"{path}: {len(rows)} lines, {len(found)} faults")
    return 1 if found or len(rows) != LINES else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
