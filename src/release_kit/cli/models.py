"""release-kit models."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from release_kit.cli.options import counted, json_option, print_json, say


@click.group("models")
def models_command() -> None:
    """Translation models: the built-in one and those that are installed."""


@models_command.command("list")
@json_option
def list_models(*, as_json: bool) -> int:
    """List what can translate here."""
    from release_kit.engines import CompactEngine, installed_packages
    from release_kit.languages import LANGUAGES, PIVOT

    engine = CompactEngine()
    rows = [
        {"engine": "compact", "pair": f"{PIVOT}_{tag}", "version": "built-in", "folder": str(engine.folder)}
        for tag in LANGUAGES
        if engine.writes(PIVOT, tag)
    ]
    rows += [
        {"engine": p.kind, "pair": p.name, "version": p.version, "folder": str(p.folder)}
        for p in installed_packages()
    ]
    if as_json:
        print_json(rows)
    else:
        for row in rows:
            click.echo(f"{row['engine']:12} {row['pair']:12} {row['version']:10} {row['folder']}")
    return 0


@models_command.command("install")
@click.argument("what", metavar="PAIR|FILE|FOLDER")
@click.option(
    "--from",
    "index",
    type=click.Choice(["argos", "firefox"]),
    default="argos",
    show_default=True,
    help="Whose index a pair is fetched from.",
)
@click.option("--pair", default="", metavar="PAIR", help="What a folder translates that does not say so.")
@json_option
def install_model(what: str, index: str, pair: str, *, as_json: bool) -> int:
    """Install a pair (en_ja) from a public index, or a model's own file or folder.

    An Argos package, a folder of CTranslate2's with its SentencePiece files (OPUS-MT, NLLB), or Marian's
    weights with theirs (Firefox Translations). This is the one command that goes online, and only for a pair.
    """
    from release_kit.engines.store import install_model

    packages = install_model(what, pair, index)
    if as_json:
        first = packages[0]
        print_json(
            {"pair": first.name, "version": first.version, "folder": str(first.folder)}
            | {"engine": first.kind, "pairs": [package.name for package in packages]}
        )
    else:
        pairs = ", ".join(package.name for package in packages)
        say(f"installed {pairs} ({packages[0].kind}) in {packages[0].folder}")
    return 0


@models_command.command("probe")
@click.argument("name", metavar="[ENGINE]", default="auto")
@click.option("--to", "languages", multiple=True, metavar="LANG", help="Only these; again for more.")
@click.option(
    "--sentences",
    default=200,
    metavar="NUMBER",
    show_default=True,
    type=click.IntRange(1, 1000),
    help="How many to try.",
)
@json_option
def probe_model(name: str, languages: tuple[str, ...], sentences: int, *, as_json: bool) -> int:
    """Measure which masks and set-in words an installed model keeps; the guard goes by it.

    It takes minutes. The result lies beside the model, of the built-in one among your own models. One of
    fewer than 100 sentences is a trial: it is kept apart, and nothing goes by it.
    """
    from release_kit.engines import PROBED_SOURCE, choose_engine, measure_probe
    from release_kit.languages import LANGUAGES

    results = []
    for target in languages or [tag for tag in LANGUAGES if tag != PROBED_SOURCE]:
        engine = choose_engine(name, PROBED_SOURCE, target, {})
        where = getattr(engine, "probe_file", None)
        if where is None:
            raise click.UsageError(f"the engine {engine.name} has no model to measure")
        say(f"{engine.name}, {PROBED_SOURCE} to {target}:")
        result = measure_probe(engine, PROBED_SOURCE, target, sentences, lambda text: say(f"  {text}"))
        _keep(result, getattr(engine, "own_probe_file", where)(PROBED_SOURCE, target), sentences)
        results.append(asdict(result) | {"engine": engine.name})
    if as_json:
        print_json(results)
    return 0


def _keep(result: Any, path: Path, sentences: int) -> None:
    """Keep what was measured, a trial apart from what the guard goes by."""
    from release_kit.engines import ENOUGH, save_probe, trial_file

    is_trial = sentences < ENOUGH
    place = trial_file(path) if is_trial else path
    save_probe(result, place)
    said = f"a trial of {counted(sentences, 'sentence')}: nothing goes by it" if is_trial else "kept"
    say(f"  {said}: {place}")


@models_command.command("remove")
@click.argument("name", metavar="PAIR")
@json_option
def remove_model(name: str, *, as_json: bool) -> int:
    """Remove an installed model by its pair, or by kind and pair (firefox-en_ja)."""
    from release_kit.engines.store import remove_model

    folder = remove_model(name)
    if as_json:
        print_json({"removed": str(folder)})
    else:
        say(f"removed {folder}")
    return 0
