"""Entry point of the command line: runs a command, and converts errors to one line and an exit code.

click and the commands are loaded only when they are needed; `--version` does not need them.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Sequence
from typing import TYPE_CHECKING

from briefing.cli import logbook, stderr, stdout
from briefing.errors import EXIT_INTERNAL, EXIT_INTERRUPTED, EXIT_OK, EXIT_USAGE, BriefingError
from briefing.version import __version__

if TYPE_CHECKING:
    import click

_LIMITS = {
    errno.ENOSPC: "the disk is full; free some space, the stored data is intact",
    errno.EDQUOT: "your disk quota is exceeded; free some space, the stored data is intact",
    errno.EFBIG: "the file size limit is exceeded (`ulimit -f` shows it); the stored data is intact",
    errno.EMFILE: "too many open files; raise the limit, for example by `ulimit -n 256`",
    errno.ENFILE: "too many open files on this machine; try again later",
    errno.ENOMEM: "not enough memory; raise the limit (`ulimit -v`) or end other programs",
    errno.EAGAIN: "no more processes or threads can be started; raise the limit (`ulimit -u`, `-v`) or end others",
}

_NO_ROOM = ("cannot allocate memory", "failed to map segment")
"""Messages of out-of-memory errors when a library is loaded."""

EXIT_PIPE_CLOSED = 141
"""Exit code that a shell reports for a program ended by SIGPIPE; not reported as an error."""


def run(arguments: Sequence[str]) -> int:
    """Run a command and return its exit code; never raises."""
    try:
        return _dispatch(arguments)
    except stdout.PipeClosedError:
        logbook.note("the reader closed standard output")
        return EXIT_PIPE_CLOSED
    except KeyboardInterrupt:
        _report("interrupted")
        return EXIT_INTERRUPTED
    except BriefingError as error:
        _report(str(error))
        _trace()
        return error.exit_code
    except Exception as error:
        return _fail(error)


def _fail(error: Exception) -> int:
    """Report an operating system error or an internal error."""
    if limit := _limit_reached(error):
        _report(limit)
    elif isinstance(error, OSError) and error.filename is not None:
        _report(f"{os.fsdecode(error.filename)}: {error.strerror}; `briefing doctor` shows the remedy")
    else:
        _report(f"internal error: {type(error).__name__}: {error} (BRIEFING_DEBUG=1 prints a traceback)")
    _trace(logged=True)
    return EXIT_INTERNAL


def _dispatch(arguments: Sequence[str]) -> int:
    if list(arguments) in (["--version"], ["-V"]):
        stdout.write(f"briefing {__version__}\n")
        return EXIT_OK
    if "_BRIEFING_COMPLETE" in os.environ:  # a shell asks for completions
        from briefing.cli.completion import answer_shell

        return answer_shell()
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
    except click.exceptions.NoArgsIsHelpError as error:
        context = error.ctx
        names = context.command.list_commands(context) if isinstance(context.command, click.Group) else []
        stderr.say(f"{context.info_name}: name a command: {', '.join(names)} (see `{context.command_path} --help`)")
        return EXIT_USAGE
    except click.ClickException as error:
        stderr.say(_usage(error, arguments))
        return EXIT_USAGE
    return code if isinstance(code, int) else EXIT_OK


def _usage(error: click.ClickException, arguments: Sequence[str]) -> str:
    """click's message as one line in lower case, with a pointer to the help."""
    from briefing.cli.root_command import COMMANDS

    words = " ".join(error.format_message().split())
    # click has its own sentence for this, in parentheses for several values.
    before, suggestion, likely = words.rpartition("Did you mean ")
    if suggestion and likely.rstrip(")").endswith("?"):
        words = f"{before.rstrip(' (').removesuffix('.')}; did you mean {likely.removeprefix('one of: ').rstrip('?)')}?"
    context = getattr(error, "ctx", None)
    # The error for an option without a value does not know its command.
    command = next((word for word in arguments if word in COMMANDS), "")
    path = context.command_path if context else f"briefing {command}".rstrip()
    return f"{words[:1].lower()}{words[1:].rstrip('.')} (see `{path} --help`)"


def _report(message: str) -> None:
    stderr.say(message)
    logbook.note(message)


def _trace(logged: bool = False) -> None:
    """Log the traceback of an error if `logged`, and print it in debug mode."""
    if logged or os.environ.get("BRIEFING_DEBUG"):
        import traceback

        from briefing.sanitizer import hide_login

        text = traceback.format_exc()
        if logged:
            logbook.note(text)
        if os.environ.get("BRIEFING_DEBUG"):
            stderr.write(hide_login(text))


def _limit_reached(error: BaseException) -> str:
    """Message and remedy for an error caused by an exhausted system limit (memory, files, disk); empty for others."""
    cause: BaseException | None = error
    while cause is not None:  # libraries wrap the system's error
        if reason := _limit_of(cause):
            return reason
        cause = cause.__cause__ or cause.__context__
    return ""


def _limit_of(error: BaseException) -> str:
    if isinstance(error, MemoryError):
        return _LIMITS[errno.ENOMEM]
    if isinstance(error, RuntimeError) and "start new thread" in str(error):
        return _LIMITS[errno.EAGAIN]
    if isinstance(error, ImportError) and any(words in str(error).lower() for words in _NO_ROOM):
        return _LIMITS[errno.ENOMEM]
    if not isinstance(error, OSError):
        return ""
    reason = _LIMITS.get(error.errno or 0, "")
    named = (
        os.fsdecode(error.filename)
        if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG) and error.filename
        else ""
    )
    return f"{named}: {reason}" if reason and named else reason
