"""Hostile inputs without end: how many, which errors, the slowest, and how much memory.

    python benchmarks/fuzz.py [CASES OF EACH KIND] [KIND]...

A traceback is any error that is not one of ours; an input that made one is kept in `fuzz-found`.
"""

from __future__ import annotations

import gc
import resource
import sys
import time
import traceback
from collections import Counter
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, seed
from hypothesis import settings as bounds

from benchmarks.hostile import KINDS
from release_kit.errors import ReleaseKitError

FOUND = Path("fuzz-found")


class Tally:
    """What came of the inputs of one kind."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self.cases = 0
        self.errors: Counter[str] = Counter()
        self.slowest = 0.0

    def run(self, count: int) -> None:
        """Try so many inputs."""
        strategy, read = KINDS[self.kind]

        @seed(count)
        @bounds(
            max_examples=count,
            deadline=None,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(strategy)
        def feed(data: bytes) -> None:
            self.cases += 1
            begun = time.process_time()
            try:
                read(data)
                self.errors["read"] += 1
            except ReleaseKitError as error:
                self.errors[type(error).__name__] += 1
            except Exception as error:  # noqa: BLE001  that is what is looked for
                self._keep(error, data)
            self.slowest = max(self.slowest, time.process_time() - begun)
            if self.cases % 20 == 0:  # Word documents hold on to themselves in circles
                gc.collect()

        feed()

    def _keep(self, error: Exception, data: bytes) -> None:
        last = traceback.extract_tb(error.__traceback__)[-1]
        name = f"TRACEBACK {type(error).__name__} in {Path(last.filename).name}, {last.name}"
        if not self.errors[name]:
            FOUND.mkdir(exist_ok=True)
            place = FOUND / f"{self.kind}-{len(self.errors)}".replace(" ", "-").replace(",", "")
            place.write_bytes(data)
        self.errors[name] += 1

    def line(self) -> str:
        """The counts, for a person."""
        counts = ", ".join(f"{name} {count:,}" for name, count in self.errors.most_common())
        return f"{self.kind:20} {self.cases:7,} cases, slowest {self.slowest:5.2f} s: {counts}"


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000
    kinds = sys.argv[2:] or list(KINDS)
    total = tracebacks = 0
    for kind in kinds:
        tally = Tally(kind)
        tally.run(count)
        total += tally.cases
        tracebacks += sum(n for name, n in tally.errors.items() if name.startswith("TRACEBACK"))
        print(tally.line(), flush=True)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{total:,} cases, {tracebacks} tracebacks, peak memory {peak} MB")


if __name__ == "__main__":
    main()
