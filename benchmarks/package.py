"""An Argos package in the published models' shape, for timing: 6 + 6 layers, width 512, 8 heads.

Real weights cannot be shipped for a benchmark, and random ones never stop. So the weights are made by
hand: the first cross-attention of the decoder looks at the source piece of its own position, and the
output layer turns it into another piece by a fixed table. English pieces become Japanese ones; figures,
masks, capitals, punctuation and East Asian pieces stay. It translates word by word into nonsense that is
as long as its source, and copies what is set in. All other weights are random, their outputs switched
off, so that every product is computed as in a trained model.
"""

from __future__ import annotations

import json
import re
from importlib.resources import files
from pathlib import Path

import ctranslate2
import numpy as np
from ctranslate2.specs import transformer_spec
from sentencepiece import sentencepiece_model_pb2 as proto

LAYERS, WIDTH, HEADS, PIECES, LONGEST = 6, 512, 8, 32_000, 512
PLACES = WIDTH // HEADS  # the first 64 dimensions say where a piece stands, the others which it is
EAST_ASIAN = re.compile(r"[\u3041-\u3096\u4e00-\u9fff]{2,3}")


def make_package(folder: Path, source: str = "en", target: str = "ja") -> Path:
    """Write the package into a folder named after its pair; about 100 MB."""
    home = folder / f"translate-{source}_{target}"
    (home / "model").mkdir(parents=True)
    pieces = _write_pieces(home / "sentencepiece.model")
    metadata = {"from_code": source, "to_code": target, "package_version": "1.0", "target_prefix": ""}
    names = {"from_name": source, "to_name": target, "argos_version": "1.10", "links": []}
    (home / "metadata.json").write_text(json.dumps(metadata | names), encoding="utf-8")
    _write_model(home / "model", pieces)
    return home


def _write_pieces(path: Path) -> list[str]:
    """The first 32,000 pieces of the built-in model's vocabulary."""
    model = proto.ModelProto()
    model.ParseFromString((files("release_kit") / "data" / "compact" / "sentencepiece.model").read_bytes())
    del model.pieces[PIECES:]
    model.trainer_spec.vocab_size = PIECES
    path.write_bytes(model.SerializeToString())
    return [piece.piece for piece in model.pieces]


def _table(pieces: list[str]) -> list[int]:
    """Which piece each piece is turned into: a Japanese one for letters."""
    chosen = [i for i, piece in enumerate(pieces) if EAST_ASIAN.fullmatch(piece) and _is_japanese(piece)]
    out = list(range(len(pieces)))
    for index, piece in enumerate(pieces):
        if re.search("[a-z]", piece) and not piece.startswith("<"):
            out[index] = chosen[index % len(chosen)]
    return out


def _is_japanese(piece: str) -> bool:
    return len(piece.encode("euc_jp", "ignore")) == 2 * len(piece)


def _write_model(folder: Path, pieces: list[str]) -> None:
    random = np.random.default_rng(7)
    tokens = [{"<eos>": "</s>", "<bos>": "<s>"}.get(piece, piece) for piece in pieces]
    spec = transformer_spec.TransformerSpec.from_config((LAYERS, LAYERS), HEADS)
    spec.config.add_source_eos = True
    codes = np.zeros((len(pieces), WIDTH), "float32")
    codes[:, PLACES:] = random.choice([-1.0, 1.0], size=(len(pieces), WIDTH - PLACES))
    places = np.zeros((LONGEST, WIDTH), "float32")
    places[:, :PLACES] = random.choice([-1.0, 1.0], size=(LONGEST, PLACES))
    for side, weight in ((spec.encoder, codes / np.sqrt(WIDTH)), (spec.decoder, np.zeros_like(codes))):
        embeddings = side.embeddings[0] if isinstance(side.embeddings, list) else side.embeddings
        embeddings.weight = weight.astype("float32")
        side.position_encodings.encodings = places
        _norm(side.layer_norm)
        for number, layer in enumerate(side.layer):
            _fill(layer, random, number)
    table = np.array(_table(pieces))
    projection = random.normal(scale=0.01, size=codes.shape)
    np.add.at(projection, table, codes)  # several pieces may share one answer
    spec.decoder.projection.weight = projection.astype("float32")
    spec.decoder.projection.bias = np.zeros(len(pieces), "float32")
    spec.register_source_vocabulary(tokens)
    spec.register_target_vocabulary(tokens)
    spec.validate()
    spec.optimize(quantization="int8")
    spec.save(str(folder))


def _norm(part: object) -> None:
    part.gamma, part.beta = np.ones(WIDTH, "float32"), np.zeros(WIDTH, "float32")  # type: ignore[attr-defined]


def _fill(layer: object, random: np.random.Generator, number: int) -> None:
    """Random weights without effect, but for the first cross-attention, which copies."""
    for name in ("self_attention", "attention", "ffn"):
        part = getattr(layer, name, None)
        if part is None:
            continue
        _norm(part.layer_norm)
        if name == "ffn":
            linears = [(part.linear_0, (4 * WIDTH, WIDTH)), (part.linear_1, (WIDTH, 4 * WIDTH))]
        elif name == "self_attention":
            linears = list(zip(part.linear, [(3 * WIDTH, WIDTH), (WIDTH, WIDTH)], strict=True))
        else:
            linears = list(
                zip(part.linear, [(WIDTH, WIDTH), (2 * WIDTH, WIDTH), (WIDTH, WIDTH)], strict=True)
            )
        for linear, shape in linears:
            linear.weight = random.normal(scale=0.02, size=shape).astype("float32")
            linear.bias = np.zeros(shape[0], "float32")
        linears[-1][0].weight = np.full(linears[-1][1], 0.0, "float32")
        if name == "attention" and number == 0:
            _copy(part.linear)


def _copy(linears: list[object]) -> None:
    """Look where one stands oneself, and take what stands there."""
    look = np.zeros((WIDTH, WIDTH), "float32")
    for head in range(HEADS):
        look[head * PLACES : (head + 1) * PLACES, :PLACES] = np.eye(PLACES) * 4.0
    take = np.eye(WIDTH, dtype="float32")
    take[:PLACES] = 0.0
    for linear, weight in zip(linears, (look, np.concatenate([look, take]), take * 8.0), strict=True):
        linear.weight = weight.astype("float32")  # type: ignore[attr-defined]


if __name__ == "__main__":
    import sys

    print(make_package(Path(sys.argv[1])), ctranslate2.__version__)
