"""Any CTranslate2 model with its SentencePiece files: OPUS-MT, NLLB, M2M-100, and Marian's own, converted."""

from __future__ import annotations

import json
from functools import cached_property
from pathlib import Path
from typing import Any

from release_kit.engines.packages import Package
from release_kit.engines.routes import RoutedEngine, Runner
from release_kit.engines.sequences import Sequences

END = "</s>"
LENGTH_PENALTY = 1.0


class CTranslate2Engine(RoutedEngine):
    """Whatever models of CTranslate2's format are installed beside Argos's packages."""

    name = "ctranslate2"
    advice = "release-kit models install FOLDER --pair {pair}"

    def load(self, package: Package) -> Runner:
        return Sequences(package.folder, SentencePieces(package.folder), LENGTH_PENALTY)


class SentencePieces:
    """`source.spm` and `target.spm`, and the end of a sentence where the model does not add it itself."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def _open(self, name: str) -> Any:
        import sentencepiece

        return sentencepiece.SentencePieceProcessor(model_file=str(self.folder / name))

    @cached_property
    def _source(self) -> Any:
        return self._open("source.spm")

    @cached_property
    def _target(self) -> Any:
        return self._open("target.spm")

    @cached_property
    def _tail(self) -> list[str]:
        path = self.folder / "model" / "config.json"
        config = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
        return [] if config.get("add_source_eos") else [END]

    def source(self, text: str) -> list[str]:
        return [*self._source.encode(text, out_type=str), *self._tail]

    def start(self, text: str) -> list[str]:
        return list(self._target.encode(text, out_type=str))

    def text(self, pieces: list[str]) -> str:
        return str(self._target.decode([piece for piece in pieces if piece != END]))
