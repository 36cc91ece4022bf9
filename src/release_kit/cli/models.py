"""release-kit models."""

from __future__ import annotations

import click

from release_kit.cli.options import json_option, print_json, say


@click.group("models")
def models_command() -> None:
    """Translation models: the built-in one and installed Argos packages."""


@models_command.command("list")
@json_option
def list_models(as_json: bool) -> int:
    """List what can translate here."""
    from release_kit.engines.argos import installed_packages
    from release_kit.engines.compact import CompactEngine

    engine = CompactEngine()
    rows = [
        {"engine": "compact", "pair": f"en_{tag}", "version": "built-in", "folder": str(engine.folder)}
        for tag in ("ja", "zh-Hant", "zh-Hans")
        if engine.writes("en", tag)
    ]
    rows += [
        {"engine": "argos", "pair": p.name, "version": p.version, "folder": str(p.folder)}
        for p in installed_packages()
    ]
    if as_json:
        print_json(rows)
    else:
        for row in rows:
            click.echo(f"{row['engine']:8} {row['pair']:12} {row['version']:10} {row['folder']}")
    return 0


@models_command.command("install")
@click.argument("what", metavar="PAIR|FILE|FOLDER")
@json_option
def install_model(what: str, as_json: bool) -> int:
    """Install a pair (en_ja) from the public index, or a local .argosmodel file or folder.

    This is the one command that goes online, and only for a pair.
    """
    from release_kit.modelstore import install

    package = install(what)
    if as_json:
        print_json({"pair": package.name, "version": package.version, "folder": str(package.folder)})
    else:
        say(f"installed {package.name} {package.version} in {package.folder}")
    return 0


@models_command.command("remove")
@click.argument("name", metavar="PAIR")
@json_option
def remove_model(name: str, as_json: bool) -> int:
    """Remove an installed package."""
    from release_kit.modelstore import remove

    folder = remove(name)
    if as_json:
        print_json({"removed": str(folder)})
    else:
        say(f"removed {folder}")
    return 0
