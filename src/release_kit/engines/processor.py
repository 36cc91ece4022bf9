"""What the processor can do: whether 8-bit products are added up exactly.

Without VNNI instructions (most processors of before 2019, AMD's before Zen 4) two products of 8 bits are
added in 16 bits, with saturation (oneDNN, "Nuances of int8 computations"). The built-in model's sums do not
fit: it then leaves words such as *status* and *local* in English. There the weights are widened to 32 bits on
loading.
"""

from __future__ import annotations

import platform
from functools import cache
from pathlib import Path

CPU_INFO = Path("/proc/cpuinfo")
EXACT = ("avx512_vnni", "avx_vnni", "amx_int8")
INTEL = ("x86_64", "amd64", "i386", "i686")


@cache
def multiplies_exactly() -> bool:
    """Whether 8-bit arithmetic is exact here; not, where an Intel kind of system does not say."""
    if platform.machine().lower() not in INTEL:
        return True
    return has_vnni(CPU_INFO.read_text(encoding="utf-8", errors="replace") if CPU_INFO.is_file() else "")


def has_vnni(cpu_info: str) -> bool:
    """Whether a Linux description of the processor names one of the instructions."""
    flags = next((line for line in cpu_info.splitlines() if line.startswith("flags")), "").split()
    return any(flag in flags for flag in EXACT)
