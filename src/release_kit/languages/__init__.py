"""What is true of each language: the table, typography, scripts, line breaks, sentences, dates, grammar."""

from release_kit.languages.dates import date_text, era_text, moment_text
from release_kit.languages.grammar import GRAMMARS, Grammar
from release_kit.languages.line_breaks import NEVER_FIRST, NEVER_LAST, balanced, columns, phrases
from release_kit.languages.scripts import convert
from release_kit.languages.sentences import join_sentences, split_sentences
from release_kit.languages.table import ENGLISH, LANGUAGES, Language, language
from release_kit.languages.typography import PARTNER, TYPOGRAPHY, Face, Typography

__all__ = [
    "ENGLISH",
    "GRAMMARS",
    "LANGUAGES",
    "NEVER_FIRST",
    "NEVER_LAST",
    "PARTNER",
    "TYPOGRAPHY",
    "Face",
    "Grammar",
    "Language",
    "Typography",
    "balanced",
    "columns",
    "convert",
    "date_text",
    "era_text",
    "join_sentences",
    "language",
    "moment_text",
    "phrases",
    "split_sentences",
]
