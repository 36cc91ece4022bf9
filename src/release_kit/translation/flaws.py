"""Signs by which a machine's sentence is known to be broken, language aside."""

from __future__ import annotations

import re
from collections import Counter

from release_kit.languages import Language

LOOP = re.compile(r"(.{2,30}?)\1{2,}")
CJK = re.compile(r"[぀-ヿ㐀-鿿가-힣豈-﫿]")
IDEOGRAPH = re.compile(r"[一-鿿]")
LATIN_RUN = re.compile(r"(?<![A-Za-z'’-])[A-Za-z][A-Za-z'’-]*+(?: [A-Za-z][A-Za-z'’-]*+){2,}+")


def find_loop(text: str) -> str:
    """A passage that repeats itself, or nothing. Runs of one sign, as in a rule, are no loop."""
    for match in LOOP.finditer(text):
        if len(set(match.group(1))) > 1 and CJK.search(match.group(1)):
            return match.group(1)
    runs = Counter(text[i : i + 10] for i in range(len(text) - 9) if CJK.search(text[i : i + 10]))
    passage, count = runs.most_common(1)[0] if runs else ("", 0)
    return passage if count > 2 else ""


def find_repeat(text: str) -> str:
    """A passage of nine or more signs that stands twice, or nothing."""
    for size in (14, 9):
        seen: dict[str, int] = {}
        for at in range(len(text) - size + 1):
            piece = text[at : at + size]
            if at - seen.setdefault(piece, at) >= size and len(CJK.findall(piece)) > size // 2:
                return piece
    return ""


def left_over(source: str, text: str, row: Language) -> str:
    """What was left in the source's language: an English word, three in a row, or a whole sentence."""
    if row.is_latin:
        return "".join(CJK.findall(text))[:20]
    if row.needs and len(CJK.findall(text)) > 15 and not re.search(f"[{row.needs}]", text):
        return text[:20]
    words = set(re.findall(r"(?<![\w@./#-])[a-z]{4,}(?![\w@./-])", source))
    single = next((word for word in re.findall(r"[a-z]{4,}", text) if word in words), "")
    return foreign_words(text) or single


def foreign_characters(text: str, row: Language) -> str:
    """Characters of another script: kana in Chinese, Simplified in Traditional, and the like.

    A script's own characters are those of its national set: JIS X 0208, Big5, GB 2312.
    """
    found = set(re.findall(f"[{row.other_letters}]", text)) if row.other_letters else set()
    if row.charset:
        found |= {sign for sign in set(IDEOGRAPH.findall(text)) if not sign.encode(row.charset, "ignore")}
    return "".join(sorted(found))


def expected_length(size: int, source: Language, target: Language) -> float:
    """About how many characters the translation of so many has."""
    return size * target.density / source.density


def foreign_words(text: str) -> str:
    """Three English words in a row, or nothing."""
    match = LATIN_RUN.search(text)
    return match.group() if match else ""
