"""Signs by which a machine's sentence is known to be broken, language aside."""

from __future__ import annotations

import re
from collections import Counter

LOOP = re.compile(r"(.{2,30}?)\1{2,}")
CJK = re.compile(r"[぀-ヿ㐀-鿿豈-﫿]")
LATIN_RUN = re.compile(r"[A-Za-z][A-Za-z'’-]*(?: [A-Za-z][A-Za-z'’-]*){2,}")


def find_loop(text: str) -> str:
    """A passage that repeats itself, or nothing. Runs of one sign, as in a rule, are no loop."""
    for match in LOOP.finditer(text):
        if len(set(match.group(1))) > 1 and CJK.search(match.group(1)):
            return match.group(1)
    runs = Counter(text[i : i + 10] for i in range(len(text) - 9) if CJK.search(text[i : i + 10]))
    passage, count = runs.most_common(1)[0] if runs else ("", 0)
    return passage if count > 2 else ""


def expected_length(source: str, east_asian: float = 0.42) -> float:
    """About how many characters a translation from English has: 0.42 a letter, its own words whole.

    The factor is the median of the Japanese and Chinese sides of the FLORES development set.
    """
    own = len(CJK.findall(source))
    return own + (len(source) - own) * east_asian


def foreign_words(text: str) -> str:
    """Three English words in a row, or nothing."""
    match = LATIN_RUN.search(text)
    return match.group() if match else ""
