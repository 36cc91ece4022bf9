"""Prepare everything that the model is trained on, with one command.

    python -m training.prepare DIR OUT [--exclude FILE]...

DIR holds `corpus/` and `names/`, xz-compressed tables of English and target; the release text is in `training/text/`.
OUT gets `train.jsonl` and
`dev.jsonl` (a row: from, to, en, text), `vocabulary.txt` (what the pieces are chosen by) and `report.json`: of
each file what was read, dropped and why, and kept. FILE holds sentences that must not be trained on, such as the
sources of a test set.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from training import lessons, passages, releases, shapes
from training.cleaning import flaw, near_duplicates, normalise, strangers_to_each_other, stray_lengths
from training.obedience import mine_lexicon, teach
from training.regions import CHINESE, TAIWAN, label
from training.sources import Pair, Source, read_names, read_pairs, read_table, usable

LANGUAGES = ("Japanese", "Chinese")
TAUGHT = 0.55  # of the examples are tried with words set in
PARAGRAPHS = 0.12  # of the sentences begin one
OF_EITHER = ("pud", "tatoeba")  # Traditional, but not Taiwan's wording
HELD_OUT = 200  # pairs a language that are never trained on
COMMON = {"kyoto-wiki": (60, 260), "taiwan-laws": (60, 260), "debian-news": (40, 260)}  # lengths wanted first
Row = dict[str, str]


@dataclass
class Chosen:
    """The pairs taken from one file, in its order."""

    source: Source
    pairs: list[Pair]
    lines: list[int]  # of the pairs in their file
    dropped: Counter[str] = field(default_factory=Counter)


def key(text: str) -> str:
    """A sentence by its letters alone."""
    return re.sub(r"[\W\d_]+", "", text).lower()


def choose(source: Source, folder: Path, forbidden: set[str], rng: random.Random) -> Chosen:
    """The sound pairs of a file, as many as the table says, those of a wanted length first."""
    chosen = Chosen(source, [], [])
    sound: list[tuple[int, Pair]] = []
    for line, (english, target) in enumerate(read_pairs(folder / f"{source.file}.tsv.xz")):
        pair = normalise(english), normalise(target)
        wrong = "forbidden" if key(pair[0]) in forbidden else flaw(pair, source.language)
        if wrong:
            chosen.dropped[wrong] += 1
        else:
            sound.append((line, pair))
    stray = stray_lengths([pair for _, pair in sound])
    chosen.dropped["lengths unlike the rest"] = len(stray)
    sound = [row for number, row in enumerate(sound) if number not in stray]
    low, high = COMMON.get(source.file.partition(".")[0], (0, 10_000))
    order = sorted(range(len(sound)), key=lambda n: (not low <= len(sound[n][1][0]) <= high, rng.random()))
    taken = sorted(order[: source.pairs])
    chosen.dropped["not needed"] = len(sound) - len(taken)
    chosen.lines, chosen.pairs = [sound[n][0] for n in taken], [sound[n][1] for n in taken]
    return chosen


def prune(files: Sequence[Chosen], rng: random.Random) -> dict[str, str]:
    """Drop near-duplicates over all files and pairs that do not belong together; gives the mined lexicon."""
    flat = [(file, line, pair) for file in files for line, pair in zip(file.lines, file.pairs)]
    pairs = [pair for _, _, pair in flat]
    twice = near_duplicates(english for english, _ in pairs)
    lexicon = mine_lexicon([pair for number, pair in enumerate(pairs) if number not in twice], rng)
    apart = strangers_to_each_other(pairs, lexicon)
    for file in files:
        file.pairs, file.lines = [], []
    for number, (file, line, pair) in enumerate(flat):
        if number in twice:
            file.dropped["near-duplicate"] += 1
        elif number in apart:
            file.dropped["misaligned"] += 1
        else:
            file.pairs.append(pair)
            file.lines.append(line)
    return lexicon


def hold_out(files: Sequence[Chosen], rng: random.Random) -> list[Row]:
    """Pairs for development, taken out of the files in proportion."""
    places = [(file, pair) for file in files for pair in file.pairs if len(pair[0]) > 40]
    picked = rng.sample(places, min(HELD_OUT, len(places) // 10))
    gone = {id(pair) for _, pair in picked}
    for file in files:
        stay = [n for n, pair in enumerate(file.pairs) if id(pair) not in gone]
        file.lines, file.pairs = [file.lines[n] for n in stay], [file.pairs[n] for n in stay]
    return [
        {"set": f"general, {to}", "from": "English", "to": to, "en": english, "text": text}
        for file, (english, text) in picked
        for to in (called(file.source.language, file.source.file, text),)
    ]


def mixture(file: Chosen, rng: random.Random) -> Iterator[Pair]:
    """One pass: every pair as often as its file weighs, and the paragraphs and headlines made of them."""
    for pair in file.pairs:
        for _ in range(int(file.source.weight) + (rng.random() < file.source.weight % 1)):
            yield pair
    share = min(1.0, file.source.weight)
    if file.source.documents:
        yield from shapes.paragraphs(file.pairs, file.lines, rng, PARAGRAPHS * share)
    yield from (pair for pair in shapes.headlines(file.pairs, rng) if rng.random() < share)


def called(language: str, file: str, text: str) -> str:
    """What a text is asked for as: Chinese from a Traditional source by its wording."""
    if "-zht" not in file:
        return language
    return label(text, CHINESE if file.startswith(OF_EITHER) else TAIWAN)


def examples(files: Sequence[Chosen], lexicon: dict[str, str], listed: dict[str, str], options: argparse.Namespace, rng: random.Random) -> Iterator[Row]:  # fmt: skip
    """Every example of a language, more than half with words set in where there are any."""
    language = files[0].source.language
    known = lexicon | listed
    strangers = sorted({*known.values()})
    for name, pair in ((file.source.file, pair) for file in files for pair in mixture(file, rng)):
        english, text = (teach(pair, known, strangers, rng) if rng.random() < TAUGHT else None) or pair
        to = called(language, name, pair[1])
        yield {"from": "English", "to": to, "en": english, "text": text}
        if rng.random() < options.reverse:
            yield {"from": language, "to": "English", "en": pair[1], "text": pair[0]}
    for english, text in shapes.lists(listed, language, options.lists, rng):
        yield {"from": "English", "to": language, "en": english, "text": text}
    for row in releases.examples(language, listed, options.releases, rng):
        yield {"from": "English", **row}


def tokens(row: Row) -> float:
    """About how many tokens a row has."""
    letters = sum(letter.isascii() for side in (row["en"], row["text"]) for letter in side)
    return letters / 4.2 + (len(row["en"]) + len(row["text"]) - letters) / 1.6


def amounts(rows: Iterable[Row]) -> Counter[str]:
    """About how many tokens there are of each direction, release text and general apart."""
    found: Counter[str] = Counter()
    for row in rows:
        found[f"{row.get('set', 'general')}: {row['from']} to {row['to']}"] += round(tokens(row))
    return found


def balanced(taught: list[Row], general: list[Row], share: float, rng: random.Random) -> list[Row]:
    """Release text, and of general text as much as makes the share, in random order."""
    rng.shuffle(general)
    wanted = sum(map(tokens, taught)) * (1 - share) / share
    chosen: list[Row] = [{"set": "releases", **row} for row in taught]
    for row in general:
        wanted -= tokens(row)
        if wanted < 0:
            break
        chosen.append(row)
    rng.shuffle(chosen)
    return chosen


def write_rows(rows: Iterable[Row], path: Path) -> None:
    """Rows as JSON, a line each."""
    with path.open("w", encoding="utf-8") as out:
        out.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def prepare(options: argparse.Namespace) -> dict[str, object]:
    """Do it all; gives what `report.json` says."""
    forbidden = {key(line) for path in options.exclude for line in path.read_text("utf-8").splitlines()} - {
        ""
    }
    sources = usable(read_table(), licensed_only=options.licensed_only)
    options.out.mkdir(parents=True, exist_ok=True)
    rows: list[Row] = []
    held: list[Row] = []
    report: dict[str, object] = {}
    for language in LANGUAGES:
        rng = random.Random(f"{options.seed} {language}")
        own = [source for source in sources if source.language == language]
        files = [choose(source, options.folder / "corpus", forbidden, rng) for source in own]
        lexicon = prune(files, rng)
        held += hold_out(files, rng)
        listed = read_names(options.folder / "names", language)
        made = list(examples(files, lexicon, listed, options, rng))
        rows += made
        report[language] = {
            "examples": len(made),
            "names": len(listed),
            "mined": len(lexicon),
            "files": {
                f.source.file: {"licence": f.source.licence, "kept": len(f.pairs), "dropped": dict(f.dropped)}
                for f in files
            },
        }
    rng = random.Random(options.seed)
    lines = passages.read(options.text)
    rows = balanced(list(lessons.rows(lines, rng)), rows, options.share, rng)
    held += lessons.development(lines, rng)
    report["tokens, about"] = dict(amounts(rows))
    write_rows(rows, options.out / "train.jsonl")
    write_rows(held, options.out / "dev.jsonl")
    sides = dict.fromkeys(side for row in rows for side in (row["en"], row["text"]))
    (options.out / "vocabulary.txt").write_text("\n".join(sides) + "\n", encoding="utf-8")
    (options.out / "report.json").write_text(
        json.dumps(report, ensure_ascii=False, indent=1), encoding="utf-8"
    )
    return report


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--text", type=Path, default=passages.FOLDER, help="release text")
    parser.add_argument("--share", type=float, default=0.5, help="of the tokens that are release text")
    parser.add_argument("--exclude", type=Path, action="append", default=[])
    parser.add_argument("--licensed-only", action="store_true", help="leave out what has no stated licence")
    parser.add_argument("--releases", type=int, default=6000, help="made press-release sentences a language")
    parser.add_argument("--lists", type=int, default=1500, help="made enumerations a language")
    parser.add_argument("--reverse", type=float, default=0.0, help="share of pairs seen into English too")
    parser.add_argument("--seed", type=int, default=7)
    for language, found in prepare(parser.parse_args()).items():
        print(language, json.dumps({k: v for k, v in found.items() if k != "files"}))  # type: ignore[attr-defined]


if __name__ == "__main__":
    main()
