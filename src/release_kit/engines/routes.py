"""What the engines of installed models have in common: which package serves a pair, and by way of English."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property, partial
from pathlib import Path
from typing import Protocol

from release_kit.engines.batches import Answers
from release_kit.engines.packages import Package, fingerprint, installed_packages
from release_kit.errors import NoEngineError
from release_kit.languages import LANGUAGES, PIVOT, convert_script
from release_kit.model import Abilities, Candidate, Request

BEAMS = 4
WARY_PENALTY = 1.2  # on repeating a token, where a loop is to be broken


class Runner(Protocol):
    """A model in memory."""

    def translate(self, package: Package, count: int, requests: Sequence[Request]) -> list[list[Candidate]]:
        """Up to `count` candidates a request for one of the model's pairs."""
        ...


class RoutedEngine:
    """English, Japanese and Chinese by whatever packages of one kind are installed."""

    name = ""
    advice = "release-kit models install {pair}"
    abilities = Abilities(set_in=True, mask="{%d}", candidates=BEAMS, prefix=True)

    def __init__(self) -> None:
        self._loaded: dict[Path, Runner] = {}
        self._answers = Answers()

    def load(self, package: Package) -> Runner:
        """The model of a package, from its folder."""
        raise NotImplementedError

    @cached_property
    def packages(self) -> dict[tuple[str, str], Package]:
        """The packages of this kind by their pair of codes; the first of a pair counts."""
        own = [package for package in installed_packages() if package.kind == self.name]
        return {(package.source, package.target): package for package in reversed(own)}

    def _package(self, source: str, target: str) -> Package | None:
        """The package for a pair: the very scripts if it is there, else another script of Chinese."""
        for ours in _scripts(source):
            for theirs in _scripts(target):
                found = self.packages.get((LANGUAGES[ours].models.argos, LANGUAGES[theirs].models.argos))
                if found:
                    return found
        return None

    def _route(self, source: str, target: str) -> list[Package]:
        """The package for a pair, or two by way of English; none where there is no way."""
        direct = self._package(source, target)
        if direct:
            return [direct]
        ends = [self._package(source, PIVOT), self._package(PIVOT, target)]
        return [end for end in ends if end] if all(ends) and PIVOT not in (source, target) else []

    def fingerprint(self, source: str, target: str) -> str:
        """What changes when a model on the way does: what an answer is kept under."""
        return " ".join(fingerprint(package.folder) for package in self._route(source, target))

    def probe_file(self, source: str, target: str) -> Path:
        """Where what was measured of a pair is kept: beside the last model on the way."""
        last = self._route(source, target)[-1]
        alone = sum(package.folder == last.folder for package in self.packages.values()) == 1
        return last.folder / ("probe.json" if alone else f"probe-{last.name}.json")

    def writes(self, source: str, target: str) -> str:
        """The tag of the language and script that the last package on the way writes."""
        route = self._route(source, target)
        return _tag(route[-1].target) if route else ""

    def translate(
        self, requests: Sequence[Request], source: str, target: str, count: int = 1
    ) -> list[list[Candidate]]:
        """Candidates of a beam search, scored by mean log-probability a token."""
        route = self._route(source, target)
        if not route:
            name = "_".join((LANGUAGES[source].models.argos, LANGUAGES[target].models.argos))
            raise NoEngineError(f"no package {name} is installed; run: {self.advice.format(pair=name)}")
        asked = [replace(r, text=convert_script(r.text, _script_change(source, route[0]))) for r in requests]
        for package in route[:-1]:
            plain = [replace(request, prefix="") for request in asked]
            texts = [found[0].text for found in self._ask(package, plain, 1)]
            asked = [replace(request, text=text) for request, text in zip(asked, texts, strict=True)]
        return self._ask(route[-1], asked, count)

    def _ask(self, package: Package, requests: Sequence[Request], count: int) -> list[list[Candidate]]:
        if package.folder not in self._loaded:
            self._loaded[package.folder] = self.load(package)
        work = partial(self._loaded[package.folder].translate, package, count)
        return self._answers.recall((package, count), requests, work)


def _scripts(tag: str) -> tuple[str, ...]:
    """The tag, and of a language with two scripts the other one behind it."""
    sister = LANGUAGES[tag].sister
    return (tag, sister) if sister else (tag,)


def _tag(code: str) -> str:
    return next((tag for tag, row in LANGUAGES.items() if row.models.argos == code), "")


def _script_change(source: str, package: Package) -> str:
    """The OpenCC configuration from a source's script to the one that a package reads."""
    reads = _tag(package.source)
    return "" if reads == source else LANGUAGES[reads].unstyled
