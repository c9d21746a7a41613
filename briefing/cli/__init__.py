"""The command line: parses arguments, calls `newsroom` and `render`, returns an exit code.

Only `run` converts errors to a line on standard error and an exit code. click and the commands are
loaded only when they are needed: `--version` answers without.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING

from briefing.cli import logbook, stderr, stdout
from briefing.errors import EXIT_INTERNAL, EXIT_INTERRUPTED, EXIT_OK, EXIT_USAGE, BriefingError
from briefing.version import __version__

if TYPE_CHECKING:
    import click

EXIT_PIPE_CLOSED = 141
"""Exit code that a shell reports for a program ended by SIGPIPE; not reported as an error."""


def run(arguments: Sequence[str]) -> int:
    """Run a command and return its exit code; never raises."""
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
    """Report an operating system error or an internal error."""
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
    if "_BRIEFING_COMPLETE" in os.environ:  # a shell asks for completions
        from briefing.cli.completion import answer

        return answer()
    return _run_command(arguments)


def _run_command(arguments: Sequence[str]) -> int:
    """Run click with the arguments; its exits and errors become ours."""
    import click

    from briefing.cli.root_command import app

    try:
        with app.make_context("briefing", list(arguments)) as context:
            code = app.invoke(context)
    except click.exceptions.Exit as done:  # click has printed help or version
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
    """click's message as one line in lower case, with a pointer to the help."""
    from briefing.cli.root_command import COMMANDS

    words = " ".join(error.format_message().split())
    # click has its own sentence for this, in parentheses for several values.
    before, meant, likely = words.rpartition("Did you mean ")
    if meant and likely.rstrip(")").endswith("?"):
        words = f"{before.rstrip(' (').removesuffix('.')}; did you mean {likely.removeprefix('one of: ').rstrip('?)')}?"
    context = getattr(error, "ctx", None)
    # The error for an option without a value does not know its command.
    command = next((word for word in arguments if word in COMMANDS), "")
    path = context.command_path if context else f"briefing {command}".rstrip()
    return f"{words[:1].lower()}{words[1:].rstrip('.')} (`{path} --help` tells more)"


def _tell(message: str) -> None:
    stderr.say(message)
    logbook.note(message)


def _trace(logged: bool = False) -> None:
    """Log the traceback of an error if `logged`, and print it in debug mode."""
    if logged or os.environ.get("BRIEFING_DEBUG"):
        import traceback

        from briefing.hygiene import hide_login

        told = traceback.format_exc()
        if logged:
            logbook.note(told)
        if os.environ.get("BRIEFING_DEBUG"):
            stderr.write(hide_login(told))
