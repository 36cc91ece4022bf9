"""What a release says of itself is said once, by its source; a rendering's copy is never believed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from release_kit.errors import InputError
from release_kit.kinds import Status
from release_kit.model import Contact, Release
from release_kit.newsroom import digest, ledger_path
from release_kit.places import UnitKey
from release_kit.release.ledger import load_ledger
from release_kit.release.units import field_text

FACTS = ("id", "date", "embargo", "status", "version", "modified", "notes")


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A fact of which a rendering's front matter says something else than its source."""

    key: str  # as in the front matter
    said: str  # by the rendering
    true: str  # by the source
    is_old: bool  # whether the source changed after the rendering was made, so that the copy is only old


def shown_release(source: Release, rendering: Release) -> Release:
    """The rendering as a reader may see it: its own words, and every fact as the source has it.

    Of a withdrawn release only the headline is left, and whom to ask.
    """
    shown = replace(
        rendering,
        contact=_contact(source, rendering),
        **{name: getattr(source, name) for name in FACTS},
    )
    if source.status == Status.WITHDRAWN:
        shown = replace(shown, subtitle="", blocks=(), hashtags=())
    return shown


def _contact(source: Release, rendering: Release) -> Contact:
    """Whom to ask, named as the rendering names it, with the source's numbers."""
    phone, email = (_number(source, rendering, name) for name in ("phone", "email"))
    return replace(rendering.contact, phone=phone, email=email)


def _number(source: Release, rendering: Release, name: str) -> str:
    """The source's number, unless a person put another one into the rendering, such as a local office's."""
    own, true = getattr(rendering.contact, name), getattr(source.contact, name)
    if own == true or rendering is source:
        return str(true)
    is_current = rendering.origin is not None and rendering.origin.of == source.digest
    is_a_persons = is_current or (own and _is_a_persons(rendering, UnitKey(f"contact.{name}")))
    return str(own if is_a_persons else true)


def _is_a_persons(rendering: Release, unit: UnitKey) -> bool:
    """Whether a person wrote a unit, by the account of what the machine wrote."""
    try:
        ledger = load_ledger(ledger_path(rendering.path))
    except InputError:
        return False  # the account is damaged; the check says so
    entries = [entry for entry in ledger.entries if entry.unit == unit] if ledger else []
    return any(entry.written != digest(field_text(rendering, unit)) for entry in entries)


def find_contradictions(source: Release, rendering: Release) -> Iterator[Contradiction]:
    """Every fact that a rendering's front matter states otherwise than its source."""
    is_old = rendering.origin is None or rendering.origin.of != source.digest
    for name in FACTS:
        said, true = getattr(rendering, name), getattr(source, name)
        if said != true and _is_stated(name, rendering):
            key = "note" if name == "notes" else name
            yield Contradiction(key, _written(said), _written(true), is_old)


def _is_stated(name: str, rendering: Release) -> bool:
    """Whether a rendering says it at all; what it leaves out is the source's anyway."""
    unsaid = {"version": 1, "status": Status.DRAFT}
    value = getattr(rendering, name)
    return bool(value) and value != unsaid.get(name)


def _written(value: object) -> str:
    return value.isoformat() if hasattr(value, "isoformat") else str(value or "nothing")
