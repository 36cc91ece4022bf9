"""Everything that stops a command.

    ReleaseKitError          exit code 2 unless a subclass says otherwise
    ├── UsageError           the command was asked for something that does not exist
    ├── InputError           a file of the user's is missing, unreadable or wrong
    ├── TemplateError        a template cannot be rendered
    ├── ArchiveError         a model archive is damaged or hostile
    ├── ExtensionError       another package's engine, exporter or publisher cannot be used
    ├── NoEngineError        no engine or model for a language pair (3)
    └── TargetError          a publishing target failed (4)

A flaw in a text is a `Finding`, a value, and never an exception.
"""

from __future__ import annotations

from pathlib import Path


class ReleaseKitError(Exception):
    """A message for the user; `exit_code` is what the process returns."""

    exit_code = 2


def _shown(text: str) -> str:
    """A text that any terminal and any JSON document takes: bytes that are not UTF-8 as \\udc80."""
    return text.encode("utf-8", "backslashreplace").decode()


class UsageError(ReleaseKitError):
    """The command names a release, language or format that is not there."""


class InputError(ReleaseKitError):
    """A file of the user's that cannot be read as what it should be."""

    def __init__(self, path: Path | str, problem: str, fix: str = "", line: int = 0) -> None:
        self.path, self.problem, self.fix, self.line = _shown(str(path)), _shown(problem), _shown(fix), line
        place = f"{self.path}:{line}" if line else self.path
        super().__init__(f"{place}: {self.problem}" + (f"\n  {self.fix}" if fix else ""))


class TemplateError(ReleaseKitError):
    """A template that does not parse, or that names what a release does not have."""


class ArchiveError(ReleaseKitError):
    """A model archive or folder that must not or cannot be installed."""


class ExtensionError(ReleaseKitError):
    """A package that offers an engine, exporter or publisher which does not load or lacks something."""


class NoEngineError(ReleaseKitError):
    """Nothing here translates this pair; the message says what to install."""

    exit_code = 3


class TargetError(ReleaseKitError):
    """A publishing target that refused or vanished."""

    exit_code = 4
