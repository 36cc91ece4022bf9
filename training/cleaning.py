"""What is wrong with a pair: lengths, script, numbers, addresses, repeats; and with a pair among others:
misaligned ones and near-duplicates.
"""

from __future__ import annotations

import re
import statistics
import unicodedata
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import log

from training.sources import Pair

EAST_ASIAN = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")
KANA = re.compile(r"[\u3040-\u30ff]")
NUMBER = re.compile(r"\d[\d,]*\d")
LARGE = re.compile(r"thousand|million|billion|trillion|dozen|centur(?:y|ies)", re.I)
OTHERWISE = re.compile("[万億亿千百]|明治|大正|昭和|平成|令和")  # numbers and years written another way
ADDRESS = re.compile(r"https?://|www\.|\w@\w")
CONTROL = re.compile(r"[\x00-\x1f\x7f\u200b-\u200f\u2028\u2029\ufeff]+")
ENGLISH_LENGTHS, TARGET_LENGTHS = (8, 900), (3, 480)  # characters
RATIOS = (0.14, 1.0)  # target to English
SPREAD = 4.0  # median deviations that a length may lie from its file's middle
BANDS, ROWS, SHINGLE = 6, 2, 3
SAME = 0.7  # Jaccard overlap of word triples


def normalise(text: str) -> str:
    """Composed characters, single spaces, no control characters."""
    return " ".join(CONTROL.sub(" ", unicodedata.normalize("NFC", text)).split())


def flaw(pair: Pair, language: str) -> str:
    """Why a pair is not used, in a word; nothing where it is sound."""
    english, target = pair
    checks = (
        ("length", not _within(len(english), ENGLISH_LENGTHS) or not _within(len(target), TARGET_LENGTHS)),
        ("ratio", not _within(len(target) / max(len(english), 1), RATIOS)),
        ("script", not _is_in_script(target, language) or bool(EAST_ASIAN.search(english))),
        ("numbers", _numbers_differ(english, target)),
        ("address", bool(ADDRESS.search(english)) != bool(ADDRESS.search(target))),
        ("repeats", _repeats(target)),
    )
    return next((name for name, wrong in checks if wrong), "")


def _within(value: float, bounds: tuple[float, float]) -> bool:
    return bounds[0] <= value <= bounds[1]


def _is_in_script(target: str, language: str) -> bool:
    """Mostly East Asian letters; kana in a Japanese sentence, none in a Chinese one."""
    if len(EAST_ASIAN.findall(target)) < 0.4 * len(target):
        return False
    kana = len(KANA.findall(target))
    return kana <= 2 if language == "Chinese" else kana > 0 or len(target) < 16


def _numbers_differ(english: str, target: str) -> bool:
    """Whether both sides have numbers of two digits or more, and not one in common."""
    ours, theirs = (
        {n.replace(",", "") for n in NUMBER.findall(text)} for text in with_ascii_digits(english, target)
    )
    ours |= {number[-2:] for number in ours if len(number) == 4}  # 25年 for 2025
    told = bool(LARGE.search(english) or OTHERWISE.search(target))
    return bool(ours and theirs and not ours & theirs and not told)


def with_ascii_digits(*texts: str) -> Iterator[str]:
    """Texts with their full-width digits as ASCII."""
    return (unicodedata.normalize("NFKC", text) for text in texts)


def _repeats(text: str, size: int = 6) -> bool:
    """Whether a run of characters stands three times."""
    runs = Counter(text[at : at + size] for at in range(len(text) - size + 1))
    return any(count > 2 and len(set(run)) > 2 for run, count in runs.items())


def stray_lengths(pairs: Sequence[Pair]) -> set[int]:
    """The numbers of pairs whose lengths fit each other unlike their file's (after Gale and Church 1993)."""
    ratios = [log(len(target) / len(english)) for english, target in pairs]
    if len(ratios) < 20:
        return set()
    middle = statistics.median(ratios)
    deviation = statistics.median(abs(ratio - middle) for ratio in ratios) or 0.1
    return {number for number, ratio in enumerate(ratios) if abs(ratio - middle) > SPREAD * 1.48 * deviation}


def strangers_to_each_other(pairs: Sequence[Pair], lexicon: Mapping[str, str]) -> set[int]:
    """The numbers of pairs of which the lexicon knows three words or more, and none is on the other side."""
    found = set()
    for number, (english, target) in enumerate(pairs):
        words = re.findall(r"[\w'’-]+", english)
        phrases = {" ".join(words[at : at + size]) for size in (1, 2) for at in range(len(words) - size + 1)}
        forms = {lexicon[phrase] for phrase in phrases if phrase in lexicon}
        if len(forms) >= 3 and not any(form in target for form in forms):
            found.add(number)
    return found


def near_duplicates(texts: Iterable[str]) -> set[int]:
    """The numbers of texts that an earlier one is nearly the same as (MinHash, Broder 1997)."""
    buckets: dict[tuple[int, ...], list[int]] = defaultdict(list)
    kept: dict[int, frozenset[int]] = {}
    found: set[int] = set()
    for number, text in enumerate(texts):
        shingles = _shingles(text)
        keys = list(_bands(shingles))
        others = {other for key in keys for other in buckets[key]}
        if any(_overlap(shingles, kept[other]) >= SAME for other in others):
            found.add(number)
            continue
        kept[number] = shingles
        for key in keys:
            buckets[key].append(number)
    return found


def _shingles(text: str) -> frozenset[int]:
    words = re.findall(r"[^\W_]+", re.sub(r"\d+", "0", text.lower()))
    runs = (" ".join(words[at : at + SHINGLE]) for at in range(max(1, len(words) - SHINGLE + 1)))
    return frozenset(zlib.crc32(run.encode()) for run in runs)


def _bands(shingles: frozenset[int]) -> Iterator[tuple[int, ...]]:
    """Keys that near-duplicates are likely to share: smallest values under a few orderings."""
    smallest = [
        min((value * (2 * seed + 3) * 2654435761 + seed * 97_531) & 0xFFFFFFFF for value in shingles)
        for seed in range(BANDS * ROWS)
    ]
    for band in range(BANDS):
        yield (band, *smallest[band * ROWS : (band + 1) * ROWS])


def _overlap(one: frozenset[int], other: frozenset[int]) -> float:
    return len(one & other) / len(one | other)
