"""A person's word that a rendering is good."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from release_kit.checks import check
from release_kit.errors import UsageError
from release_kit.kinds import OriginStatus
from release_kit.model import Finding, Origin, Severity
from release_kit.newsroom import write_atomic
from release_kit.release import Shelf, write_release


def approve(
    shelf: Shelf, slug: str, tags: Sequence[str], by: str, now: datetime
) -> tuple[list[str], list[Finding]]:
    """Approve the renderings that have no error finding; the tags done, and the errors of the rest.

    The rendering's front matter records who, when, and the SHA-256 of the source that was read.
    """
    source = shelf.sources[slug]
    findings = [f for f in check(shelf, [slug]) if f.severity is Severity.ERROR]
    done: list[str] = []
    for tag in tags:
        rendering = shelf.renderings[slug].get(tag)
        if rendering is None:
            raise UsageError(f"{slug} has no {tag} rendering; run: release-kit translate {slug} --to {tag}")
        if any(finding.place.path == str(rendering.path) for finding in findings):
            continue
        engine = rendering.origin.engine if rendering.origin else ""
        origin = Origin(source.digest, engine, OriginStatus.APPROVED, by, now.isoformat())
        write_atomic(rendering.path, write_release(replace(rendering, origin=origin)))
        done.append(tag)
    return done, findings
