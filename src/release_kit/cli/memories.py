"""release-kit memory."""

from __future__ import annotations

from pathlib import Path

import click

from release_kit.cli.options import counted, json_option, newsroom_option, open_newsroom, print_json, say


@click.group("memory")
def memory_command() -> None:
    """The translation memory: approved renderings and memory/*.tmx."""


@memory_command.command("list")
@newsroom_option
@json_option
def list_memory(root: Path | None, *, as_json: bool) -> int:
    """Say how many segments are remembered for each language."""
    from release_kit.memory import open_memory
    from release_kit.release import read_shelf

    newsroom = open_newsroom(root)
    shelf = read_shelf(newsroom)
    sizes = {target: open_memory(shelf, target).size for target in newsroom.languages[1:]}
    if as_json:
        print_json(sizes)
    else:
        for target, size in sizes.items():
            click.echo(f"{target:8} {counted(size, 'segment')}")
    return 0


@memory_command.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@newsroom_option
@json_option
def import_memory(file: Path, root: Path | None, *, as_json: bool) -> int:
    """Take in a TMX file of another tool; it is kept as memory/NAME.tmx."""
    from release_kit.memory import add_tmx, read_tmx, remembered_units
    from release_kit.release import read_shelf

    newsroom = open_newsroom(root, alone=True)
    units = [unit for unit in read_tmx(file) if newsroom.source in unit]
    if not units:
        raise click.UsageError(
            f"{file}: no unit has a segment in {newsroom.source} and one in another language"
        )
    path, fresh = add_tmx(newsroom, file.stem, units, remembered_units(read_shelf(newsroom)))
    if as_json:
        print_json({"units": len(fresh), "known": len(units) - len(fresh), "file": str(path or "")})
    elif path:
        say(f"{path}: {counted(len(fresh), 'unit')} added; remembered already: {len(units) - len(fresh)}")
    else:
        say(f"nothing new: {counted(len(units), 'unit')}, remembered already")
    return 0


@memory_command.command("export")
@click.argument("file", type=click.Path(path_type=Path))
@newsroom_option
@json_option
def export_memory(file: Path, root: Path | None, *, as_json: bool) -> int:
    """Write everything that is remembered as one TMX file for another tool."""
    from release_kit.memory import is_own_export, remembered_units, write_tmx
    from release_kit.newsroom import write_atomic
    from release_kit.release import read_shelf

    newsroom = open_newsroom(root)
    if file.exists() and not is_own_export(file):
        raise click.UsageError(
            f"{file} is there already and is no export of release-kit; choose another name"
        )
    units = remembered_units(read_shelf(newsroom))
    write_atomic(file, write_tmx(units, newsroom.source))
    if as_json:
        print_json({"units": len(units), "file": str(file)})
    else:
        say(f"{file}: {counted(len(units), 'unit')}")
    return 0
