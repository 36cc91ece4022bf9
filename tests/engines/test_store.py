"""Models of other makers: Mozilla's students against Marian's own answers, CTranslate2 folders, their indexes."""

from __future__ import annotations

import gzip
import hashlib
import http.server
import json
import shutil
import struct
import threading
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import ctranslate2
import numpy as np
import pytest
from conftest import FIXTURES, Result
from sentencepiece import SentencePieceProcessor

from release_kit.engines.beam import Manner, search
from release_kit.engines.ctranslate import CTranslate2Engine
from release_kit.engines.engine import Engine
from release_kit.engines.firefox import FirefoxEngine
from release_kit.engines.marian import read_weights
from release_kit.engines.packages import Package, installed_packages
from release_kit.engines.selection import choose_engine
from release_kit.engines.ssru import Network
from release_kit.errors import ArchiveError
from release_kit.model import Request

Run = Callable[..., Result]
MADE = FIXTURES / "marian"
SENTENCES = (MADE / "sentences.txt").read_text(encoding="utf-8").splitlines()
ANSWERS = json.loads((MADE / "answers.json").read_text(encoding="utf-8"))
FILES = {
    "split": {"split.bin": "model.enja.intgemm.alphas.bin", "src.spm": "srcvocab.enja.spm", "trg.spm": "trgvocab.enja.spm"},
    "shared": {"shared.npz": "model.enja.npz", "both.spm": "vocab.enja.spm"},
    "teacher": {"teacher.npz": "model.npz", "both.spm": "vocab.spm"},
}  # fmt: skip


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty place for models."""
    monkeypatch.setenv("RELEASE_KIT_MODELS", str(tmp_path / "models"))
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(tmp_path / "none"))
    return tmp_path / "models"


def folder_of(name: str, tmp_path: Path) -> Path:
    """A folder as its makers lay it out."""
    folder = tmp_path / f"fetched-{name}"
    folder.mkdir()
    for old, new in FILES[name].items():
        shutil.copy(MADE / old, folder / new)
    return folder


# -- Mozilla's


@pytest.mark.parametrize(("name", "near"), [("split", 0.003), ("shared", 0.00002)])
def test_a_student_answers_as_marian_does(
    run: Run, store: Path, tmp_path: Path, name: str, near: float
) -> None:
    """The 8-bit weights are read exactly; Marian rounded what it multiplied them with, or not at all."""
    assert run("models", "install", str(folder_of(name, tmp_path))).code == 0
    engine = FirefoxEngine()
    assert isinstance(engine, Engine)
    assert engine.writes("en", "ja") == "ja"
    found = engine.translate([Request(text) for text in SENTENCES], "en", "ja", 4)
    assert [len(candidates) for candidates in found] == [4] * len(SENTENCES)
    for candidates, (text, score) in zip(found, ANSWERS[name], strict=True):
        assert candidates[0].text == text
        assert candidates[0].score == pytest.approx(score, abs=near)
        assert [c.score for c in candidates] == sorted((c.score for c in candidates), reverse=True)


def test_a_student_goes_on_from_a_start_even_one_that_it_cannot_write(
    run: Run, store: Path, tmp_path: Path
) -> None:
    run("models", "install", str(folder_of("split", tmp_path)))
    engine = FirefoxEngine()
    requests = [Request(SENTENCES[0], start) for start in ("同社は京都", "Media 羅達生市長は", "")]
    for found, request in zip(engine.translate(requests, "en", "ja", 4), requests, strict=True):
        assert found
        assert all(candidate.text.startswith(request.prefix) for candidate in found)
    assert found[0].text == ANSWERS["split"][0][0]


def test_a_sentence_without_end_costs_no_more_than_its_first_thousand_tokens(
    run: Run, store: Path, tmp_path: Path
) -> None:
    run("models", "install", str(folder_of("shared", tmp_path)))
    endless = "the fair in Kumamoto and " * 400
    requests = [Request(endless), Request(endless + "more " * 400)]
    one, other = FirefoxEngine().translate(requests, "en", "ja")
    assert one[0].text == other[0].text


def test_a_penalty_keeps_tokens_from_coming_twice() -> None:
    network = Network(read_weights(MADE / "shared.npz"))
    pieces = SentencePieceProcessor(model_file=str(MADE / "both.spm"))
    source = [*pieces.encode(SENTENCES[2]), pieces.eos_id()]
    for penalty, repeats in ((0.2, True), (1000.0, False)):
        manner = Manner(4, pieces.eos_id(), (pieces.unk_id(),), penalty)
        (found,) = search(network, [source], [[]], [12], manner)
        assert any(len(set(h.tokens)) < len(h.tokens) for h in found) is repeats


def test_the_place_in_a_batch_changes_nothing(run: Run, store: Path, tmp_path: Path) -> None:
    run("models", "install", str(folder_of("shared", tmp_path)))
    engine = FirefoxEngine()
    together = engine.translate([Request(text) for text in SENTENCES], "en", "ja")
    alone = [FirefoxEngine().translate([Request(text)], "en", "ja")[0] for text in SENTENCES]
    assert [c[0].text for c in together] == [c[0].text for c in alone]
    for one, other in zip(together, alone, strict=True):
        assert one[0].score == pytest.approx(other[0].score, abs=1e-4)


def test_a_whole_release_goes_through_a_student_with_its_terms(
    run: Run, store: Path, tmp_path: Path, newsroom: Path
) -> None:
    """Its words are a toy's; the guard places every term all the same."""
    run("models", "install", str(folder_of("split", tmp_path)))
    (report,) = json.loads(run("translate", "--to", "ja", "--json").out)
    assert report["engine"] == "firefox"
    assert report["placements"].get("failed", 0) == 0
    text = (newsroom / "releases" / "fair" / "index.ja.md").read_text(encoding="utf-8")
    assert "engine: firefox" in text
    assert "羅達生" in text


def test_8_bit_weights_are_the_32_bit_ones_rounded() -> None:
    weights = read_weights(MADE / "split.bin")
    assert weights.settings["dec-cell"] == "ssru"
    assert weights.tensors["decoder_Wemb"].shape == (128, 64)
    for name, values in weights.tensors.items():
        assert values.dtype == np.float32
        assert np.isfinite(values).all(), name
    steps = weights.tensors["encoder_l1_ffn_W1"] * 127 / abs(weights.tensors["encoder_l1_ffn_W1"]).max()
    assert np.allclose(steps, steps.round(), atol=1e-3)


@pytest.mark.parametrize("size", [0, 8, 15, 500, 5_000, 100_000])
def test_weights_that_are_cut_off_are_refused(run: Run, store: Path, tmp_path: Path, size: int) -> None:
    folder = folder_of("split", tmp_path)
    path = folder / "model.enja.intgemm.alphas.bin"
    path.write_bytes(path.read_bytes()[:size])
    result = run("models", "install", str(folder))
    assert (result.code, str(folder) in result.err) == (2, True)
    assert list(store.iterdir()) == []


def test_8_bit_embeddings_lie_as_they_are_and_other_matrices_transposed(tmp_path: Path) -> None:
    """As in Mozilla's files: the embeddings in 8 bits too, and scales of activations in between."""
    numbers = np.arange(-6, 6, dtype=np.int8)
    multiplier = struct.pack("<f", 4.0)
    items = {
        "Wemb": (0x4001, (4, 3), numbers.tobytes() + multiplier),
        "encoder_l1_self_Wq": (0x4001, (4, 3), numbers.tobytes() + multiplier),
        "encoder_l1_self_Wq_QuantMultA": (0x4001, (1, 1), b"\0" * 5),
        "encoder_l1_self_bq": (0x404, (1, 3), np.float32([1, 2, 3]).tobytes()),
        "special:model.yml": (0x101, (8,), b"a: [1]\n\0"),
    }
    heads = b"".join(
        struct.pack("<4Q", len(name) + 1, kind, len(shape), len(data))
        for name, (kind, shape, data) in items.items()
    )
    names = b"".join(name.encode() + b"\0" for name in items)
    shapes = b"".join(struct.pack(f"<{len(shape)}i", *shape) for _, shape, _ in items.values())
    data = b"".join(data for _, _, data in items.values())
    path = tmp_path / "model.bin"
    path.write_bytes(
        struct.pack("<QQ", 1, len(items)) + heads + names + shapes + struct.pack("<Q", 40) + b"\0" * 40 + data
    )
    weights = read_weights(path)
    assert weights.settings == {"a": [1]}
    assert set(weights.tensors) == {"Wemb", "encoder_l1_self_Wq", "encoder_l1_self_bq"}
    assert (weights.tensors["Wemb"] == numbers.reshape(4, 3) / 4).all()
    assert (weights.tensors["encoder_l1_self_Wq"] == numbers.reshape(3, 4).T / 4).all()
    assert weights.tensors["encoder_l1_self_bq"].tolist() == [[1, 2, 3]]


def test_weights_with_lying_lengths_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "model.bin"
    for lie in (struct.pack("<QQ", 1, 9), struct.pack("<6Q", 1, 1, 2**60, 4, 1, 4) + b"\0" * 64):
        path.write_bytes(lie)
        with pytest.raises(ArchiveError, match=r"model\.bin: not a whole Marian model"):
            read_weights(path)


def test_a_network_of_another_kind_is_refused_by_name(run: Run, store: Path, tmp_path: Path) -> None:
    folder = folder_of("split", tmp_path)
    path = folder / "model.enja.intgemm.alphas.bin"
    path.write_bytes(path.read_bytes().replace(b"dec-cell: ssru", b"dec-cell: gru "))
    result = run("models", "install", str(folder))
    assert (result.code, "dec-cell is 'gru'" in result.err) == (2, True)


# -- its index


@pytest.fixture
def index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Mozilla's index, in its form, on loopback."""
    root = tmp_path / "index"
    (root / "db").mkdir(parents=True)
    (root / "m").mkdir()
    row: dict[str, dict[str, object]] = {}
    for what, name in (("model", "split.bin"), ("srcVocab", "src.spm"), ("trgVocab", "trg.spm")):
        data = (MADE / name).read_bytes()
        path = f"m/{FILES['split'][name]}.gz"
        (root / path).write_bytes(gzip.compress(data))
        row[what] = {"path": path, "uncompressedHash": hashlib.sha256(data).hexdigest()}
    worse = {"architecture": "tiny", "releaseStatus": "Release", "files": {"model": {"path": "m/none.gz"}}}
    draft = {"architecture": "base", "releaseStatus": None, "files": {"model": {"path": "m/none.gz"}}}
    best = {"architecture": "base-memory", "releaseStatus": "Release", "files": row}
    models = {"en-ja": [worse, draft, best], "en-zh": [draft]}
    handler = type("Quiet", (http.server.SimpleHTTPRequestHandler,), {"log_message": lambda *_: None})
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), lambda *a: handler(*a, directory=str(root)))
    address = f"http://127.0.0.1:{server.server_port}"
    (root / "db" / "models.json").write_text(json.dumps({"baseUrl": address, "models": models}))
    monkeypatch.setenv("RELEASE_KIT_FIREFOX_INDEX", f"{address}/db/models.json")
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield root
    server.shutdown()
    server.server_close()


def test_the_best_released_model_of_a_pair_is_fetched(run: Run, store: Path, index: Path) -> None:
    result = run("models", "install", "en_ja", "--from", "firefox", "--json")
    assert (result.code, json.loads(result.out)["pairs"]) == (0, ["en_ja"])
    assert [(p.kind, p.name) for p in installed_packages()] == [("firefox", "en_ja")]
    assert FirefoxEngine().translate([Request(SENTENCES[0])], "en", "ja")[0][0].text == ANSWERS["split"][0][0]
    listed = json.loads(run("models", "list", "--json").out)
    assert ("firefox", "en_ja") in [(row["engine"], row["pair"]) for row in listed]
    assert run("models", "remove", "firefox-en_ja").code == 0
    assert list(store.iterdir()) == []


def test_what_is_not_released_or_not_there_is_said(run: Run, store: Path, index: Path) -> None:
    for pair in ("en_zh", "en_ko"):
        result = run("models", "install", pair, "--from", "firefox")
        assert (result.code, f"no released model for {pair}" in result.err) == (3, True)
    assert list(store.iterdir()) == []


@pytest.mark.parametrize("damage", ["another file", "cut off", "gone", "a bomb"])
def test_a_fetched_file_must_be_what_the_index_promises(
    run: Run, store: Path, index: Path, damage: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = index / "m" / "trgvocab.enja.spm.gz"
    if damage == "gone":
        path.unlink()
    elif damage == "cut off":
        path.write_bytes(path.read_bytes()[:-20])
    elif damage == "a bomb":
        monkeypatch.setattr("release_kit.engines.store.download.FILE_LIMIT", 2**21)
        path.write_bytes(gzip.compress(b"\0" * 2**23))
    else:
        path.write_bytes(gzip.compress(b"hello"))
    result = run("models", "install", "en_ja", "--from", "firefox")
    assert result.code in (2, 3)
    assert "release-kit models install FOLDER" in result.err or "fetch it again" in result.err
    assert list(store.iterdir()) == []


def test_an_index_that_cannot_be_reached_or_is_rubbish_is_said(
    run: Run, store: Path, index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (index / "db" / "models.json").write_text("<html>")
    assert run("models", "install", "en_ja", "--from", "firefox").code == 3
    for address in ("http://127.0.0.1:9/models.json", "file:///etc/passwd"):
        monkeypatch.setenv("RELEASE_KIT_FIREFOX_INDEX", address)
        result = run("models", "install", "en_ja", "--from", "firefox")
        assert (result.code, "en_ja cannot be fetched" in result.err) == (3, True)


# -- CTranslate2's


def test_a_marian_transformer_is_converted_and_answers_as_marian_does(
    run: Run, store: Path, tmp_path: Path
) -> None:
    folder = folder_of("teacher", tmp_path)
    result = run("models", "install", str(folder))
    assert (result.code, "--pair en_ja" in result.err) == (2, True)
    assert run("models", "install", str(folder), "--pair", "en_ja").code == 0
    assert [(p.kind, p.name) for p in installed_packages()] == [("ctranslate2", "en_ja")]
    engine = CTranslate2Engine()
    found = engine.translate([Request(text) for text in SENTENCES], "en", "ja", 2)
    assert [len(candidates) for candidates in found] == [2] * len(SENTENCES)
    model = ctranslate2.Translator(str(store / "ctranslate2-en_ja" / "model"), compute_type="float32")
    pieces = SentencePieceProcessor(model_file=str(MADE / "both.spm"))
    asked, given = (
        [pieces.encode(text, out_type=str) for text in texts]
        for texts in (SENTENCES, [a for a, _ in ANSWERS["teacher"]])
    )
    for scored, (_, score) in zip(model.score_batch(asked, given), ANSWERS["teacher"], strict=True):
        assert float(np.mean(scored.log_probs)) == pytest.approx(score, abs=0.06)  # its weights are in 8 bits
    (forced,) = engine.translate([Request(SENTENCES[0], "同社は")], "en", "ja")
    assert forced[0].text.startswith("同社は")


def many_sided(tmp_path: Path, tokens: tuple[str, ...], name: str) -> Path:
    """A converted model whose vocabulary has tokens for languages, as OPUS-MT, NLLB and M2M-100 have."""
    from release_kit.engines.store.layout import _convert, _copy_pieces

    folder = folder_of("teacher", tmp_path)
    _copy_pieces(folder, None, tmp_path)
    _convert(folder / "model.npz", tmp_path)
    made = tmp_path / name
    (tmp_path / "model").rename(made)
    for path in made.glob("shared_vocabulary.*"):
        words = json.loads(path.read_text(encoding="utf-8"))
        words[-len(tokens) :] = tokens
        path.write_text(json.dumps(words, ensure_ascii=False), encoding="utf-8")
    config = json.loads((made / "config.json").read_text(encoding="utf-8"))
    (made / "config.json").write_text(json.dumps(config | {"add_source_eos": False}), encoding="utf-8")
    shutil.copy(MADE / "both.spm", made / "sentencepiece.bpe.model")
    return made


def test_a_folder_of_nllb_serves_all_its_pairs(run: Run, store: Path, tmp_path: Path) -> None:
    tokens = ("eng_Latn", "jpn_Jpan", "zho_Hans", "zho_Hant")
    assert run("models", "install", str(many_sided(tmp_path, tokens, "nllb"))).code == 0
    assert [p.name for p in installed_packages()] == [
        "en_ja", "en_zh", "en_zt", "ja_en", "ja_zh", "ja_zt", "zh_en", "zh_ja", "zt_en", "zt_ja"
    ]  # fmt: skip
    engine = CTranslate2Engine()
    assert engine.packages["en", "zt"].source_prefix == "eng_Latn"
    assert engine.packages["en", "zt"].target_prefix == "zho_Hant"
    assert engine.writes("ja", "zh-Hant") == "zh-Hant"
    (found,) = engine.translate([Request(SENTENCES[0])], "en", "zh-Hant", 2)
    assert "zho_Hant" not in found[0].text
    assert engine.probe_file("en", "ja") != engine.probe_file("en", "zh-Hant")
    assert run("models", "remove", "ctranslate2-many").code == 0
    assert list(store.iterdir()) == []


def test_opus_is_told_which_chinese_to_write(run: Run, store: Path, tmp_path: Path) -> None:
    made = many_sided(tmp_path, (">>cmn_Hans<<", ">>cmn_Hant<<"), "opus-mt-en-zh")
    assert run("models", "install", str(made)).code == 0
    assert CTranslate2Engine().packages["en", "zh"].source_prefix == ">>cmn_Hans<<"
    assert CTranslate2Engine().writes("en", "zh-Hant") == "zh-Hans"


def test_a_zip_of_a_folder_is_installed_too_and_its_name_may_say_the_pair(
    run: Run, store: Path, tmp_path: Path
) -> None:
    for name, inside, archive in (("shared", "inside/", "model"), ("teacher", "", "opus-mt-tc-big-en-ja")):
        folder = folder_of(name, tmp_path)
        with zipfile.ZipFile(tmp_path / f"{archive}.zip", "w") as out:
            for path in folder.iterdir():
                out.write(path, f"{inside}{path.name}")
        assert run("models", "install", str(tmp_path / f"{archive}.zip")).code == 0
    assert [(p.kind, p.name) for p in installed_packages()] == [
        ("ctranslate2", "en_ja"),
        ("firefox", "en_ja"),
    ]


def test_pieces_must_be_there_and_plain(run: Run, store: Path, tmp_path: Path) -> None:
    folder = folder_of("split", tmp_path)
    (folder / "srcvocab.enja.spm").unlink()
    result = run("models", "install", str(folder))
    assert (result.code, "there: trgvocab.enja.spm" in result.err) == (2, True)
    assert list(store.iterdir()) == []


# -- which is taken


def test_auto_prefers_better_models_and_goes_by_way_of_english(
    run: Run, store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("models", "install", str(folder_of("teacher", tmp_path)), "--pair", "en_ja")
    assert choose_engine("auto", "en", "ja", {}).name == "ctranslate2"
    run("models", "install", str(folder_of("split", tmp_path)))
    assert choose_engine("auto", "en", "ja", {}).name == "firefox"
    assert choose_engine("auto", "en", "zh-Hant", {}).name == "compact"
    engine = FirefoxEngine()
    engine.packages["zh", "en"] = Package(store, "zh", "en", "", kind="firefox")
    assert engine.writes("zh-Hant", "ja") == "ja"
