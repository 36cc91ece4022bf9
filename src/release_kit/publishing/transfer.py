"""Publish: what may be seen goes to a target, content before what points to it, and nothing else.

What goes out is made anew from the newsroom, never taken from `public/`: a release under embargo, or a
rendering that nobody approved, cannot slip through an old build. The target keeps a list of what was put
there, written before the first file and after the last, so that a killed run is resumed, and nothing is
removed or overwritten that is not ours.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from release_kit import extensions
from release_kit.editions import export, make_feeds
from release_kit.errors import TargetError, UsageError
from release_kit.model import Artifact
from release_kit.newsroom import digest
from release_kit.publishing.targets.store import Publisher, Store
from release_kit.publishing.visibility import Held, choose_shown
from release_kit.release import Shelf

MANIFEST = ".release-kit.json"
FORMAT = 1


class Act(StrEnum):
    """What is done to a path of the target."""

    ADD = "add"
    CHANGE = "change"
    REMOVE = "remove"


@dataclass(frozen=True, slots=True)
class Operation:
    """One step of a plan."""

    act: Act
    path: str
    size: int = 0  # bytes


@dataclass(frozen=True, slots=True)
class Offering:
    """What may be seen now: content, and the feeds and indexes that point to it."""

    content: tuple[Artifact, ...]
    indexes: tuple[Artifact, ...]
    held: tuple[Held, ...]


@dataclass(frozen=True, slots=True)
class Manifest:
    """What was put on a target: path -> SHA-256, and paths that a run had begun to put there."""

    files: Mapping[str, str]
    pending: frozenset[str] = frozenset()

    def dump(self) -> bytes:
        values = {
            "format": FORMAT,
            "files": dict(sorted(self.files.items())),
            "pending": sorted(self.pending),
        }
        return (json.dumps(values, ensure_ascii=False, indent=1) + "\n").encode()


def offer(shelf: Shelf, now: datetime, *, drafts: bool = False) -> Offering:
    """The artifacts of everything that may be seen at a moment, and what is held back."""
    shown = choose_shown(shelf, now, drafts=drafts)
    content = tuple(export(shelf.newsroom.formats, shown.editions))
    return Offering(content, tuple(make_feeds(shelf.newsroom, shown.editions, content)), shown.held)


def publish(
    shelf: Shelf, name: str, now: datetime, *, dry_run: bool = False, drafts: bool = False
) -> tuple[list[Operation], Offering]:
    """Bring a target up to date; what was (or would be) done, in order, and what was offered."""
    targets = shelf.newsroom.targets
    if name not in targets:
        known = ", ".join(targets) or "none; write [targets.NAME] with kind and path in release-kit.toml"
        raise UsageError(f"unknown target {name!r}; there are: {known}")
    offering = offer(shelf, now, drafts=drafts)
    publisher = extensions.load("publishers", targets[name].kind, Publisher)
    try:
        with publisher.connect(name, targets[name], shelf.newsroom.root) as store:
            manifest = read_manifest(store, name)
            plan = make_plan(store, manifest, offering)
            if not dry_run and (plan or manifest.pending):
                carry_out(store, manifest, offering, plan)
    except OSError as error:
        raise TargetError(
            f"{name}: {error}\n  Run it again: what was done stays, the rest follows."
        ) from error
    return plan, offering


def read_manifest(store: Store, name: str) -> Manifest:
    """What is known to be ours on a target; a damaged list stops everything."""
    data = store.read(MANIFEST)
    if data is None:
        return Manifest({})
    try:
        values = json.loads(data)
        files = {str(path): str(sha) for path, sha in values["files"].items()}
        pending = frozenset(str(path) for path in values["pending"])
        if values["format"] != FORMAT or any(not is_safe(path) for path in (*files, *pending)):
            raise ValueError
    except (ValueError, KeyError, TypeError, AttributeError):
        fix = (
            "Look at what is there; if all of it is release-kit's, delete that file and everything beside it."
        )
        raise TargetError(f"{name}: {MANIFEST} on the target is damaged\n  {fix}") from None
    return Manifest(files, pending)


def is_safe(path: str) -> bool:
    """Whether a path stays inside the target."""
    return bool(path) and not path.startswith(("/", "\\")) and ".." not in path.replace("\\", "/").split("/")


def make_plan(store: Store, manifest: Manifest, offering: Offering) -> list[Operation]:
    """Content first, then feeds and indexes, then removals; a file that is not ours stops everything."""
    operations: list[Operation] = []
    for artifact in (*offering.content, *offering.indexes):
        sha = digest(artifact.content)
        known = manifest.files.get(artifact.path)
        if known == sha and artifact.path not in manifest.pending:
            continue
        there = store.read(artifact.path)
        if there is not None and digest(there) == sha:
            continue
        if there is not None and known is None and artifact.path not in manifest.pending:
            fix = "Move it away, or give the target a folder of its own."
            raise TargetError(
                f"{artifact.path} is on the target and was not put there by release-kit\n  {fix}"
            )
        act = Act.ADD if there is None else Act.CHANGE
        operations.append(Operation(act, artifact.path, len(artifact.content)))
    wanted = {artifact.path for artifact in (*offering.content, *offering.indexes)}
    gone = sorted((manifest.files.keys() | manifest.pending) - wanted)
    return operations + [Operation(Act.REMOVE, path) for path in gone]


def carry_out(store: Store, manifest: Manifest, offering: Offering, plan: Sequence[Operation]) -> None:
    """Do it: the list of what is begun, the files, the removals, the list of what is there."""
    contents = {artifact.path: artifact.content for artifact in (*offering.content, *offering.indexes)}
    files = {path: digest(content) for path, content in contents.items()}
    begun = frozenset(op.path for op in plan) | manifest.pending
    store.write(MANIFEST, replace(manifest, pending=begun).dump())
    for operation in plan:
        if operation.act is Act.REMOVE:
            store.remove(operation.path)
        else:
            store.write(operation.path, contents[operation.path])
    store.write(MANIFEST, Manifest(files).dump())


def lines(plan: Sequence[Operation], held: Sequence[Held]) -> Iterator[str]:
    """A plan for a person to read."""
    for operation in plan:
        size = f" ({operation.size:,} bytes)" if operation.size else ""
        yield f"{operation.act:7}{operation.path}{size}"
    for item in held:
        yield f"held   {item.release}{' ' if item.language else ''}{item.language}: {item.reason}"
