"""Write docs/commands.md and docs/settings.md out of the code, the same bytes each time.

    python tools/reference.py

What a command or a setting is for, its options and defaults are said once, beside the code; a test says
that the pages are current.
"""

from __future__ import annotations

import inspect
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import msgspec

from release_kit.cli import COMMANDS, EXIT_CODES, group
from release_kit.newsroom.tables import Settings

DOCS = Path(__file__).parent.parent / "docs"
MADE = "<!-- Made by tools/reference.py from the code: change it there. -->"
COMMANDS_HEAD = f"""{MADE}

# Commands

RELEASE is a folder's name below `releases/`, or a path; none means all. LANG is `en`, `ja`, `zh-Hant` or `zh-Hans`.
`release-kit COMMAND --help` says the same on the screen.

Results go to standard output, messages and progress to standard error. Two options are understood by most commands:"""
TABLE = ("| option | what it does |", "| --- | --- |")
SHARED = ("root", "as_json")  # options that are explained once

SETTINGS_HEAD = f"""{MADE}

# Settings

`release-kit.toml` lies in the newsroom's folder and says what is true of it. It is a text: a setting is
`name = "value"`, a table begins with its name in brackets. `release-kit init` writes one to start from.

A setting that is misspelt or of the wrong kind is named with its line and what was probably meant. An editor that
knows TOML (VS Code with Even Better TOML, for one) checks the file while you type, by the schema that ships with the
package, `release_kit/data/release-kit.schema.json`.

## The newsroom

What stands before the first table. `name` and `boilerplate` are tables themselves: `[name]`, and `[boilerplate.KEY]`
for each standing text, with a line a language.
"""
SEE = {
    "[first_mention]": "glossary.md#first-mentions",
    "[memory]": "memory.md",
    "[handout]": "handouts.md",
    "[feeds]": "feeds.md#feeds",
    "[targets.NAME]": "publishing.md#targets",
    "[wires.NAME]": "feeds.md#wires",
}


def commands() -> Iterator[tuple[str, click.Command]]:
    """Every command that does something, by the words that a user types."""
    context = click.Context(group)
    for name in COMMANDS:
        command = group.get_command(context, name)
        if isinstance(command, click.Group):
            yield from ((f"{name} {word}", found) for word, found in sorted(command.commands.items()))
        elif command:
            yield name, command


def commands_page() -> str:
    """docs/commands.md."""
    found = list(commands())
    shared = {option.name: _option(option) for _, command in found for option in _options(command)}
    lines = [COMMANDS_HEAD, "", *TABLE, *(shared[name] for name in SHARED)]
    lines += ["", "| command | what it does |", "| --- | --- |"]
    lines += [f"| [`{name}`](#{_anchor(name)}) | {_paragraphs(command)[0]} |" for name, command in found]
    lines += ["", "## Exit codes", "", "| code | what it says |", "| --- | --- |"]
    lines += [f"| {code} | {text} |" for code, text in EXIT_CODES.items()]
    for name, command in found:
        lines += ["", *_command(name, command)]
    return "\n".join(lines) + "\n"


def _command(name: str, command: click.Command) -> Iterator[str]:
    """The part of one command."""
    context = click.Context(command, info_name=f"release-kit {name}")
    own = [option for option in _options(command) if option.name not in SHARED]
    also = [f"`{option.opts[0]}`" for option in _options(command) if option.name in SHARED]
    yield from (
        f"## {name}",
        "",
        "```",
        f"{context.command_path} {' '.join(command.collect_usage_pieces(context))}",
        "```",
    )
    for text in _paragraphs(command):
        yield from ("", text)
    if own:
        yield from ("", *TABLE, *(_option(option) for option in own))
    if also:
        yield from ("", f"Also {' and '.join(also)}.")


def _options(command: click.Command) -> list[click.Option]:
    return [option for option in command.params if isinstance(option, click.Option) and not option.hidden]


def _option(option: click.Option) -> str:
    """A row of the table of options."""
    record = option.get_help_record(click.Context(group)) or ("", "")
    word, text = (part.replace("|", r"\|") for part in record)
    return f"| `{word}` | {text.replace('  [', ' [')} |"


def _paragraphs(command: click.Command) -> list[str]:
    """The help of a command, a line a paragraph."""
    return [" ".join(text.split()) for text in re.split(r"\n\s*\n", inspect.cleandoc(command.help or ""))]


def _anchor(heading: str) -> str:
    """What a heading is linked by."""
    return heading.replace(" ", "-")


def settings_page() -> str:
    """docs/settings.md."""
    schema = msgspec.json.schema(Settings)
    tables, whole = schema["$defs"], schema["$defs"]["Settings"]
    plain = {name: node for name, node in whole["properties"].items() if not list(_references(node))}
    lines = [SETTINGS_HEAD, *_settings(plain, whole["required"])]
    for node in whole["properties"].values():
        for name in _references(node):
            title, _, about = tables[name]["description"].partition(": ")
            more = f"[More about it]({SEE[title.split(' with')[0]]})."
            lines += ["", f"## {title}", "", f"{about[0].upper()}{about[1:]} {more}", ""]
            lines += _settings(tables[name]["properties"], tables[name]["required"])
    return "\n".join(lines) + "\n"


def _references(node: dict[str, Any]) -> Iterator[str]:
    """The tables that a setting consists of."""
    if "$ref" in node:
        yield node["$ref"].rpartition("/")[2]
    for key in ("allOf", "anyOf"):
        for inner in node.get(key, ()):
            yield from _references(inner)
    if isinstance(inner := node.get("additionalProperties"), dict):
        yield from _references(inner)


def _settings(properties: dict[str, Any], required: list[str]) -> Iterator[str]:
    """A table of settings."""
    yield from ("| setting | what it is | unless you say |", "| --- | --- | --- |")
    for name, node in properties.items():
        about = node.get("description") or " or ".join(f'"{word}"' for word in node["enum"])
        about = about.replace("|", r"\|")
        yield f"| `{name}` | {about} | {'must be there' if name in required else _default(node)} |"


def _default(node: dict[str, Any]) -> str:
    """What holds where nothing is said."""
    if "default" not in node:
        return "as in that profile"
    text = json.dumps(node["default"], ensure_ascii=False)
    return "nothing" if text in ('""', "[]", "{}") else f"`{text}`"


PAGES = {"commands.md": commands_page, "settings.md": settings_page}


def main() -> None:
    for name, make in PAGES.items():
        (DOCS / name).write_text(make(), encoding="utf-8")
        print(name)


if __name__ == "__main__":
    main()
