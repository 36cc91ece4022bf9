"""What went out, edition by edition, so that other words under the same version do not pass unsaid.

Readers and wires tell the new from the old by version and time. A place's list keeps, for each edition, its
version and a hash of its words; where the words are others and the version is not, nobody would notice.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from release_kit.editions import Edition
from release_kit.newsroom import digest, page_path
from release_kit.release import read_wording


@dataclass(frozen=True, slots=True)
class Unsaid:
    """An edition whose words changed since it went out, without a correction."""

    release: str
    language: str

    def __str__(self) -> str:
        """What to do about it, for a person."""
        command = f"release-kit correct {self.release}"
        text = "other words than those that are out, under the same version"
        return f"{self.release} {self.language}: {text}; tell readers: {command} --note '...', or --minor"


def words_of(editions: Iterable[Edition]) -> dict[str, str]:
    """What a place's list says of each edition, by the path of its page: its version and its words' hash."""
    return {page_path(e.release.language, e.release.slug): _words(e) for e in editions}


def _words(edition: Edition) -> str:
    texts = [f"{wording.key}\0{wording.text}" for wording in read_wording(edition.release)]
    return f"{edition.release.version} {digest(chr(1).join(texts))}"


def find_unsaid(before: Mapping[str, str], editions: Iterable[Edition]) -> Iterator[Unsaid]:
    """The editions that say something else than they did under the same version."""
    for edition in editions:
        path, now = page_path(edition.release.language, edition.release.slug), _words(edition)
        was = before.get(path, now)
        if was != now and was.split(" ")[0] == now.split(" ")[0]:
            yield Unsaid(edition.release.slug, edition.release.language)
