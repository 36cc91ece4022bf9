"""The built-in model: a small decoder that was trained to keep target words set into its source.

`training/` makes it and its card says from what. It reads `English: ...`, a line end and
`Japanese: ` or `Chinese: ` (Simplified), and writes one line.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property, partial
from importlib.resources import files
from pathlib import Path
from typing import Any

from release_kit.engines.batches import Answers, in_both_manners, mean_score, threads
from release_kit.engines.packages import fingerprint, model_folders
from release_kit.engines.probe import load_probe
from release_kit.engines.processor import multiplies_exactly
from release_kit.errors import NoEngineError
from release_kit.languages import LANGUAGES, PIVOT
from release_kit.model import Abilities, Candidate, Request

BEAMS = 4
PENALTY, WARY_PENALTY = 1.0, 1.2  # on repeating a token; the second breaks loops
LENGTH_PENALTY = 1.8  # chosen on FLORES dev: less is left out than with 1
Item = tuple[list[str], Request]


class CompactEngine:
    """English to Japanese and Chinese, with what ships in the package."""

    name = "compact"
    abilities = Abilities(set_in=True, mask="{%d}", candidates=BEAMS, prefix=True, plain_first=False)

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder or Path(str(files("release_kit") / "data" / "compact"))
        self._answers = Answers()

    def writes(self, source: str, target: str) -> str:
        """Simplified Chinese for either Chinese; nothing where there is no model for the pair."""
        here = source == PIVOT and target in LANGUAGES and (self.folder / "model.bin").is_file()
        return LANGUAGES[target].models.prompt_writes if here else ""

    def probe_file(self, source: str, target: str) -> Path:
        """Where what was measured of a pair is kept: what was measured here, else beside the model."""
        own = self.own_probe_file(source, target)
        return own if load_probe(own, source, target) else self.folder / "probe.json"

    def own_probe_file(self, source: str, target: str) -> Path:
        """Where a measurement made here goes: among the user's models, never into the package."""
        return model_folders()[0] / f"probe-{self.name}.json"

    def fingerprint(self, source: str, target: str) -> str:
        """What changes when the model does: what an answer is kept under."""
        return fingerprint(self.folder)

    @cached_property
    def _pieces(self) -> Any:
        import sentencepiece

        return sentencepiece.SentencePieceProcessor(model_file=str(self.folder / "sentencepiece.model"))

    @cached_property
    def _model(self) -> Any:
        import ctranslate2

        if not (self.folder / "model.bin").is_file():
            raise NoEngineError(f"the built-in model is missing from {self.folder}; reinstall release-kit")
        kind = "int8" if multiplies_exactly() else "float32"
        return ctranslate2.Generator(
            str(self.folder), device="cpu", compute_type=kind, inter_threads=1, intra_threads=threads()
        )

    def translate(
        self, requests: Sequence[Request], source: str, target: str, count: int = 1
    ) -> list[list[Candidate]]:
        """Candidates of a beam search, scored by mean log-probability a token."""
        if not self.writes(source, target):
            raise NoEngineError(f"the built-in model does not translate {source} to {target}")
        prompt = LANGUAGES[target].models.prompt
        return self._answers.recall((prompt, count), requests, partial(self._generate, prompt, count))

    def _generate(self, prompt: str, count: int, requests: Sequence[Request]) -> list[list[Candidate]]:
        items: list[Item] = [(self._encode(request, prompt), request) for request in requests]
        return in_both_manners(items, partial(self._run, count), BEAMS)

    def _encode(self, request: Request, prompt: str) -> list[str]:
        text = " ".join(request.text.split())
        tokens = ["<bos>", *self._pieces.encode(f"English: {text}\n{prompt}: ", out_type=str)]
        if request.prefix:
            tokens += self._pieces.encode(request.prefix, out_type=str)
        return tokens

    def _run(self, count: int, group: Sequence[Item], *, wary: bool) -> list[list[Candidate]]:
        longest = max(len(tokens) for tokens, _ in group)
        results = self._model.generate_batch(
            [tokens for tokens, _ in group],
            beam_size=BEAMS,
            num_hypotheses=min(count, BEAMS),
            max_length=int(longest * 1.5) + 24,
            end_token="\n",  # noqa: S106 - a token of text, not a secret
            include_prompt_in_result=False,
            return_scores=True,
            length_penalty=LENGTH_PENALTY,
            repetition_penalty=WARY_PENALTY if wary else PENALTY,
        )
        return [
            [
                Candidate(
                    request.prefix + self._pieces.decode(tokens).strip(),
                    mean_score(score, len(tokens), LENGTH_PENALTY),
                )
                for tokens, score in zip(result.sequences, result.scores, strict=True)
            ]
            for (_, request), result in zip(group, results, strict=True)
        ]
