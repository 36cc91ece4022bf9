"""Mentions of officials in Japanese and Chinese: 高雄市の羅達生副市長, 高雄市副市長羅達生, 羅副市長, 羅氏."""

from __future__ import annotations

import re
from dataclasses import replace

from release_kit.glossary.matching import FAMILY, Match
from release_kit.glossary.phrases import Cursor, Office, Phrase
from release_kit.kinds import TermKind

BEFORE = {  # words in front of a title
    "前": "former", "元": "ex", "次期": "incoming", "候任": "incoming",
    "名誉": "honorary", "名譽": "honorary",
    "代理": "acting", "暫定": "interim", "時任": "then", "时任": "then", "当時の": "then", "副": "deputy",
}  # fmt: skip
BEHIND = {"代理": "acting", "（当時）": "then", "當選人": "elect", "当选人": "elect"}
LEAD = re.compile(rf"の?(?P<prefix>(?:{'|'.join(BEFORE)})*)")
COURTESY = {
    "氏": "plain", "さん": "plain", "様": "plain", "先生": "Mr", "女士": "Ms", "小姐": "Ms",
    "博士": "Dr", "教授": "Prof",
}  # fmt: skip


class EastAsianMentionReader(Cursor):
    """Reads phrases off a text without word edges, from left to right."""

    def read(self, index: int) -> tuple[Phrase, int] | None:
        """The longest phrase that starts at a match, and the index after it."""
        start, outer = self.lead(index)
        first = index
        places: tuple[Match, ...] = ()
        if self.is_body(index):
            places, index = self.bodies(index)
        offices: list[Office] = []
        if self.kind(index) == TermKind.TITLE and self.joins(index, first):
            offices, index = self.offices(index, first, places)
            if places:
                offices[0] = replace(offices[0], prefixes=(*outer, *offices[0].prefixes))
            end = self.end_of(index - 1)
            if self.is_person(index) and re.fullmatch("の|、|，|：|:", self.gap(index) or "の"):
                person = self.matches[index]
                stop = person.end + len(self.honour(person))
                return Phrase(start, stop, tuple(offices), (person,)), index + 1
            phrase = Phrase(start, end, tuple(offices))
            return None if phrase.is_plain_title else (phrase, index)
        if self.is_person(index) and (index == first or self.gap(index) in ("", "の")):
            return self.from_person(index, self.matches[first].start, places)
        return None

    def lead(self, index: int) -> tuple[int, tuple[str, ...]]:
        """Where the words in front of a title begin, and what they mean."""
        left = self.gap(index) if index else self.before(index)
        found = re.search(rf"(?:{'|'.join(BEFORE)})+$", left)
        words = re.findall("|".join(BEFORE), found.group()) if found else []
        return self.matches[index].start - sum(map(len, words)), tuple(BEFORE[word] for word in words)

    def joins(self, index: int, first: int) -> bool:
        return index == first or LEAD.fullmatch(self.gap(index)) is not None

    def bodies(self, index: int) -> tuple[tuple[Match, ...], int]:
        """A chain of bodies, the innermost first; these languages name the outermost first."""
        chain = [self.matches[index]]
        while self.is_body(index + 1) and self.gap(index + 1) in ("", "の"):
            index += 1
            chain.insert(0, self.matches[index])
        return tuple(chain), index + 1

    def end_of(self, index: int) -> int:
        """Where a title ends, 代理 behind it taken in."""
        end = self.matches[index].end
        return end + next((len(word) for word in BEHIND if self.text.startswith(word, end)), 0)

    def office(self, index: int, places: tuple[Match, ...]) -> Office:
        words = [BEHIND[word] for word in BEHIND if self.after(index).startswith(word)]
        return Office((self.matches[index],), places, (*self.lead(index)[1], *words))

    def offices(self, index: int, first: int, places: tuple[Match, ...]) -> tuple[list[Office], int]:
        """One office, or several joined by 兼 or 暨."""
        found = [self.office(index, places)]
        while re.fullmatch("[兼暨]|および|及び", self.gap(index + 1)):
            after = index + 1
            more: tuple[Match, ...] = ()
            if self.is_body(after):
                more, after = self.bodies(after)
            if self.kind(after) != TermKind.TITLE or (more and not self.joins(after, index + 1)):
                break
            if more:
                found.append(self.office(after, more))
            else:
                last = found.pop()
                found.append(Office((*last.titles, self.matches[after]), last.places, last.prefixes))
            index = after
        return found, index + 1

    def from_person(self, index: int, start: int, places: tuple[Match, ...]) -> tuple[Phrase, int] | None:
        """[body の] person title, person body title, person 氏."""
        person = self.matches[index]
        after = index + 1
        own: tuple[Match, ...] = ()
        if not places and self.is_body(after) and self.gap(after) in ("", "・", "、", "，"):
            own, after = self.bodies(after)
        if (
            self.kind(after) == TermKind.TITLE
            and LEAD.fullmatch(self.gap(after))
            and not self.gap(after).startswith("の")
        ):
            offices, stop = self.offices(after, index + 1, places or own)
            return Phrase(start, self.end_of(stop - 1), tuple(offices), (person,)), stop
        honour = self.honour(person)
        if honour and not places:
            return Phrase(start, person.end + len(honour), (), (person,), COURTESY[honour]), index + 1
        if person.kind == FAMILY:
            return Phrase(person.start, person.end, (), (person,)), index + 1
        return None

    def honour(self, person: Match) -> str:
        """The word of courtesy right behind a name."""
        return next((word for word in COURTESY if self.text.startswith(word, person.end)), "")
