"""A folder on this machine or on a mounted disk."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from release_kit.errors import InputError, TargetError
from release_kit.newsroom import FolderTarget, remove_leftovers, sync_folder, write_atomic


class FolderPublisher:
    """`kind = "folder"`, `path` (relative to the newsroom)."""

    name = "folder"

    @contextmanager
    def connect(self, name: str, settings: FolderTarget, root: Path) -> Iterator[FolderStore]:
        """The folder, made if it is not there."""
        yield FolderStore(root / Path(settings.path).expanduser())


class FolderStore:
    """Files below one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def read(self, path: str) -> bytes | None:
        """The bytes of a file; None where there is none."""
        place = self.folder / path
        return place.read_bytes() if place.is_file() else None

    def measure(self, path: str) -> tuple[int, int] | None:
        """Size in bytes and time of change in nanoseconds; None where there is no file."""
        place = self.folder / path
        if not place.is_file():
            return None
        status = place.stat()
        return status.st_size, status.st_mtime_ns

    def sweep(self, folders: Iterable[str]) -> None:
        """Remove what a killed run left beside the files of these folders."""
        for folder in folders:
            remove_leftovers(self.folder / folder, deep=False)

    def write(self, path: str, content: bytes) -> None:
        """Write beside, sync, rename, read back."""
        try:
            write_atomic(self.folder / path, content)
        except InputError as error:
            raise TargetError(str(error)) from error
        if self.read(path) != content:
            raise TargetError(f"{path} is not what was written; is the disk sound?")

    def remove(self, path: str) -> None:
        """Remove a file, and its folder where that is empty then."""
        place = self.folder / path
        place.unlink(missing_ok=True)
        parent = place.parent
        if parent != self.folder and parent.is_dir() and not any(parent.iterdir()):
            parent.rmdir()
        elif parent.is_dir():
            sync_folder(parent)
