"""Whatever is read, whatever is wrong with it: an error of ours, or none. `benchmarks/fuzz.py` tries thousands."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import HealthCheck, Phase, given, seed
from hypothesis import settings as bounds
from hypothesis import strategies as st

from benchmarks.hostile import KINDS
from release_kit.errors import ReleaseKitError

EACH = 60  # inputs of a kind


@pytest.mark.parametrize("kind", KINDS)
def test_no_input_ends_in_a_traceback(kind: str) -> None:
    strategy, read = KINDS[kind]

    @seed(14)
    @bounds(
        max_examples=EACH,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(strategy)
    def feed(data: bytes) -> None:
        with suppress(ReleaseKitError):
            read(data)

    feed()


@given(st.binary(max_size=300))
@bounds(max_examples=60, deadline=None, database=None)
def test_rubbish_is_an_error_of_ours_everywhere(data: bytes) -> None:
    for _, read in KINDS.values():
        with suppress(ReleaseKitError):
            read(data)
