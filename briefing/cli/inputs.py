"""Input documents of the commands `extract` and `summarize`, and their failures."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, BinaryIO, TypeVar

import click

from briefing.cli import stderr
from briefing.cli.options import Command
from briefing.cli.param_types import OneOf
from briefing.errors import EXIT_NO_SOURCE, EXIT_OK, EXIT_SOME_FAILED, UsageError
from briefing.model import SourceFailure

if TYPE_CHECKING:
    from briefing.config import FetchConfig
    from briefing.sources import Kind, Read

MAX_REPORTED = 50
"""Maximum number of failures reported one by one; more are counted."""

Value = TypeVar("Value")

# Copy of `briefing.sources.KINDS`, which `--help` does not import; a test compares them.
KINDS = ("text", "markdown", "html", "feed", "email", "mbox", "json")


def documents(command: Command) -> Command:
    """Add the argument `FILE|URL|-`, any number of them, and `--type`; the command gets `inputs` and `kind`."""
    command = click.option(
        "--type", "kind", type=OneOf(KINDS), help="Type of all inputs; by default detected from the content of each."
    )(command)
    return click.argument("inputs", metavar="[FILE|URL|-]...", nargs=-1, type=click.Path(path_type=str))(command)


def read(command: str, inputs: Sequence[str], kind: Kind | None, config: FetchConfig) -> Iterator[Read]:
    """Documents and failures of the inputs; standard input if there are none.

    Raises:
        UsageError: nothing is named and nothing comes through a pipe, or `-` is named twice.
    """
    from briefing import newsroom

    stderr.silence_libraries()
    if not inputs and sys.stdin is not None and sys.stdin.isatty():
        raise UsageError(
            f"{command}: give a file or an address, or pipe in a document (see `briefing {command} --help`)"
        )
    stdin = sys.stdin.buffer if sys.stdin is not None else None
    return newsroom.read_documents(inputs or ["-"], stdin=stdin, kind=kind, config=config)


def standard_input() -> BinaryIO:
    """Standard input as a binary stream.

    Raises:
        UsageError: it was closed from the start.
    """
    if sys.stdin is None:
        raise UsageError("standard input is closed; pipe something into it")
    return sys.stdin.buffer


class Tally:
    """Reports and counts failures, and passes on other values."""

    def __init__(self) -> None:
        self.good = 0
        self.failed = 0

    def without_failures(self, values: Iterable[Value | SourceFailure]) -> Iterator[Value]:
        """Yield the values other than failures; each failure is a line on standard error."""
        for value in values:
            if isinstance(value, SourceFailure):
                self.failed += 1
                if self.failed <= MAX_REPORTED:
                    stderr.say(f"{value.location}: {value.reason}")
            else:
                self.good += 1
                yield value
        if self.failed > MAX_REPORTED:
            stderr.say(f"and {self.failed - MAX_REPORTED} more failed")

    @property
    def exit_code(self) -> int:
        """0 if everything was read, 3 if some inputs failed, 4 if none could be read."""
        if not self.failed:
            return EXIT_OK
        return EXIT_SOME_FAILED if self.good else EXIT_NO_SOURCE
