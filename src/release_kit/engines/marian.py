"""Weights as Marian writes them: `.npz`, or its own binary with 8-bit matrices.

The binary (marian-nmt, `src/common/binary.cpp`): a version of 1, a count, for each item four numbers of 64
bits (length of name, type, dimensions, length of data), then all names, all shapes of 32-bit numbers, a gap,
and the data. The low byte of a type is the size of its elements. Behind an 8-bit matrix stands its
multiplier, a 32-bit float; it lies transposed but for the embeddings. Values are the 8-bit numbers over the
multiplier.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from release_kit.errors import ArchiveError

if TYPE_CHECKING:
    import numpy
    from numpy.typing import NDArray

    Array = NDArray[numpy.float32]

SETTINGS = "special:model.yml"
EMBEDDINGS = "Wemb"
VERSION = 1
MOST_ITEMS = 10_000
MOST_DIMENSIONS = 8


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a binary file."""

    name: str
    width: int  # bytes an element
    shape: tuple[int, ...]
    data: memoryview


@dataclass(frozen=True, slots=True)
class Weights:
    """A network's tensors in 32 bits, by Marian's names, with the settings that it was trained with."""

    settings: Mapping[str, Any]
    tensors: Mapping[str, Array]


def is_marian(path: Path) -> bool:
    """Whether a file is one of Marian's, by its name or its first bytes."""
    if path.suffix == ".npz":
        return True
    with path.open("rb") as opened:
        head = opened.read(16)
    return len(head) == 16 and struct.unpack("<Q", head[:8])[0] == VERSION and _count(head) <= MOST_ITEMS


def read_weights(path: Path) -> Weights:
    """The weights of a `.npz` or binary file; an `ArchiveError` where it is damaged."""
    import yaml

    try:
        found = _read_npz(path) if path.suffix == ".npz" else _read_binary(path)
        settings = yaml.safe_load(found.pop(SETTINGS).tobytes().rstrip(b"\0\n ").decode("utf-8"))
    except (KeyError, ValueError, OSError, EOFError, struct.error, yaml.YAMLError) as error:
        raise ArchiveError(f"{path}: not a whole Marian model: {error}\n  Fetch it again.") from error
    if not isinstance(settings, dict):
        raise ArchiveError(f"{path}: its settings ({SETTINGS}) are not a table")
    return Weights(settings, found)


def _read_npz(path: Path) -> dict[str, Any]:
    import numpy as np

    with np.load(path, allow_pickle=False) as archive:
        return {name: _widened(archive[name]) for name in archive.files}


def _widened(values: Any) -> Any:
    """Floating numbers in 32 bits; the settings' bytes as they are."""
    return values.astype("float32") if values.dtype.kind == "f" else values


def _read_binary(path: Path) -> dict[str, Any]:
    return {
        item.name: values
        for item in _items(memoryview(path.read_bytes()))
        if (values := _values(item)) is not None
    }


def _count(head: bytes | memoryview) -> int:
    return int(struct.unpack_from("<Q", head, 8)[0])


def _items(data: memoryview) -> Iterator[Item]:
    """The entries of a binary file; a `ValueError` where its lengths do not fit."""
    if struct.unpack_from("<Q", data)[0] != VERSION or _count(data) > MOST_ITEMS:
        raise ValueError("unknown version")
    heads = [struct.unpack_from("<4Q", data, 16 + 32 * number) for number in range(_count(data))]
    at = 16 + 32 * len(heads)
    names, shapes = [], []
    for length, _, _, _ in heads:
        names.append(bytes(data[at : at + length]).rstrip(b"\0").decode("utf-8"))
        at += length
    for _, _, dimensions, _ in heads:
        if dimensions > MOST_DIMENSIONS:
            raise ValueError(f"{dimensions} dimensions")
        shapes.append(struct.unpack_from(f"<{dimensions}i", data, at))
        at += 4 * dimensions
    at += 8 + struct.unpack_from("<Q", data, at)[0]
    for name, shape, (_, kind, _, length) in zip(names, shapes, heads, strict=True):
        if at + length > len(data):
            raise ValueError(f"cut off in {name}")
        yield Item(name, kind & 0xFF, shape, data[at : at + length])
        at += length


def _values(item: Item) -> Any:
    """An entry's numbers, the 8-bit ones multiplied out; None for the scales of activations."""
    import numpy as np

    if item.name == SETTINGS:
        return np.frombuffer(item.data, np.int8)
    if item.name.endswith("_QuantMultA"):
        return None
    count = int(np.prod(item.shape))
    if item.width == 4:
        return np.frombuffer(item.data, np.float32, count).reshape(item.shape)
    if item.width != 1:
        raise ValueError(f"{item.name} has elements of {item.width} bytes")
    numbers = np.frombuffer(item.data, np.int8, count).astype(np.float32)
    numbers /= np.frombuffer(item.data, np.float32, 1, offset=count)[0]
    if item.name.endswith(EMBEDDINGS):
        return numbers.reshape(item.shape)
    return np.ascontiguousarray(numbers.reshape(item.shape[::-1]).T)
