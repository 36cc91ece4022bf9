"""Installed Argos packages: `sentencepiece.model` or `bpe.model` beside a `model/` of CTranslate2."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from release_kit.engines.packages import Package
from release_kit.engines.routes import RoutedEngine, Runner
from release_kit.engines.sequences import Sequences

LENGTH_PENALTY = 0.2  # as Argos Translate has it


class ArgosEngine(RoutedEngine):
    """Whatever pairs of Argos Translate's are installed."""

    name = "argos"

    def load(self, package: Package) -> Runner:
        return Sequences(package.folder, ArgosPieces(package), LENGTH_PENALTY)


class ArgosPieces:
    """Argos's own tokenizers, for whichever kind of pieces the package has."""

    def __init__(self, package: Package) -> None:
        self.package = package

    @cached_property
    def tokenizer(self) -> Any:
        from argostranslate.tokenizer import BPETokenizer, SentencePieceTokenizer

        folder = self.package.folder
        if (folder / "sentencepiece.model").is_file():
            return SentencePieceTokenizer(folder / "sentencepiece.model")
        return BPETokenizer(folder / "bpe.model", self.package.source, self.package.target)

    def source(self, text: str) -> list[str]:
        return list(self.tokenizer.encode(text))

    def start(self, text: str) -> list[str]:
        return self.source(text)

    def text(self, pieces: list[str]) -> str:
        return str(self.tokenizer.decode(pieces))
