"""Fields that go into another language by rule and table, never by the model."""

from __future__ import annotations

import re

from release_kit.glossary import BODY_KINDS, Glossary
from release_kit.languages import LANGUAGES, language
from release_kit.newsroom import Newsroom
from release_kit.places import UnitKey
from release_kit.release import BOILERPLATE, DISCLAIMER, HASHTAGS


def render_field(key: UnitKey, text: str, newsroom: Newsroom, glossary: Glossary, target: str) -> str | None:
    """The field in the target language; None where no rule knows it and the engine must."""
    if key == HASHTAGS:
        return " ".join(hashtag(tag, newsroom.source, glossary, target) for tag in text.split())
    if key == BOILERPLATE:
        return text if text in newsroom.boilerplate else None
    if key == DISCLAIMER:
        return standing_sentence(text, target)
    source = newsroom.source
    name = glossary.name_of(text, source, target) or _office(text, newsroom, target)
    return name or bodies(text, source, glossary, target) or text


def bodies(text: str, source: str, glossary: Glossary, target: str) -> str:
    """A body within a body, "Bureau, City Government", in the target's order; else nothing."""
    found = glossary.find(text, source)
    ours, theirs = language(source), language(target)
    rest = text
    for match in reversed(found):
        rest = rest[: match.start] + "\0" + rest[match.end :]
    known = all(match.kind in BODY_KINDS and target in match.term.forms for match in found)
    if len(found) < 2 or not known or not re.fullmatch(rf"\0(?:(?:{ours.body_between})\0)+", rest):
        return ""
    forms = [match.term.forms[target] for match in found]
    if ours.grammar.outermost_first != theirs.grammar.outermost_first:
        forms.reverse()
    return theirs.grammar.body_joint.join(forms)


def _office(text: str, newsroom: Newsroom, target: str) -> str:
    is_ours = newsroom.name.get(newsroom.source) == text
    return newsroom.name.get(target, "") if is_ours else ""


def hashtag(tag: str, source: str, glossary: Glossary, target: str) -> str:
    """A hashtag in the target language: a term's form without its spaces, or as it is."""
    words = tag.lstrip("#")
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])|_", " ", words)
    form = glossary.name_of(words, source, target) or glossary.name_of(spaced, source, target)
    if language(target).hashtag_capitals:
        form = " ".join(word[:1].upper() + word[1:] for word in form.split(" "))
    return "#" + re.sub(r"[^\w]", "", form) if form else f"#{words}"


def standing_sentence(text: str, target: str) -> str | None:
    """A sentence of the tables in the target language, from whichever language it stands in."""
    for row in LANGUAGES.values():
        for english, own in row.texts.items():
            if text in (english, own):
                return language(target).texts.get(english, english)
    return None
