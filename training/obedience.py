"""Examples that teach a model to keep what is set into its source: target words and masks.

A pair of sentences and a lexicon become a pair in which some English names stand in the target
language already. The model that learns from it copies such words, which is how the guard places a
term. Some of the words are swapped for others on both sides, so that it copies what it never saw,
and some for masks.
"""

from __future__ import annotations

import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from training.sources import Pair

MASK = "{%d}"
MASKS = (MASK, "X%d")  # the two shapes that the guard's probe found to be kept best
MONTHS = "January February March April May June July August September October November December".split()
KANA = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワンガグゴザジズダデドバビブボパピプポ"
MOST = 6  # words set into one sentence
DATE = re.compile(
    rf"\b(?:({'|'.join(MONTHS)})\s+(\d{{1,2}}),?\s+(\d{{4}})|"
    rf"(\d{{1,2}})\s+({'|'.join(MONTHS)}),?\s+(\d{{4}}))\b"
)
MONTH_DAY = re.compile(rf"\b({'|'.join(MONTHS)})\s+(\d{{1,2}})(?:st|nd|rd|th)?\b")
PHRASE = re.compile(r"(?<![.!?\"“”] )(?<!^)\b[A-Z][\w'’&.-]*(?:\s+(?:of\s+(?:the\s+)?)?[A-Z][\w&.-]*){0,3}")
WORD = re.compile(r"\b[a-z]{5,}(?:\s[a-z]{4,})?\b")

Span = tuple[int, int, str]


def mine_lexicon(pairs: Sequence[Pair], rng: random.Random, least: int = 4) -> dict[str, str]:
    """English phrases with the target string that they go with, by Dice coefficient over lines."""
    lines: dict[str, list[int]] = defaultdict(list)
    for number, (english, _) in enumerate(pairs):
        for phrase in {m.group() for p in (PHRASE, WORD) for m in p.finditer(english)}:
            lines[phrase].append(number)
    chosen = {p: n for p, n in lines.items() if least <= len(n) <= 400}
    frequency: Counter[str] = Counter()
    for _, target in pairs:
        frequency.update(set(grams(target)))
    return {p: best for p, n in chosen.items() if (best := associate(n, pairs, frequency, rng))}


def grams(text: str) -> Iterable[str]:
    """Every run of 2 to 8 characters that holds no space, digit or punctuation."""
    for run in re.findall(r"[^\W\d_a-zA-Z]{2,}", text):
        for size in range(2, min(8, len(run)) + 1):
            for start in range(len(run) - size + 1):
                yield run[start : start + size]


def associate(
    numbers: Sequence[int], pairs: Sequence[Pair], frequency: Mapping[str, int], rng: random.Random
) -> str:
    """The target string that keeps company with these lines and few others, or nothing."""
    sample = rng.sample(numbers, min(30, len(numbers)))
    together = Counter(g for number in sample for g in set(grams(pairs[number][1])))
    scale = len(numbers) / len(sample)
    scored = [
        (2 * count * scale / (len(numbers) + frequency[gram]), len(gram), gram)
        for gram, count in together.items()
        if count * 2 > len(sample)
    ]
    score, _, gram = max(scored, default=(0.0, 0, ""))
    return gram if score > 0.72 else ""


def dates(english: str, target: str) -> list[Span]:
    """Spans of full and short dates whose East Asian form stands in the target."""
    found: list[Span] = []
    for match in DATE.finditer(english):
        month, day, year = (match[1], match[2], match[3]) if match[1] else (match[5], match[4], match[6])
        form = f"{year}年{MONTHS.index(month) + 1}月{int(day)}日"
        found += [(match.start(), match.end(), form)] if target.count(form) == 1 else []
    for match in MONTH_DAY.finditer(english):
        form = f"{MONTHS.index(match[1]) + 1}月{int(match[2])}日"
        if target.count(form) == 1 and not re.search(rf"\d{re.escape(form)}", target):
            found.append((match.start(), match.end(), form))
    return found


def names(english: str, target: str, lexicon: Mapping[str, str]) -> list[Span]:
    """Spans of lexicon entries, longest first, whose form stands exactly once on each side."""
    found: list[Span] = []
    words = [(m.start(), m.end()) for m in re.finditer(r"[\w'’&.-]+", english)]
    for size in (5, 4, 3, 2, 1):
        for first in range(len(words) - size + 1):
            start, end = words[first][0], words[first + size - 1][1]
            phrase = english[start:end].rstrip(".")
            form = lexicon.get(phrase, "")
            if len(form) > 1 and target.count(form) == 1 and english.count(phrase) == 1:
                found.append((start, start + len(phrase), form))
    return found


def without_overlap(spans: Iterable[Span]) -> list[Span]:
    """The spans left when each that touches an earlier one is dropped, in order of place."""
    kept: list[Span] = []
    for span in spans:
        apart = all(span[1] <= s or e <= span[0] for s, e, _ in kept)
        if apart and all(span[2] not in form and form not in span[2] for _, _, form in kept):
            kept.append(span)
    return sorted(kept)


def nonsense(rng: random.Random, letters: Sequence[str]) -> str:
    """A word that no model has seen: ideographs, kana, or a type name with digits."""
    way = rng.random()
    if way < 0.5:
        return "".join(rng.choice(letters) for _ in range(rng.randint(2, 6)))
    if way < 0.8:
        return "".join(rng.choice(KANA) for _ in range(rng.randint(3, 8)))
    return f"{rng.choice('ABCDEFGHKLMNPRSTUVWXYZ')}{rng.choice(KANA)}{rng.randint(2, 9999)}"


def wrapped(new: str, rng: random.Random) -> tuple[str, str]:
    """A word beside punctuation now and then: what stands in the English, and in the target."""
    way = rng.random()
    if way < 0.04:
        return f'"{new}"', f"「{new}」"
    if way < 0.08:
        return f"({new})", f"（{new}）"
    return new, new


def teach(
    pair: Pair, lexicon: Mapping[str, str], strangers: Sequence[str], rng: random.Random
) -> Pair | None:
    """The pair with up to six names or dates set in, swapped or masked; None if it has none.

    Of all such pairs 15 in 100 have masks; in 40 words are swapped, most for others of the lists and some for
    nonsense, so that copying is learnt and not guessing.
    """
    english, target = pair
    spans = without_overlap([*dates(*pair), *names(*pair, lexicon)])
    rng.shuffle(spans)
    spans = sorted(spans[: rng.randint(1, MOST)])
    if not spans:
        return None
    way, mask = rng.random(), rng.choice(MASKS)
    letters = sorted({letter for word in rng.sample(strangers, min(40, len(strangers))) for letter in word})
    for number, (start, end, form) in reversed(list(enumerate(spans))):
        new = form
        if way < 0.15:
            new = mask % (number + 1)
        elif way < 0.55 and not form[0].isdigit() and rng.random() < 0.7:
            new = rng.choice(strangers) if rng.random() < 0.7 else nonsense(rng, letters)
        if new != form and (new in target or new in english):
            new = form
        shown, written = wrapped(new, rng) if new != form else (new, new)
        english = english[:start] + shown + english[end:]
        target = target.replace(form, written)
    return english, target
