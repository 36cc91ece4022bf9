"""The tags of languages in release-kit.toml: which settings are tags is read off the tables.

Which languages there are is known only when a newsroom's own rows have been read, so no type can say it.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from msgspec import inspect

from release_kit.languages import TAG_SHAPE
from release_kit.newsroom.tables import Settings

Keys = tuple[str | int, ...]


@cache
def _settings() -> inspect.Type:
    return inspect.type_info(Settings)


def tags_of(values: Any) -> Iterator[tuple[Keys, str]]:
    """Every tag that the settings hold, as a value or as a name, with the keys that lead to it."""
    return _tags(_settings(), values, ())


def _tags(kind: inspect.Type, value: Any, keys: Keys) -> Iterator[tuple[Keys, str]]:
    if isinstance(kind, inspect.Metadata):
        yield from _tags(kind.type, value, keys)
    elif isinstance(kind, inspect.StrType):
        if TAG_SHAPE in (kind.pattern or "") and value:
            yield keys, value
    elif isinstance(kind, inspect.StructType):
        for item in kind.fields:
            if item.encode_name in value:
                yield from _tags(item.type, value[item.encode_name], (*keys, item.encode_name))
    elif isinstance(kind, inspect.DictType):
        for key, inner in value.items():
            yield from _tags(kind.key_type, key, (*keys, key))
            yield from _tags(kind.value_type, inner, (*keys, key))
    elif isinstance(kind, inspect.VarTupleType):
        for number, inner in enumerate(value):
            yield from _tags(kind.item_type, inner, (*keys, number))
    elif isinstance(kind, inspect.UnionType):
        for one in kind.types:
            yield from _tags(one, value, keys)
