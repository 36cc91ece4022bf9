"""The glossary: rows, base list, matching, composition, first mentions, constraints."""

from release_kit.glossary.base import base_rows_below
from release_kit.glossary.book import Glossary
from release_kit.glossary.composition import mentioned_people
from release_kit.glossary.constraints import FACT_KINDS, constraints_within, find_constraints, stated_facts
from release_kit.glossary.first_mentions import Introducer
from release_kit.glossary.matching import BODY_KINDS
from release_kit.glossary.rows import load_glossary, review_glossary

__all__ = [
    "BODY_KINDS",
    "FACT_KINDS",
    "Glossary",
    "Introducer",
    "base_rows_below",
    "constraints_within",
    "find_constraints",
    "load_glossary",
    "mentioned_people",
    "review_glossary",
    "stated_facts",
]
