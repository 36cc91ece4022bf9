"""The weights of a CTranslate2 folder as arrays, and back: what ships can be trained on, and written again.

A `model.bin` holds, little-endian: version, name, revision, the variables (name, rank, sizes, kind, bytes), the
aliases. 8-bit matrices have a scale a row: the value is the whole number divided by it. Names outside are those
of the published Gemma. Norms are stored as there: one is added to them when they are used.
"""

from __future__ import annotations

import shutil
import struct
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

FILE = "model.bin"
KINDS = (np.float32, np.int8, np.int16, np.int32, np.float16)  # by their number in the file
BESIDE = ("config.json", "vocabulary.json", "sentencepiece.model")
PROJECTIONS = {
    "q_proj": 1024,
    "k_proj": 256,
    "v_proj": 256,
}  # rows of the first matrix of attention, in order
NAMES = {
    "self_attn.o_proj": "self_attention/linear_1",
    "mlp.gate_proj": "ffn/linear_0",
    "mlp.up_proj": "ffn/linear_0_noact",
    "mlp.down_proj": "ffn/linear_1",
}
NORMS = {
    "input_layernorm": "input_layer_norm",
    "post_attention_layernorm": "post_attention_layer_norm",
    "pre_feedforward_layernorm": "pre_feedforward_layer_norm",
    "post_feedforward_layernorm": "post_feedforward_layer_norm",
    "self_attn.q_norm": "self_attention/q_norm",
    "self_attn.k_norm": "self_attention/k_norm",
}
Array = NDArray[np.generic]
Tensors = dict[str, NDArray[np.float32]]


@dataclass(frozen=True, slots=True)
class Stored:
    """A file as it is written."""

    version: int
    name: str
    revision: int
    variables: Mapping[str, Array]  # by name, in the file's order
    aliases: tuple[tuple[str, str], ...]  # another name, and whose it is

    @property
    def layers(self) -> int:
        """How many layers the decoder has."""
        return sum(name.endswith("/q_norm/gamma") for name in self.variables)


class Reader:
    """Takes one value after another from the bytes."""

    def __init__(self, data: bytes) -> None:
        self.data, self.place = data, 0

    def number(self, form: str) -> int:
        (value,) = struct.unpack_from(f"<{form}", self.data, self.place)
        self.place += struct.calcsize(form)
        return int(value)

    def text(self) -> str:
        length = self.number("H")
        self.place += length
        return self.data[self.place - length : self.place - 1].decode()

    def array(self) -> Array:
        sizes = [self.number("I") for _ in range(self.number("B"))]
        kind, length = KINDS[self.number("B")], self.number("I")
        self.place += length
        return np.frombuffer(self.data[self.place - length : self.place], kind).reshape(sizes)


def read(folder: Path) -> Stored:
    """What the folder's `model.bin` holds."""
    reader = Reader((folder / FILE).read_bytes())
    version, name, revision = reader.number("I"), reader.text(), reader.number("I")
    variables = {reader.text(): reader.array() for _ in range(reader.number("I"))}
    aliases = tuple((reader.text(), reader.text()) for _ in range(reader.number("I")))
    return Stored(version, name, revision, variables, aliases)


def _text(value: str) -> bytes:
    data = value.encode() + b"\0"
    return struct.pack("<H", len(data)) + data


def _array(value: Array) -> bytes:
    kind = next(n for n, known in enumerate(KINDS) if value.dtype == known)
    sizes = struct.pack(f"<B{value.ndim}I", value.ndim, *value.shape)
    return sizes + struct.pack("<BI", kind, value.nbytes) + value.tobytes()


def write(stored: Stored, folder: Path, beside: Path) -> None:
    """A folder of the same form; its vocabulary and settings are copied from the one beside."""
    folder.mkdir(parents=True, exist_ok=True)
    parts = [struct.pack("<I", stored.version), _text(stored.name)]
    parts.append(struct.pack("<II", stored.revision, len(stored.variables)))
    parts += [part for name, value in stored.variables.items() for part in (_text(name), _array(value))]
    parts.append(struct.pack("<I", len(stored.aliases)))
    parts += [_text(name) for pair in stored.aliases for name in pair]
    (folder / FILE).write_bytes(b"".join(parts))
    for name in BESIDE:
        shutil.copyfile(beside / name, folder / name)


def widen(stored: Stored, name: str) -> NDArray[np.float32]:
    """A matrix in 32 bits."""
    scale = stored.variables[f"{name}/weight_scale"].astype(np.float32)
    return stored.variables[f"{name}/weight"].astype(np.float32) / scale[:, None]


def narrow(matrix: NDArray[np.float32]) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """A matrix in 8 bits and the scale of each of its rows, the largest value of a row being 127."""
    largest = np.abs(matrix).max(axis=1)
    scale = (127.0 / np.where(largest == 0, 127.0, largest)).astype(np.float32)
    return np.rint(matrix * scale[:, None]).astype(np.int8), scale


def tensors(stored: Stored) -> Tensors:
    """Every trained array in 32 bits, under Gemma's names."""
    found = {
        "model.embed_tokens.weight": widen(stored, "decoder/embeddings"),
        "model.norm.weight": stored.variables["decoder/layer_norm/gamma"],
    }
    for layer in range(stored.layers):
        old, new = f"decoder/layer_{layer}", f"model.layers.{layer}"
        fused = widen(stored, f"{old}/self_attention/linear_0")
        ends = np.cumsum(list(PROJECTIONS.values()))[:-1]
        for name, part in zip(PROJECTIONS, np.split(fused, ends)):
            found[f"{new}.self_attn.{name}.weight"] = part
        for name, theirs in NAMES.items():
            found[f"{new}.{name}.weight"] = widen(stored, f"{old}/{theirs}")
        for name, theirs in NORMS.items():
            found[f"{new}.{name}.weight"] = stored.variables[f"{old}/{theirs}/gamma"]
    return {name: np.array(value, np.float32) for name, value in found.items()}


def with_tensors(stored: Stored, changed: Tensors) -> Stored:
    """The same file with these values, in 8 bits where they were."""
    variables = dict(stored.variables)
    matrices = {"decoder/embeddings": changed["model.embed_tokens.weight"]}
    variables["decoder/layer_norm/gamma"] = changed["model.norm.weight"]
    for layer in range(stored.layers):
        old, new = f"decoder/layer_{layer}", f"model.layers.{layer}"
        parts = [changed[f"{new}.self_attn.{name}.weight"] for name in PROJECTIONS]
        matrices[f"{old}/self_attention/linear_0"] = np.concatenate(parts)
        for name, theirs in NAMES.items():
            matrices[f"{old}/{theirs}"] = changed[f"{new}.{name}.weight"]
        for name, theirs in NORMS.items():
            variables[f"{old}/{theirs}/gamma"] = changed[f"{new}.{name}.weight"]
    for name, matrix in matrices.items():
        variables[f"{name}/weight"], variables[f"{name}/weight_scale"] = narrow(matrix)
    return replace(stored, variables=variables)
