"""How each language puts titles, names and organisations together: one table a language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Grammar:
    """How a language puts office, name and organisation together.

    Templates know {org}, {title}, {name} (as it is called for), {offices} and {bodies}.
    """

    named: str  # title and full name
    full: str  # organisation, title and full name
    family: str  # title and family name
    family_full: str  # organisation, title and family name
    office: str  # organisation and title
    several: str  # several offices of one person
    bodies: str  # one title of several bodies
    courtesy: Mapping[
        str, str
    ]  # Mr, Ms, Dr, Prof, couple, plain: {0} is the family name or the name as written
    bare: str  # a family name alone: {family} or {full}
    prefixes: Mapping[str, str]  # by the English word, around a title
    whole: Mapping[str, str]  # the same, around the whole phrase
    both: str  # between two titles of one office
    listed: tuple[str, str]  # between three or more, and before their last
    pair: str  # between two
    merged: str = ""  # last characters of an organisation that a title takes over
    others: tuple[str, ...] = ()  # other orders that an editor may write
    is_spaced: bool = False  # whether words stand apart


JAPANESE = Grammar(
    named="{name}{title}",
    full="{org}の{name}{title}",
    family="{name}{title}",
    family_full="{org}の{name}{title}",
    office="{merged}{title}",
    several="{offices}の{name}氏",
    bodies="{bodies}の{title}",
    courtesy={
        "Mr": "{0}氏",
        "Ms": "{0}氏",
        "Dr": "{0}博士",
        "Prof": "{0}教授",
        "couple": "{0}夫妻",
        "plain": "{0}氏",
    },
    bare="{family}氏",
    prefixes={
        "former": "前{0}",
        "ex": "元{0}",
        "acting": "{0}代理",
        "interim": "暫定{0}",
        "vice": "副{0}",
        "deputy": "副{0}",
        "incoming": "次期{0}",
        "elect": "次期{0}",
        "honorary": "名誉{0}",
    },
    whole={"then": "{0}（当時）"},
    both="兼",
    listed=("、", "、"),
    pair="と",
    merged="市県局部課町村",
    others=(
        "{name}{merged}{title}",
        "{merged}{title}の{name}氏",
        "{merged}{title}の{name}",
        "{org}{name}{title}",
        "{name}・{merged}{title}",
    ),
)
TRADITIONAL = Grammar(
    named="{title}{name}",
    full="{merged}{title}{name}",
    family="{name}{title}",
    family_full="{org}{name}{title}",
    office="{merged}{title}",
    several="{offices}{name}",
    bodies="{bodies}{title}",
    courtesy={
        "Mr": "{0}先生",
        "Ms": "{0}女士",
        "Dr": "{0}博士",
        "Prof": "{0}教授",
        "couple": "{0}氏夫婦",
        "plain": "{0}",
    },
    bare="{full}",
    prefixes={
        "former": "前{0}",
        "ex": "前{0}",
        "acting": "代理{0}",
        "interim": "代理{0}",
        "vice": "副{0}",
        "deputy": "副{0}",
        "incoming": "候任{0}",
        "elect": "{0}當選人",
        "honorary": "名譽{0}",
    },
    whole={"then": "時任{0}"},
    both="兼",
    listed=("、", "及"),
    pair="與",
    merged="市縣",
    others=("{org}{name}{title}", "{name}{title}", "{org}{title}{name}"),
)
SIMPLIFIED = replace(
    TRADITIONAL,
    courtesy={**TRADITIONAL.courtesy, "couple": "{0}氏夫妇"},
    prefixes={**TRADITIONAL.prefixes, "elect": "{0}当选人", "honorary": "名誉{0}"},
    whole={"then": "时任{0}"},
    listed=("、", "和"),
    pair="与",
    merged="市县",
)
ENGLISH = Grammar(
    named="{Title} {name}",
    full="{Title} {name} of {org}",
    family="{Title} {name}",
    family_full="{Title} {name} of {org}",
    office="{title} of {org}",
    several="{name}, {offices}",
    bodies="{title}s of {bodies}",
    courtesy={
        "Mr": "Mr. {0}",
        "Ms": "Ms. {0}",
        "Dr": "Dr. {0}",
        "Prof": "Professor {0}",
        "couple": "Mr. and Mrs. {0}",
        "plain": "{0}",
    },
    bare="{family}",
    prefixes={
        "former": "former {0}",
        "ex": "former {0}",
        "acting": "acting {0}",
        "interim": "interim {0}",
        "vice": "vice {0}",
        "deputy": "deputy {0}",
        "incoming": "incoming {0}",
        "elect": "{0}-elect",
        "honorary": "honorary {0}",
        "then": "then-{0}",
    },
    whole={},
    both=" and ",
    listed=(", ", " and "),
    pair=" and ",
    others=(
        "{org} {Title} {name}",
        "{name}, {title} of {org}",
        "{name}, the {title} of {org}",
        "{org}'s {title}, {name}",
    ),
    is_spaced=True,
)
GRAMMARS: Mapping[str, Grammar] = {
    "en": ENGLISH,
    "ja": JAPANESE,
    "zh-Hant": TRADITIONAL,
    "zh-Hans": SIMPLIFIED,
}
