"""Trim the base model's vocabulary and write it as a SentencePiece model.

The base (Gemma 3 270M in GGUF) has 262,144 pieces, two thirds of its weight. A piece stays if the
training text uses it, if it lies on the merge path of one that does (byte-pair encoding reaches a
piece only through its parts), or if it is a single character of the scripts that we write.
Dropping pieces changes how the rest merge, so the model is trained with the trimmed pieces.

    python -m training.vocabulary BASE.gguf TEXT.txt OUT_DIR --size 44000
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import gguf
import sentencepiece as spm
from sentencepiece import sentencepiece_model_pb2 as proto

CONTROL, UNKNOWN, USER_DEFINED, BYTE, NORMAL = 3, 2, 4, 6, 1
HEAD = ("<pad>", "<eos>", "<bos>", "<unk>")
SPACE = "\u2581"


def read_pieces(base: Path) -> list[tuple[str, float, int]]:
    """The (piece, score, type) rows of a GGUF file, in the order of its embedding."""
    fields = gguf.GGUFReader(base).fields
    columns = ("tokens", "scores", "token_type")
    return list(zip(*(fields[f"tokenizer.ggml.{name}"].contents() for name in columns)))


def build_model(pieces: Iterable[tuple[str, float, int]]) -> proto.ModelProto:
    """A SentencePiece BPE model with byte fallback, no normalising and no dummy prefix."""
    model = proto.ModelProto()
    trainer, normalizer = model.trainer_spec, model.normalizer_spec
    trainer.model_type = proto.TrainerSpec.BPE
    trainer.byte_fallback = True
    trainer.pad_id, trainer.eos_id, trainer.bos_id, trainer.unk_id = 0, 1, 2, 3
    trainer.pad_piece, trainer.eos_piece, trainer.bos_piece, trainer.unk_piece = HEAD
    normalizer.name = "identity"
    normalizer.add_dummy_prefix = False
    normalizer.remove_extra_whitespaces = False
    normalizer.escape_whitespaces = True
    for index, (text, score, kind) in enumerate(pieces):
        model.pieces.add(piece=text, score=score, type=UNKNOWN if index == 3 else kind)
    trainer.vocab_size = len(model.pieces)
    return model


def trail(piece: str, scores: dict[str, float]) -> Iterator[str]:
    """Every piece that byte-pair encoding passes through on its way to this one."""
    parts = list(piece)
    yield from parts
    while len(parts) > 1:
        pairs = [(scores.get(a + b, -1e9), -i) for i, (a, b) in enumerate(zip(parts, parts[1:]))]
        best, at = max(pairs)
        if best == -1e9:
            return
        parts[-at : -at + 2] = [parts[-at] + parts[-at + 1]]
        yield parts[-at]


def wanted_characters() -> set[str]:
    """ASCII, kana, full-width forms, CJK punctuation and the characters of three national sets."""
    found = {chr(code) for code in (*range(0x20, 0x17F), *range(0x2010, 0x2040))}
    found |= {chr(code) for code in (*range(0x3000, 0x3100), *range(0xFF01, 0xFFEF))}
    for codec, lead in (("euc_jp", 0xA1), ("gb2312", 0xA1), ("big5", 0xA1)):
        for high in range(lead, 0xFF):
            for low in (*range(0x40, 0x7F), *range(0xA1, 0xFF)):
                found.update(bytes((high, low)).decode(codec, "ignore"))
    return found


def choose(rows: list[tuple[str, float, int]], text: Iterable[str], size: int) -> list[int]:
    """The indexes to keep: four control pieces first, then the others in the base's order."""
    full = spm.SentencePieceProcessor(model_proto=build_model(rows).SerializeToString())
    used = Counter(index for line in text for index in full.encode(line))
    scores = {piece: score for piece, score, kind in rows if kind == NORMAL}
    index_of = {piece: index for index, (piece, _, _) in enumerate(rows)}
    keep = {i for i, (_, _, kind) in enumerate(rows) if kind == BYTE} | {index_of["\n"]}
    keep |= {index_of[c] for c in wanted_characters() | {SPACE} if c in scores}
    for index, _ in used.most_common():
        if len(keep) >= size:
            break
        if rows[index][2] == NORMAL:
            keep.update(index_of[part] for part in trail(rows[index][0], scores) if part in scores)
    return [0, 1, 2, 3, *sorted(keep - {0, 1, 2, 3})]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("base", type=Path)
    parser.add_argument("text", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--size", type=int, default=44_000)
    options = parser.parse_args()
    rows = read_pieces(options.base)
    with options.text.open(encoding="utf-8") as lines:
        kept = choose(rows, (line.rstrip("\n") for line in lines), options.size)
    options.out.mkdir(parents=True, exist_ok=True)
    model = build_model(rows[index] for index in kept).SerializeToString()
    (options.out / "sentencepiece.model").write_bytes(model)
    (options.out / "kept.json").write_text(json.dumps(kept))
    print(len(kept), "pieces kept")


if __name__ == "__main__":
    main()
