"""What is known of a language: one row of the table, read from its own file.

A row says what is true of the language; no other room asks which language it has before it. Where a room
knows several ways of doing something (finding facts, reading mentions of officials), the row names one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from release_kit.languages.grammar import Grammar
from release_kit.languages.typography import Typography


class FactFinder(StrEnum):
    """How numbers, money, dates and times are found in a text of the language."""

    ENGLISH = "english"
    EAST_ASIAN = "east-asian"  # Japanese and Chinese, with numbers in ideographs and eras
    PATTERNS = "patterns"  # by the row's own patterns of dates, times and money alone


class MentionReader(StrEnum):
    """How offices, bodies and names that belong together are read off a text."""

    ENGLISH = "english"
    EAST_ASIAN = "east-asian"
    NONE = ""  # each term stands alone


class FamilyRule(StrEnum):
    """How a family name is told from the full name where the glossary's row does not say it."""

    LAST_WORD = "last-word"
    SIGNS = "signs"  # by the number of ideographs
    NONE = ""


@dataclass(frozen=True, slots=True)
class Dates:
    """How dates are written: patterns of {year}, {month}, {day} and {name}, the month's name."""

    date: str
    month: str  # a month with its year
    day: str  # a day without its year
    bare: str  # a month alone
    months: tuple[str, ...] = ()  # the twelve names
    moment: str = "{date} {time} (UTC{offset})"  # with {weekday} as CLDR shortens it
    zone: str = ""  # in whose time an embargo is shown; nothing: in its own
    eras: tuple[tuple[str, str, int], ...] = ()  # first day, name, the year before its first; newest first
    era: str = ""  # a date by its era: {era}, {year}, {month}, {day}
    first_year: str = "1"  # what an era's first year is called


@dataclass(frozen=True, slots=True)
class Datelines:
    """How the place and day of a release stand at its head."""

    place: str = "{city}, {country}"
    capitals: bool = False  # whether the place is set in capitals
    opening: str = ""
    joint: str = " – "  # between place, wire and date
    closing: str = " –"
    unnamed: str = ""  # place and date where no wire is named; nothing: joined as with one
    short: str = "{place} – {date} –"  # as wires have it that are not named in it
    named: str = "{place} - {wire} - {date} -"  # and those that are
    wire_end: str = ""  # the end mark of plain text for wires; nothing: the language's own


@dataclass(frozen=True, slots=True)
class Models:
    """By what names models and their makers know the language."""

    argos: str  # the code of Argos packages, and of all that are installed here
    file_codes: tuple[str, ...] = ()  # other codes of it in the names of models' files
    mozilla: tuple[str, ...] = ()  # codes in Mozilla's index, where they are others
    tokens: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # of nllb, m2m and opus
    trial: str = ""  # a sentence by which an installed model is tried
    prompt: str = ""  # the name that the built-in model knows it by; nothing where it does not
    prompt_writes: str = ""  # the tag of what the built-in model then writes
    probe_column: int = 0  # of the marks in data/probe; 0 where they have no words of it
    probe_script: str = ""  # OpenCC configuration from that column to this script


@dataclass(frozen=True, slots=True)
class Language:
    """One row of the table."""

    tag: str  # BCP 47, as in file names and feeds
    name: str  # in English
    own_name: str  # in itself
    locale: str  # the CLDR locale
    word_tag: str  # the value of w:lang
    companion: str  # whose face and w:lang stand beside it: of ideographs in Latin text, of Latin in others
    is_latin: bool  # whether it is written in Latin letters
    is_east_asian: bool  # whether Word sets it in its East Asian fonts
    segmenter: str  # the code that the sentence splitter knows
    css_fonts: str  # the font-family list of pages
    models: Models
    dates: Dates
    labels: Mapping[str, str]  # fixed words of handouts and pages
    typography: Typography
    grammar: Grammar
    datelines: Datelines = Datelines()
    order: int = 100  # its place in the table; those of one place stand by their tags
    codes: tuple[str, ...] = ()  # how other tools' codes begin, in small letters; nothing: as the tag
    # sentences
    sentence_joint: str = " "  # what stands between two sentences
    quoted_goes_on: bool = False  # whether a sentence may go on right behind a quotation: 「…」と述べた
    begins_with_capital: bool = False
    punctuation: Mapping[str, str] = field(default_factory=dict)  # ASCII -> full width
    quotes: tuple[str, str, str, str] = ("“", "”", "‘", "’")  # outer and inner pairs
    brackets: tuple[str, str] = (" (", ")")
    label_colon: str = ": "
    joints: str = r"\s"  # behind what a phrase may begin, as a regular expression
    cuts: str = "[,;:] "  # where a clause may end
    phrases: str = ""  # BudouX's model of phrases; nothing: at spaces
    density: float = 1.0  # characters for one of English, by the median of parallel text
    plain_on_wires: bool = False  # whether plain text for wires has straight quotation marks and hyphens
    emphasis_dots: bool = False  # whether emphasis is dots, as letters are not slanted
    # scripts
    sister: str = ""  # the tag of the same language in another script
    from_sister: str = ""  # OpenCC configuration for forms of the glossary
    sister_text: str = ""  # and for running text, with this region's wording
    internal: str = ""  # OpenCC config from this script to the models' one
    written: str = ""  # OpenCC config from the models' script, with this region's wording
    unstyled: str = ""  # OpenCC config for names: characters only
    charset: str = ""  # a Python codec that holds this script's characters and not its neighbours'
    other_letters: str = ""  # letters that do not belong here, as a regular-expression class
    needs: str = ""  # letters of which any sentence has some, as a regular-expression class
    refused_letters: str = ""  # letters that a glossary's form must not hold, as a class
    refused_name: str = ""  # and what they are called in English
    # facts
    facts: FactFinder = FactFinder.PATTERNS
    joined: Mapping[str, str] = field(default_factory=dict)  # units of numbers, money and time
    numerals: Mapping[str, int] = field(
        default_factory=dict
    )  # small numbers in words, where found by patterns
    half_days: str = ""  # words that tell the half of a day, as a regular expression
    yuan: str = ""  # the currency that 元 alone means
    # terms
    has_word_edges: bool = True  # whether words stand apart from each other
    plurals: tuple[str, ...] = ()  # endings of a term that are a part of the mention
    particles: tuple[str, ...] = ()  # what is attached to a word and is no part of it
    mentions: MentionReader = MentionReader.NONE
    family: FamilyRule = FamilyRule.NONE
    family_alone: bool = False  # whether a family name alone is a mention, as against beside a title
    honours: tuple[str, ...] = ()  # words of courtesy right behind a family name
    before_titles: tuple[str, ...] = ()  # words between a family name and a title: 羅副市長
    one_meaning: bool = False  # whether two rows of a glossary may not share a form
    between: str = ", "  # what stands between the members of a list, as a regular expression
    last: str = ", "  # and before the last of them
    body_between: str = ", "  # and between a body and the one around it
    hashtag_capitals: bool = False  # whether the words of a hashtag begin with capitals
    texts: Mapping[str, str] = field(default_factory=dict)  # standing sentences, by their English
    anaphors: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # kind -> "the said city"
