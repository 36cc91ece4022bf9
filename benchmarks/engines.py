"""Our way of running an Argos package beside argostranslate's `translate()`: same package, text and threads.

    python -m benchmarks.engines [--threads 2]

The package is made here (`benchmarks/package.py`), in the published models' shape. argostranslate gets our
sentence splitter, since its own would fetch a model; so its time is for translating alone. The guard is
timed with the glossary of `benchmarks/terms` and every fact of the text.
"""

from __future__ import annotations

import argparse
import os
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.package import make_package

TEXTS = Path(__file__).parent / "terms"


def timed(work: Callable[[], object], runs: int) -> float:
    """The median seconds of some runs."""
    spent = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        spent.append(time.perf_counter() - start)
    return statistics.median(spent)


def their_way(text: str) -> Callable[[], object]:
    """argostranslate's translate(), loaded and warm, its cache of paragraphs passed by."""
    from argostranslate import sbd, translate

    from release_kit.languages.sentences import split_sentences

    def split(_: object, paragraph: str) -> list[str]:
        return split_sentences(paragraph, "en")

    sbd.MiniSBDSentencizer.split_sentences = split  # type: ignore[method-assign]
    found = translate.get_translation_from_codes("en", "ja")
    found = getattr(found, "underlying", found)
    found.translate("The hall opens.")
    return lambda: found.translate(text)


def our_ways(paragraphs: list[str]) -> tuple[Callable[[], object], Callable[[], object], int]:
    """The engine alone, and the engine behind the guard; and how many constraints there are."""
    from release_kit.engines.argos import ArgosEngine
    from release_kit.glossary.book import Glossary
    from release_kit.glossary.constraints import constraints_within, find_constraints
    from release_kit.languages.sentences import split_sentences
    from release_kit.model import Request
    from release_kit.translation.guard import Guard
    from release_kit.translation.task import Task

    engine = ArgosEngine()
    engine.translate([Request("The hall opens.")], "en", "ja")
    book = Glossary.load(TEXTS)

    def plain() -> object:
        engine._answers.known.clear()
        sentences = [Request(s) for p in paragraphs for s in split_sentences(p, "en")]
        return engine.translate(sentences, "en", "ja")

    def guarded() -> object:
        engine._answers.known.clear()
        tasks = []
        for paragraph in paragraphs:
            constraints = find_constraints(paragraph, book.find(paragraph, "en"), "ja")
            at = 0
            for sentence in split_sentences(paragraph, "en", [(c.start, c.end) for c in constraints]):
                start = paragraph.index(sentence, at)
                at = start + len(sentence)
                tasks.append(Task(sentence, tuple(constraints_within(constraints, start, at))))
        return Guard(engine, "en", "ja").translate(tasks)

    count = sum(len(find_constraints(p, book.find(p, "en"), "ja")) for p in paragraphs)
    return plain, guarded, count


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--paragraphs", type=int, default=24)
    options = parser.parse_args()
    paragraphs = (TEXTS / "paragraphs.txt").read_text(encoding="utf-8").splitlines()[: options.paragraphs]
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {
            "ARGOS_PACKAGES_DIR": f"{folder}/packages",
            "RELEASE_KIT_MODELS": f"{folder}/packages",
            "ARGOS_INTRA_THREADS": str(options.threads),
            "XDG_DATA_HOME": f"{folder}/data",
            "XDG_CONFIG_HOME": f"{folder}/config",
            "XDG_CACHE_HOME": f"{folder}/cache",
        }
        make_package(Path(folder) / "packages")
        plain, guarded, count = our_ways(paragraphs)
        theirs = timed(their_way("\n".join(paragraphs)), options.runs)
        ours, ours_guarded = timed(plain, options.runs), timed(guarded, options.runs)
    print(f"{len(paragraphs)} paragraphs, {count} terms and facts, {options.threads} threads")
    print(f"argostranslate translate(): {theirs:.2f} s")
    print(f"our engine: {ours:.2f} s, {theirs / ours:.2f} times as fast")
    print(f"with the guard: {ours_guarded:.2f} s, {theirs / ours_guarded:.2f} times as fast")


if __name__ == "__main__":
    main()
