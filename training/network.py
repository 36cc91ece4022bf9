"""The base network in plain PyTorch, trained whole or by low-rank adapters, on a GPU or lean on a CPU.

Gemma 3, text only (Gemma Team 2025, arXiv 2503.19786): RMS norms before and after each block, query
and key norms, rotary positions of base 10,000 with a base of 1,000,000 in every sixth layer, gated
GELU. Sequences here are far shorter than the sliding window of 512, so attention is causal only.
Adapters follow LoRA (Hu et al. 2021, arXiv 2106.09685): y = x W^T + scale * (x a^T) b^T.
"""

from __future__ import annotations

import json
import math
import time
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from training import weights

LAYERS, WIDTH, HEADS, HEAD_SIZE, GLOBAL_EVERY = 18, 640, 4, 256, 6
LINEARS = {
    "self_attn.q_proj": (640, 1024),
    "self_attn.k_proj": (640, 256),
    "self_attn.v_proj": (640, 256),
    "self_attn.o_proj": (1024, 640),
    "mlp.gate_proj": (640, 2048),
    "mlp.up_proj": (640, 2048),
    "mlp.down_proj": (2048, 640),
}
NORMS = {
    "input_layernorm": 640,
    "post_attention_layernorm": 640,
    "pre_feedforward_layernorm": 640,
    "post_feedforward_layernorm": 640,
    "self_attn.q_norm": 256,
    "self_attn.k_norm": 256,
}
SCALE = 2.0


def load_base(path: Path, vocabulary: Path) -> dict[str, Tensor]:
    """The tensors by name of a converted model's folder, or of a GGUF file, its embedding cut to the kept rows."""
    if path.is_dir():
        return {name: torch.from_numpy(value) for name, value in weights.tensors(weights.read(path)).items()}
    from transformers import AutoModelForCausalLM

    kept = json.loads((vocabulary / "kept.json").read_text())
    model = AutoModelForCausalLM.from_pretrained(path.parent, gguf_file=path.name)
    tensors = {k: v.float() for k, v in model.state_dict().items() if k != "lm_head.weight"}
    tensors["model.embed_tokens.weight"] = tensors["model.embed_tokens.weight"][kept]
    return tensors


def merge(tensors: dict[str, Tensor], trained: dict[str, Tensor]) -> dict[str, Tensor]:
    """The tensors with a run's result: adapters added in, whole tensors taken over."""
    merged = dict(tensors)
    for name, value in trained.items():
        if name.endswith(".a"):
            weight = name[:-2] + ".weight"
            merged[weight] = merged[weight] + SCALE * trained[name[:-2] + ".b"].float() @ value.float()
        elif name.endswith(".weight"):
            merged[name] = value.float()
    return merged


def average(results: list[dict[str, Tensor]]) -> dict[str, Tensor]:
    """The mean of several merged networks (of one run's checkpoints, say), tensor by tensor."""
    return {name: torch.stack([result[name] for result in results]).mean(0) for name in results[0]}


def blend(base: dict[str, Tensor], result: dict[str, Tensor], share: float) -> dict[str, Tensor]:
    """So much of the way from one network to another: less is learnt, less forgotten (Wortsman et al. 2021)."""
    return {name: value + share * (result[name] - value) for name, value in base.items()}


def choose_device(wanted: str = "auto") -> torch.device:
    """The device asked for, or a GPU where one is at hand."""
    if wanted != "auto":
        return torch.device(wanted)
    return torch.device("cuda" if torch.cuda.is_available() else "cpu")


def choose_kind(device: torch.device) -> torch.dtype:
    """What is multiplied in: bf16 on a GPU, and on a CPU that is measured to be faster in it."""
    if device.type != "cpu":
        return torch.bfloat16
    seconds = {}
    for kind in (torch.float32, torch.bfloat16):
        x, w = torch.randn(512, WIDTH).to(kind), torch.randn(2048, WIDTH).to(kind)
        F.linear(x, w)
        start = time.perf_counter()
        for _ in range(20):
            F.linear(x, w)
        seconds[kind] = time.perf_counter() - start
    return min(seconds, key=lambda kind: seconds[kind])


class Network(nn.Module):
    """The trunk: rank 0 trains every matrix of it, a higher one frozen matrices' adapters; norms always.

    What is trained is kept in 32 bits. `targets` are the tokens that answers are made of: the softmax runs over
    these alone, and over all where there are none.
    """

    def __init__(
        self,
        tensors: dict[str, Tensor],
        rank: int = 64,
        kind: torch.dtype = torch.bfloat16,
        targets: list[int] | None = None,
    ) -> None:
        super().__init__()
        self.rank, self.kind = rank, kind
        self.trained_parts = nn.ParameterDict()
        for layer in range(LAYERS):
            for name, (inputs, outputs) in LINEARS.items():
                key = f"model.layers.{layer}.{name}"
                self.add_linear(key, tensors[f"{key}.weight"], inputs, outputs)
            for name in NORMS:
                key = f"model.layers.{layer}.{name}.weight"
                self.add(key, tensors[key])
        self.add("model.norm.weight", tensors["model.norm.weight"])
        embedding = tensors["model.embed_tokens.weight"]
        chosen = torch.tensor(targets) if targets else torch.arange(len(embedding))
        place = torch.full((len(embedding),), -1)
        place[chosen] = torch.arange(len(chosen))
        self.register_buffer("embedding", embedding.to(kind))
        self.register_buffer("outputs", embedding[chosen].to(kind))
        self.register_buffer("chosen", chosen)
        self.register_buffer("place", place)

    def add(self, name: str, value: Tensor) -> None:
        self.trained_parts[name.replace(".", "/")] = nn.Parameter(value.clone().float())

    def add_linear(self, key: str, weight: Tensor, inputs: int, outputs: int) -> None:
        if not self.rank:
            self.add(f"{key}.weight", weight)
            return
        self.register_buffer(f"{key}.weight".replace(".", "/"), weight.to(self.kind))
        self.add(f"{key}.a", torch.randn(self.rank, inputs) / math.sqrt(inputs))
        self.add(f"{key}.b", torch.zeros(outputs, self.rank))

    def part(self, name: str) -> Tensor:
        """A trained tensor as it is multiplied."""
        return self.trained_parts[name.replace(".", "/")].to(self.kind)

    def trained(self) -> dict[str, Tensor]:
        """The trained tensors by their own names."""
        return {name.replace("/", "."): value for name, value in self.trained_parts.items()}

    def linear(self, x: Tensor, key: str) -> Tensor:
        if not self.rank:
            return F.linear(x, self.part(f"{key}.weight"))
        frozen = self.get_buffer(f"{key}.weight".replace(".", "/"))
        return F.linear(x, frozen) + F.linear(
            F.linear(x, SCALE * self.part(f"{key}.a")), self.part(f"{key}.b")
        )

    def norm(self, x: Tensor, key: str) -> Tensor:
        return F.rms_norm(x, x.shape[-1:], 1 + self.part(f"{key}.weight"), 1e-6)

    def attend(self, x: Tensor, key: str, angles: tuple[Tensor, Tensor]) -> Tensor:
        rows, length, _ = x.shape
        q = self.linear(x, key + ".q_proj").view(rows, length, HEADS, HEAD_SIZE)
        k = self.linear(x, key + ".k_proj").view(rows, length, 1, HEAD_SIZE)
        v = self.linear(x, key + ".v_proj").view(rows, length, 1, HEAD_SIZE)
        q, k = (
            rotate(self.norm(t, f"{key}.{n}").transpose(1, 2), angles)
            for t, n in ((q, "q_norm"), (k, "k_norm"))
        )
        k, v = (t.expand(rows, HEADS, length, HEAD_SIZE) for t in (k, v.transpose(1, 2)))
        y = F.scaled_dot_product_attention(q, k, v, is_causal=True)
        return self.linear(y.transpose(1, 2).reshape(rows, length, -1), key + ".o_proj")

    def forward(self, tokens: Tensor) -> Tensor:
        """Hidden states (rows, length, width) of token ids (rows, length)."""
        x = F.embedding(tokens, self.embedding) * torch.tensor(math.sqrt(WIDTH), dtype=torch.bfloat16).to(
            self.kind
        )
        local, wide = (positions(tokens.shape[1], base, x.dtype, x.device) for base in (1e4, 1e6))
        for layer in range(LAYERS):
            key = f"model.layers.{layer}"
            angles = wide if (layer + 1) % GLOBAL_EVERY == 0 else local
            y = self.attend(self.norm(x, key + ".input_layernorm"), key + ".self_attn", angles)
            x = x + self.norm(y, key + ".post_attention_layernorm")
            h = self.norm(x, key + ".pre_feedforward_layernorm")
            gate = F.gelu(self.linear(h, key + ".mlp.gate_proj"), approximate="tanh")
            y = self.linear(gate * self.linear(h, key + ".mlp.up_proj"), key + ".mlp.down_proj")
            x = x + self.norm(y, key + ".post_feedforward_layernorm")
        return self.norm(x, "model.norm")

    def loss(self, tokens: Tensor, labels: Tensor) -> Tensor:
        """Mean cross-entropy in nats over the positions whose label is not negative."""
        hidden, target = self(tokens)[:, :-1], labels[:, 1:]
        asked = target >= 0
        logits = F.linear(hidden[asked], self.outputs)
        return F.cross_entropy(logits.float(), self.place[target[asked]])

    @torch.no_grad()
    def answer(self, prompt: list[int], end: int, limit: int) -> list[int]:
        """The most likely tokens after a prompt, up to the end: for scores while training, without haste."""
        tokens = list(prompt)
        device = self.embedding.device
        while len(tokens) - len(prompt) < limit:
            hidden = self(torch.tensor([tokens], device=device))[0, -1]
            token = int(self.chosen[F.linear(hidden, self.outputs).argmax()])
            if token == end:
                break
            tokens.append(token)
        return tokens[len(prompt) :]


def positions(length: int, base: float, kind: torch.dtype, device: torch.device) -> tuple[Tensor, Tensor]:
    """Cosines and sines (length, head size) of the rotary angles."""
    steps = base ** (-torch.arange(0, HEAD_SIZE, 2, device=device).float() / HEAD_SIZE)
    angles = torch.outer(torch.arange(length, device=device).float(), steps).repeat(1, 2)
    return angles.cos().to(kind), angles.sin().to(kind)


def rotate(x: Tensor, angles: tuple[Tensor, Tensor]) -> Tensor:
    """Rotary position embedding in the half-split layout."""
    left, right = x.chunk(2, dim=-1)
    return x * angles[0] + torch.cat((-right, left), dim=-1) * angles[1]
