"""Write the sentences that `models probe` measures with, from the paragraphs of `benchmarks/terms`.

    python tools/probe_sentences.py

A line is a sentence with one to three of its names marked: [[English|Japanese|Traditional Chinese]].
"""

from __future__ import annotations

from pathlib import Path

from release_kit.glossary.book import Glossary
from release_kit.glossary.constraints import find_constraints
from release_kit.languages.sentences import split_sentences

ROOT = Path(__file__).parent.parent
OUT = ROOT / "src" / "release_kit" / "data" / "probe" / "en.txt"
FACTS = {"number", "percent", "word", "url", "email", "hashtag", "time", "bare"}


def marked(sentence: str, book: Glossary, people: set[str]) -> str:
    """The sentence with its names marked, or nothing where it has none or many."""
    matches = book.find(sentence, "en")
    ours, theirs = (find_constraints(sentence, matches, tag, people) for tag in ("ja", "zh-Hant"))
    chosen = [(a, b) for a, b in zip(ours, theirs) if a.kind not in FACTS and "|" not in a.source]
    if not 1 <= len(chosen) <= 3:
        return ""
    for one, other in reversed(chosen):
        head, tail = sentence[: one.start], sentence[one.end :]
        end = ", " if one.source.endswith(", ") else ""
        sentence = f"{head}[[{one.source.removesuffix(end)}|{one.form}|{other.form}]]{end}{tail}"
    return sentence


def write() -> str:
    book = Glossary.load(ROOT / "benchmarks" / "terms")
    people = {term.id for term in book.terms if term.kind == "person"}
    lines: list[str] = []
    for paragraph in (
        (ROOT / "benchmarks" / "terms" / "paragraphs.txt").read_text(encoding="utf-8").splitlines()
    ):
        matches = book.find(paragraph, "en")
        spans = [(c.start, c.end) for c in find_constraints(paragraph, matches, "ja", people)]
        lines += [line for s in split_sentences(paragraph, "en", spans) if (line := marked(s, book, people))]
    return "".join(f"{line}\n" for line in lines)


if __name__ == "__main__":
    OUT.write_text(write(), encoding="utf-8")
