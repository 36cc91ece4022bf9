"""One run at a time in a newsroom: the operating system's lock, which a crash cannot leave behind.

The lock is on a file in `.release-kit/`; another file beside it says who holds it. Both are safe to delete
when nothing runs.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from filelock import FileLock, Timeout

from release_kit.errors import UsageError
from release_kit.newsroom.settings import Newsroom

LOCK, HOLDER = "lock", "running.json"
PATIENCE = 600.0  # seconds that a run waits for another


@contextmanager
def one_run(
    newsroom: Newsroom, command: str, say: Callable[[str], None], patience: float = PATIENCE
) -> Iterator[None]:
    """Hold the newsroom; wait for a run that holds it, at most `patience` seconds, and say whose it is."""
    newsroom.cache.mkdir(parents=True, exist_ok=True)
    lock = FileLock(newsroom.cache / LOCK)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        say(f"waiting for {holder(newsroom)}; this run goes on when that one has ended")
        try:
            lock.acquire(timeout=patience, poll_interval=0.1)
        except Timeout:
            fix = "Let it end, or end it, and run this again."
            raise UsageError(f"{holder(newsroom)} still works in {newsroom.root}\n  {fix}") from None
    path = newsroom.cache / HOLDER
    values = {
        "command": command,
        "process": os.getpid(),
        "since": datetime.now(UTC).isoformat("T", "seconds"),
    }
    try:
        path.write_text(json.dumps(values), encoding="utf-8")
        yield
    finally:
        path.unlink(missing_ok=True)
        lock.release()


def holder(newsroom: Newsroom) -> str:
    """Who works in the newsroom, as far as is known."""
    try:
        values = json.loads((newsroom.cache / HOLDER).read_text(encoding="utf-8"))
        return f"release-kit {values['command']} (process {values['process']}, since {values['since']})"
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return "another run of release-kit"
