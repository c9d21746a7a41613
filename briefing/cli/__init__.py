"""The command line: arguments in, exit code out. Everything it does, it asks of `newsroom` and `render`.

`run` is the one place where errors become a line on standard error and an exit code. click and the commands are
loaded only when they are needed: `--version` answers without.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING

from briefing import __version__
from briefing.cli import logbook, stderr, stdout
from briefing.errors import EXIT_INTERNAL, EXIT_INTERRUPTED, EXIT_OK, EXIT_USAGE, BriefingError

if TYPE_CHECKING:
    import click

EXIT_PIPE_CLOSED = 141
"""What a shell reports of a program that a closed pipe has ended: nobody reads on, which is no error to tell."""


def run(arguments: Sequence[str]) -> int:
    """Run a command and return its exit code; nothing is raised."""
    try:
        return _answer(arguments)
    except stdout.PipeClosedError:
        logbook.note("the reader of standard output has gone")
        return EXIT_PIPE_CLOSED
    except KeyboardInterrupt:
        _tell("interrupted")
        return EXIT_INTERRUPTED
    except BriefingError as error:
        _tell(str(error))
        _trace()
        return error.exit_code
    except Exception as error:
        return _fail(error)


def _fail(error: Exception) -> int:
    """Tell of what the system refuses, or of a mistake of ours."""
    from briefing.cli.limits import limit_reached

    if limit := limit_reached(error):
        _tell(limit)
    elif isinstance(error, OSError) and error.filename is not None:
        _tell(f"{os.fsdecode(error.filename)}: {error.strerror}; `briefing doctor` tells what to do")
    else:
        _tell(f"internal error: {type(error).__name__}: {error} (BRIEFING_DEBUG=1 shows where)")
    _trace(logged=True)
    return EXIT_INTERNAL


def _answer(arguments: Sequence[str]) -> int:
    if list(arguments) in (["--version"], ["-V"]):
        stdout.write(f"briefing {__version__}\n")
        return EXIT_OK
    if "_BRIEFING_COMPLETE" in os.environ:  # a shell asks what could come next
        from briefing.cli.completion import answer

        return answer()
    return _run_command(arguments)


def _run_command(arguments: Sequence[str]) -> int:
    """Let click find the command and its options; its own ways to end are turned into ours."""
    import click

    from briefing.cli.app import app

    try:
        with app.make_context("briefing", list(arguments)) as context:
            code = app.invoke(context)
    except click.exceptions.Exit as done:  # help or version was printed, by click
        stdout.check()
        return done.exit_code
    except BrokenPipeError:
        stdout.abandon()
        raise stdout.PipeClosedError from None
    except click.ClickException as error:
        stderr.say(_usage(error, arguments))
        return EXIT_USAGE
    return code if isinstance(code, int) else EXIT_OK


def _usage(error: click.ClickException, arguments: Sequence[str]) -> str:
    """Return click's words as one line that begins small, with the way to the right ones."""
    from briefing.cli.app import COMMANDS

    words = " ".join(error.format_message().split())
    # click has a sentence for it, with parentheses where there are several.
    before, meant, likely = words.rpartition("Did you mean ")
    if meant and likely.rstrip(")").endswith("?"):
        words = f"{before.rstrip(' (').removesuffix('.')}; did you mean {likely.removeprefix('one of: ').rstrip('?)')}?"
    context = getattr(error, "ctx", None)
    # An option that lacks its value is told without the command it is of.
    command = next((word for word in arguments if word in COMMANDS), "")
    path = context.command_path if context else f"briefing {command}".rstrip()
    return f"{words[:1].lower()}{words[1:].rstrip('.')} (`{path} --help` tells more)"


def _tell(message: str) -> None:
    stderr.say(message)
    logbook.note(message)


def _trace(logged: bool = False) -> None:
    """Show where an error came from, if that is wanted, or log it."""
    if logged or os.environ.get("BRIEFING_DEBUG"):
        import traceback

        from briefing.hygiene import hide_login

        told = traceback.format_exc()
        if logged:
            logbook.note(told)
        if os.environ.get("BRIEFING_DEBUG"):
            stderr.write(hide_login(told))
