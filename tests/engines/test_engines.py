"""The engines themselves: Argos packages built here, the built-in model, and how one is chosen."""

from __future__ import annotations

import json
import re
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path

import ctranslate2
import numpy as np
import pytest
import sentencepiece
from conftest import SHORT, Result, write
from ctranslate2.specs import transformer_spec

from release_kit.engines.argos import ArgosEngine
from release_kit.engines.compact import CompactEngine
from release_kit.engines.engine import Engine
from release_kit.engines.packages import installed_packages
from release_kit.engines.processor import has_vnni
from release_kit.extensions import names
from release_kit.model import Request

Run = Callable[..., Result]
WORDS = "the city of opened a new hall in and was held there by people 市 は 新 しい 館 を 開 いた 。 高雄 熊本 で".split()


@pytest.fixture(scope="session")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A whole .argosmodel: a tiny CTranslate2 transformer with random weights and its pieces."""
    folder = tmp_path_factory.mktemp("package") / "translate-en_ja-1_0"
    (folder / "model").mkdir(parents=True)
    text = folder / "text.txt"
    text.write_text("\n".join(" ".join(WORDS) for _ in range(20)), encoding="utf-8")
    sentencepiece.SentencePieceTrainer.train(
        input=str(text), model_prefix=str(folder / "sentencepiece"), vocab_size=110, hard_vocab_limit=False,
        byte_fallback=False, character_coverage=1.0, minloglevel=2,
    )  # fmt: skip
    text.unlink()
    (folder / "sentencepiece.vocab").unlink()
    pieces = sentencepiece.SentencePieceProcessor(model_file=str(folder / "sentencepiece.model"))
    _write_model(folder / "model", [pieces.id_to_piece(i) for i in range(pieces.get_piece_size())])
    metadata = {"from_code": "en", "to_code": "ja", "package_version": "1.0", "target_prefix": ""}
    (folder / "metadata.json").write_text(json.dumps(metadata), encoding="utf-8")
    archive = folder.parent / "translate-en_ja-1_0.argosmodel"
    with zipfile.ZipFile(archive, "w") as out:
        for path in sorted(folder.rglob("*")):
            out.write(path, path.relative_to(folder.parent))
    return archive


def _write_model(folder: Path, tokens: list[str]) -> None:
    """Random weights of one layer each way, width 16, in CTranslate2's own format."""
    random = np.random.default_rng(1)
    size, width = len(tokens), 16
    spec = transformer_spec.TransformerSpec.from_config((1, 1), 2)
    for side in (spec.encoder, spec.decoder):
        embeddings = side.embeddings[0] if isinstance(side.embeddings, list) else side.embeddings
        embeddings.weight = random.normal(size=(size, width)).astype("float32")
        side.position_encodings.encodings = np.zeros((256, width), dtype="float32")
        side.layer_norm.gamma, side.layer_norm.beta = np.ones(width, "float32"), np.zeros(width, "float32")
        for layer in side.layer:
            _fill(layer, width, random)
    spec.decoder.projection.weight = random.normal(size=(size, width)).astype("float32")
    spec.decoder.projection.bias = np.zeros(size, "float32")
    spec.register_source_vocabulary(tokens)
    spec.register_target_vocabulary(tokens)
    spec.validate()
    spec.optimize()
    spec.save(str(folder))


def _fill(layer: object, width: int, random: np.random.Generator) -> None:
    shapes = {"linear_0": (4 * width, width), "linear_1": (width, 4 * width)}
    for name in ("self_attention", "attention", "ffn"):
        part = getattr(layer, name, None)
        if part is None:
            continue
        part.layer_norm.gamma, part.layer_norm.beta = np.ones(width, "float32"), np.zeros(width, "float32")
        if name == "ffn":
            linears = [(getattr(part, key), shape) for key, shape in shapes.items()]
        else:
            first = (3 * width, width) if name == "self_attention" else (width, width)
            sizes = (
                [first, (width, width)]
                if name == "self_attention"
                else [first, (2 * width, width), (width, width)]
            )
            linears = list(zip(part.linear, sizes, strict=True))
        for linear, shape in linears:
            linear.weight = random.normal(scale=0.3, size=shape).astype("float32")
            linear.bias = np.zeros(shape[0], "float32")


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty place for models."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.delenv("RELEASE_KIT_MODELS", raising=False)
    monkeypatch.delenv("ARGOS_PACKAGES_DIR", raising=False)
    return tmp_path / "data" / "release-kit" / "models"


@pytest.mark.slow
def test_an_argos_package_is_installed_used_and_removed(
    run: Run, newsroom: Path, package: Path, store: Path
) -> None:
    assert run("models", "install", str(package)).code == 0
    write(newsroom / "releases" / "fair" / "index.en.md", SHORT)
    listed = json.loads(run("models", "list", "--json").out)
    assert [row["pair"] for row in listed if row["engine"] == "argos"] == ["en_ja"]
    result = run("translate", "--to", "ja", "--engine", "argos", "--json")
    (report,) = json.loads(result.out)
    assert report["engine"] == "argos"
    assert report["placements"].get("failed", 0) == 0
    assert "羅達生" in (store.parents[2] / "releases" / "fair" / "index.ja.md").read_text(encoding="utf-8")
    assert run("models", "remove", "en_ja").code == 0
    assert list(store.iterdir()) == []


@pytest.mark.slow
def test_auto_takes_argos_where_its_package_is_and_compact_elsewhere(
    run: Run, newsroom: Path, package: Path, store: Path
) -> None:
    run("models", "install", str(package))
    write(newsroom / "releases" / "fair" / "index.en.md", SHORT)
    reports = json.loads(run("translate", "--to", "ja", "--to", "zh-Hant", "--json").out)
    assert {report["language"]: report["engine"] for report in reports} == {
        "ja": "argos",
        "zh-Hant": "compact",
    }


def test_a_package_folder_is_installed_too(run: Run, package: Path, store: Path) -> None:
    assert run("models", "install", str(package.parent / "translate-en_ja-1_0")).code == 0
    assert [p.name for p in installed_packages()] == ["en_ja"]


def test_the_engine_gives_candidates_and_goes_on_from_a_prefix(package: Path, store: Path) -> None:
    ArgosEngine().packages.clear()
    from release_kit.engines.store.installing import install_model

    install_model(str(package))
    engine = ArgosEngine()
    assert isinstance(engine, Engine)
    assert engine.writes("en", "ja") == "ja"
    assert engine.writes("en", "zh-Hant") == ""
    plain = engine.translate([Request("the city"), Request("a new hall")], "en", "ja", 3)
    assert [len(candidates) for candidates in plain] == [3, 3]
    forced = engine.translate([Request("the city", "高雄市は")], "en", "ja")
    assert forced[0][0].text.replace(" ", "").startswith("高雄市は")


HOSTILE = {
    "a path that climbs": ("../../evil.txt", b"x"),
    "an absolute path": ("/tmp/evil.txt", b"x"),
    "a Windows path": ("..\\..\\evil.txt", b"x"),
    "a bomb": ("bomb.bin", b"\0" * 40_000_000),
    "no model": ("readme.txt", b"hello"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_archive_is_refused_and_leaves_nothing(
    run: Run, tmp_path: Path, store: Path, name: str
) -> None:
    archive = tmp_path / "bad.argosmodel"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr(*HOSTILE[name])
    result = run("models", "install", str(archive))
    assert result.code == 2
    assert "bad.argosmodel" in result.err
    assert list(store.iterdir()) == []
    assert not list(tmp_path.rglob("evil.txt"))


def test_a_link_in_an_archive_is_refused(run: Run, tmp_path: Path, store: Path) -> None:
    archive = tmp_path / "bad.argosmodel"
    link = zipfile.ZipInfo("model/model.bin")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(archive, "w") as out:
        out.writestr(link, "/etc/passwd")
    result = run("models", "install", str(archive))
    assert (result.code, "is a link" in result.err) == (2, True)


def test_a_damaged_archive_and_a_damaged_model_are_refused(
    run: Run, package: Path, tmp_path: Path, store: Path
) -> None:
    torn = tmp_path / "torn.argosmodel"
    torn.write_bytes(package.read_bytes()[:5000])
    assert run("models", "install", str(torn)).code == 2
    broken = tmp_path / "broken.argosmodel"
    with zipfile.ZipFile(package) as old, zipfile.ZipFile(broken, "w") as new:
        for item in old.namelist():
            new.writestr(item, b"rubbish" if item.endswith("model.bin") else old.read(item))
    result = run("models", "install", str(broken))
    assert (result.code, "cannot be loaded" in result.err) == (2, True)
    assert list(store.iterdir()) == []


@pytest.fixture(scope="module")
def built_in() -> CompactEngine:
    """The built-in model, loaded once."""
    return CompactEngine()


@pytest.mark.slow
def test_the_built_in_model_translates_and_keeps_a_word_that_is_set_in(built_in: CompactEngine) -> None:
    assert isinstance(built_in, Engine)
    request = Request("高雄市 announced today that it will build a new hall.")
    for target in ("ja", "zh-Hans"):
        (candidates,) = built_in.translate([request], "en", target, 4)
        assert len(candidates) == 4
        assert "高雄市" in candidates[0].text
        assert all(candidate.score <= 0 for candidate in candidates)


@pytest.mark.slow
def test_the_built_in_model_goes_on_from_a_prefix(built_in: CompactEngine) -> None:
    (candidates,) = built_in.translate([Request("The hall opens today.", "本日")], "en", "ja")
    assert candidates[0].text.startswith("本日")


def test_the_built_in_model_is_int8_of_ctranslate2() -> None:
    folder = CompactEngine().folder
    assert ctranslate2.contains_model(str(folder))
    assert (folder / "model.bin").stat().st_size < 135_000_000


def test_the_built_in_engines_come_through_the_same_door_as_others() -> None:
    assert names("engines") == ["argos", "compact", "ctranslate2", "echo", "firefox", "script"]


class _Offered:
    """A package as Argos's index offers it."""

    from_code, to_code = "en", "ja"

    def __init__(self, version: str, path: Path) -> None:
        self.package_version, self.path = version, path

    def download(self) -> Path:
        return self.path


def test_a_pair_is_taken_from_the_index_in_its_newest_version(
    run: Run, package: Path, store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    import argostranslate.package as packages

    offered = [_Offered("1.9", tmp_path / "old"), _Offered("1.10", package)]
    monkeypatch.setattr(packages, "update_package_index", lambda: None)
    monkeypatch.setattr(packages, "get_available_packages", lambda: offered)
    assert run("models", "install", "en_ja").code == 0
    assert [p.name for p in installed_packages()] == ["en_ja"]
    result = run("models", "install", "en_ko")
    assert (result.code, "install FILE" in result.err) == (3, True)


def test_no_network_is_said_plainly(
    run: Run, store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    import argostranslate.package as packages

    def unreachable() -> None:
        raise OSError("no route to host")

    monkeypatch.setattr(packages, "update_package_index", unreachable)
    result = run("models", "install", "en_ja")
    assert result.code == 3
    assert "cannot be reached" in result.err
    assert "models install FILE" in result.err


@pytest.mark.parametrize("what", ["nothing-here.argosmodel", "English to Japanese"])
def test_what_is_neither_file_nor_pair_is_refused(run: Run, store: Path, what: str) -> None:
    result = run("models", "install", what)
    assert (result.code, what in result.err) == (2, True)


def test_removing_what_is_not_there_is_an_error(run: Run, store: Path) -> None:
    result = run("models", "remove", "en_ja")
    assert (result.code, "models list" in result.err) == (2, True)


@pytest.mark.slow
def test_the_built_in_model_leaves_no_english_word_on_any_processor(built_in: CompactEngine) -> None:
    """Where 8-bit sums saturate, it wrote *status* and *local* (see engines/processor.py)."""
    texts = [
        "The status of the project is good.",
        "The company will strengthen its brand in the local market.",
    ]
    for target in ("ja", "zh-Hans"):
        for found in built_in.translate([Request(text) for text in texts], "en", target):
            assert not re.search("[A-Za-z]", found[0].text), found[0].text


def test_a_processor_is_known_by_its_instructions() -> None:
    assert has_vnni("processor\t: 0\nflags\t\t: fpu avx2 avx512_vnni\n")
    assert has_vnni("flags : avx2 avx_vnni\n")
    assert not has_vnni("flags\t\t: fpu avx2\n")
    assert not has_vnni("")
