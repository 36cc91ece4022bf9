"""The main job: time and peak memory of `release-kit build` on the sample newsroom, and of `--help`.

    python benchmarks/main_job.py

A copy of the newsroom is built from nothing, then again with nothing to do. `--help` stands beside a bare
`python -c pass` and beside importing argostranslate, in one run; the ratios are what counts.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
RUNS = 5


def timed(command: list[str], folder: Path) -> tuple[float, int]:
    """Seconds and peak memory in KiB of a command."""
    start = time.perf_counter()
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, _, usage = os.wait4(process.pid, 0)
    return time.perf_counter() - start, usage.ru_maxrss


def median(command: list[str]) -> float:
    """The median seconds of several runs."""
    return statistics.median(timed(command, ROOT)[0] for _ in range(RUNS))


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for part in ("release-kit.toml", "glossary", "releases"):
            source = ROOT / part
            shutil.copytree(source, folder / part) if source.is_dir() else shutil.copy(source, folder / part)
        build = [sys.executable, "-m", "release_kit", "build", "--drafts"]
        first, memory = timed(build, folder)
        second, _ = timed(build, folder)
    bare = median([sys.executable, "-c", "pass"])
    quick = median([sys.executable, "-m", "release_kit", "--help"])
    peer = median([sys.executable, "-c", "import argostranslate.translate"])
    print(f"build from nothing: {first:.1f} s, peak {memory / 1024:.0f} MiB")
    print(f"build with nothing to do: {second:.2f} s")
    print(f"--help: {quick:.3f} s; python alone {bare:.3f} s; importing argostranslate {peer:.3f} s")
    print(f"--help to argostranslate's import: 1 : {peer / quick:.1f}")


if __name__ == "__main__":
    main()
