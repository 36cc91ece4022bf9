"""Everything that is made of editions, as artifacts: nothing is written here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from release_kit import extensions
from release_kit.editions.edition import Edition
from release_kit.editions.exporter import Exporter
from release_kit.errors import InputError
from release_kit.model import Artifact
from release_kit.newsroom import Newsroom, handout_path


def export(formats: Iterable[str], editions: Sequence[Edition]) -> list[Artifact]:
    """The artifacts of the formats, edition by edition; a picture of all languages comes once."""
    exporters = [extensions.load("exporters", name, Exporter) for name in formats]
    made = (
        artifact for edition in editions for exporter in exporters for artifact in exporter.export(edition)
    )
    return list(distinct(made))


def distinct(made: Iterable[Artifact]) -> Iterator[Artifact]:
    """Each artifact once; an `InputError` where two that differ would lie in one place."""
    seen: dict[str, bytes] = {}
    for artifact in made:
        if artifact.path not in seen:
            seen[artifact.path] = artifact.content
            yield artifact
        elif seen[artifact.path] != artifact.content:
            fix = "Give one of them another name: a picture, a release's folder, or a wire's `file_name`."
            raise InputError(artifact.path, "two different files would have this name", fix)


def make_indexes(newsroom: Newsroom, editions: Sequence[Edition]) -> list[Artifact]:
    """The list of each language's releases, and the first page."""
    from release_kit.editions.web import export_home, export_index

    lists = [
        export_index(newsroom, tag, [e for e in editions if e.release.language == tag])
        for tag in newsroom.languages
    ]
    return [*lists, export_home(newsroom, editions)]


def make_feeds(
    newsroom: Newsroom, editions: Sequence[Edition], content: Sequence[Artifact] = ()
) -> list[Artifact]:
    """Index pages and every feed. `content` was made with them; else public/ says how large files are."""
    from release_kit.editions.feeds import export_feeds

    feeds = export_feeds(newsroom, editions, _measure(newsroom, editions, content))
    return [*make_indexes(newsroom, editions), *feeds]


def _measure(
    newsroom: Newsroom, editions: Sequence[Edition], content: Sequence[Artifact]
) -> Callable[[str], int]:
    """How large a public file is, or will be once it is made."""
    from release_kit.editions.word import handout_size

    sizes = {artifact.path: len(artifact.content) for artifact in content}
    places = {handout_path(e.release.language, e.release.slug): e for e in editions}

    def size(path: str) -> int:
        if path not in sizes and (newsroom.public / path).is_file():
            sizes[path] = (newsroom.public / path).stat().st_size
        if path not in sizes:
            sizes[path] = handout_size(places[path])
        return sizes[path]

    return size
