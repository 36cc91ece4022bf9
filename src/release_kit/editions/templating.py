"""Jinja2 as we use it: sandboxed, escaping, and an undefined name is an error."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from jinja2 import BaseLoader, StrictUndefined, Template
from jinja2.exceptions import SecurityError, TemplateError, TemplateSyntaxError, UndefinedError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from release_kit import errors

BUILT_IN = "built-in "  # how the names of the package's own templates begin, in messages
GROWING = frozenset({"center", "ljust", "rjust", "zfill", "expandtabs", "format", "format_map"})
COMPILED_LIMIT = 200  # sources; a newsroom's templates have about ten parts each


class Sandbox(ImmutableSandboxedEnvironment):
    """A sandbox that compiles the same source once: a handout's parts are the same for every release."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.compiled: dict[str, Template] = {}

    intercepted_binops = frozenset({"*", "**", "%"})

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Nothing that makes a text of any length of a short one."""
        return super().is_safe_attribute(obj, attr, value) and attr not in GROWING

    def wrap_str_format(self, value: Any) -> Any:
        """A text's own `format` is not to be had."""
        return None

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Numbers are multiplied; texts and lists are not, and nothing is raised to a power."""
        if not all(isinstance(side, (int, float)) for side in (left, right)) or operator == "**":
            raise SecurityError(f"`{operator}` with what is no number")
        return super().call_binop(context, operator, left, right)

    def from_string(self, source: Any, *arguments: Any, **options: Any) -> Template:
        """The template of a source."""
        if not isinstance(source, str) or arguments or any(options.values()):
            return super().from_string(source, *arguments, **options)
        if source not in self.compiled:
            if len(self.compiled) >= COMPILED_LIMIT:
                self.compiled.clear()
            self.compiled[source] = super().from_string(source)
        return self.compiled[source]


@cache
def environment() -> Sandbox:
    """The sandbox, without loaders, so that no template reaches a file, and without globals."""
    made = Sandbox(
        loader=_NoLoader(), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    made.globals.clear()
    for name in ("center", "format", "indent", "wordwrap"):
        del made.filters[name]
    return made


class _NoLoader(BaseLoader):
    """Templates include and import nothing."""


def find_template(name: str, newsroom_templates: Path) -> tuple[bytes, str]:
    """A template's bytes and a name for messages: the newsroom's own, else the built-in."""
    own = newsroom_templates / name
    if own.is_file():
        return own.read_bytes(), str(own)
    built_in = files("release_kit").joinpath("templates", name)
    if not built_in.is_file():
        raise errors.TemplateError(f"no template {name}\n  Put one into {newsroom_templates}.")
    return built_in.read_bytes(), f"{BUILT_IN}{name}"


def render_text(source: str, name: str, values: Mapping[str, object]) -> str:
    """A text template with its values; errors name the template, the line and the variable."""
    try:
        return environment().from_string(source).render(values)
    except (TemplateError, ArithmeticError, LookupError, RecursionError, TypeError, ValueError) as error:
        raise explain(error, name) from error


def explain(error: Exception, name: str) -> errors.TemplateError:
    """A Jinja error in plain words."""
    line = f":{error.lineno}" if isinstance(error, TemplateSyntaxError) else ""
    if isinstance(error, UndefinedError):
        fix = "Correct the name in the template; docs/handouts.md lists the names there are."
        return errors.TemplateError(f"{name}: unknown variable: {error.message}\n  {fix}")
    if isinstance(error, SecurityError):
        return errors.TemplateError(f"{name}: refused, it reaches for what templates must not: {error}")
    return errors.TemplateError(f"{name}{line}: {error}")


def safe_html(fragment: str) -> Markup:
    """An HTML fragment of ours that needs no more escaping."""
    return Markup(fragment)  # noqa: S704 - made by our own Markdown renderer, which escapes raw HTML
