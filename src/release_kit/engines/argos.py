"""Installed Argos packages, run by CTranslate2 itself: large batches, no downloads, no other splitter.

A package is a folder of `metadata.json` (from_code, to_code, target_prefix), `sentencepiece.model`
or `bpe.model`, and `model/`. It is looked for in release-kit's own folder and in Argos Translate's.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from pathlib import Path
from typing import Any

from release_kit.engines.batches import Answers, in_both_manners, threads
from release_kit.errors import NoEngineError
from release_kit.languages import LANGUAGES
from release_kit.model import Abilities, Candidate, Request
from release_kit.scripts import convert

BEAMS = 4
WARY_PENALTY = 1.2  # on repeating a token, where a loop is to be broken
BATCH_TOKENS = 4096
PIVOT = "en"
CHINESE = ("zh-Hant", "zh-Hans")


def model_folders() -> tuple[Path, ...]:
    """Where packages are looked for; the first is where they are installed."""
    data = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    argos = os.environ.get("ARGOS_PACKAGES_DIR") or data / "argos-translate" / "packages"
    own = os.environ.get("RELEASE_KIT_MODELS") or data / "release-kit" / "models"
    return Path(own), Path(argos)


@dataclass(frozen=True, slots=True)
class Package:
    """An installed package."""

    folder: Path
    source: str  # Argos's code
    target: str
    version: str
    target_prefix: str

    @property
    def name(self) -> str:
        return f"{self.source}_{self.target}"


def read_package(folder: Path) -> Package | None:
    """The package in a folder, or None where there is none that is whole."""
    try:
        values = json.loads((folder / "metadata.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    has_pieces = any((folder / name).is_file() for name in ("sentencepiece.model", "bpe.model"))
    if not isinstance(values, dict) or not has_pieces or not (folder / "model" / "model.bin").is_file():
        return None
    return Package(
        folder=folder,
        source=str(values.get("from_code", "")),
        target=str(values.get("to_code", "")),
        version=str(values.get("package_version", "")),
        target_prefix=str(values.get("target_prefix", "")),
    )


def installed_packages() -> list[Package]:
    """Every whole package, ours before Argos's, in order of name."""
    found: list[Package] = []
    for root in model_folders():
        folders = sorted(path for path in root.iterdir() if path.is_dir()) if root.is_dir() else []
        found += [package for folder in folders if (package := read_package(folder))]
    return found


class ArgosEngine:
    """English, Japanese and Chinese by whatever packages are installed."""

    name = "argos"
    abilities = Abilities(set_in=True, mask="{%d}", candidates=BEAMS, prefix=True)

    def __init__(self) -> None:
        self._loaded: dict[Path, _Loaded] = {}
        self._answers = Answers()

    @cached_property
    def packages(self) -> dict[tuple[str, str], Package]:
        """The packages by their pair of Argos codes."""
        return {(package.source, package.target): package for package in reversed(installed_packages())}

    def _package(self, source: str, target: str) -> Package | None:
        """The package for a pair: the very scripts if it is there, else another script of Chinese."""
        for ours in _scripts(source):
            for theirs in _scripts(target):
                found = self.packages.get((LANGUAGES[ours].argos, LANGUAGES[theirs].argos))
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

    def probe_file(self, source: str, target: str) -> Path:
        """Where what was measured of a pair is kept: beside the last model on the way."""
        return self._route(source, target)[-1].folder / "probe.json"

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
            name = "_".join((LANGUAGES[source].argos, LANGUAGES[target].argos))
            raise NoEngineError(f"no package {name} is installed; run: release-kit models install {name}")
        asked = [replace(r, text=convert(r.text, _script_change(source, route[0]))) for r in requests]
        for package in route[:-1]:
            plain = [replace(request, prefix="") for request in asked]
            texts = [found[0].text for found in self._ask(package, plain, 1)]
            asked = [replace(request, text=text) for request, text in zip(asked, texts, strict=True)]
        return self._ask(route[-1], asked, count)

    def _ask(self, package: Package, requests: Sequence[Request], count: int) -> list[list[Candidate]]:
        if package.folder not in self._loaded:
            self._loaded[package.folder] = _Loaded(package)
        work = partial(self._loaded[package.folder].translate, count)
        return self._answers.recall((package.folder, count), requests, work)


def _scripts(tag: str) -> tuple[str, ...]:
    """The tag, and for Chinese the other script behind it."""
    return (tag, *(other for other in CHINESE if other != tag)) if tag in CHINESE else (tag,)


def _tag(code: str) -> str:
    return next((tag for tag, row in LANGUAGES.items() if row.argos == code), "")


def _script_change(source: str, package: Package) -> str:
    """The OpenCC configuration from a source's script to the one that a package reads."""
    reads = _tag(package.source)
    return "" if reads == source else LANGUAGES[reads].unstyled


class _Loaded:
    """A package with its model in memory."""

    def __init__(self, package: Package) -> None:
        import ctranslate2

        self.package = package
        self.model: Any = ctranslate2.Translator(
            str(package.folder / "model"), device="cpu", inter_threads=1, intra_threads=threads()
        )

    @cached_property
    def tokenizer(self) -> Any:
        """Argos's own tokenizers, for whichever kind of pieces the package has."""
        from argostranslate.tokenizer import BPETokenizer, SentencePieceTokenizer

        folder = self.package.folder
        if (folder / "sentencepiece.model").is_file():
            return SentencePieceTokenizer(folder / "sentencepiece.model")
        return BPETokenizer(folder / "bpe.model", self.package.source, self.package.target)

    def translate(self, count: int, requests: Sequence[Request]) -> list[list[Candidate]]:
        items = [(self.tokenizer.encode(request.text), request) for request in requests]
        return in_both_manners(items, partial(self._run, count), limit=BATCH_TOKENS)

    def _run(
        self, count: int, wary: bool, group: Sequence[tuple[list[str], Request]]
    ) -> list[list[Candidate]]:
        head = [self.package.target_prefix] if self.package.target_prefix else []
        prefixes = [head + (self.tokenizer.encode(r.prefix) if r.prefix else []) for _, r in group]
        longest = max(len(tokens) for tokens, _ in group)
        results = self.model.translate_batch(
            [tokens for tokens, _ in group],
            target_prefix=prefixes if any(prefixes) else None,
            beam_size=BEAMS,
            num_hypotheses=min(count, BEAMS),
            replace_unknowns=True,
            max_decoding_length=max(32, longest * 2 + 16),
            length_penalty=0.2,
            repetition_penalty=WARY_PENALTY if wary else 1.0,
            return_scores=True,
        )
        return [
            [
                Candidate(self._decode(tokens[len(head) :]), score / max(len(tokens), 1) ** 0.8)
                for tokens, score in zip(result.hypotheses, result.scores, strict=True)
            ]
            for result in results
        ]

    def _decode(self, tokens: list[str]) -> str:
        text: str = self.tokenizer.decode(tokens)
        return text.strip()
