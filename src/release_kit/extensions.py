"""The doors for others' code, and how it is found and checked.

A package that declares an entry point in `release_kit.engines`, `release_kit.exporters` or
`release_kit.publishers` is known by the entry's name, the word that a user types. The built-ins
come through the same doors. Entry points in `release_kit.checks` add to the built-in checks. What comes
in is held against its Protocol, or against a function that is called as it is, before it is used.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Sequence
from importlib.metadata import EntryPoint, entry_points
from typing import Any, TypeVar, cast

from release_kit.errors import ExtensionError, ReleaseKitError, UsageError

Kind = TypeVar("Kind")


def load(group: str, name: str, wanted: type[Kind]) -> Kind:
    """The engine, exporter or publisher of a name, made and held against its Protocol.

    A `UsageError` names the ones there are; an `ExtensionError` says which package to put right.
    """
    entry = _find(group, name)
    made: Kind = _guarded(group, entry, lambda: entry.load()())
    for flaw in _flaws(made, wanted):
        raise _refusal(group, entry, flaw)
    return made


def hold(group: str, name: str, made: Kind, wanted: type[Kind]) -> Kind:
    """What an extension gave, held against its Protocol; an `ExtensionError` as that of `load`."""
    for flaw in _flaws(made, wanted):
        raise _refusal(group, _find(group, name), f"gives a {wanted.__name__} that {flaw}")
    return made


def load_function(group: str, name: str, model: Kind) -> Kind:
    """The function of a name, which can be called as the model can; errors as those of `load`."""
    entry = _find(group, name)
    found: Kind = _guarded(group, entry, entry.load)
    takes = list(inspect.signature(cast(Any, model)).parameters)
    if not callable(found) or not _takes(found, takes):
        raise _refusal(group, entry, f"is no function that takes {', '.join(takes)}")
    return found


def names(group: str) -> list[str]:
    """The names in a group, sorted."""
    return sorted({entry.name for entry in entry_points(group=f"release_kit.{group}")})


def _find(group: str, name: str) -> EntryPoint:
    found = {_package(entry): entry for entry in entry_points(group=f"release_kit.{group}", name=name)}
    if not found:
        known = ", ".join(names(group)) or "none"
        raise UsageError(f"unknown {group[:-1]} {name!r}; there are: {known}")
    if len(found) > 1:
        both = " and ".join(sorted(found))
        raise ExtensionError(f"{both}: each has an entry point {name!r} in release_kit.{group}; remove one")
    return next(iter(found.values()))


def _guarded(group: str, entry: EntryPoint, work: Callable[[], Any]) -> Any:
    try:
        return work()
    except ReleaseKitError:
        raise
    except Exception as error:  # others' code may raise anything while it is imported and made
        said = f"{type(error).__name__}: {error}".splitlines()[0]
        raise _refusal(group, entry, f"cannot be loaded: {said}") from error


def _package(entry: EntryPoint) -> str:
    return entry.dist.name if entry.dist else "a package without a name"


def _refusal(group: str, entry: EntryPoint, flaw: str) -> ExtensionError:
    place = f"{_package(entry)}: entry point {entry.name!r} in release_kit.{group} ({entry.value})"
    return ExtensionError(f"{place} {flaw}; update that package or remove it")


def _flaws(made: object, wanted: type) -> Iterator[str]:
    """What an object lacks of a Protocol: attributes, methods, and parameters of these."""
    for attribute in inspect.get_annotations(wanted):
        if not (hasattr(type(made), attribute) or hasattr(made, attribute)):
            yield f"has no attribute `{attribute}`"
    for method, model in vars(wanted).items():
        if method.startswith("_") or not inspect.isfunction(model):
            continue
        own, takes = getattr(made, method, None), list(inspect.signature(model).parameters)[1:]
        if not callable(own):
            yield f"has no method `{method}`"
        elif not _takes(own, takes):
            yield f"has a method `{method}` that does not take {', '.join(takes)}"


def _takes(own: Callable[..., Any], names: Sequence[str]) -> bool:
    """Whether a function can be called with so many arguments, by place."""
    try:
        inspect.signature(own).bind(*names)
    except TypeError:
        return False
    except ValueError:  # written in C, without a signature
        return True
    return True
