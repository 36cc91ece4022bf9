"""Write the JSON Schema of release-kit.toml, which editors read, from the classes in newsroom/tables.py.

    python tools/settings_schema.py

An editor with a TOML extension (Even Better TOML in VS Code, Taplo) shows each setting's meaning and marks
what is wrong, where the file's first line says `#:schema` and where the schema lies.
"""

from __future__ import annotations

import json
from pathlib import Path

import msgspec

from release_kit.newsroom.tables import Settings

PATH = Path(__file__).parent.parent / "src" / "release_kit" / "data" / "release-kit.schema.json"


def schema_text() -> str:
    """The schema as it lies in the package."""
    schema = msgspec.json.schema(Settings)
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "release-kit.toml"}
    return json.dumps(head | schema, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


if __name__ == "__main__":
    PATH.write_text(schema_text(), encoding="utf-8")
