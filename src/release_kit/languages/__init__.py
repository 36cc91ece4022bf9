"""What is true of each language: the table, typography, scripts, line breaks, sentences, dates, grammar."""

from release_kit.languages.dates import date_text, era_text, fill_date, moment_text
from release_kit.languages.grammar import Grammar
from release_kit.languages.language import FactFinder, FamilyRule, Language, MentionReader
from release_kit.languages.line_breaks import (
    NEVER_FIRST,
    NEVER_LAST,
    balanced_lines,
    split_phrases,
    width_in_columns,
)
from release_kit.languages.reading import TAG_SHAPE
from release_kit.languages.scripts import convert_script
from release_kit.languages.sentences import join_sentences, split_sentences
from release_kit.languages.table import LANGUAGES, PIVOT, language
from release_kit.languages.typography import Face, Typography

__all__ = [
    "LANGUAGES",
    "NEVER_FIRST",
    "NEVER_LAST",
    "PIVOT",
    "TAG_SHAPE",
    "Face",
    "FactFinder",
    "FamilyRule",
    "Grammar",
    "Language",
    "MentionReader",
    "Typography",
    "balanced_lines",
    "convert_script",
    "date_text",
    "era_text",
    "fill_date",
    "join_sentences",
    "language",
    "moment_text",
    "split_phrases",
    "split_sentences",
    "width_in_columns",
]
