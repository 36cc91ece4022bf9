"""Handouts: milliseconds a document after the first, and whether memory stays flat over many.

    python benchmarks/handouts.py [--count 1000]

The peer is python-docx alone: a document opened from its own template, the same paragraphs added, saved. It
has no template, no East Asian fonts, no stamp and not the same bytes twice: the ratio says what those cost.
"""

from __future__ import annotations

import argparse
import io
import resource
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from docx import Document

from release_kit.editions.edition import Edition, editions_of
from release_kit.editions.word.handout import WordExporter
from release_kit.newsroom.settings import load_newsroom
from release_kit.release.shelf import read_shelf

ROOT = Path(__file__).parent.parent
STEPS = 10


def peer(edition: Edition) -> bytes:
    """The same text by python-docx alone."""
    document = Document()
    document.add_heading(edition.release.title)
    for block in edition.release.blocks:
        document.add_paragraph(block.text)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def resident() -> float:
    """MiB that are in memory now; the peak where the system does not say."""
    status = Path("/proc/self/status")
    if status.is_file():
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmRSS"))
        return int(line.split()[1]) / 1024
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1024 if sys.platform != "darwin" else 1024**2)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=1000)
    count = parser.parse_args().count
    shelf = read_shelf(load_newsroom(ROOT))
    found = editions_of(shelf, shelf.sources, datetime.now(UTC))
    exporter = WordExporter()
    start = time.perf_counter()
    exporter.export(found[0])
    print(f"first document: {1000 * (time.perf_counter() - start):.0f} ms")
    start = time.perf_counter()
    memory = []
    for number in range(count):
        exporter.export(found[number % len(found)])
        if number % (count // STEPS) == 0:
            memory.append(resident())
    ours = (time.perf_counter() - start) / count
    start = time.perf_counter()
    for number in range(count):
        peer(found[number % len(found)])
    theirs = (time.perf_counter() - start) / count
    print(f"{count} documents: {1000 * ours:.1f} ms each, python-docx alone {1000 * theirs:.1f} ms")
    print(f"ratio: x{ours / theirs:.2f}")
    print("memory in MiB, every tenth:", " ".join(f"{value:.0f}" for value in memory))


if __name__ == "__main__":
    main()
