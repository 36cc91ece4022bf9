"""Train adapters on prepared examples, resumable, by the clock.

    python -m training.train BASE.gguf VOCABULARY_DIR EXAMPLES.jsonl OUT_DIR --minutes 110

The rate warms up over 60 steps, holds, and falls to nothing over the last `--decay` minutes. Time
counts over all runs of one OUT_DIR. Set LD_PRELOAD to tcmalloc: it nearly doubles the speed.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Iterator
from pathlib import Path

import sentencepiece as spm
import torch
from safetensors.torch import load_file, save_file

from training.network import Network, load_base, merge

Example = tuple[list[int], list[int]]


def encode(row: dict[str, str], pieces: spm.SentencePieceProcessor) -> Example:
    """Token ids and labels of an example; the prompt and padding are labelled -1."""
    prompt = [pieces.bos_id(), *pieces.encode(f"English: {row['en']}\n{row['to']}: ")]
    answer = pieces.encode(f"{row['text']}\n")
    return prompt + answer, [-1] * len(prompt) + answer


def batches(examples: list[Example], size: int, rng: random.Random) -> Iterator[list[Example]]:
    """Batches of about `size` tokens, of like lengths, in random order, without end."""
    while True:
        order = sorted(examples, key=lambda e: len(e[0]) + rng.random() * 8)
        groups: list[list[Example]] = [[]]
        for example in order:
            if (len(groups[-1]) + 1) * len(example[0]) > size and groups[-1]:
                groups.append([])
            groups[-1].append(example)
        rng.shuffle(groups)
        yield from groups


def pad(group: list[Example]) -> tuple[torch.Tensor, torch.Tensor]:
    """Tokens and labels of a batch as two (rows, longest) tensors."""
    longest = max(len(tokens) for tokens, _ in group)
    tokens = torch.tensor([t + [0] * (longest - len(t)) for t, _ in group])
    labels = torch.tensor([marks + [-1] * (longest - len(marks)) for _, marks in group])
    return tokens, labels


def rate(step: int, minutes: float, options: argparse.Namespace) -> float:
    """The learning rate of a step at so many minutes."""
    falling = (options.minutes - minutes) / options.decay
    return options.rate * min(1.0, (step + 1) / 60, max(falling, 0.0))


def start(options: argparse.Namespace) -> Network:
    """The network on the base, with a warm start merged in where one is given."""
    kept = json.loads((options.vocabulary / "kept.json").read_text())
    tensors = load_base(options.base, kept)
    for path in options.warm:
        tensors = merge(tensors, load_file(path))
    torch.manual_seed(options.seed)
    return Network(tensors, options.rank)


def save(network: Network, optimizer: torch.optim.Optimizer, state: dict[str, float], out: Path) -> None:
    """Write adapters, optimizer and counters, each beside and then in place."""
    save_file({k: v.detach().contiguous() for k, v in network.trained().items()}, out / "adapters.tmp")
    torch.save({"optimizer": optimizer.state_dict(), "state": state}, out / "state.tmp")
    (out / "adapters.tmp").replace(out / "adapters.safetensors")
    (out / "state.tmp").replace(out / "state.pt")


def run(options: argparse.Namespace) -> None:
    """Train until the minutes are used up, saving every ten."""
    torch.set_num_threads(options.threads)
    pieces = spm.SentencePieceProcessor(model_file=str(options.vocabulary / "sentencepiece.model"))
    rows = [json.loads(line) for line in options.examples.open(encoding="utf-8")]
    examples = [e for e in (encode(row, pieces) for row in rows) if len(e[0]) <= 320]
    network = start(options)
    optimizer = torch.optim.AdamW(network.parameters(), lr=0.0, betas=(0.9, 0.98), weight_decay=0.0)
    state = {"step": 0, "tokens": 0, "minutes": 0.0, "loss": 0.0}
    if (options.out / "state.pt").exists():
        saved = torch.load(options.out / "state.pt")
        state = saved["state"]
        optimizer.load_state_dict(saved["optimizer"])
        for name, value in load_file(options.out / "adapters.safetensors").items():
            network.adapters[name.replace(".", "/")].data.copy_(value)
    rng = random.Random(options.seed + state["step"])
    source = batches(examples, options.tokens, rng)
    last = saved_at = time.monotonic()
    while state["minutes"] < options.minutes:
        for group in optimizer.param_groups:
            group["lr"] = rate(state["step"], state["minutes"], options)
        tokens, labels = pad(next(source))
        loss = network.loss(tokens, labels)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        now = time.monotonic()
        state["minutes"] += (now - last) / 60
        last = now
        state["step"] += 1
        state["tokens"] += int((tokens > 0).sum())
        state["loss"] = 0.98 * state["loss"] + 0.02 * loss.item() if state["step"] > 1 else loss.item()
        if state["step"] % 10 == 0:
            print(json.dumps({k: round(v, 3) for k, v in state.items()}), flush=True)
        if now - saved_at > 600:
            save(network, optimizer, state, options.out)
            saved_at = now
    save(network, optimizer, state, options.out)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("base", "vocabulary", "examples", "out"):
        parser.add_argument(name, type=Path)
    parser.add_argument("--warm", type=Path, action="append", default=[])
    parser.add_argument("--minutes", type=float, default=110)
    parser.add_argument("--decay", type=float, default=50)
    parser.add_argument("--rate", type=float, default=4e-4)
    parser.add_argument("--rank", type=int, default=64)
    parser.add_argument("--tokens", type=int, default=3000)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    run(options)


if __name__ == "__main__":
    main()
