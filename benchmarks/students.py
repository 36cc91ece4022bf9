"""Mozilla's kind of network, run in NumPy, beside a transformer of the same width in CTranslate2, in one run.

    python benchmarks/students.py [--width 512] [--sentences 64]

Both have random weights, since no released model is at hand: 6 layers before 2, a vocabulary of 32,000, 4
beams, answers of a fixed length. The ratio of speeds counts; of quality it says nothing. Memory is the
peak of a process of its own with the student alone.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

VOCABULARY, BEAMS, SOURCE, ANSWER = 32_000, 4, 25, 30
END = 0


def student_weights(width: int) -> dict[str, np.ndarray]:
    """Random tensors by Marian's names."""
    rng = np.random.default_rng(1)
    found = {
        "Wemb": rng.normal(size=(VOCABULARY, width)),
        "decoder_ff_logit_out_b": np.zeros((1, VOCABULARY)),
    }

    def block(name: str, shapes: dict[str, tuple[int, int]], norm: str) -> None:
        for part, shape in shapes.items():
            found[f"{name}_{part}"] = rng.normal(scale=0.05, size=shape)
        found[f"{norm}_ln_scale"], found[f"{norm}_ln_bias"] = np.ones((1, width)), np.zeros((1, width))

    square, row = (width, width), (1, width)
    attention = {f"W{which}": square for which in "qkvo"} | {f"b{which}": row for which in "qkvo"}
    inner = {"W1": (width, 4 * width), "b1": (1, 4 * width), "W2": (4 * width, width), "b2": row}
    for layer in range(1, 7):
        block(f"encoder_l{layer}_self", attention, f"encoder_l{layer}_self_Wo")
        block(f"encoder_l{layer}_ffn", inner, f"encoder_l{layer}_ffn_ffn")
    for layer in range(1, 3):
        block(f"decoder_l{layer}_rnn", {"W": square, "Wf": square, "bf": row}, f"decoder_l{layer}_rnn_ffn")
        block(f"decoder_l{layer}_context", attention, f"decoder_l{layer}_context_Wo")
        block(f"decoder_l{layer}_ffn", inner, f"decoder_l{layer}_ffn_ffn")
    return {name: values.astype(np.float32) for name, values in found.items()}


def student(width: int, sentences: list[list[int]]) -> float:
    """Tokens a second of answers."""
    from release_kit.engines.beam import Manner, search
    from release_kit.engines.marian import Weights
    from release_kit.engines.ssru import Network

    network = Network(Weights({"transformer-heads": 8}, student_weights(width)))
    start, batch = time.perf_counter(), 32
    for at in range(0, len(sentences), batch):
        group = sentences[at : at + batch]
        search(network, group, [[]] * len(group), [ANSWER] * len(group), Manner(BEAMS, END, (END,)))
    return len(sentences) * ANSWER / (time.perf_counter() - start)


def peer(width: int, sentences: list[list[int]]) -> float:
    """The same of CTranslate2, in its 8 bits."""
    import ctranslate2
    from ctranslate2.specs import transformer_spec

    rng = np.random.default_rng(1)
    spec = transformer_spec.TransformerSpec.from_config((6, 2), 8, pre_norm=False)

    for side in (spec.encoder, spec.decoder):
        embeddings = side.embeddings[0] if isinstance(side.embeddings, list) else side.embeddings
        embeddings.weight = rng.normal(size=(VOCABULARY, width)).astype(np.float32)
        for layer in side.layer:
            shapes = {
                "ffn": [(4 * width, width), (width, 4 * width)],
                "self_attention": [(3 * width, width), (width, width)],
            }
            shapes["attention"] = [(width, width), (2 * width, width), (width, width)]
            for name, sizes in shapes.items():
                part = getattr(layer, name, None)
                if part is None:
                    continue
                norm = part.layer_norm
                norm.gamma, norm.beta = np.ones(width, np.float32), np.zeros(width, np.float32)
                linears = [part.linear_0, part.linear_1] if name == "ffn" else part.linear
                for linear, size in zip(linears, sizes, strict=True):
                    linear.weight = rng.normal(scale=0.05, size=size).astype(np.float32)
                    linear.bias = np.zeros(size[0], np.float32)
        side.position_encodings.encodings = np.zeros((256, width), np.float32)
    spec.decoder.projection.weight = rng.normal(size=(VOCABULARY, width)).astype(np.float32)
    spec.decoder.projection.bias = np.zeros(VOCABULARY, np.float32)
    tokens = ["<unk>", "<s>", "</s>", *(f"t{number}" for number in range(3, VOCABULARY))]
    spec.register_source_vocabulary(tokens)
    spec.register_target_vocabulary(tokens)
    spec.validate()
    spec.optimize(quantization="int8")
    with tempfile.TemporaryDirectory() as name:
        spec.save(name)
        model = ctranslate2.Translator(name, intra_threads=2, inter_threads=1)
    texts = [[tokens[3 + number] for number in sentence] for sentence in sentences]
    start = time.perf_counter()
    model.translate_batch(
        texts,
        beam_size=BEAMS,
        max_decoding_length=ANSWER,
        min_decoding_length=ANSWER,
        max_batch_size=800,
        batch_type="tokens",
    )
    return len(sentences) * ANSWER / (time.perf_counter() - start)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--width", type=int, default=512)
    parser.add_argument("--sentences", type=int, default=64)
    parser.add_argument("--alone", action="store_true", help="the student only, with the peak of memory")
    options = parser.parse_args()
    rng = np.random.default_rng(2)
    sentences = [[int(n) for n in rng.integers(1, 30_000, SOURCE)] for _ in range(options.sentences)]
    ours = student(options.width, sentences)
    if options.alone:
        print(f"peak {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB")
        return
    theirs = peer(options.width, sentences)
    print(f"student in NumPy {ours:.0f} tokens/s; transformer in CTranslate2 {theirs:.0f} tokens/s")
    print(f"student to transformer {ours / theirs:.2f} : 1")
    command = [sys.executable, str(Path(__file__)), "--alone", f"--width={options.width}"]
    print(subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip())


if __name__ == "__main__":
    main()
