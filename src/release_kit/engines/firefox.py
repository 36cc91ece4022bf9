"""Mozilla's Firefox Translations models, run here: CTranslate2 has no decoder of their kind."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from release_kit.engines.batches import in_both_manners
from release_kit.engines.packages import PIECES, WEIGHTS, Package
from release_kit.engines.routes import BEAMS, WARY_PENALTY, RoutedEngine, Runner
from release_kit.model import Candidate, Request

if TYPE_CHECKING:
    from release_kit.engines.ssru import Network

BATCH_TOKENS = 900  # of the source, times beams: more gains nothing and costs memory
LONGEST = 1000  # tokens read of a sentence; the guard finds what is lost of a longer one
SPACE = "\u2581"  # at the beginning of a piece
Item = tuple[list[int], Request]


class FirefoxEngine(RoutedEngine):
    """Whatever pairs of Mozilla's are installed."""

    name = "firefox"
    advice = "release-kit models install {pair} --from firefox"

    def load(self, package: Package) -> Runner:
        return Student(package.folder)


class Student:
    """A network with its pieces; its weights are read when they are first asked for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @cached_property
    def _pieces(self) -> tuple[Any, Any]:
        import sentencepiece

        read = sentencepiece.SentencePieceProcessor
        return read(model_file=str(self.folder / PIECES[0])), read(model_file=str(self.folder / PIECES[1]))

    @cached_property
    def network(self) -> Network:
        from release_kit.engines.marian import read_weights
        from release_kit.engines.ssru import Network, check

        path = next(self.folder / name for name in WEIGHTS if (self.folder / name).is_file())
        weights = read_weights(path)
        check(weights, str(path))
        return Network(weights)

    def translate(self, package: Package, count: int, requests: Sequence[Request]) -> list[list[Candidate]]:
        """Candidates of a beam search, scored by mean log-probability a token."""
        source, _ = self._pieces
        items = [([*source.encode(request.text)[:LONGEST], source.eos_id()], request) for request in requests]
        return in_both_manners(items, partial(self._run, count), BEAMS, BATCH_TOKENS * BEAMS)

    def _run(self, count: int, group: Sequence[Item], *, wary: bool) -> list[list[Candidate]]:
        from release_kit.engines.beam import Manner, search

        target = self._pieces[1]
        manner = Manner(BEAMS, target.eos_id(), (target.unk_id(),), WARY_PENALTY if wary else 1.0)
        prefixes = [target.encode(request.prefix) if request.prefix else [] for _, request in group]
        limits = [len(prefix) + 2 * len(ids) + 16 for prefix, (ids, _) in zip(prefixes, group, strict=True)]
        found = search(self.network, [ids for ids, _ in group], prefixes, limits, manner)
        return [
            [Candidate(_text(target, request.prefix, h.tokens[len(prefix) :]), h.score) for h in best[:count]]
            for (_, request), prefix, best in zip(group, prefixes, found, strict=True)
        ]


def _text(pieces: Any, start: str, tokens: Sequence[int]) -> str:
    """The start as it was asked for, whatever its pieces can write, and what comes after it."""
    apart = start and tokens and pieces.id_to_piece(tokens[0]).startswith(SPACE)
    text = f"{start}{' ' if apart else ''}{pieces.decode(list(tokens))}"
    return text.strip()
