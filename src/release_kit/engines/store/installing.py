"""Installed models: installing from a file, a folder or a public index, removing."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from release_kit.engines.packages import Package, installed_packages, model_folders
from release_kit.engines.store import download
from release_kit.engines.store.layout import PAIR, arrange, try_out
from release_kit.errors import ArchiveError, UsageError
from release_kit.newsroom import unpack_archive


def install_model(what: str, pair: str = "", index: str = "argos") -> list[Package]:
    """Install a model's file or folder, or a pair such as en_ja from a public index; gives its pairs.

    `pair` says from what to what a folder translates that does not say so itself.
    """
    path = Path(what).expanduser()
    if pair and not PAIR.fullmatch(pair):
        raise UsageError(f"{pair}: not a pair such as en_ja")
    if path.is_dir():
        with _workshop() as bench:
            return _take_in(path, pair, bench)
    if path.is_file():
        return _install_archive(path, pair)
    asked = PAIR.fullmatch(what.removeprefix("translate-"))
    if not asked:
        raise UsageError(f"{what}: no such file or folder, and not a pair such as en_ja")
    if index == "argos":
        return _install_archive(download.from_argos(asked[1], asked[2]), "")
    with _workshop() as bench:
        folder = download.from_firefox(asked[1], asked[2], bench / "fetched")
        return _take_in(folder, f"{asked[1]}_{asked[2]}", bench)


def _install_archive(archive: Path, pair: str) -> list[Package]:
    """Unpack beside the store, check, and only then move in; a refusal leaves nothing."""
    with _workshop() as bench:
        unpacked = bench / "unpacked" / archive.stem
        unpacked.mkdir(parents=True)
        unpack_archive(archive, unpacked)
        inside = list(unpacked.iterdir())
        found = inside[0] if len(inside) == 1 and inside[0].is_dir() else unpacked
        try:
            return _take_in(found, pair, bench)
        except ArchiveError as error:
            raise ArchiveError(f"{archive}: {str(error).removeprefix(f'{found}: ')}") from error


@contextmanager
def _workshop() -> Iterator[Path]:
    """A folder beside the installed models, gone afterwards."""
    store = model_folders()[0]
    store.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".install-", dir=store) as name:
        yield Path(name)


def _take_in(found: Path, pair: str, bench: Path) -> list[Package]:
    """Lay a model out as it is kept, try it, and move it in."""
    ready = bench / "ready"
    packages = arrange(found, ready, pair)
    try_out(packages)
    target = model_folders()[0] / _folder_name(packages)
    if target.exists():
        shutil.rmtree(target)
    ready.rename(target)
    return [package for package in installed_packages() if package.folder == target]


def _folder_name(packages: list[Package]) -> str:
    """Argos's own name for its packages; for others the kind too, so that several serve one pair."""
    first = packages[0]
    if first.kind == "argos":
        return f"translate-{first.name}"
    return f"{first.kind}-{first.name if len(packages) == 1 else 'many'}"


def remove_model(name: str) -> Path:
    """Remove an installed model of ours by its pair, or by kind and pair, such as firefox-en_ja."""
    wanted = name.removeprefix("translate-").replace("-", "_")
    store = model_folders()[0]
    for package in installed_packages():
        if wanted in (package.name, f"{package.kind}_{package.name}", package.folder.name.replace("-", "_")):
            if package.folder.parent != store:
                raise UsageError(f"{wanted} belongs to Argos Translate ({package.folder}); remove it there")
            shutil.rmtree(package.folder)
            return package.folder
    raise UsageError(f"no installed model {name!r}; see: release-kit models list")
