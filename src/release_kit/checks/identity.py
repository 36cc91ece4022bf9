"""What a finding is known by: its check, its rule and its sentence, in both languages; never its line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from release_kit.languages import split_sentences
from release_kit.model import Finding, Severity
from release_kit.newsroom import digest
from release_kit.release import Acceptance

LENGTH = 8  # hexadecimal digits; told apart within one rendering


def identify(check: str, rule: str, texts: Sequence[str]) -> str:
    """A short name for a finding that stays while its texts do; nothing where it is about no text."""
    return digest("\0".join([check, rule, *texts]))[:LENGTH] if any(texts) else ""


def sentences_about(
    source: tuple[str, str], target: tuple[str, str], word: str, passage: str
) -> tuple[str, ...]:
    """The sentences of a unit, text and language, that hold a word of the source or a passage of the target.

    The whole unit where its sentences do not go one to one, or none holds either.
    """
    ours, theirs = split_sentences(*source), split_sentences(*target)
    if len(ours) == len(theirs):
        pairs = list(zip(ours, theirs, strict=True))
        held = [pair for pair in pairs if (word and word in pair[0]) or (passage and passage in pair[1])]
        if held:
            return tuple(text for pair in held for text in pair)
    return source[0], target[0]


def take_acceptance(finding: Finding, accepted: Sequence[Acceptance]) -> Finding:
    """The finding, marked where a person has accepted it; it counts no more then."""
    said = next((a for a in accepted if finding.id and a.finding == finding.id), None)
    if said is None:
        return finding
    return replace(finding, severity=Severity.ACCEPTED, by=said.by, why=said.why)
