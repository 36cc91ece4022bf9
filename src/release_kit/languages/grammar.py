"""How a language puts titles, names and organisations together: a part of its row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Grammar:
    """How a language puts office, name and organisation together.

    Templates know {org}, {title}, {Title} (with capitals), {name} (as it is called for), {offices} and
    {bodies}; {merged} is {org} without a last sign that the title repeats.
    """

    named: str  # title and full name
    full: str  # organisation, title and full name
    family: str  # title and family name
    family_full: str  # organisation, title and family name
    office: str  # organisation and title
    several: str  # several offices of one person
    bodies: str  # one title of several bodies
    # Mr, Ms, Dr, Prof, couple, plain: {0} is the family name or the name as written
    courtesy: Mapping[str, str]
    bare: str  # a family name alone: {family} or {full}
    prefixes: Mapping[str, str]  # by the English word, around a title
    both: str  # between two titles of one office
    office_joint: str  # between two offices of one person
    listed: tuple[str, str]  # between three or more, and before their last
    pair: str  # between two
    whole: Mapping[str, str] = field(default_factory=dict)  # prefixes around the whole phrase
    outermost_first: bool = False  # whether the larger body stands before its part
    body_joint: str = ""  # between a body and its part
    merged: str = ""  # last characters of an organisation that a title takes over
    others: tuple[str, ...] = ()  # other orders that an editor may write
    article: str = ""  # before a body whose name has one of these words in it:
    with_article: tuple[str, ...] = ()
    small_words: tuple[str, ...] = ()  # that keep their small letter in a title before a name
