"""The network of Mozilla's Firefox Translations models, in NumPy: a transformer whose decoder is recurrent.

CTranslate2 has no such decoder, so these models are run here. Encoder: Vaswani et al. 2017 with norms behind
each sublayer. Decoder: a simpler simple recurrent unit (Kim et al. 2019, D19-5632) in place of
self-attention, then attention to the source. Tensors have Marian's names; shapes are (rows, positions,
width).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from release_kit.errors import ArchiveError

if TYPE_CHECKING:
    from release_kit.engines.marian import Array, Weights

EPSILON = 1e-6
HIDDEN = -1e9  # added to what attention must not see
NEEDED = {
    "type": "transformer",
    "transformer-decoder-autoreg": "rnn",
    "dec-cell": "ssru",
    "transformer-preprocess": "",
    "transformer-postprocess": "dan",
    "transformer-ffn-activation": "relu",
    "transformer-ffn-depth": 2,
    "transformer-postprocess-emb": "d",
    "transformer-postprocess-top": "",
    "transformer-tied-layers": [],
    "transformer-rnn-projection": False,
    "transformer-no-projection": False,
    "transformer-train-position-embeddings": False,
    "layer-normalization": False,
    "output-omit-bias": False,
}


@dataclass(slots=True)
class State:
    """What a decoder carries from one token to the next, for rows of (sentence, beam)."""

    cells: list[Array]  # a layer's memory: (rows, width)
    keys: list[Array]  # a layer's view of the source: (sentences, heads, size, positions)
    values: list[Array]  # (sentences, heads, positions, size)
    hidden: Array  # (sentences, 1, 1, positions): 0, or `HIDDEN` where the source is padding

    def chosen(self, sentences: Any, rows: Any) -> State:
        """The state of some sentences and some rows only."""
        return State(
            [cell[rows] for cell in self.cells],
            [key[sentences] for key in self.keys],
            [value[sentences] for value in self.values],
            self.hidden[sentences],
        )


def layers(tensors: Mapping[str, Array], prefix: str, part: str) -> int:
    """How many layers a side has."""
    return sum(name.startswith(prefix) and name.endswith(part) for name in tensors)


def check(weights: Weights, where: str) -> None:
    """An `ArchiveError` where the weights are of another kind of network."""
    for name, wanted in NEEDED.items():
        found = weights.settings.get(name, wanted)
        if found != wanted:
            raise ArchiveError(f"{where}: {name} is {found!r}; only {wanted!r} can be run here")


class Network:
    """The two sides of a model."""

    def __init__(self, weights: Weights) -> None:
        self.w = weights.tensors
        self.heads = int(weights.settings.get("transformer-heads", 8))
        self.encoder_layers = layers(self.w, "encoder_l", "_self_Wq")
        self.decoder_layers = layers(self.w, "decoder_l", "_rnn_W")
        shared = self.w.get("Wemb")
        self.source = self.w["encoder_Wemb"] if shared is None else shared
        self.target = self.w["decoder_Wemb"] if shared is None else shared
        self.width = self.target.shape[1]
        self.output = self.w.get("decoder_ff_logit_out_W")
        self.bias = self.w["decoder_ff_logit_out_b"]

    def _linear(self, x: Array, name: str, which: str) -> Array:
        return x @ self.w[f"{name}_W{which}"] + self.w[f"{name}_b{which}"]

    def _settle(self, x: Array, added: Array, name: str) -> Array:
        """Add and norm."""
        x = x + added
        x = x - x.mean(-1, keepdims=True)
        x = x / np.sqrt((x * x).mean(-1, keepdims=True) + EPSILON)
        return x * self.w[f"{name}_ln_scale"] + self.w[f"{name}_ln_bias"]

    def _feed_forward(self, x: Array, name: str) -> Array:
        inner = np.maximum(self._linear(x, name, "1"), 0)
        return self._settle(x, self._linear(inner, name, "2"), f"{name}_ffn")

    def _split(self, x: Array) -> Array:
        """(rows, positions, width) as (rows, heads, positions, size)."""
        return x.reshape(*x.shape[:2], self.heads, -1).transpose(0, 2, 1, 3)

    def _look(self, query: Array, key: Array, value: Array, hidden: Array) -> Array:
        """Attention of (rows, heads, positions, size) queries, joined again to (rows, positions, width)."""
        scores = query @ key / np.float32(np.sqrt(query.shape[-1])) + hidden
        scores = np.exp(scores - scores.max(-1, keepdims=True))
        seen = (scores / scores.sum(-1, keepdims=True)) @ value
        joined: Array = seen.transpose(0, 2, 1, 3).reshape(query.shape[0], query.shape[2], -1)
        return joined

    def signal(self, start: int, count: int) -> Array:
        """Sinusoids of some positions: sines in the first half, cosines in the second."""
        half = self.width // 2
        rates = np.exp(np.arange(half) * -(np.log(10000.0) / (half - 1)))
        angles = np.arange(start, start + count)[:, None] * rates[None, :]
        return np.concatenate([np.sin(angles), np.cos(angles)], 1).astype(np.float32)

    def encode(self, sentences: Sequence[Sequence[int]]) -> State:
        """A first state for sentences of token ids, each with its end."""
        longest = max(map(len, sentences))
        ids = np.zeros((len(sentences), longest), np.int64)
        hidden = np.full((len(sentences), 1, 1, longest), HIDDEN, np.float32)
        for row, sentence in enumerate(sentences):
            ids[row, : len(sentence)] = sentence
            hidden[row, :, :, : len(sentence)] = 0
        x = self.source[ids] * np.float32(np.sqrt(self.width)) + self.signal(0, longest)
        for layer in range(1, self.encoder_layers + 1):
            name = f"encoder_l{layer}_self"
            query, key, value = (self._split(self._linear(x, name, which)) for which in "qkv")
            seen = self._look(query, key.transpose(0, 1, 3, 2), value, hidden)
            x = self._settle(x, self._linear(seen, name, "o"), f"{name}_Wo")
            x = self._feed_forward(x, f"encoder_l{layer}_ffn")
        state = State([], [], [], hidden)
        for layer in range(1, self.decoder_layers + 1):
            name = f"decoder_l{layer}_context"
            state.keys.append(self._split(self._linear(x, name, "k")).transpose(0, 1, 3, 2))
            state.values.append(self._split(self._linear(x, name, "v")))
            state.cells.append(np.zeros((len(sentences), self.width), np.float32))
        return state

    def step(self, state: State, last: Any, at: int) -> Array:
        """Logits (rows, vocabulary) after the last tokens (None at first); moves the state."""
        rows = state.cells[0].shape[0]
        x = np.zeros((rows, self.width), np.float32)
        if last is not None:
            x = self.target[last] * np.float32(np.sqrt(self.width))
        x = x + self.signal(at, 1)
        for layer in range(1, self.decoder_layers + 1):
            x = self._layer(x, state, layer)
        logits: Array = x @ (self.target.T if self.output is None else self.output)
        logits += self.bias
        return logits

    def _layer(self, x: Array, state: State, layer: int) -> Array:
        name = f"decoder_l{layer}"
        gate = self._gate(x, name)
        cell = gate * state.cells[layer - 1] + (1 - gate) * (x @ self.w[f"{name}_rnn_W"])
        state.cells[layer - 1] = cell
        x = self._settle(x, np.maximum(cell, 0), f"{name}_rnn_ffn")
        context = f"{name}_context"
        sentences = state.hidden.shape[0]
        query = self._split(self._linear(x, context, "q").reshape(sentences, -1, self.width))
        seen = self._look(query, state.keys[layer - 1], state.values[layer - 1], state.hidden)
        x = self._settle(x, self._linear(seen, context, "o").reshape(x.shape), f"{context}_Wo")
        return self._feed_forward(x, f"{name}_ffn")

    def _gate(self, x: Array, name: str) -> Array:
        """How much of the old memory stays."""
        inner = x @ self.w[f"{name}_rnn_Wf"] + self.w[f"{name}_rnn_bf"]
        result: Array = np.float32(1) / (np.float32(1) + np.exp(-np.clip(inner, -60, 60)))
        return result
