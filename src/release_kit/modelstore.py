"""Installed models: listing, installing from a file, a folder or the public index, removing."""

from __future__ import annotations

import json
import re
import shutil
import tempfile
from pathlib import Path

from release_kit.archives import unpack
from release_kit.engines.argos import Package, installed_packages, model_folders, read_package
from release_kit.errors import ArchiveError, NoEngineError, UsageError

PAIR = re.compile(r"([a-z]{2,3})[_-]([a-z]{2,3})")


def install(what: str) -> Package:
    """Install an .argosmodel file, a folder of one, or a pair such as en_ja from the public index."""
    path = Path(what).expanduser()
    if path.is_dir():
        return _install_folder(path)
    if path.is_file():
        return _install_archive(path)
    pair = PAIR.fullmatch(what.removeprefix("translate-"))
    if not pair:
        raise UsageError(f"{what}: no such file or folder, and not a pair such as en_ja")
    return _install_archive(_download(pair[1], pair[2]))


def _install_archive(archive: Path) -> Package:
    """Unpack beside the store, check, and only then move in; a refusal leaves nothing."""
    store = model_folders()[0]
    store.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".install-", dir=store) as name:
        unpack(archive, Path(name))
        roots = [Path(name), *(path for path in Path(name).iterdir() if path.is_dir())]
        found = next((path for path in roots if read_package(path)), None)
        if found is None:
            raise ArchiveError(
                f"{archive}: no model in it: metadata.json, sentencepiece.model or bpe.model, and"
                " model/model.bin are needed"
            )
        return _move_in(found, store)


def _install_folder(folder: Path) -> Package:
    if not read_package(folder):
        raise ArchiveError(f"{folder}: no model in it: metadata.json, *.model and model/model.bin are needed")
    store = model_folders()[0]
    store.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".install-", dir=store) as name:
        copy = Path(name) / "copy"
        shutil.copytree(folder, copy, symlinks=False)
        return _move_in(copy, store)


def _move_in(found: Path, store: Path) -> Package:
    package = read_package(found)
    if package is None or not PAIR.fullmatch(package.name):
        raise ArchiveError(f"{found.name}: metadata.json names no language pair")
    _check_model(found)
    target = store / f"translate-{package.name}"
    if target.exists():
        shutil.rmtree(target)
    found.rename(target)
    return Package(target, package.source, package.target, package.version, package.target_prefix)


def _check_model(folder: Path) -> None:
    """Load it once: a damaged model is refused here and not in the middle of a release."""
    import ctranslate2

    try:
        ctranslate2.Translator(str(folder / "model"), device="cpu")
    except (RuntimeError, ValueError) as error:
        raise ArchiveError(f"the model cannot be loaded: {error}") from error


def remove(name: str) -> Path:
    """Remove an installed package of ours by its pair."""
    wanted = name.removeprefix("translate-").replace("-", "_")
    store = model_folders()[0]
    for package in installed_packages():
        if package.name == wanted:
            if package.folder.parent != store:
                raise UsageError(f"{wanted} belongs to Argos Translate ({package.folder}); remove it there")
            shutil.rmtree(package.folder)
            return package.folder
    raise UsageError(f"no installed model {name!r}; see: release-kit models list")


def _download(source: str, target: str) -> Path:
    """Fetch a package by Argos's own index; the one place here that goes online."""
    import argostranslate.package as packages

    try:
        packages.update_package_index()
        offered = packages.get_available_packages()
    except (OSError, ValueError, json.JSONDecodeError) as error:
        raise NoEngineError(f"the model index cannot be reached: {error}\n  {_BY_HAND}") from error
    chosen = [p for p in offered if (p.from_code, p.to_code) == (source, target)]
    if not chosen:
        raise NoEngineError(
            f"the model index offers no {source}_{target} (or cannot be reached)\n  {_BY_HAND}"
        )
    newest = max(chosen, key=lambda p: [int(n) for n in re.findall(r"\d+", str(p.package_version))])
    try:
        return Path(newest.download())
    except OSError as error:
        raise NoEngineError(f"{source}_{target} cannot be fetched: {error}\n  {_BY_HAND}") from error


_BY_HAND = "Fetch the .argosmodel file elsewhere and run: release-kit models install FILE"
