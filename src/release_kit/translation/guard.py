"""The guard: segments and constraints in, verified translations with an account of each term out.

The steps go from cheap to dear, and only what is not yet good goes on: the engine's own words and
its other candidates, the target form set into the source, a mask there, clause by clause, and at
last an answer that must go on from the form. Every answer of every step is read by `verification`;
the best verified one wins. What no step can place is `failed`, and a finding says so.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from release_kit import progress
from release_kit.engines import Engine, load_probe
from release_kit.glossary import within
from release_kit.languages import language
from release_kit.model import Abilities, Candidate, Constraint, How, Request, Translation
from release_kit.translation.finishing import finish
from release_kit.translation.verification import Reader, Reading, Task, mask_pattern, placements

SHORTEST_CLAUSE = 24  # characters of English
DEPTH = 2  # how often a sentence may be cut in two
TURNS = 2  # of forcing
STITCHED = -9.0  # the score of a stitched sentence: below any that an engine wrote


@dataclass(frozen=True, slots=True)
class Prompt:
    """A task as an engine sees it in one step."""

    request: Request
    masks: Mapping[int, str]
    hows: Mapping[int, How]


class Guard:
    """Translates tasks of one pair through one engine."""

    def __init__(self, engine: Engine, source: str, target: str) -> None:
        self.engine, self.source, self.target = engine, source, target
        self.row = language(target)
        self.abilities = known_abilities(engine, source, target)
        turned = engine.writes(source, target) != target
        self.written = self.row.written if turned else ""
        self.reader = Reader(
            target,
            source,
            self.row.internal if turned else "",
            self.row.unstyled if turned else "",
            engine.writes(source, target),
            self.abilities.echoes,
            self.abilities.mask,
        )

    def translate(self, tasks: Sequence[Task]) -> list[Translation]:
        """A translation for each task, in order; equal tasks are worked once."""
        unique = list(dict.fromkeys(tasks))
        best = self._solve(unique, DEPTH)
        done = {task: self._translation(reading) for task, reading in zip(unique, best, strict=True)}
        return [done[task] for task in tasks]

    def _solve(self, tasks: Sequence[Task], depth: int) -> list[Reading]:
        """The cascade, top to bottom; `depth` says how often a sentence may still be cut."""
        abilities = self.abilities
        best = self._first(tasks)
        best = self._again(best, self._set_all)
        if abilities.candidates > 1:
            best = self._again(best, self._wary)
        if abilities.mask:
            best = self._again(best, self._mask_missing)
        if depth and not abilities.echoes:
            best = self._split(best, depth)
        if abilities.prefix:
            for _ in range(TURNS):
                best = self._force(best)
        return best if abilities.echoes else self._stitch(best)

    # -- the steps

    def _first(self, tasks: Sequence[Task]) -> list[Reading]:
        """The source as it is; or with the firm constraints set in, where the engine is made for it."""
        plain = self.abilities.plain_first and not self.abilities.echoes
        prompts = [self._prompt(task, lambda c: not (plain or c.soft)) for task in tasks]
        return self._ask(tasks, prompts, self.abilities.candidates)

    def _again(self, readings: Sequence[Reading], step: Callable[[Reading], Prompt | None]) -> list[Reading]:
        """Ask once more for what is not good, by one step; the better answer stays."""
        prompts = {i: p for i, r in enumerate(readings) if not r.is_good and (p := step(r))}
        answers = self._ask(
            [readings[i].task for i in prompts], list(prompts.values()), self.abilities.candidates
        )
        return _better(readings, zip(prompts, answers, strict=True))

    def _set_all(self, reading: Reading) -> Prompt | None:
        if all(reading.hows.get(i) is How.SET_IN for i in range(len(reading.task.constraints))):
            return None
        return self._prompt(reading.task, lambda c: True)

    def _wary(self, reading: Reading) -> Prompt:
        """The same once more, searched for in another manner."""
        prompt = self._prompt(reading.task, lambda c: True)
        return replace(prompt, request=replace(prompt.request, wary=True))

    def _mask_missing(self, reading: Reading) -> Prompt | None:
        if not reading.missing or mask_pattern(self.abilities.mask).search(reading.task.text):
            return None
        return self._prompt(reading.task, lambda c: True, frozenset(reading.missing))

    def _split(self, readings: Sequence[Reading], depth: int) -> list[Reading]:
        """Clause by clause, for what is still not good and can be cut outside its constraints."""
        cuts = {
            i: cut for i, r in enumerate(readings) if not r.is_good and (cut := cut_task(r.task, self.source))
        }
        unique = list(dict.fromkeys(clause for pair in cuts.values() for clause in pair))
        known = dict(zip(unique, self._solve(unique, depth - 1), strict=True)) if unique else {}
        joined = [
            (i, self._join(readings[i].task, [known[clause] for clause in pair])) for i, pair in cuts.items()
        ]
        return _better(readings, joined)

    def _stitch(self, readings: Sequence[Reading]) -> list[Reading]:
        """The last resort: what stands between the forms, translated by itself, forms in between."""
        gaps = {i: _gaps(r.task) for i, r in enumerate(readings) if r.missing}
        texts = list(dict.fromkeys(gap for found in gaps.values() for gap in found if _is_text(gap)))
        requests = [Request(text) for text in texts]
        answers = self.engine.translate(requests, self.source, self.target) if requests else []
        known = {text: found[0].text.strip("。. ") for text, found in zip(texts, answers, strict=True)}
        stitched = ((i, self._stitched(readings[i].task, found, known)) for i, found in gaps.items())
        return _better(readings, stitched)

    def _stitched(self, task: Task, gaps: Sequence[str], known: Mapping[str, str]) -> Reading:
        forms = [self.reader.engine_form(constraint) for constraint in task.constraints]
        pieces = [
            piece
            for gap, form in zip(gaps, [*forms, ""], strict=True)
            for piece in (known.get(gap, ""), form)
        ]
        text = re.sub(r"(?<=[A-Za-z0-9])\x1f(?=[A-Za-z0-9])", " ", "\x1f".join(pieces)).replace("\x1f", "")
        hows = dict.fromkeys(range(len(task.constraints)), How.FORCED)
        return self.reader.read(text, task, STITCHED, {}, hows)

    def _join(self, task: Task, clauses: Sequence[Reading]) -> Reading:
        """Two clauses' answers as one sentence, read again as a whole."""
        texts = [r.expand(r.text)[0].strip().rstrip("。．.，、,") for r in clauses]
        joint = self.row.punctuation.get(",", ", ")
        hows = dict.fromkeys(range(len(task.constraints)), How.SPLIT)
        score = sum(r.score for r in clauses) / len(clauses)
        texts = [self._in_engine_script(r, t) for r, t in zip(clauses, texts, strict=True)]
        return self.reader.read(joint.join(texts), task, score, {}, hows)

    def _in_engine_script(self, reading: Reading, text: str) -> str:
        for index, form in reading.forms.items():
            text = text.replace(form, self.reader.engine_form(reading.task.constraints[index]))
        return text

    def _force(self, readings: Sequence[Reading]) -> list[Reading]:
        """Let the engine go on from an answer cut short and followed by a missing form."""
        tries = [(i, p) for i, r in enumerate(readings) if r.missing for p in self._forced(r)]
        tasks = [readings[i].task for i, _ in tries]
        answers = self._ask(tasks, [prompt for _, prompt in tries], 1)
        return _better(readings, ((i, answer) for (i, _), answer in zip(tries, answers, strict=True)))

    def _forced(self, reading: Reading) -> list[Prompt]:
        """Prompts whose start ends with the first missing form, cut where it may belong."""
        index = reading.missing[0]
        constraint = reading.task.constraints[index]
        text = self._in_engine_script(reading, reading.expand(reading.text)[0])
        middle = len(text) * (constraint.start + 1) / (len(reading.task.text) + 1)
        places = [0, *(m.end() for m in re.finditer(self.row.joints, text[:-1]))]
        nearest = sorted(dict.fromkeys(places), key=lambda place: abs(place - middle))[:4]
        whole = self._prompt(reading.task, lambda c: True)
        hows = dict(reading.hows) | {index: How.FORCED}
        form = self.reader.engine_form(constraint)
        return [
            Prompt(Request(whole.request.text, text[:place] + form), {}, {**whole.hows, **hows})
            for place in nearest
        ]

    # -- asking and reading

    def _prompt(
        self, task: Task, is_set: Callable[[Constraint], bool], masked: frozenset[int] = frozenset()
    ) -> Prompt:
        """The source with forms set in, and masks for some of them."""
        pieces: list[str] = []
        masks: dict[int, str] = {}
        hows: dict[int, How] = {}
        at = 0
        for index, constraint in enumerate(task.constraints):
            pieces.append(task.text[at : constraint.start])
            at = constraint.end
            if index in masked:
                masks[index] = self.abilities.mask % (index + 1)
                pieces.append(masks[index])
                hows[index] = How.MASKED
            elif is_set(constraint):
                pieces.append(self.reader.engine_form(constraint))
                hows[index] = How.SET_IN
            else:
                pieces.append(constraint.source)
                hows[index] = How.PLAIN
        pieces.append(task.text[at:])
        return Prompt(Request("".join(pieces)), masks, hows)

    def _ask(self, tasks: Sequence[Task], prompts: Sequence[Prompt], count: int) -> list[Reading]:
        """The best reading of each task's candidates."""
        requests = [prompt.request for prompt in prompts]
        if requests:
            progress.begin(_step(prompts), len(requests), sum(len(t.constraints) for t in tasks), self.target)
        answers = self.engine.translate(requests, self.source, self.target, count) if requests else []
        return [
            self._best(task, prompt, candidates)
            for task, prompt, candidates in zip(tasks, prompts, answers, strict=True)
        ]

    def _best(self, task: Task, prompt: Prompt, candidates: Sequence[Candidate]) -> Reading:
        readings = []
        for number, candidate in enumerate(candidates):
            hows = dict(prompt.hows)
            if number:
                hows = {i: How.RERANKED if how is How.PLAIN else how for i, how in hows.items()}
            readings.append(self.reader.read(candidate.text, task, candidate.score, prompt.masks, hows))
        return min(readings, key=lambda reading: reading.rank)

    def _translation(self, reading: Reading) -> Translation:
        """The finished text of a reading, with its placements."""
        finished = reading.text
        if not self.reader.echoes:
            finished = finish(reading.text, self.row, self.written, last_sign(reading.task))
        text, spans = reading.expand(finished)
        if self.row.has_word_edges and not self.reader.echoes:
            text = text[:1].upper() + text[1:]
        account = tuple(placements(reading, spans, text))
        how = max((p.how for p in account), key=list(How).index, default=How.PLAIN)
        complaint, _ = reading.expand("; ".join((*reading.faults, *reading.doubts)))
        return Translation(reading.task.text, text, self.engine.name, how, reading.score, account, complaint)


def _step(prompts: Sequence[Prompt]) -> str:
    """The step that prompts belong to, by what was done to their constraints."""
    return max(
        (how for prompt in prompts for how in prompt.hows.values()), key=list(How).index, default="plain"
    )


def known_abilities(engine: Engine, source: str, target: str) -> Abilities:
    """What an engine can do for a pair: as measured, where `models probe` has measured it."""
    where = getattr(engine, "probe_file", None)
    found = load_probe(where(source, target), source, target) if where else None
    return found.apply(engine.abilities) if found else engine.abilities


def _gaps(task: Task) -> list[str]:
    """What stands before, between and after the constraints of a task."""
    edges = [0, *(edge for c in task.constraints for edge in (c.start, c.end)), len(task.text)]
    return [task.text[a:b].strip() for a, b in zip(edges[::2], edges[1::2], strict=True)]


def _is_text(gap: str) -> bool:
    return re.search(r"\w{2}", gap) is not None


def account_for(task: Task, text: str, how: How, target: str) -> Translation:
    """The account of a text that a person wrote or approved."""
    hows = dict.fromkeys(range(len(task.constraints)), how)
    reading = Reader(target, echoes=True, as_written=True).read(text, task, 0.0, {}, hows)
    restored, spans = reading.expand(reading.text)
    return Translation(task.text, restored, "", how, 0.0, tuple(placements(reading, spans, restored)))


def _better(readings: Sequence[Reading], others: Iterable[tuple[int, Reading]]) -> list[Reading]:
    """The readings with each replaced where another is of better rank."""
    best = list(readings)
    for index, other in others:
        if other.rank < best[index].rank:
            best[index] = other
    return best


def last_sign(task: Task) -> str:
    """How the source ends: with a full stop, another sign, or nothing (a headline)."""
    text = task.text.rstrip().rstrip("\"'”’)»」』）")
    if text.endswith((".", "…", "。")):
        return "."
    return text[-1] if text.endswith(("!", "?", ":", "！", "？", "：")) else ""


def cut_task(task: Task, source: str = "en") -> tuple[Task, Task] | None:
    """Two clauses of a task, cut outside its constraints near the middle; None if it is too short."""
    text, row = task.text, language(source)
    shortest = SHORTEST_CLAUSE * row.density
    places = []
    for match in re.finditer(row.cuts, text):
        clear = all(match.end() <= c.start or c.end <= match.start() for c in task.constraints)
        if clear and min(match.start(), len(text) - match.end()) >= shortest:
            places.append(match)
    if not places:
        return None
    cut = min(places, key=lambda match: abs(match.start() - len(text) / 2))
    left = tuple(within(task.constraints, 0, cut.start()))
    right = tuple(within(task.constraints, cut.end(), len(text)))
    return Task(text[: cut.start()], left), Task(text[cut.end() :], right)
