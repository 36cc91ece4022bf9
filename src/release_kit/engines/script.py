"""Traditional into Simplified Chinese and back, with each region's wording, by OpenCC: no model."""

from __future__ import annotations

from collections.abc import Sequence

from release_kit.languages import LANGUAGES, convert_script
from release_kit.model import Abilities, Candidate, Request


class ScriptEngine:
    """Serves the one pair that is a matter of script."""

    name = "script"
    abilities = Abilities(set_in=True, mask="{%d}")

    def writes(self, source: str, target: str) -> str:
        row = LANGUAGES[target]
        return target if row.sister == source and row.sister_text else ""

    def translate(
        self, requests: Sequence[Request], source: str, target: str, count: int = 1
    ) -> list[list[Candidate]]:
        """One candidate a request: its text in the other script."""
        config = LANGUAGES[target].sister_text
        return [[Candidate(convert_script(request.text, config), 0.0)] for request in requests]
