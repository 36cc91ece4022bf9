"""Publishing: nothing before its embargo, nothing half, nothing lost, on a folder and on a real SFTP server."""

from __future__ import annotations

import asyncio
import hashlib
import json
import re
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import asyncssh
import pytest
from conftest import ROOT, Kept, Result, approve

from release_kit.errors import TargetError
from release_kit.newsroom.settings import load_newsroom
from release_kit.publishing.manifest import MANIFEST, read_manifest
from release_kit.publishing.targets.folder import FolderStore
from release_kit.publishing.transfer import Operation, carry_out, make_plan, offer, publish
from release_kit.release.shelf import Shelf, read_shelf

Run = Callable[..., Result]
NOW = datetime(2026, 11, 1, tzinfo=UTC)
OFFICE = load_newsroom(ROOT)


@pytest.fixture
def approved(newsroom: Path, kept: Kept, capsys: pytest.CaptureFixture[str]) -> Path:
    """A newsroom whose Japanese is approved and whose Traditional Chinese is a draft, with a folder target."""

    def work(folder: Path, run: Run) -> None:
        approve(folder, run)
        run("translate", "--to", "zh-Hant", "--engine", "echo")

    kept.once(newsroom, "approved", work)
    capsys.readouterr()
    settings = newsroom / "release-kit.toml"
    text = settings.read_text(encoding="utf-8") + '\n[targets.web]\nkind = "folder"\npath = "site"\n'
    settings.write_text(text, encoding="utf-8")
    return newsroom


def shelf(root: Path) -> Shelf:
    return read_shelf(load_newsroom(root))


def files(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def edit(root: Path, old: str, new: str) -> None:
    path = root / "releases" / "fair" / "index.en.md"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_only_what_was_approved_goes_out_and_a_second_run_does_nothing(run: Run, approved: Path) -> None:
    plan = run("publish", "web", "--dry-run")
    assert (plan.code, (approved / "site").exists()) == (0, False)
    assert "add    en/fair.html" in plan.out
    assert "held   fair zh-Hant: not approved" in plan.out
    assert run("publish").out == plan.out
    there = files(approved / "site")
    assert {"en/fair.html", "ja/fair.html", "ja/fair.docx", "ja/feed.xml", MANIFEST} <= set(there)
    assert not [path for path in there if path.startswith("zh-Hant/fair")]
    assert "zh-Hant/fair" not in there["ja/fair.html"].decode()
    added = [line.split()[1] for line in plan.out.splitlines() if line.startswith("add")]
    assert added[-1] == "sitemap.xml"
    assert added.index("ja/fair.docx") < added.index("en/feed.xml")
    again = run("publish", "web")
    assert "nothing to do" in again.err
    assert files(approved / "site") == there


def test_drafts_go_out_only_when_they_are_asked_for(run: Run, approved: Path) -> None:
    assert run("publish", "web", "--allow-drafts").code == 0
    assert "zh-Hant/fair.html" in files(approved / "site")
    assert run("publish", "web").code == 0
    assert "zh-Hant/fair.html" not in files(approved / "site")


@pytest.mark.parametrize("zone", ["+14:00", "-12:00", "+00:00", "+09:00"])
def test_nothing_of_an_embargoed_release_is_offered_before_its_instant(approved: Path, zone: str) -> None:
    edit(approved, "status: approved", f"status: approved\nembargo: '2026-11-05T08:00:00{zone}'")
    moment = datetime.fromisoformat(f"2026-11-05T08:00:00{zone}")
    for drafts in (False, True):
        before = offer(shelf(approved), moment - timedelta(seconds=1), drafts=drafts)
        assert before.content == ()
        assert all(b"fair" not in a.content and b"Pavilion" not in a.content for a in before.indexes)
        assert "under embargo" in before.held[0].reason
    after = offer(shelf(approved), moment)
    assert "en/fair.html" in {a.path for a in after.content}


def test_what_came_under_embargo_again_is_taken_away(run: Run, approved: Path) -> None:
    assert run("publish", "web").code == 0
    edit(approved, "status: approved", "status: approved\nembargo: '2999-01-01T00:00:00+00:00'")
    assert run("publish", "web").code == 0
    there = files(approved / "site")
    assert not [path for path in there if "fair" in path]
    assert b"Pavilion" not in b"".join(there.values())


def test_an_approval_of_another_source_does_not_count(approved: Path) -> None:
    edit(approved, "29 February 2024", "28 February 2024")
    offering = offer(shelf(approved), NOW)
    reasons = {held.language: held.reason for held in offering.held}
    assert reasons["ja"].startswith("1 of 11 units has changed since Editor approved it on ")
    assert reasons["en"] == reasons["ja"]
    assert offering.content == ()


def test_a_file_that_is_not_ours_is_neither_overwritten_nor_removed(run: Run, approved: Path) -> None:
    own = approved / "site" / "en" / "index.html"
    own.parent.mkdir(parents=True)
    own.write_text("somebody's page", encoding="utf-8")
    (approved / "site" / "logo.png").write_bytes(b"logo")
    result = run("publish", "web")
    assert result.code == 4
    assert "en/index.html" in result.err
    assert own.read_text(encoding="utf-8") == "somebody's page"
    own.unlink()
    assert run("publish", "web").code == 0
    assert (approved / "site" / "logo.png").read_bytes() == b"logo"


@pytest.mark.parametrize("text", ["{", '{"format": 1, "files": {"../x": "1"}, "pending": []}', "[]"])
def test_a_damaged_list_stops_everything(run: Run, approved: Path, text: str) -> None:
    (approved / "site").mkdir()
    (approved / "site" / MANIFEST).write_text(text, encoding="utf-8")
    assert run("publish", "web").code == 4
    assert set(files(approved / "site")) == {MANIFEST}


def test_an_unknown_target_and_a_wrong_one_are_told(run: Run, approved: Path) -> None:
    assert "there are: web" in run("publish", "wire").err
    settings = approved / "release-kit.toml"
    text = settings.read_text(encoding="utf-8").replace('kind = "folder"', 'kind = "pigeon"')
    settings.write_text(text, encoding="utf-8")
    assert "`targets.web.kind` is 'pigeon'" in run("publish", "web").err


class Killed(Exception):
    """The process is gone."""


class Mortal(FolderStore):
    """A folder whose process dies at one of its writes or removals."""

    def __init__(self, folder: Path, left: int) -> None:
        super().__init__(folder)
        self.left = left

    def spend(self) -> None:
        self.left -= 1
        if self.left < 0:
            raise Killed

    def write(self, path: str, content: bytes) -> None:
        self.spend()
        super().write(path, content)

    def remove(self, path: str) -> None:
        self.spend()
        super().remove(path)


def look(folder: Path, whole: set[str]) -> None:
    """What a reader sees: every file is some whole version, and no feed or index points to nothing."""
    there = files(folder)
    for path, content in there.items():
        assert path == MANIFEST or hashlib.sha256(content).hexdigest() in whole, path
    for path in there:
        if path.endswith(("feed.xml", "index.html")):
            text = there[path].decode()
            linked = re.findall(r"https://press\.example\.org/([\w./-]+\.(?:html|docx))", text)
            linked += [
                f"{path.split('/')[0]}/{name}" for name in re.findall(r'href="([\w-]+\.(?:html|docx))"', text)
            ]
            for link in linked:
                assert link in there or link.endswith("index.html"), (path, link)


def versions(root: Path) -> tuple[Any, Any, set[str]]:
    """Two states of a newsroom to publish one after the other: a release is corrected and one is withdrawn."""
    first = offer(shelf(root), NOW, drafts=True)
    edit(root, "opened the Kaohsiung Pavilion", "opened the large Kaohsiung Pavilion")
    path = root / "releases" / "fair"
    path.rename(root / "releases" / "great-fair")
    second = offer(shelf(root), NOW, drafts=True)
    everything = [a for offering in (first, second) for a in (*offering.content, *offering.indexes)]
    return first, second, {hashlib.sha256(a.content).hexdigest() for a in everything}


def send(store: FolderStore, offering: Any) -> list[Operation]:
    manifest = read_manifest(store.read(MANIFEST), "t", OFFICE)
    plan = make_plan(store, manifest, offering)
    carry_out(store, manifest, offering, plan)
    return plan


@pytest.mark.slow
def test_killed_at_any_write_a_reader_sees_only_whole_files_and_the_next_run_ends_it(
    approved: Path, tmp_path: Path
) -> None:
    first, second, whole = versions(approved)
    steps = 2 + len(first.content) + len(first.indexes)
    send(FolderStore(tmp_path / "first"), first)
    for left in range(0, steps + len(second.content) * 2, 2):
        folder = shutil.copytree(tmp_path / "first", tmp_path / f"run{left}")
        try:
            send(Mortal(folder, left), second)
        except Killed:
            look(folder, whole)
        send(FolderStore(folder), second)
        there = files(folder)
        assert json.loads(there.pop(MANIFEST))["pending"] == []
        assert there == {a.path: a.content for a in (*second.content, *second.indexes)}
        assert send(FolderStore(folder), second) == []


class Server(asyncssh.SFTPServer):
    """A real SFTP server on loopback that notes what it is asked and may hang up in the middle."""

    log: list[str] = []  # noqa: RUF012
    left = 10**9

    def __init__(self, channel: Any) -> None:
        super().__init__(channel, chroot=str(self.root).encode())

    root = Path()

    def note(self, what: str, path: bytes) -> None:
        type(self).left -= 1
        if type(self).left < 0:
            self.channel.get_connection().abort()
            raise asyncssh.SFTPConnectionLost("gone")
        self.log.append(f"{what} {path.decode().lstrip('/')}")

    def open(self, path: bytes, pflags: int, attrs: Any) -> Any:
        if pflags & asyncssh.FXF_WRITE:
            self.note("write", path)
        return super().open(path, pflags, attrs)

    def posix_rename(self, oldpath: bytes, newpath: bytes) -> Any:
        self.note("rename", newpath)
        return super().posix_rename(oldpath, newpath)

    def remove(self, path: bytes) -> Any:
        self.note("remove", path)
        return super().remove(path)


class Password(asyncssh.SSHServer):
    def begin_auth(self, username: str) -> bool:
        return True

    def password_auth_supported(self) -> bool:
        return True

    def validate_password(self, username: str, password: str) -> bool:
        return (username, password) == ("press", "secret")

    known: bytes = b""  # the public key that may log in

    def public_key_auth_supported(self) -> bool:
        return bool(self.known)

    def validate_public_key(self, username: str, key: Any) -> bool:
        return username == "press" and key.export_public_key().split()[:2] == self.known.split()[:2]


@pytest.fixture
def server(approved: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[type[Server]]:
    """The server in a thread of its own, a target `wire` that leads to it, and its key known."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    key = asyncssh.generate_private_key("ssh-ed25519")
    Server.root, Server.log, Server.left = tmp_path / "remote", [], 10**9
    Server.root.mkdir()

    async def start() -> Any:
        return await asyncssh.listen(
            "127.0.0.1", 0, server_host_keys=[key], server_factory=Password, sftp_factory=Server
        )

    listening = asyncio.run_coroutine_threadsafe(start(), loop).result(10)
    port = listening.get_port()
    public = key.export_public_key().decode().strip()
    (approved / "known_hosts").write_text(f"[127.0.0.1]:{port} {public}\n", encoding="utf-8")
    target = f'\n[targets.wire]\nkind = "sftp"\nhost = "127.0.0.1"\nport = {port}\nuser = "press"\npath = "/site"\n'
    settings = approved / "release-kit.toml"
    text = settings.read_text(encoding="utf-8") + target + 'known_hosts = "known_hosts"\n'
    settings.write_text(text.replace("press.example.org", "press.kaohsiung.example"), encoding="utf-8")
    monkeypatch.setenv("RELEASE_KIT_WIRE_PASSWORD", "secret")
    yield Server
    listening.close()
    loop.call_soon_threadsafe(loop.stop)
    thread.join(5)


def test_a_server_gets_content_before_feeds_each_by_a_rename_and_then_nothing(
    run: Run, approved: Path, server: type[Server]
) -> None:
    assert run("publish", "wire").code == 0
    there = files(server.root / "site")
    offering = offer(shelf(approved), datetime.now(UTC))
    assert {k: v for k, v in there.items() if k != MANIFEST} == {
        a.path: a.content for a in (*offering.content, *offering.indexes)
    }
    renamed = [line.removeprefix("rename site/") for line in server.log if line.startswith("rename")]
    assert renamed[0] == renamed[-1] == MANIFEST
    pointing = {artifact.path for artifact in offering.indexes}
    kinds = [path in pointing for path in renamed[1:-1]]
    assert kinds == sorted(kinds)
    assert all("/.release-kit-" in line for line in server.log if line.startswith("write"))
    server.log.clear()
    assert "nothing to do" in run("publish", "wire").err
    assert server.log == []


@pytest.mark.slow
def test_a_server_gets_nothing_while_links_would_lead_to_the_examples_address(
    run: Run, approved: Path, server: type[Server]
) -> None:
    settings = approved / "release-kit.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("press.kaohsiung.example", "press.example.org"), encoding="utf-8")
    result = run("publish", "wire")
    assert (result.code, "base_url is still the example's" in result.err) == (2, True), result.err
    assert not list(server.root.rglob("*.html"))
    assert run("publish", "wire", "--dry-run").code == 0
    settings.write_text(text, encoding="utf-8")
    result = run("publish", "wire")
    assert (result.code, "warning" in result.err) == (0, False), result.err
    assert (server.root / "site" / "index.html").is_file()


@pytest.mark.slow
def test_a_server_that_hangs_up_leaves_whole_files_and_the_next_run_ends_it(
    approved: Path, server: type[Server]
) -> None:
    publish(load_newsroom(approved), "wire", NOW, drafts=True)
    first, second, whole = versions(approved)
    whole |= {hashlib.sha256(a.content).hexdigest() for a in (*first.content, *first.indexes)}
    for left in (0, 1, 2, 3, 5, 7):
        server.left = left
        with pytest.raises(TargetError, match="Run it again"):
            publish(load_newsroom(approved), "wire", NOW, drafts=True)
        shown = {k: v for k, v in files(server.root / "site").items() if not k.endswith(".tmp")}
        for path, content in shown.items():
            assert path == MANIFEST or hashlib.sha256(content).hexdigest() in whole
    server.left = 10**9
    publish(load_newsroom(approved), "wire", NOW, drafts=True)
    there = files(server.root / "site")
    there.pop(MANIFEST)
    assert there == {a.path: a.content for a in (*second.content, *second.indexes)}


@pytest.mark.slow
def test_killed_while_a_reader_polls_the_server_shows_whole_files_and_no_feed_to_nothing(
    approved: Path, server: type[Server]
) -> None:
    offering = offer(shelf(approved), datetime.now(UTC))
    whole = {hashlib.sha256(a.content).hexdigest() for a in (*offering.content, *offering.indexes)}
    site, stop, seen = server.root / "site", threading.Event(), []

    def poll() -> None:
        while not stop.wait(0.002):  # the server runs in this process too
            paths = [p for p in sorted(site.rglob("*")) if p.suffix != ".tmp" and p.is_file()]
            shown = {str(p.relative_to(site)): p.read_bytes() for p in paths}
            torn = [
                k for k, v in shown.items() if k != MANIFEST and hashlib.sha256(v).hexdigest() not in whole
            ]
            links = {
                link.decode().removeprefix("https://press.example.org/")
                for path, data in shown.items()
                if path.endswith("feed.xml")
                for link in re.findall(rb"<link>(https://press\.example\.org/[^<]+fair\.html)</link>", data)
            }
            seen.append((torn, sorted(link for link in links if not (site / link).is_file())))

    reader = threading.Thread(target=poll, daemon=True)
    reader.start()
    command = [sys.executable, "-m", "release_kit", "publish", "wire", "--newsroom", str(approved)]
    for steps in (1, 3, 6, 10):
        server.log.clear()
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        while len(server.log) < steps and process.poll() is None:
            time.sleep(0.001)
        process.kill()
        process.wait()
    assert subprocess.run(command, capture_output=True, check=False).returncode == 0
    assert reader.is_alive()
    stop.set()
    reader.join(10)
    assert len(seen) > 10
    assert [state for state in seen if state != ([], [])] == []
    there = files(site)
    there.pop(MANIFEST)
    kept = {k: v for k, v in there.items() if not k.endswith(".tmp")}
    assert kept == {a.path: a.content for a in (*offering.content, *offering.indexes)}


def test_an_unknown_server_and_a_wrong_password_are_refused(
    run: Run, approved: Path, server: type[Server], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RELEASE_KIT_WIRE_PASSWORD", "wrong")
    result = run("publish", "wire")
    assert result.code == 4
    assert "wrong" not in result.err
    monkeypatch.setenv("RELEASE_KIT_WIRE_PASSWORD", "secret")
    other = asyncssh.generate_private_key("ssh-ed25519").export_public_key().decode().strip()
    known = approved / "known_hosts"
    known.write_text(known.read_text(encoding="utf-8").split(" ")[0] + f" {other}\n", encoding="utf-8")
    assert run("publish", "wire").code == 4
    known.unlink()
    assert "ssh-keyscan" in run("publish", "wire").err
    assert server.log == []


def test_a_key_with_a_passphrase_logs_in_and_a_wrong_passphrase_is_one_error(
    run: Run, approved: Path, server: type[Server], monkeypatch: pytest.MonkeyPatch
) -> None:
    key = asyncssh.generate_private_key("ssh-ed25519")
    secret = "open sesame"  # noqa: S105  of a key that lives as long as this test
    (approved / "id_press").write_bytes(key.export_private_key("openssh", passphrase=secret))
    (approved / "id_press").chmod(0o600)
    settings = approved / "release-kit.toml"
    settings.write_text(settings.read_text(encoding="utf-8") + 'key = "id_press"\n', encoding="utf-8")
    monkeypatch.setattr(Password, "known", key.export_public_key())
    monkeypatch.delenv("RELEASE_KIT_WIRE_PASSWORD")
    for wrong in ("", "close sesame"):
        monkeypatch.setenv("RELEASE_KIT_WIRE_PASSPHRASE", wrong)
        result = run("publish", "wire")
        assert result.code == 4
        assert "Traceback" not in result.err
    assert server.log == []
    monkeypatch.setenv("RELEASE_KIT_WIRE_PASSPHRASE", "open sesame")
    assert run("publish", "wire").code == 0
    assert (server.root / "site" / "ja" / "fair.html").is_file()
