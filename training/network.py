"""The base network in plain PyTorch, with low-rank adapters: forward pass only, lean on a CPU.

Gemma 3, text only (Gemma Team 2025, arXiv 2503.19786): RMS norms before and after each block, query
and key norms, rotary positions of base 10,000 with a base of 1,000,000 in every sixth layer, gated
GELU. Sequences here are far shorter than the sliding window of 512, so attention is causal only.
Adapters follow LoRA (Hu et al. 2021, arXiv 2106.09685): y = x W^T + scale * (x a^T) b^T.
"""

from __future__ import annotations

import math
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import Tensor, nn

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


def load_base(path: Path, kept: list[int]) -> dict[str, Tensor]:
    """The base's tensors by name, the embedding cut to the kept rows."""
    from transformers import AutoModelForCausalLM

    model = AutoModelForCausalLM.from_pretrained(path.parent, gguf_file=path.name)
    tensors = {k: v.float() for k, v in model.state_dict().items() if k != "lm_head.weight"}
    tensors["model.embed_tokens.weight"] = tensors["model.embed_tokens.weight"][kept]
    return tensors


def merge(tensors: dict[str, Tensor], adapters: dict[str, Tensor]) -> dict[str, Tensor]:
    """The tensors with the adapters added in and the trained norms taken over."""
    merged = dict(tensors)
    for name, value in adapters.items():
        if name.endswith(".a"):
            weight = name[:-2] + ".weight"
            merged[weight] = merged[weight] + SCALE * adapters[name[:-2] + ".b"].float() @ value.float()
        elif name.endswith("norm.weight"):
            merged[name] = value.float()
    return merged


class Network(nn.Module):
    """The trunk with frozen bf16 weights and trainable adapters and norms in fp32 masters."""

    def __init__(self, tensors: dict[str, Tensor], rank: int = 64) -> None:
        super().__init__()
        self.frozen = {k: v.to(torch.bfloat16) for k, v in tensors.items() if not k.endswith("norm.weight")}
        self.embedding = self.frozen["model.embed_tokens.weight"]
        self.adapters = nn.ParameterDict()
        for layer in range(LAYERS):
            for name, (inputs, outputs) in LINEARS.items():
                key = f"model.layers.{layer}.{name}"
                self.add(f"{key}.a", torch.randn(rank, inputs) / math.sqrt(inputs))
                self.add(f"{key}.b", torch.zeros(outputs, rank))
            for name in NORMS:
                self.add(
                    f"model.layers.{layer}.{name}.weight", tensors[f"model.layers.{layer}.{name}.weight"]
                )
        self.add("model.norm.weight", tensors["model.norm.weight"])

    def add(self, name: str, value: Tensor) -> None:
        self.adapters[name.replace(".", "/")] = nn.Parameter(value.clone())

    def trained(self) -> dict[str, Tensor]:
        """The trained tensors by their own names."""
        return {name.replace("/", "."): value for name, value in self.adapters.items()}

    def linear(self, x: Tensor, key: str) -> Tensor:
        a, b = (self.adapters[f"{key}.{part}".replace(".", "/")].to(x.dtype) for part in "ab")
        return F.linear(x, self.frozen[key + ".weight"]) + F.linear(F.linear(x, SCALE * a), b)

    def norm(self, x: Tensor, key: str) -> Tensor:
        weight = self.adapters[f"{key}.weight".replace(".", "/")]
        return F.rms_norm(x, x.shape[-1:], (1 + weight).to(x.dtype), 1e-6)

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
        x = F.embedding(tokens, self.embedding) * torch.tensor(math.sqrt(WIDTH), dtype=torch.bfloat16)
        local, wide = (positions(tokens.shape[1], base, x.dtype) for base in (1e4, 1e6))
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
        chosen = target >= 0
        logits = F.linear(hidden[chosen], self.embedding)
        return F.cross_entropy(logits.float(), target[chosen])


def positions(length: int, base: float, kind: torch.dtype) -> tuple[Tensor, Tensor]:
    """Cosines and sines (length, head size) of the rotary angles."""
    steps = base ** (-torch.arange(0, HEAD_SIZE, 2).float() / HEAD_SIZE)
    angles = torch.outer(torch.arange(length).float(), steps).repeat(1, 2)
    return angles.cos().to(kind), angles.sin().to(kind)


def rotate(x: Tensor, angles: tuple[Tensor, Tensor]) -> Tensor:
    """Rotary position embedding in the half-split layout."""
    left, right = x.chunk(2, dim=-1)
    return x * angles[0] + torch.cat((-right, left), dim=-1) * angles[1]
