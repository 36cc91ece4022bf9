"""An encoder and decoder run by CTranslate2 itself: large batches, no downloads, no other splitter."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any, Protocol

from release_kit.engines.batches import in_both_manners, mean_score, threads
from release_kit.engines.packages import Package
from release_kit.engines.routes import BEAMS, WARY_PENALTY
from release_kit.model import Candidate, Request

BATCH_TOKENS = 4096
Item = tuple[list[str], Request]


class Tokenizer(Protocol):
    """Text to pieces and back."""

    def source(self, text: str) -> list[str]:
        """A sentence as the encoder reads it."""
        ...

    def start(self, text: str) -> list[str]:
        """The beginning of an answer."""
        ...

    def text(self, pieces: list[str]) -> str:
        """An answer as text."""
        ...


class Sequences:
    """A model in memory with its pieces."""

    def __init__(self, folder: Path, tokenizer: Tokenizer, length_penalty: float) -> None:
        import ctranslate2

        self.tokenizer = tokenizer
        self.length_penalty = length_penalty
        self.model: Any = ctranslate2.Translator(
            str(folder / "model"), device="cpu", inter_threads=1, intra_threads=threads()
        )

    def translate(self, package: Package, count: int, requests: Sequence[Request]) -> list[list[Candidate]]:
        """Candidates of a beam search, in batches of like lengths."""
        head = [package.source_prefix] if package.source_prefix else []
        items = [(head + self.tokenizer.source(request.text), request) for request in requests]
        return in_both_manners(items, partial(self._run, package, count), limit=BATCH_TOKENS)

    def _run(
        self, package: Package, count: int, group: Sequence[Item], *, wary: bool
    ) -> list[list[Candidate]]:
        head = [package.target_prefix] if package.target_prefix else []
        prefixes = [head + (self.tokenizer.start(r.prefix) if r.prefix else []) for _, r in group]
        longest = max(len(tokens) for tokens, _ in group)
        results = self.model.translate_batch(
            [tokens for tokens, _ in group],
            target_prefix=prefixes if any(prefixes) else None,
            beam_size=BEAMS,
            num_hypotheses=min(count, BEAMS),
            replace_unknowns=True,
            max_decoding_length=max(32, longest * 2 + 16),
            length_penalty=self.length_penalty,
            repetition_penalty=WARY_PENALTY if wary else 1.0,
            return_scores=True,
        )
        return [
            [
                Candidate(
                    self.tokenizer.text(tokens[len(head) :]).strip(),
                    mean_score(score, len(tokens), self.length_penalty),
                )
                for tokens, score in zip(result.hypotheses, result.scores, strict=True)
            ]
            for result in results
        ]
