"""The command line. Only this package prints, prompts and exits."""

from __future__ import annotations

import importlib
import json
import os
import sys
from contextlib import suppress

import click

from release_kit import __version__
from release_kit.errors import InputError, ReleaseKitError, UsageError

# Name -> module, one-line help. Modules are imported when their command runs, so that --help is quick.
COMMANDS: dict[str, tuple[str, str]] = {
    "init": ("starting", "Make a new newsroom with sample files."),
    "new": ("starting", "Start a new release."),
    "import": ("starting", "Make a release of a text, Markdown, Word or HTML file."),
    "translate": ("translating", "Bring the renderings up to date."),
    "check": ("checking", "Check terms, facts and texts of the renderings."),
    "approve": ("approving", "Record that a person has read and approved renderings."),
    "accept": ("approving", "Accept a finding: it counts no more while its sentence is the same."),
    "status": ("approving", "Say how things stand: drafts, approvals, changes since, embargoes."),
    "correct": ("changing", "Mark a release that is out as corrected."),
    "withdraw": ("changing", "Withdraw a release that is out."),
    "export": ("exporting", "Write handouts and pages to a folder."),
    "feed": ("exporting", "Write the feeds and index pages."),
    "build": ("exporting", "Translate, check, export and feed: everything into public/."),
    "serve": ("serving", "Show the newsroom in a browser on this machine."),
    "publish": ("publishing", "Send what may be seen to a target, atomically."),
    "templates": ("templates", "Copy and check the templates of handouts and pages."),
    "models": ("models", "List, install and remove translation models."),
    "memory": ("memories", "List, import and export the translation memory."),
    "glossary": ("glossaries", "Look after the glossary."),
}

EXIT_CODES = {
    0: "done",
    1: "done, and there are error findings (with --strict, warnings too)",
    2: "bad usage, or bad input: what the message names was left as it is, the rest is done",
    3: "no engine or model for a pair of languages",
    4: "a target failed",
    130: "interrupted",
}


class LazyGroup(click.Group):
    """A group whose commands are imported when they are used."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"release_kit.cli.{COMMANDS[cmd_name][0]}")
        command: click.Command = getattr(module, f"{cmd_name}_command")
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in COMMANDS.items()])


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="release-kit")
def group() -> None:
    """One press release in; English, Japanese and Chinese out, offline.

    RELEASE is a folder's name below releases/ or a path; none means all.
    """


def main() -> None:
    """Run a command and exit with one of `EXIT_CODES`."""
    try:
        for word in sys.argv[1:]:
            if not is_utf8(word):
                raise UsageError(f"{word!r} is not UTF-8\n  Rename the file, or set the terminal to UTF-8.")
        code = group.main(standalone_mode=False)
        sys.stdout.flush()
    except click.ClickException as error:
        code = _fail(error.format_message(), 2, error)
    except ReleaseKitError as error:
        code = _fail(str(error), error.exit_code, error)
    except (KeyboardInterrupt, click.Abort) as error:
        code = _fail("interrupted; every file is as it was or as it should be", 130, error)
    except BrokenPipeError:
        sys.stderr.close()
        code = 0
    except OSError as error:
        code = _fail(f"{error.filename or 'standard output'}: {error.strerror}", 2, error)
        if not error.filename:
            _forget_output()
    sys.exit(code if isinstance(code, int) else 0)


def is_utf8(text: str) -> bool:
    """Whether a text came as UTF-8; what did not holds half characters."""
    return not any("\ud800" <= sign <= "\udfff" for sign in text)


def _fail(message: str, code: int, error: BaseException) -> int:
    """Say what went wrong on standard error; with --json as one document on standard output too."""
    if isinstance(error, click.ClickException):
        error.show()
    else:
        click.echo(f"release-kit: {message}", err=True)
    if "--json" in sys.argv[1:]:
        about = {"kind": type(error).__name__, "message": message, "exit_code": code}
        if isinstance(error, InputError):
            about |= {"file": error.path, "line": error.line, "problem": error.problem, "fix": error.fix}
        with suppress(OSError):
            click.echo(json.dumps({"error": about}, ensure_ascii=False, indent=2))
    return code


def _forget_output() -> None:
    """What could not be written stays in the buffer; nothing is to try again when the process ends."""
    with suppress(OSError):
        sys.stdout.flush()
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
