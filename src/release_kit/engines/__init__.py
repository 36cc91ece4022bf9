"""Translation engines, one a file; what each was measured to keep; which one serves a pair."""

from release_kit.engines.compact import CompactEngine
from release_kit.engines.engine import Engine
from release_kit.engines.packages import installed_packages
from release_kit.engines.probe import ENOUGH, PROBED_SOURCE, load_probe, measure_probe, save_probe, trial_file
from release_kit.engines.selection import check_engine, choose_engine

__all__ = [
    "ENOUGH",
    "PROBED_SOURCE",
    "CompactEngine",
    "Engine",
    "check_engine",
    "choose_engine",
    "installed_packages",
    "load_probe",
    "measure_probe",
    "save_probe",
    "trial_file",
]
