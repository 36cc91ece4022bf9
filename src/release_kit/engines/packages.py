"""Installed models: a folder each, with `metadata.json` saying from what to what.

Three kinds. `argos`: as Argos Translate unpacks it (from_code, to_code, target_prefix). `ctranslate2`: a
`model/` of CTranslate2 with `source.spm` and `target.spm`. `firefox`: `weights.bin` or `weights.npz` with the
same pieces. The last two are laid out by `modelstore`, and may serve several pairs.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

METADATA = "metadata.json"
PIECES = ("source.spm", "target.spm")
WEIGHTS = ("weights.bin", "weights.npz")
ARGOS = "argos"
MODEL = ("model/model.bin",)
NEEDED: Mapping[str, tuple[tuple[str, ...], ...]] = {  # one of each
    ARGOS: (("sentencepiece.model", "bpe.model"), MODEL),
    "ctranslate2": (*((name,) for name in PIECES), MODEL),
    "firefox": (*((name,) for name in PIECES), WEIGHTS),
}


@dataclass(frozen=True, slots=True)
class Package:
    """One pair of an installed model."""

    folder: Path
    source: str  # Argos's code: en, ja, zh (Simplified), zt (Traditional)
    target: str
    version: str
    target_prefix: str = ""  # a token that the answer begins with
    source_prefix: str = ""  # a token that the source begins with
    kind: str = ARGOS

    @property
    def name(self) -> str:
        return f"{self.source}_{self.target}"


def model_folders() -> tuple[Path, ...]:
    """Where packages are looked for; the first is where they are installed."""
    data = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    argos = os.environ.get("ARGOS_PACKAGES_DIR") or data / "argos-translate" / "packages"
    own = os.environ.get("RELEASE_KIT_MODELS") or data / "release-kit" / "models"
    return Path(own), Path(argos)


def fingerprint(folder: Path) -> str:
    """What changes when any file of a model does: name, size and time of each."""
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != "probe.json")
    stats = ((path.relative_to(folder).as_posix(), path.stat()) for path in files)
    return " ".join(f"{name}:{status.st_size}:{status.st_mtime_ns}" for name, status in stats)


def read_packages(folder: Path) -> list[Package]:
    """The pairs that a folder serves; none where no model in it is whole."""
    try:
        values = json.loads((folder / METADATA).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return []
    if not isinstance(values, dict):
        return []
    kind = str(values.get("type", ARGOS))
    kind = kind if kind in NEEDED else ARGOS
    if not all(any((folder / name).is_file() for name in names) for names in NEEDED[kind]):
        return []
    rows = values.get("pairs", [values])
    rows = rows if isinstance(rows, list) else []
    return [_package(folder, kind, values, row) for row in rows if isinstance(row, dict)]


def _package(folder: Path, kind: str, values: Mapping[str, Any], row: Mapping[str, Any]) -> Package:
    return Package(
        folder=folder,
        source=str(row.get("from_code", "")),
        target=str(row.get("to_code", "")),
        version=str(values.get("package_version", "")),
        target_prefix=str(row.get("target_prefix", "")),
        source_prefix=str(row.get("source_prefix", "")),
        kind=kind,
    )


def installed_packages() -> list[Package]:
    """Every pair of every whole model, ours before Argos's, in order of name."""
    found: list[Package] = []
    for root in model_folders():
        folders = sorted(path for path in root.iterdir() if path.is_dir()) if root.is_dir() else []
        found += [package for folder in folders for package in read_packages(folder)]
    return found
