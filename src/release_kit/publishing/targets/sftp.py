"""A server by SFTP: beside, read back, renamed over the old file in one step.

The rename is OpenSSH's `posix-rename@openssh.com`. A server without it gets the old file removed just
before the new one takes its name; a reader may then find neither for a moment, never half of one.
The host's key must be known; a password or a key's passphrase comes from the environment alone.
"""

from __future__ import annotations

import asyncio
import os
import secrets
from collections.abc import Coroutine, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath
from typing import Any, TypeVar

from release_kit.errors import TargetError
from release_kit.newsroom import LEFTOVER, SftpTarget

T = TypeVar("T")
TIMEOUT = 30  # seconds for one operation without an answer


class SftpPublisher:
    """`kind = "sftp"`, `host`, `user`, `path`; `port`, `key` and `known_hosts` where they are not usual."""

    name = "sftp"

    @contextmanager
    def connect(self, name: str, settings: SftpTarget, root: Path) -> Iterator[SftpStore]:
        """A session with the server, closed at the end."""
        with asyncio.Runner() as runner:
            store = SftpStore(runner, settings.path, name)
            try:
                store.open(_options(name, settings, root))
                yield store
            finally:
                store.close()


def _options(name: str, settings: SftpTarget, root: Path) -> dict[str, Any]:
    """What asyncssh is told; secrets from RELEASE_KIT_<TARGET>_PASSWORD and _PASSPHRASE."""
    prefix = f"RELEASE_KIT_{name.upper().replace('-', '_')}"
    known = Path(settings.known_hosts).expanduser()
    options: dict[str, Any] = {
        "host": settings.host,
        "port": settings.port,
        "username": settings.user,
        "known_hosts": str(root / known),
        "connect_timeout": TIMEOUT,
        "keepalive_interval": 15,
    }
    if not (root / known).is_file():
        fix = f"Run: ssh-keyscan {settings.host} >> {known}, and compare the key with the server's owner."
        raise TargetError(f"{name}: {known} is not there, so the server cannot be told from another\n  {fix}")
    if password := os.environ.get(f"{prefix}_PASSWORD"):
        options["password"] = password
    if settings.key:
        options["client_keys"] = [str(root / Path(settings.key).expanduser())]
        options["passphrase"] = os.environ.get(f"{prefix}_PASSPHRASE")
    elif password:
        options["client_keys"] = None
    return options


class SftpStore:
    """Files below one folder of a server."""

    def __init__(self, runner: asyncio.Runner, folder: str, name: str) -> None:
        self.runner, self.folder, self.name = runner, PurePosixPath(folder), name
        self.connection: Any = None
        self.sftp: Any = None

    def _run(self, work: Coroutine[Any, Any, T]) -> T:
        """The answer of one operation; what goes wrong with the server is a `TargetError`."""
        import asyncssh

        try:
            return self.runner.run(asyncio.wait_for(work, TIMEOUT * 4))
        except (TimeoutError, asyncssh.Error, OSError, ValueError) as error:
            text = str(error) or type(error).__name__
            fix = "Run it again: what was done stays, the rest follows."
            raise TargetError(f"{self.name}: {text}\n  {fix}") from error

    def open(self, options: Mapping[str, Any]) -> None:
        """Connect and start SFTP."""
        import asyncssh

        async def start() -> None:
            self.connection = await asyncssh.connect(**options)
            self.sftp = await self.connection.start_sftp_client()

        self._run(start())

    def close(self) -> None:
        """End the session, whatever state it is in."""

        async def stop() -> None:
            self.connection.close()
            await self.connection.wait_closed()

        if self.connection is not None:
            with suppress(TargetError):
                self._run(stop())

    def read(self, path: str) -> bytes | None:
        """The bytes of a file; None where there is none."""
        return self._run(self._read(str(self.folder / path)))

    async def _read(self, place: str) -> bytes | None:
        import asyncssh

        try:
            async with self.sftp.open(place, "rb") as data:
                return bytes(await data.read())
        except asyncssh.SFTPNoSuchFile:
            return None
        except asyncssh.SFTPNoSuchPath:
            return None

    def write(self, path: str, content: bytes) -> None:
        """Write beside, read back, rename."""
        self._run(self._write(self.folder / path, content))

    async def _write(self, place: PurePosixPath, content: bytes) -> None:
        import asyncssh

        beside = str(place.with_name(f"{LEFTOVER}{secrets.token_hex(16)}.tmp"))
        await self.sftp.makedirs(str(place.parent), exist_ok=True)
        async with self.sftp.open(beside, "wb") as out:
            await out.write(content)
            with suppress(asyncssh.SFTPOpUnsupported):  # an old server; it is read back all the same
                await out.fsync()
        try:
            if await self._read(beside) != content:
                raise OSError(f"{place} did not arrive whole")
            await self._rename(beside, str(place))
        except BaseException:
            with suppress(asyncssh.Error, OSError):
                await self.sftp.remove(beside)
            raise

    async def _rename(self, beside: str, place: str) -> None:
        import asyncssh

        try:
            await self.sftp.posix_rename(beside, place)
        except asyncssh.SFTPOpUnsupported:
            if await self.sftp.exists(place):
                await self.sftp.remove(place)
            await self.sftp.rename(beside, place)

    def measure(self, path: str) -> tuple[int, int] | None:
        """Size in bytes and time of change in seconds; None where there is no file."""
        return self._run(self._measure(str(self.folder / path)))

    async def _measure(self, place: str) -> tuple[int, int] | None:
        import asyncssh

        try:
            found = await self.sftp.stat(place)
        except (asyncssh.SFTPNoSuchFile, asyncssh.SFTPNoSuchPath):
            return None
        return int(found.size or 0), int(found.mtime or 0)

    def sweep(self, folders: Iterable[str]) -> None:
        """Remove what a killed run left beside the files of these folders."""
        self._run(self._sweep([str(self.folder / folder) for folder in sorted(folders)]))

    async def _sweep(self, folders: Sequence[str]) -> None:
        import asyncssh

        for folder in folders:
            with suppress(asyncssh.SFTPNoSuchFile, asyncssh.SFTPNoSuchPath):
                for name in await self.sftp.listdir(folder):
                    if name.startswith(LEFTOVER) and name.endswith(".tmp"):
                        await self.sftp.remove(f"{folder}/{name}")

    def remove(self, path: str) -> None:
        """Remove a file; one that is gone already is gone."""
        self._run(self._remove(str(self.folder / path)))

    async def _remove(self, place: str) -> None:
        import asyncssh

        try:
            await self.sftp.remove(place)
        except asyncssh.SFTPNoSuchFile:
            return
