"""Merge trained adapters into the base and write the model that ships: CTranslate2, int8.

    python -m training.convert BASE VOCABULARY_DIR OUT_DIR CHECKPOINT... [--warm CHECKPOINT]...

BASE is a GGUF file, or the folder of a converted model, whose form is kept. Earlier runs (`--warm`) are merged in first, in the order given; of the checkpoints, each merged by itself, the
mean is taken.
"""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

import sentencepiece as spm
import torch
from ctranslate2.converters.transformers import Gemma3Loader
from safetensors.torch import load_file
from torch import Tensor
from transformers import AutoConfig, Gemma3ForCausalLM

from training import weights
from training.network import average, blend, load_base, merge


class Pieces:
    """What the converter asks of a tokenizer."""

    bos_token, eos_token, unk_token = "<bos>", "\n", "<unk>"

    def __init__(self, path: Path) -> None:
        self.model = spm.SentencePieceProcessor(model_file=str(path))

    def get_vocab(self) -> dict[str, int]:
        return {self.model.id_to_piece(i): i for i in range(self.model.get_piece_size())}


def assemble(base: Path, tensors: dict[str, Tensor]) -> Gemma3ForCausalLM:
    """The tensors as a transformers model of the trimmed vocabulary."""
    config = AutoConfig.from_pretrained(base.parent, gguf_file=base.name)
    config.vocab_size = tensors["model.embed_tokens.weight"].shape[0]
    config.tie_word_embeddings = True
    model = Gemma3ForCausalLM(config).float()
    missing, unexpected = model.load_state_dict(tensors, strict=False)
    assert set(missing) <= {"lm_head.weight"} and not unexpected, (missing, unexpected)
    model.tie_weights()
    return model


def save(model: Gemma3ForCausalLM, vocabulary: Path, out: Path) -> None:
    """A folder of the model in 8 bits."""
    with torch.no_grad():
        spec = Gemma3Loader()(model, Pieces(vocabulary / "sentencepiece.model"))
    spec.validate()
    spec.optimize(quantization="int8")
    out.mkdir(parents=True, exist_ok=True)
    spec.save(str(out))
    shutil.copy(vocabulary / "sentencepiece.model", out / "sentencepiece.model")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("base", "vocabulary", "out"):
        parser.add_argument(name, type=Path)
    parser.add_argument("checkpoints", type=Path, nargs="+")
    parser.add_argument("--warm", type=Path, action="append", default=[])
    parser.add_argument("--share", type=float, default=1.0, help="of the way from the base to the result")
    options = parser.parse_args()
    base = tensors = load_base(options.base, options.vocabulary)
    for path in options.warm:
        tensors = merge(tensors, load_file(path))
    tensors = average([merge(tensors, load_file(path)) for path in options.checkpoints])
    tensors = blend(base, tensors, options.share)
    if options.base.is_dir():
        arrays = {name: value.numpy() for name, value in tensors.items()}
        stored = weights.with_tensors(weights.read(options.base), arrays)
        weights.write(stored, options.out, options.vocabulary)
    else:
        save(assemble(options.base, tensors), options.vocabulary, options.out)
    print(sum(path.stat().st_size for path in options.out.iterdir()) / 1e6, "MB")


if __name__ == "__main__":
    main()
