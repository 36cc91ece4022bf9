"""The glossary: rows, base list, matching, composition, first mentions, constraints."""

from release_kit.glossary.base import below
from release_kit.glossary.book import Glossary
from release_kit.glossary.composition import mentioned_people
from release_kit.glossary.constraints import FACT_KINDS, find_constraints, stated_facts, within
from release_kit.glossary.first_mentions import Introducer
from release_kit.glossary.matching import BODIES
from release_kit.glossary.rows import load_glossary, review_glossary

__all__ = [
    "BODIES",
    "FACT_KINDS",
    "Glossary",
    "Introducer",
    "below",
    "find_constraints",
    "load_glossary",
    "mentioned_people",
    "review_glossary",
    "stated_facts",
    "within",
]
