"""Which engine serves a pair."""

from __future__ import annotations

from release_kit import extensions
from release_kit.engines.engine import Engine
from release_kit.errors import NoEngineError, UsageError
from release_kit.languages import LANGUAGES, PIVOT

AUTO = ("firefox", "ctranslate2", "argos", "compact")  # in the order of preference
SCRIPT = "script"  # between the scripts of Chinese, whatever engine is asked for


def check_engine(name: str) -> None:
    """A `UsageError` where no engine is called so, although there may be nothing for it to do."""
    known = extensions.names("engines")
    if name != "auto" and name not in known:
        raise UsageError(f"unknown engine {name!r}; there are: auto, {', '.join(known)}")


def choose_engine(name: str, source: str, target: str, made: dict[str, Engine]) -> Engine:
    """The engine of a name, or by `auto` the first that serves the pair; `made` keeps them."""
    wanted = AUTO if name == "auto" else (name,)
    for word in wanted if name == "echo" else (SCRIPT, *wanted):
        if word not in made:
            made[word] = extensions.load("engines", word, Engine)
        if made[word].writes(source, target):
            return made[word]
    ours, theirs = LANGUAGES[source].models.argos, LANGUAGES[target].models.argos
    middle = LANGUAGES[PIVOT].models.argos
    is_direct = middle in (ours, theirs)
    pairs = [f"{ours}_{theirs}"] if is_direct else [f"{ours}_{middle}", f"{middle}_{theirs}"]
    fix = "; ".join(f"release-kit models install {pair} --from firefox" for pair in pairs)
    raise NoEngineError(
        f"nothing here translates {LANGUAGES[source].name} to {LANGUAGES[target].name}"
        f" (engine {name})\n  Run: {fix}"
    )
