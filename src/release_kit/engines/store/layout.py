"""What lies in a folder that is to be installed, and how it is kept.

Known: an Argos package; a folder of CTranslate2's with its SentencePiece files (as converted from OPUS-MT,
NLLB or M2M-100); Marian's weights with theirs. Of the last, a transformer is converted to CTranslate2 here,
and a recurrent decoder, which is what Mozilla's students have, is kept as it is.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from release_kit.engines.packages import METADATA, PIECES, Package, read_packages
from release_kit.errors import ArchiveError
from release_kit.languages import LANGUAGES, PIVOT, Language

PAIR = re.compile(r"([a-z]{2,3})[_-]([a-z]{2,3})")
NAMED = re.compile(r"(?:^|[.-])([a-z]{2})[_-]?([a-z]{2})(?=[.]|$)")  # vocab.enja.spm, opus-mt-en-ja
CONTENTS = ("*.spm", "*sentencepiece*.model", "*.bpe.model", "spm.model")
VOCABULARIES = ("shared_vocabulary", "source_vocabulary", "target_vocabulary")
READ = ("model.bin", "config.json", "vmap.txt")
MANY_SIDED = ("nllb", "m2m")  # families of models whose vocabularies hold a token a language


def arrange(found: Path, ready: Path, pair: str) -> list[Package]:
    """Copy a model into the layout that it is kept in; an `ArchiveError` where it is none that we know."""
    if read_packages(found):
        shutil.copytree(found, ready, symlinks=False)
        return _named(found, ready)
    ready.mkdir()
    model = _ctranslate2(found)
    weights = None if model else _marian(found)
    if model:
        pairs = _pairs_of_ctranslate2(model, found, pair)
    elif weights:
        pairs = [_one_pair(found, pair)]
    else:
        raise ArchiveError(
            f"{found}: no model in it: of Argos metadata.json, sentencepiece.model or bpe.model, and"
            " model/model.bin are needed; of others CTranslate2's model.bin, or Marian's .npz or .bin, with"
            " *.spm"
        )
    _copy_pieces(found, model, ready)
    kind = _keep_marian(weights, ready) if weights else _copy_ctranslate2(model or found, ready)
    values = {"type": kind, "package_version": "", "pairs": pairs}
    (ready / METADATA).write_text(json.dumps(values, indent=2) + "\n", encoding="utf-8")
    return _named(found, ready)


def _named(found: Path, ready: Path) -> list[Package]:
    packages = read_packages(ready)
    if not packages or not all(PAIR.fullmatch(package.name) for package in packages):
        raise ArchiveError(f"{found.name}: {METADATA} names no language pair")
    return packages


def _ctranslate2(found: Path) -> Path | None:
    """The folder with CTranslate2's files, in the folder or one below."""
    for folder in (found, *sorted(path for path in found.iterdir() if path.is_dir())):
        names = {path.stem for path in folder.iterdir()}
        if (folder / "model.bin").is_file() and names & set(VOCABULARIES):
            return folder
    return None


def _copy_ctranslate2(model: Path, ready: Path) -> str:
    """Take what CTranslate2 reads of a folder, and nothing of what else may lie there; gives the kind."""
    target = ready / "model"
    target.mkdir()
    for path in sorted(model.iterdir()):
        if path.is_file() and (path.name in READ or path.stem in VOCABULARIES):
            shutil.copy(path, target / path.name)
    return "ctranslate2"


def _marian(found: Path) -> Path | None:
    """Marian's weights in a folder: the one `.npz`, or a binary."""
    from release_kit.engines.marian import is_marian

    paths = [*sorted(found.glob("*.npz")), *sorted(found.glob("*.bin"))]
    return next(
        (p for p in paths if "optimizer" not in p.name and "lex" not in p.name and is_marian(p)), None
    )


def _copy_pieces(found: Path, model: Path | None, ready: Path) -> None:
    """The SentencePiece files as `source.spm` and `target.spm`; one for both sides where there is but one."""
    folders = [folder for folder in (found, model) if folder]
    files = sorted({path for folder in folders for name in CONTENTS for path in folder.glob(name)})
    source = [p for p in files if re.match(r"(?:source|src|srcvocab)\b", p.name)]
    target = [p for p in files if re.match(r"(?:target|trg|tgt|trgvocab)\b", p.name)]
    if not files or bool(source) != bool(target) or (not source and len(files) > 1):
        names = ", ".join(path.name for path in files) or "none"
        raise ArchiveError(
            f"{found}: source.spm and target.spm, or one SentencePiece file, are needed; there: {names}"
        )
    for name, chosen in zip(PIECES, (source or files, target or files), strict=True):
        shutil.copy(chosen[0], ready / name)


def _keep_marian(weights: Path, ready: Path) -> str:
    """Keep or convert Marian's weights; gives the kind that they are now."""
    from release_kit.engines.marian import read_weights

    decoder = read_weights(weights).settings.get("transformer-decoder-autoreg", "self-attention")
    if decoder == "rnn":
        shutil.copy(weights, ready / f"weights{weights.suffix}")
        return "firefox"
    if weights.suffix != ".npz":
        raise ArchiveError(f"{weights}: a transformer is converted from its .npz; a .bin cannot be")
    _convert(weights, ready)
    return "ctranslate2"


def _convert(weights: Path, ready: Path) -> None:
    """A Marian transformer as `model/` of CTranslate2's, in 8 bits, by the pieces that lie there already."""
    import ctranslate2.converters.marian as converter

    lists = []
    for name in PIECES:
        path = ready / f"{name}.yml"
        path.write_text(_as_yaml(ready / name), encoding="utf-8")
        lists.append(str(path))
    plain = ready / "plain.npz"
    try:
        _write_plain(weights, plain)
        converter.MarianConverter(str(plain), lists).convert(str(ready / "model"), quantization="int8")
    except (KeyError, ValueError, RuntimeError) as error:
        raise ArchiveError(f"{weights}: CTranslate2 cannot convert it: {error}") from error
    finally:
        for path in (*map(Path, lists), plain):
            path.unlink(missing_ok=True)


def _write_plain(weights: Path, plain: Path) -> None:
    """The weights with one byte behind their settings, as the converter wants; newer Marian has more."""
    import numpy as np

    from release_kit.engines.marian import SETTINGS

    with np.load(weights, allow_pickle=False) as archive:
        values = {name: archive[name] for name in archive.files}
    settings = values[SETTINGS].tobytes().rstrip(b"\0") + b"\0"
    np.savez(plain, **values | {SETTINGS: np.frombuffer(settings, np.int8)})


def _as_yaml(pieces: Path) -> str:
    """A SentencePiece vocabulary in the only form that CTranslate2's converter reads."""
    import sentencepiece

    model = sentencepiece.SentencePieceProcessor(model_file=str(pieces))
    rows = (model.id_to_piece(number) for number in range(model.get_piece_size()))
    return "".join(
        f"{json.dumps(piece, ensure_ascii=False)}: {number}\n" for number, piece in enumerate(rows)
    )


def _rows() -> dict[str, Language]:
    """The languages by the codes that models are kept under."""
    return dict(sorted((row.models.argos, row) for row in LANGUAGES.values() if row.models.argos))


def _codes() -> dict[str, str]:
    """Our codes by those in the names of models' files."""
    return {name: code for code, row in _rows().items() for name in (code, *row.models.file_codes)}


def _one_pair(found: Path, pair: str) -> dict[str, str]:
    """The pair as said, or as the names of the files say."""
    known = _codes()
    names = [found.name, *(path.name for path in sorted(found.iterdir()))]
    said = [PAIR.fullmatch(pair)] if pair else [match for name in names for match in NAMED.finditer(name)]
    for match in said:
        codes = [known.get(code, "") for code in match.groups()] if match else []
        if codes and all(codes) and codes[0] != codes[1]:
            return {"from_code": codes[0], "to_code": codes[1]}
    raise ArchiveError(
        f"{found}: which pair it translates is not said, or is none of {', '.join(known)}; add for instance"
        " --pair en_ja"
    )


def _pairs_of_ctranslate2(model: Path, found: Path, pair: str) -> list[dict[str, str]]:
    """Every pair of a many-sided model, or the one pair of another."""
    tokens, rows = _vocabulary(model), _rows()
    for family in MANY_SIDED:
        named = {
            code: row.models.tokens[family][0] for code, row in rows.items() if family in row.models.tokens
        }
        own = {code: name for code, name in named.items() if name in tokens}
        if len(own) > 1:
            return _many_pairs(own, pair)
    pair_of = _one_pair(found, pair)
    start = next((t for t in rows[pair_of["to_code"]].models.tokens.get("opus", ()) if t in tokens), "")
    return [pair_of | ({"source_prefix": start} if start else {})]


def _many_pairs(own: Mapping[str, str], pair: str) -> list[dict[str, str]]:
    """All pairs of a model's languages, or the one that is asked for."""
    wanted, rows = PAIR.fullmatch(pair), _rows()
    return [
        {"from_code": ours, "to_code": theirs, "source_prefix": own[ours], "target_prefix": own[theirs]}
        for ours in own
        for theirs in own
        if ours != theirs
        and rows[ours].sister != rows[theirs].tag  # a matter of script, not of a model
        and (not wanted or (ours, theirs) == wanted.groups())
    ]


def _vocabulary(model: Path) -> set[str]:
    found: set[str] = set()
    for path in (path for name in VOCABULARIES for path in sorted(model.glob(f"{name}.*"))):
        text = path.read_text(encoding="utf-8")
        values: Any = json.loads(text) if path.suffix == ".json" else text.splitlines()
        found.update(str(value) for value in values)
    return found


def try_out(packages: Sequence[Package]) -> None:
    """Translate one sentence: a damaged model is refused here and not in the middle of a release."""
    from release_kit import extensions
    from release_kit.engines.routes import RoutedEngine
    from release_kit.model import Request

    package = packages[0]
    try:
        engine = extensions.load("engines", package.kind, RoutedEngine)
        rows = _rows()
        text = rows.get(package.source, LANGUAGES[PIVOT]).models.trial or LANGUAGES[PIVOT].models.trial
        engine.load(package).translate(package, 1, [Request(text)])
    except (RuntimeError, ValueError, KeyError, OSError, IndexError) as error:
        raise ArchiveError(f"the model cannot be loaded: {error}") from error
