"""The text that may be trained on: a row a file, with its licence, its place in the mixture and whom to credit.

`may_train`: `yes`, its licence allows training and shipping the result; `named`, human translations published
without a licence, used and named in the model card; `no`, never read. A file without a row is never read either.
"""

from __future__ import annotations

import csv
import lzma
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from training.regions import simplify

TABLE = Path(__file__).with_name("sources.tsv")
ANSWERS = ("yes", "named", "no")
TONGUES = {"ja": "Japanese", "zhs": "Chinese", "zht": "Chinese"}  # by a file's ending
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Source:
    """One file of pairs."""

    file: str
    language: str  # of the target: Japanese or Chinese
    domain: str
    may_train: str
    pairs: int  # taken at most; 0: none
    weight: float  # how often each is seen in one pass
    documents: bool  # whether its lines follow each other as in a text
    licence: str
    credit: str


def read_table(path: Path = TABLE) -> list[Source]:
    """Every row; a `ValueError` names the line that is wrong."""
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t"))
    found = []
    for number, row in enumerate(rows, 2):
        if row["may_train"] not in ANSWERS or not row["licence"] or not row["credit"]:
            raise ValueError(
                f"{path.name}:{number}: may_train is one of {ANSWERS}; licence and credit are needed"
            )
        found.append(
            Source(
                row["file"], row["language"], row["domain"], row["may_train"], int(row["pairs"]),
                float(row["weight"]), row["documents"] == "yes", row["licence"], row["credit"],
            )
        )  # fmt: skip
    return found


def usable(sources: Iterable[Source], *, licensed_only: bool) -> list[Source]:
    """The sources that are read, heaviest first."""
    answers = ("yes",) if licensed_only else ("yes", "named")
    chosen = [source for source in sources if source.may_train in answers and source.pairs]
    return sorted(chosen, key=lambda source: -source.weight)


def read_pairs(path: Path) -> list[Pair]:
    """The (English, target) pairs of one file in its order, Chinese in the one internal script, Simplified."""
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        rows = [line.rstrip("\n").split("\t")[:2] for line in lines]
    turned = simplify if "-zht" in path.name else str
    return [(row[0], turned(row[1])) for row in rows if len(row) == 2]


def read_names(folder: Path, language: str) -> dict[str, str]:
    """English names and their target form from the name lists."""
    found: dict[str, str] = {}
    for path in sorted(folder.glob("*.tsv.xz")):
        if TONGUES[path.name.split(".")[1].rpartition("-")[2]] == language:
            for english, target in read_pairs(path):
                if len(english) > 3 and 1 < len(target) < 24 and english[0].isupper():
                    found.setdefault(english, target)
    return found


def card(sources: Iterable[Source]) -> str:
    """The rows of the model card's table: credit and licence."""
    rows = dict.fromkeys((source.credit, source.licence) for source in sources)
    return "\n".join(
        ["| text | licence as stated |", "| --- | --- |", *(f"| {c} | {lic} |" for c, lic in rows)]
    )
