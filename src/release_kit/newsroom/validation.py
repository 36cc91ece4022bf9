"""Reading release-kit.toml into its tables; what will not do is said with file, line, value and way out."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from release_kit import extensions
from release_kit.errors import InputError
from release_kit.languages import LANGUAGES, TAG_SHAPE
from release_kit.newsroom.files import FORBIDDEN_SIGNS, read_text
from release_kit.newsroom.tables import OtherTarget, Settings, Target
from release_kit.newsroom.tags import tags_of
from release_kit.newsroom.toml_lines import line_of

Key = str | int
STEP = re.compile(r"\.([^.\[\]]+)|\[(\d+|\.\.\.)\]")
KINDS = {
    "int": "a whole number",
    "str": "text in quotation marks",
    "bool": "true or false",
    "array": "a list in [ ]",
    "object": "a table",
}
SECRETS = ("password", "passphrase", "secret", "token")
BUILT_IN = ("folder", "sftp")  # kinds of targets whose tables are known here
SHOWN = 60  # characters of a wrong value
NEAR = 0.5  # how alike two words must be for one to be meant by the other: jp, ja


@dataclass(frozen=True, slots=True)
class SettingsFile:
    """release-kit.toml as it was read, for errors that point into it."""

    path: Path
    text: str
    values: Mapping[str, Any]

    def fail(self, keys: Sequence[Key], problem: str, fix: str = "") -> InputError:
        """An error at a setting."""
        return InputError(self.path, problem, fix, line_of(self.text, keys))


def read_settings(path: Path) -> tuple[Settings, Mapping[str, Target], SettingsFile]:
    """The settings, the targets with those of installed packages, and the file that they come from."""
    text = read_text(path)
    file = SettingsFile(path, text, _parse(text, path))
    for keys, value in _texts(file.values, ()):
        if found := FORBIDDEN_SIGNS.search(value):
            raise file.fail(keys, f"a control character (U+{ord(found.group()):04X})", "Delete it.")
    values, others = _without_others(file.values)
    try:
        settings = msgspec.convert(values, Settings)
    except msgspec.ValidationError as error:
        raise _explain(SettingsFile(path, text, values), str(error)) from error
    for keys, tag in tags_of(values):
        if tag not in LANGUAGES:
            raise _choice(file, keys, f"unknown language {_short(tag)}", tag, list(LANGUAGES))
    return settings, {**settings.targets, **others}, file


def _parse(text: str, path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except RecursionError as error:
        raise InputError(path, "TOML: brackets within brackets without end", "Look for a stray [.") from error
    except ValueError as error:
        line = re.search(r"\(at line (\d+),", str(error))
        fix = 'A setting is name = "text", with straight quotation marks; a table begins with [name].'
        raise InputError(path, f"TOML: {error}", fix, int(line[1]) if line else 0) from error


def _texts(value: object, keys: tuple[Key, ...]) -> Iterator[tuple[tuple[Key, ...], str]]:
    """Every text of a value, names of settings too."""
    if isinstance(value, str):
        yield keys, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield (*keys, key), key
            yield from _texts(inner, (*keys, key))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _texts(inner, (*keys, number))


def _without_others(values: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, OtherTarget]]:
    """The values without the targets that an installed package knows, and those."""
    targets = values.get("targets")
    if not isinstance(targets, dict):
        return dict(values), {}
    kinds = {name: table.get("kind") for name, table in targets.items() if isinstance(table, dict)}
    foreign = {name: kind for name, kind in kinds.items() if isinstance(kind, str) and kind not in BUILT_IN}
    known = extensions.names("publishers") if foreign else []
    others = {
        name: OtherTarget(kind, {key: value for key, value in targets[name].items() if key != "kind"})
        for name, kind in foreign.items()
        if kind in known
    }
    ours = {name: table for name, table in targets.items() if name not in others}
    return {**values, "targets": ours}, others


def _explain(file: SettingsFile, message: str) -> InputError:
    """What msgspec complains of, in the words of whoever wrote the file."""
    text = re.sub(r" - at (?:`key` in )?`\$[^`]*`$", "", message)
    keys = _keys_of(file, message)
    if match := re.fullmatch(r"Object contains unknown field `(.*)`", text, re.S):
        return _unknown(file, keys, match[1])
    if match := re.fullmatch(r"Object missing required field `(.*)`", text):
        keys = [*keys, match[1]]
        return file.fail(keys, f"`{_name(keys)}` is missing", _about(file, keys))
    is_name = " - at `key` in `$" in message
    value = keys[-1] if is_name else _value(file.values, keys)
    if "regex" in text and isinstance(value, str) and TAG_SHAPE in text:
        return _choice(file, keys, f"unknown language {_short(value)}", value, list(LANGUAGES))
    if text.startswith("Invalid"):
        known = _schema_at(file, keys).get("enum") or [*BUILT_IN, *extensions.names("publishers")]
        return _choice(file, keys, f"`{_name(keys)}` is {_short(value)}", value, known)
    wanted = re.match(r"Expected `(\w+)`(?: ([<>]=|of length [<>]=) (\d+))?", text)
    words = KINDS.get(wanted[1], "something else") if wanted else "something else"
    bound = f" {wanted[2]} {wanted[3]}" if wanted and wanted[2] else ""
    problem = f"`{_name(keys)}` is {_short(value)}, not {words}{bound}"
    if is_name:
        known = _schema_at(file, keys[:-1]).get("propertyNames", {})
        return file.fail(
            keys, f"`{_name(keys[:-1])}`: {_short(value)} will not do", known.get("description", "")
        )
    return file.fail(keys, problem, _about(file, keys))


def _unknown(file: SettingsFile, keys: list[Key], name: str) -> InputError:
    keys = [*keys, name]
    problem = f"unknown setting `{_name(keys)}`"
    if keys[0] == "targets" and name in SECRETS:
        target = str(keys[1]).upper().replace("-", "_")
        fix = (
            "Delete it: a secret does not belong into this file. It comes from the environment, as"
            f" RELEASE_KIT_{target}_PASSWORD or _PASSPHRASE."
        )
        return file.fail(keys, problem, fix)
    return _choice(file, keys, problem, name, sorted(_schema_at(file, keys[:-1]).get("properties", {})))


def _choice(
    file: SettingsFile, keys: Sequence[Key], problem: str, value: object, known: Sequence[str]
) -> InputError:
    near = difflib.get_close_matches(str(value)[:200], known, 1, NEAR)
    hint = f"Did you mean {near[0]}? " if near else ""
    listed = ", ".join(name or '""' for name in known)
    return file.fail(keys, problem, f"{hint}Known: {listed}.")


def _keys_of(file: SettingsFile, message: str) -> list[Key]:
    """The keys of the complaint's path; `[...]`, any name in a table, is found by trying each alone."""
    place = message.rpartition("`$")[2].rstrip("`")
    steps = [name or number for name, number in STEP.findall(place)]
    steps += ["..."] if " - at `key` in " in message else []
    keys: list[Key] = []
    for step in steps:
        if step == "...":
            table = _value(file.values, keys)
            names = list(table) if isinstance(table, dict) else []
            name = next((key for key in names if _complains(_only(file.values, keys, key), message)), None)
            if name is None:
                return keys
            keys.append(name)
        else:
            keys.append(int(step) if step.isdigit() else step)
    return keys


def _complains(values: Mapping[str, Any], message: str) -> bool:
    try:
        msgspec.convert(values, Settings)
    except msgspec.ValidationError as error:
        return str(error) == message
    return False


def _only(values: Any, keys: Sequence[Key], key: str) -> Any:
    """The values, where the table at `keys` has this one key."""
    if not keys:
        return {key: values[key]}
    return {**values, keys[0]: _only(values[keys[0]], keys[1:], key)}


def _value(values: Any, keys: Sequence[Key]) -> Any:
    for key in keys:
        is_there = isinstance(values, dict) and key in values
        is_there |= isinstance(values, list) and isinstance(key, int) and key < len(values)
        values = values[key] if is_there else None
    return values


def _name(keys: Sequence[Key]) -> str:
    """A setting as one says it: targets.web.path, languages[0]."""
    return "".join(f"[{key}]" if isinstance(key, int) else f".{key}" for key in keys).lstrip(".")


def _short(value: object) -> str:
    text = repr(value)
    return text if len(text) <= SHOWN else text[:SHOWN] + "…"


def _about(file: SettingsFile, keys: Sequence[Key]) -> str:
    """What the tables say of a setting, of the nearest one around it that they describe."""
    for end in range(len(keys), 0, -1):
        if text := _schema_at(file, keys[:end]).get("description"):
            return str(text)
    return ""


def _schema_at(file: SettingsFile, keys: Sequence[Key]) -> dict[str, Any]:
    """The JSON Schema of a setting; of a target, its kind's."""
    whole = msgspec.json.schema(Settings)
    kind = _value(file.values, [*keys[:2], "kind"]) if keys[:1] == ["targets"] else None
    node: Any = whole
    for key in [None, *keys]:
        if key is not None:
            node = (
                node.get("items") or node.get("properties", {}).get(key) or node.get("additionalProperties")
            )
        if isinstance(node, dict) and "discriminator" in node:
            node = {"$ref": node["discriminator"]["mapping"].get(kind, "")}
        if isinstance(node, dict) and "$ref" in node:
            own = {name: text for name, text in node.items() if name == "description"}
            node = whole["$defs"].get(node["$ref"].rpartition("/")[2], {}) | own
        if not isinstance(node, dict):
            return {}
    return dict(node)
