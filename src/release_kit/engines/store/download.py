"""The public indexes; nothing else here goes online, and only `models install PAIR` asks.

Argos's index is read by argostranslate itself. Mozilla's is one JSON document: a base address, and by pair
(`en-ja`) a list of models with `releaseStatus`, `architecture` and `files`, each file with a path, and the
size and SHA-256 of what is in it (github.com/mozilla/translations, model registry).
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import re
import urllib.error
import urllib.request
import zlib
from collections.abc import Mapping
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import urljoin, urlsplit

from release_kit.errors import ArchiveError, NoEngineError
from release_kit.languages import LANGUAGES

FIREFOX = (
    "https://storage.googleapis.com/moz-fx-translations-data--303e-prod-translations-data/db/models.json"
)
INDEX_LIMIT = 64 * 2**20  # bytes
FILE_LIMIT = 2**30
TIMEOUT = 60  # seconds without a byte
WANTED = ("model", "vocab", "srcVocab", "trgVocab")  # a shortlist is for speed only
RANKS = ("base", "base-memory", "tiny")  # best first
BY_HAND = "Fetch the .argosmodel file elsewhere and run: release-kit models install FILE"
BY_HAND_TOO = "Fetch the model's files elsewhere into a folder and run: release-kit models install FOLDER"


def from_argos(source: str, target: str) -> Path:
    """The newest package of a pair, fetched by Argos's own index."""
    import argostranslate.package as packages

    try:
        packages.update_package_index()
        offered = packages.get_available_packages()
    except (OSError, ValueError, json.JSONDecodeError) as error:
        raise NoEngineError(f"the model index cannot be reached: {error}\n  {BY_HAND}") from error
    chosen = [p for p in offered if (p.from_code, p.to_code) == (source, target)]
    if not chosen:
        raise NoEngineError(
            f"the model index offers no {source}_{target} (or cannot be reached)\n  {BY_HAND}"
        )
    newest = max(chosen, key=lambda p: [int(n) for n in re.findall(r"\d+", str(p.package_version))])
    try:
        return Path(newest.download())
    except OSError as error:
        raise NoEngineError(f"{source}_{target} cannot be fetched: {error}\n  {BY_HAND}") from error


def from_firefox(source: str, target: str, folder: Path) -> Path:
    """A folder with the weights and pieces of Mozilla's best released model for a pair."""
    address = os.environ.get("RELEASE_KIT_FIREFOX_INDEX") or FIREFOX
    try:
        index = json.loads(_fetch(address, INDEX_LIMIT))
        base, files = _choose(index, source, target)
        folder.mkdir()
        for what in WANTED:
            if what in files:
                _fetch_file(urljoin(address, base), files[what], folder)
    except (OSError, ValueError, KeyError, TypeError, EOFError, zlib.error) as error:
        raise NoEngineError(f"{source}_{target} cannot be fetched: {error}\n  {BY_HAND_TOO}") from error
    return folder


def _choose(index: Mapping[str, Any], source: str, target: str) -> tuple[str, Mapping[str, Any]]:
    """The base address and the files of the best model for a pair."""
    offered: list[Mapping[str, Any]] = []
    for ours in _mozilla(source):
        for theirs in _mozilla(target):
            offered += index["models"].get(f"{ours}-{theirs}", [])
    released = [model for model in offered if str(model.get("releaseStatus", "")).startswith("Release")]
    if not released:
        raise NoEngineError(
            f"Mozilla's index offers no released model for {source}_{target}\n  {BY_HAND_TOO}"
        )
    best = min(released, key=lambda model: (_rank(model), model["releaseStatus"] != "Release"))
    return str(index["baseUrl"]).rstrip("/") + "/", best["files"]


def _mozilla(code: str) -> tuple[str, ...]:
    """The codes that Mozilla's index may have for one of ours."""
    own = [row.models.mozilla for row in LANGUAGES.values() if row.models.argos == code]
    return own[0] if own and own[0] else (code,)


def _rank(model: Mapping[str, Any]) -> int:
    kind = str(model.get("architecture", ""))
    return RANKS.index(kind) if kind in RANKS else len(RANKS)


def _fetch_file(base: str, row: Mapping[str, Any], folder: Path) -> None:
    """One file, unpacked, and of the size and digest that the index names."""
    name = PurePosixPath(urlsplit(str(row["path"])).path).name
    data = _fetch(urljoin(base, str(row["path"])), FILE_LIMIT)
    if name.endswith(".gz"):
        name, data = name.removesuffix(".gz"), _unpacked(data)
    wanted = str(row.get("uncompressedHash", ""))
    if wanted and hashlib.sha256(data).hexdigest() != wanted:
        raise ArchiveError(f"{name}: not what the index promises (SHA-256 {wanted}); fetch it again")
    (folder / name).write_bytes(data)


def _unpacked(data: bytes) -> bytes:
    """A gzip file's content, up to the limit."""
    stream = zlib.decompressobj(wbits=31)
    found = stream.decompress(data, FILE_LIMIT)
    if stream.unconsumed_tail or not stream.eof:
        raise gzip.BadGzipFile("cut off, or larger than 1 GiB")
    return found


def _fetch(address: str, limit: int) -> bytes:
    """The bytes at an http address, up to a limit."""
    if urlsplit(address).scheme not in ("http", "https"):
        raise ValueError(f"{address}: not an http address")
    with urllib.request.urlopen(address, timeout=TIMEOUT) as opened:  # noqa: S310 - checked above
        data: bytes = opened.read(limit + 1)
    if len(data) > limit:
        raise ValueError(f"{address}: larger than {limit:,} bytes")
    return data
