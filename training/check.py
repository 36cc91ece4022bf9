"""Check the training loop on a small network: that it learns, and goes on where it stopped.

    python -m training.check

Width, layers and vocabulary are cut down; everything else is what a real run does. It takes a few seconds on a
CPU and uses a GPU where there is one.
"""

from __future__ import annotations

import json
import tempfile
from argparse import Namespace
from pathlib import Path

import sentencepiece as spm
import torch
from safetensors.torch import load_file

from training import network, train
from training.network import LINEARS, NORMS, average, merge

ROWS = [
    {
        "from": "English",
        "to": "Japanese",
        "en": f"The {what} is number {n}.",
        "text": f"{form}は{n}番である。",
    }
    for what, form in (("hall", "館"), ("port", "港"), ("plant", "工場"))
    for n in range(12)
]


def small_tensors(vocabulary: int) -> dict[str, torch.Tensor]:
    """Random tensors of two layers."""
    torch.manual_seed(3)
    found = {"model.embed_tokens.weight": torch.randn(vocabulary, network.WIDTH) * 0.05}
    for layer in range(network.LAYERS):
        for name, (inputs, outputs) in LINEARS.items():
            found[f"model.layers.{layer}.{name}.weight"] = torch.randn(outputs, inputs) * 0.03
        for name, size in NORMS.items():
            found[f"model.layers.{layer}.{name}.weight"] = torch.zeros(size)
    return found | {"model.norm.weight": torch.zeros(network.WIDTH)}


def write_inputs(folder: Path) -> None:
    """Rows and pieces."""
    text = "\n".join(f"{row['from']}: {row['en']}\n{row['to']}: {row['text']}" for row in ROWS)
    (folder / "text.txt").write_text(text + "\n", encoding="utf-8")
    (folder / "rows.jsonl").write_text("".join(json.dumps(row) + "\n" for row in ROWS), encoding="utf-8")
    spm.SentencePieceTrainer.train(
        input=str(folder / "text.txt"), model_prefix=str(folder / "sentencepiece"), vocab_size=360, model_type="bpe",
        byte_fallback=True, hard_vocab_limit=False, character_coverage=1.0, normalization_rule_name="identity",
        add_dummy_prefix=False, remove_extra_whitespaces=False, user_defined_symbols=["\n"], minloglevel=2,
    )  # fmt: skip
    (folder / "kept.json").write_text("[]", encoding="utf-8")


def run(folder: Path, out: str, steps: int, rank: int) -> train.Run:
    """A run up to so many steps."""
    (folder / out).mkdir(exist_ok=True)
    made = train.Run(
        Namespace(
            base=folder, vocabulary=folder, examples=folder / "rows.jsonl", out=folder / out, dev=folder / "rows.jsonl",
            dev_rows=12, scored=2, warm=[], device="auto", rank=rank, minutes=60.0, steps=steps, decay=1.0, every=60.0,
            rate=3e-3 if rank else 1e-3, tokens=300, threads=1, seed=7, until=None, warmup=60, workers=2 if rank else 1,
        )
    )  # fmt: skip
    made.train()
    return made


def losses(folder: Path, out: str) -> list[float]:
    """The development losses of a run's checkpoints."""
    rows = [
        json.loads(line) for line in (folder / out / "log.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    return [row["dev"]["Japanese"]["loss"] for row in rows if "dev" in row]


def check(folder: Path) -> None:
    """Everything, in a folder."""
    write_inputs(folder)
    size = spm.SentencePieceProcessor(model_file=str(folder / "sentencepiece.model")).get_piece_size()
    base = small_tensors(size)
    train.load_base = lambda path, vocabulary: dict(base)
    kind = network.choose_kind(network.choose_device())
    train.choose_kind = lambda device: (
        kind
    )  # measured once: a busy machine may answer otherwise the next time
    for rank in (8, 0):
        whole, halves = f"whole-{rank}", f"halves-{rank}"
        run(folder, whole, 40, rank)
        run(folder, halves, 20, rank)
        run(folder, halves, 40, rank)
        first, last = losses(folder, halves)
        assert last < first < 5, (first, last)
        ends = [load_file(folder / out / "checkpoint-000040.safetensors") for out in (whole, halves)]
        for name, value in ends[0].items():
            assert torch.allclose(value, ends[1][name], atol=5e-3), name
        mean = average([merge(base, end) for end in ends])
        assert mean.keys() == base.keys()
    print("training learns, and goes on where it stopped")


def main() -> None:
    network.LAYERS = 2
    torch.set_num_threads(1)
    with tempfile.TemporaryDirectory() as name:
        check(Path(name))


if __name__ == "__main__":
    main()
