"""How the guard places terms and facts: no glossary, the right one, and random target words.

    python -m benchmarks.terms [--engine compact] [--engine argos] [--to ja] [--to zh-Hant] [--paragraphs 92]

The text is `benchmarks/terms/paragraphs.txt`, written for this, with its glossary. In random mode every
term must become some other row's word of the base list, as in the random mode of WMT's terminology
task (2023): a model cannot guess those. Facts are asked for in all three modes. `argos` is the
package of `benchmarks/package.py`, which translates word by word into nonsense. chrF (sacrebleu) is
between the guarded and the unguarded sentences, names and facts taken out of both: what is under
100 is what the guard has changed in the rest.
"""

from __future__ import annotations

import argparse
import os
import random
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from benchmarks.package import make_package
from release_kit.engines.engine import Engine
from release_kit.engines.selection import choose_engine
from release_kit.glossary.base import read_base
from release_kit.glossary.book import Glossary
from release_kit.glossary.composition import mentioned_people
from release_kit.glossary.constraints import FACT_KINDS, constraints_within, find_constraints
from release_kit.languages.sentences import split_sentences
from release_kit.model import Constraint, How, Translation
from release_kit.newsroom.settings import BASE_TERMS
from release_kit.translation.guard import Guard
from release_kit.translation.task import Task

FOLDER = Path(__file__).parent / "terms"
MODES = ("none", "right", "random")


def glossary(mode: str, target: str) -> Glossary:
    """The rows of a mode: none, the right ones above the base list, or all with strange forms."""
    if mode == "none":
        return Glossary(())
    book = Glossary.load(FOLDER, BASE_TERMS)
    if mode == "right":
        return book
    dice = random.Random(11)
    pool = sorted(
        {row.forms[target] for kind in ("cities", "titles", "companies") for row in read_base(kind)}
    )
    pool = [form for form in pool if 2 <= len(form) <= 8 and not form.isascii()]
    rows = [
        replace(
            term,
            forms={**term.forms, target: form},
            alternatives={"en": term.alternatives.get("en", ())},
            family={},
        )
        for term, form in zip(book.all, dice.choices(pool, k=len(book.all)), strict=True)
    ]
    return Glossary(rows)


def tasks(paragraphs: Sequence[str], book: Glossary, target: str) -> Iterator[Task]:
    """The sentences with their constraints; people count as named where a paragraph names them."""
    for paragraph in paragraphs:
        matches = book.find(paragraph, "en")
        constraints = find_constraints(paragraph, matches, target, mentioned_people(matches))
        at = 0
        for sentence in split_sentences(paragraph, "en", [(c.start, c.end) for c in constraints]):
            start = paragraph.index(sentence, at)
            at = start + len(sentence)
            yield Task(sentence, tuple(constraints_within(constraints, start, at)))


def measure(
    engine: Engine, paragraphs: Sequence[str], mode: str, target: str
) -> tuple[list[Task], list[Translation], float]:
    work = list(tasks(paragraphs, glossary(mode, target), target))
    start = time.perf_counter()
    done = Guard(engine, "en", target).translate(work)
    return work, done, time.perf_counter() - start


def report(
    mode: str, work: Sequence[Task], done: Sequence[Translation], seconds: float, plain: dict[str, str]
) -> None:
    placements = [p for translation in done for p in translation.placements]
    terms = [p for p in placements if p.kind not in FACT_KINDS]
    facts = [p for p in placements if p.kind in FACT_KINDS]
    forms: dict[str, set[str]] = defaultdict(set)
    for placement in terms:
        if placement.how is not How.FAILED:
            forms[placement.source].add(placement.form)
    steps = Counter(placement.how for placement in placements)
    flagged = sum(
        bool(t.complaint) or any(p.how in (How.FAILED, How.SPLIT, How.FORCED) for p in t.placements)
        for t in done
    )
    one_form = sum(len(found) == 1 for found in forms.values())
    print(f"  {mode}: {seconds:.0f} s, {len(done)} sentences, {flagged} of them flagged to be read")
    for name, found in (("terms", terms), ("facts", facts)):
        placed = sum(p.how is not How.FAILED for p in found)
        share = placed / len(found) if found else 1.0
        print(f"    {name}: {placed} of {len(found)} placed ({share:.2%})")
    print(f"    {one_form} of {len(forms)} terms in one form throughout")
    print("    by step: " + ", ".join(f"{how} {steps[how]}" for how in How if steps[how]))
    if mode != "none":
        bare = [
            (without(t.text, task.constraints), plain[task.text]) for task, t in zip(work, done, strict=True)
        ]
        print(f"    chrF of the rest to plain output: {chrf(bare):.1f}")


def without(text: str, constraints: Sequence[Constraint]) -> str:
    """The text without the forms of its constraints."""
    for constraint in sorted(constraints, key=lambda c: -len(c.form)):
        text = text.replace(constraint.form, "")
    return text


def chrf(pairs: Sequence[tuple[str, str]]) -> float:
    from sacrebleu.metrics import CHRF

    return float(CHRF().corpus_score([one for one, _ in pairs], [[other for _, other in pairs]]).score)


def plain_sentences(engine: Engine, work: Sequence[Task], target: str) -> dict[str, str]:
    """What the engine says unguarded, in the target's script and punctuation."""
    bare = [Task(task.text) for task in work]
    done = Guard(engine, "en", target).translate(bare)
    return {task.text: without(t.text, task.constraints) for task, t in zip(work, done, strict=True)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--engine", action="append", choices=("compact", "argos"))
    parser.add_argument("--to", action="append", choices=("ja", "zh-Hant", "zh-Hans"))
    parser.add_argument("--paragraphs", type=int, default=92)
    options = parser.parse_args()
    paragraphs = (FOLDER / "paragraphs.txt").read_text(encoding="utf-8").splitlines()[: options.paragraphs]
    with tempfile.TemporaryDirectory() as folder:
        os.environ["RELEASE_KIT_MODELS"] = f"{folder}/packages"
        for name in options.engine or ("argos", "compact"):
            for target in options.to or ("ja", "zh-Hant"):
                if name == "argos":
                    make_package(
                        Path(folder) / "packages",
                        "en",
                        {"ja": "ja", "zh-Hant": "zt", "zh-Hans": "zh"}[target],
                    )
                engine = choose_engine(name, "en", target, {})
                print(f"{name}, {target}, {len(paragraphs)} paragraphs")
                for mode in MODES:
                    work, done, seconds = measure(engine, paragraphs, mode, target)
                    plain = plain_sentences(engine, work, target) if mode != "none" else {}
                    report(mode, work, done, seconds, plain)


if __name__ == "__main__":
    main()
