"""Publish: what may be seen goes to a target, content before what points to it, and nothing else.

What goes out is made anew from the newsroom, never taken from `public/`: a release under embargo, or a
rendering that nobody approved, cannot slip through an old build. The target keeps a list of what was put
there, written before the first file and after the last, so that a killed run is resumed, and nothing is
removed or overwritten that is not ours.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from release_kit import extensions
from release_kit.editions import Edition, export, make_feeds
from release_kit.errors import ReleaseKitError, TargetError, UsageError
from release_kit.model import Artifact
from release_kit.newsroom import Newsroom, SftpTarget, Target, digest
from release_kit.publishing.manifest import MANIFEST, Entry, Manifest, owner, read_manifest
from release_kit.publishing.outgoing import Unsaid, find_unsaid, words_of
from release_kit.publishing.takedown import take_down
from release_kit.publishing.targets.store import Publisher, Store
from release_kit.publishing.visibility import Held, choose_shown
from release_kit.release import Shelf, closed_releases, read_gates, read_shelf


class Act(StrEnum):
    """What is done to a path of the target."""

    ADD = "add"
    CHANGE = "change"
    REMOVE = "remove"
    KEEP = "keep"  # what lies there is what should; only the list did not know


@dataclass(frozen=True, slots=True)
class Operation:
    """One step of a plan."""

    act: Act
    path: str
    size: int = 0  # bytes


@dataclass(frozen=True, slots=True)
class Offering:
    """What may be seen now: content, and the feeds and indexes that point to it."""

    editions: tuple[Edition, ...]
    content: tuple[Artifact, ...]
    indexes: tuple[Artifact, ...]
    held: tuple[Held, ...]


@dataclass(frozen=True, slots=True)
class Sent:
    """What a run did to a target, or would do."""

    operations: tuple[Operation, ...]
    held: tuple[Held, ...]
    problems: tuple[ReleaseKitError, ...] = ()  # what could not be done while the rest was
    unsaid: tuple[Unsaid, ...] = ()  # other words under the same version


def offer(shelf: Shelf, now: datetime, *, drafts: bool = False) -> Offering:
    """The artifacts of everything that may be seen at a moment, and what is held back."""
    shown = choose_shown(shelf, now, drafts=drafts)
    content = tuple(export(shelf.newsroom.formats, shown.editions))
    return Offering(
        shown.editions, content, tuple(make_feeds(shelf.newsroom, shown.editions, content)), shown.held
    )


def publish(
    newsroom: Newsroom,
    name: str,
    now: datetime,
    *,
    dry_run: bool = False,
    drafts: bool = False,
    verify: bool = False,
    take_over: bool = False,
) -> Sent:
    """Bring a target up to date, down first; what was or would be done, and what was held back.

    `verify` reads every file back; with `take_over` the target's list is this newsroom's whatever it says.
    """
    target = _find_target(newsroom, name)
    problems = [] if dry_run else take_down_elsewhere(newsroom, name, now, drafts=True)
    with open_target(newsroom, name) as store:
        down = [] if dry_run else take_down(newsroom, store, name, now, drafts=drafts, is_home=take_over)
        if not dry_run:
            _check_address(newsroom, name, target)
        shelf = read_shelf(newsroom)
        offering = offer(shelf, now, drafts=drafts)
        manifest = read_manifest(store.read(MANIFEST), name, newsroom, is_home=take_over)
        plan = make_plan(store, manifest, offering, verify=verify, broken=shelf.broken)
        if not dry_run:
            carry_out(store, manifest, offering, plan)
    done = (*(Operation(Act.REMOVE, path) for path in down), *plan)
    unsaid = tuple(find_unsaid(manifest.words, offering.editions))
    return Sent(done, offering.held, (*problems, *shelf.broken.values()), unsaid)


def _find_target(newsroom: Newsroom, name: str) -> Target:
    """The target of a name; a `UsageError` where there is none."""
    targets = newsroom.targets
    if name not in targets:
        known = ", ".join(targets) or "none; write [targets.NAME] with kind and path in release-kit.toml"
        raise UsageError(f"unknown target {name!r}; there are: {known}")
    return targets[name]


def _check_address(newsroom: Newsroom, name: str, target: Target) -> None:
    """A `UsageError` where links that go to another machine would lead nowhere from there."""
    if isinstance(target, SftpTarget) and newsroom.is_example:
        fix = "Write the address at which your readers will find it; --dry-run shows the plan meanwhile."
        problem = f"base_url is still the example's, {newsroom.base_url}: nothing was sent"
        raise UsageError(f"{name}: {problem}\n  {fix}")


def take_down_elsewhere(
    newsroom: Newsroom, name: str, now: datetime, *, drafts: bool
) -> list[ReleaseKitError]:
    """Take down from all other targets what must not be seen; what went wrong with each."""
    problems: list[ReleaseKitError] = []
    others = [other for other in newsroom.targets if other != name]
    for other in others if closed_releases(read_gates(newsroom), now, drafts=drafts) else ():
        try:
            with open_target(newsroom, other) as store:
                take_down(newsroom, store, other, now, drafts=drafts)
        except ReleaseKitError as error:
            problems.append(error)
    return problems


@contextmanager
def open_target(newsroom: Newsroom, name: str) -> Iterator[Store]:
    """The store of a target; whatever goes wrong with it is a `TargetError`."""
    settings = newsroom.targets[name]
    publisher = extensions.load("publishers", settings.kind, Publisher)
    try:
        with publisher.connect(name, settings, newsroom.root) as store:
            yield extensions.hold("publishers", settings.kind, store, Store)
    except OSError as error:
        fix = "Run it again: what was done stays, the rest follows."
        raise TargetError(f"{name}: {error}\n  {fix}") from error


def make_plan(
    store: Store,
    manifest: Manifest,
    offering: Offering,
    *,
    verify: bool = False,
    broken: Collection[str] = (),
) -> list[Operation]:
    """Content first, then feeds and indexes, then removals; a file that is not ours stops everything.

    What is there of a broken release stays as it is.
    """
    artifacts = (*offering.content, *offering.indexes)
    operations = [op for artifact in artifacts if (op := _step(store, manifest, artifact, verify=verify))]
    wanted = {artifact.path for artifact in artifacts}
    gone = sorted(path for path in manifest.paths - wanted if not owner(path, broken))
    return operations + [Operation(Act.REMOVE, path) for path in gone]


def _step(store: Store, manifest: Manifest, artifact: Artifact, *, verify: bool) -> Operation | None:
    """What has to be done for a file; nothing where it lies there as it should."""
    path, sha = artifact.path, digest(artifact.content)
    known = manifest.files.get(path)
    is_known = known is not None and known.sha256 == sha and path not in manifest.pending
    if is_known and known and not verify and known.lies_as(store.measure(path)):
        return None
    there = store.read(path)
    if there is not None and digest(there) == sha:
        return None if is_known else Operation(Act.KEEP, path)
    if there is not None and path not in manifest.paths:
        fix = "Move it away, or give the target a folder of its own."
        raise TargetError(f"{path} is on the target and was not put there by release-kit\n  {fix}")
    return Operation(Act.ADD if there is None else Act.CHANGE, path, len(artifact.content))


def carry_out(store: Store, manifest: Manifest, offering: Offering, plan: Sequence[Operation]) -> None:
    """Do it: the list of what is begun, the files, the removals, the list of what is there."""
    contents = {artifact.path: artifact.content for artifact in (*offering.content, *offering.indexes)}
    work = [operation for operation in plan if operation.act is not Act.KEEP]
    if work or manifest.pending:
        begun = frozenset(operation.path for operation in work) | manifest.pending
        told = manifest.shown | {edition.release.slug for edition in offering.editions}
        store.write(MANIFEST, replace(manifest, pending=begun, shown=told).dump())
    store.sweep({path.rpartition("/")[0] for path in {*manifest.pending, *contents}})
    for operation in work:
        if operation.act is Act.REMOVE:
            store.remove(operation.path)
        else:
            store.write(operation.path, contents[operation.path])
    removed = {operation.path for operation in plan if operation.act is Act.REMOVE}
    files = {path: entry for path, entry in manifest.files.items() if path not in removed}
    slugs = {edition.release.slug for edition in offering.editions}
    for path, content in contents.items():
        files[path] = Entry(digest(content), owner(path, slugs), *(store.measure(path) or (-1, -1)))
    words = {path: said for path, said in manifest.words.items() if path in files}
    words |= words_of(offering.editions)
    final = replace(manifest, files=files, pending=frozenset(), words=words, shown=frozenset(slugs))
    if final != manifest or work:
        store.write(MANIFEST, final.dump())


def plan_lines(plan: Sequence[Operation], held: Sequence[Held]) -> Iterator[str]:
    """A plan for a person to read."""
    for operation in plan:
        if operation.act is Act.KEEP:
            continue
        size = f" ({operation.size:,} bytes)" if operation.size else ""
        yield f"{operation.act:7}{operation.path}{size}"
    for item in held:
        yield f"held   {item.release}{' ' if item.language else ''}{item.language}: {item.reason}"
