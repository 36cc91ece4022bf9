"""Rows as tokens, and tokens as batches of like lengths."""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Iterator
from pathlib import Path

import sentencepiece as spm
import torch

Example = tuple[list[int], list[int]]
Row = dict[str, str]
END = "\n"


def read_rows(path: Path) -> list[Row]:
    """Rows of JSON, a line each."""
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def encode(row: Row, pieces: spm.SentencePieceProcessor) -> Example:
    """Token ids and labels of an example; the prompt and padding are labelled -1."""
    opening = f"{row.get('from', 'English')}: {row['en']}\n{row['to']}: "
    prompt = [pieces.bos_id(), *pieces.encode(opening)]
    answer = pieces.encode(row["text"] + END)
    return prompt + answer, [-1] * len(prompt) + answer


def grouped(examples: Iterable[Example], size: int) -> list[list[Example]]:
    """Batches of about `size` tokens, padding counted, of examples that come in order of length."""
    groups: list[list[Example]] = [[]]
    for example in examples:
        if groups[-1] and (len(groups[-1]) + 1) * len(example[0]) > size:
            groups.append([])
        groups[-1].append(example)
    return groups


def batches(examples: list[Example], size: int, rng: random.Random) -> Iterator[list[Example]]:
    """Batches of like lengths, in random order, without end."""
    while True:
        groups = grouped(sorted(examples, key=lambda e: len(e[0]) + rng.random() * 8), size)
        rng.shuffle(groups)
        yield from groups


def pad(group: list[Example], device: torch.device) -> tuple[torch.Tensor, torch.Tensor]:
    """Tokens and labels of a batch as two (rows, longest) tensors."""
    longest = max(len(tokens) for tokens, _ in group)
    tokens = torch.tensor([t + [0] * (longest - len(t)) for t, _ in group], device=device)
    labels = torch.tensor([marks + [-1] * (longest - len(marks)) for _, marks in group], device=device)
    return tokens, labels
