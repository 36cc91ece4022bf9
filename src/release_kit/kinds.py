"""Kinds of blocks, rows and facts, and states of texts: words in files and templates, values in the code."""

from __future__ import annotations

from enum import StrEnum


class BlockKind(StrEnum):
    """What a block of the body is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"  # of a list
    QUOTE = "quote"
    ROW = "row"  # of a table
    RULER = "ruler"  # the line below a table's head
    CODE = "code"
    HTML = "html"
    RULE = "rule"  # a line across the page
    IMAGE = "image"
    NOTE = "note"  # what a note's mark leads to


class TermKind(StrEnum):
    """What a row of the glossary names."""

    PLACE = "place"
    COMPANY = "company"
    ORGANISATION = "organisation"
    PERSON = "person"
    TITLE = "title"
    EVENT = "event"
    PRODUCT = "product"
    TERM = "term"
    KEEP = "keep"  # the same in every language


class FactKind(StrEnum):
    """What a fact of a text is."""

    URL = "url"
    EMAIL = "email"
    HASHTAG = "hashtag"
    DATE = "date"  # with its year
    MONTH = "month"  # with its year
    DAY = "day"  # with its month, without a year
    BARE = "bare"  # a month alone
    TIME = "time"
    MONEY = "money"
    NUMBER = "number"
    PERCENT = "percent"
    WORD = "word"  # a number in words


class MadeKind(StrEnum):
    """What is read off a text beside rows and facts."""

    FAMILY = "family"  # a person's family name alone
    COMPOSED = "composed"  # a title and a name, a body within a body
    LIST = "list"  # names in a row
    MARKUP = "markup"  # bold, a link, with the text in it
    CODE = "code"  # markup that stays as it is


MatchKind = TermKind | MadeKind
ConstraintKind = TermKind | FactKind | MadeKind


class Status(StrEnum):
    """How far a release is."""

    DRAFT = "draft"
    APPROVED = "approved"
    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"


class OriginStatus(StrEnum):
    """How far a rendering is."""

    DRAFT = "draft"
    APPROVED = "approved"
