"""The table of languages, put together from one file a language.

The built-in rows lie in `data/languages/`; a newsroom adds its own from its folder `languages/`. Sources:
BCP 47 for tags; JLREQ and CLREQ (W3C) for punctuation and spacing; each row says its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib.resources import files
from pathlib import Path

from release_kit.errors import UsageError
from release_kit.languages.language import Language
from release_kit.languages.reading import read_row

BUILT_IN = Path(str(files("release_kit") / "data" / "languages"))
PIVOT = "en"  # what the shipped lists, sentences and model start from, and what models go by way of


class Table(Mapping[str, Language]):
    """Rows by their tags, in their order; files are read when a row is first asked for."""

    def __init__(self, *folders: Path) -> None:
        self._folders = list(folders)
        self._rows: dict[str, Language] = {}

    def add(self, folder: Path) -> None:
        """Take in the rows of one more folder, as they are now, for as long as the process lasts.

        Of two rows of a tag the later folder's counts.
        """
        if folder not in self._folders:
            self._folders.append(folder)
        self._rows = {}

    @property
    def word_lists(self) -> tuple[Path, ...]:
        """Files with words of added languages for the base list: terms.TAG.csv, beside their rows."""
        return tuple(path for folder in self._folders for path in sorted(folder.glob("terms.*.csv")))

    def _read(self) -> dict[str, Language]:
        rows = self._rows
        if not rows:
            paths = {path.stem: path for folder in self._folders for path in sorted(folder.glob("*.toml"))}
            found = sorted((read_row(path) for path in paths.values()), key=lambda row: (row.order, row.tag))
            rows = self._rows = {row.tag: row for row in found}
        return rows

    def __getitem__(self, tag: str) -> Language:
        return self._read()[tag]

    def __iter__(self) -> Iterator[str]:
        return iter(self._read())

    def __len__(self) -> int:
        return len(self._read())


LANGUAGES = Table(BUILT_IN)


def language(tag: str) -> Language:
    """The row of a tag; a `UsageError` names the tags there are."""
    try:
        return LANGUAGES[tag]
    except KeyError:
        known = ", ".join(LANGUAGES)
        raise UsageError(f"unknown language {tag!r}; release-kit writes {known}") from None
