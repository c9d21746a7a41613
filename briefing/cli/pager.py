"""What somebody at a terminal gets and a pipe does not: colour, and a pager for what is longer than the screen.

Both follow the habits of git: options go before the configuration, and that before the environment.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from briefing.cli import stderr, stdout

if TYPE_CHECKING:
    from briefing.cli.settings import Settings
    from briefing.config import Config, When

PAGER = "less"
"""What is run where nobody has named a pager, if it is installed."""

LESS = {"LESS": "FRX", "LV": "-c"}
"""Environment of a pager where it is not set, as git has it: leave at once what fits, let colours through."""


class PagerFailedError(stdout.OutputError):
    """A pager that may have shown nothing."""


@dataclass(frozen=True, slots=True)
class Screen:
    """Where the output of a command goes, and how it is to look there."""

    color: bool
    """Whether text is painted."""
    pager: str = ""
    """The shell command it goes through; empty for none."""

    @classmethod
    def of(cls, settings: Settings, config: Config, file: Path | None = None) -> Screen:
        """Return the screen for a run; one that writes to `file`, if there is one other than `-`."""
        here = file is None or str(file) == "-"
        color = wants_color(settings.color, config.output.color, terminal=here and can_draw())
        asked_for = here and can_draw() and not (settings.quiet or settings.no_pager)
        return cls(color, find_pager(config.output.pager) if asked_for else "")

    def show(self, text: str | Iterable[str]) -> None:
        """Write a text, or its parts as they come, to standard output; what the user leaves unread is no error."""
        parts = iter([text] if isinstance(text, str) else text)
        first = next(parts, "")
        with suppress(PagerFailedError), self.paged() if first else nullcontext():
            for part in chain([first], parts):
                stdout.write(part)

    @contextmanager
    def paged(self) -> Iterator[None]:
        """Let what the block writes to standard output go through the pager, and wait until that is left.

        Raises:
            PagerFailedError: it ended with an exit code other than 0.
        """
        with through(self.pager) if self.pager else nullcontext():
            yield


def can_draw() -> bool:
    """Tell whether standard output is a terminal that knows colours and a pager's keys."""
    return stdout.is_terminal() and bool(os.environ.get("TERM"))


def wants_color(
    option: When | None, configured: When, environ: Mapping[str, str] = os.environ, *, terminal: bool
) -> bool:
    """Tell whether text is to be painted.

    Args:
        option: `--color`; None where it is not given.
        configured: `[output] color`.
        environ: `NO_COLOR` (no-color.org) goes before `FORCE_COLOR` and `CLICOLOR_FORCE`, these before `CLICOLOR=0`.
        terminal: whether it is a terminal that is written to.
    """
    said = option if option is not None else configured
    if said != "auto":
        return said == "always"
    if environ.get("NO_COLOR"):
        return False
    if any(environ.get(name, "0") not in ("", "0") for name in ("FORCE_COLOR", "CLICOLOR_FORCE")):
        return True
    return terminal and environ.get("CLICOLOR") != "0"


def find_pager(configured: str, environ: Mapping[str, str] = os.environ) -> str:
    """Return the pager's command: `$BRIEFING_PAGER`, `[output] pager`, `$PAGER` or less; empty for none.

    None is wanted where it is empty or `cat`. One that is not installed is told, and done without.
    """
    import shutil

    named = (environ.get("BRIEFING_PAGER"), configured or None, environ.get("PAGER"))
    command = next((name for name in named if name is not None), None)
    if command is None:
        return PAGER if shutil.which(PAGER) else ""
    if command.strip() in ("", "cat"):
        return ""
    if not _installed(command):
        stderr.say(f"the pager {command} is not installed; $BRIEFING_PAGER or [output] pager names another")
        return ""
    return command


def _installed(command: str) -> bool:
    """Tell whether the program of a command is there; of one that only a shell can read it is believed."""
    import shlex
    import shutil

    try:
        words = shlex.split(command)
    except ValueError:
        return True
    programs = [word for word in words if "=" not in word]
    return bool(programs) and shutil.which(programs[0]) is not None


@contextmanager
def through(command: str) -> Iterator[None]:
    """Let what the block writes go through a command, and wait for its end; if it ends early, the block does too."""
    import signal
    import subprocess

    environment = {**LESS, **os.environ}
    with subprocess.Popen(command, shell=True, stdin=subprocess.PIPE, env=environment) as pager:
        assert pager.stdin
        try:
            with stdout.diverted(pager.stdin):
                yield
        except stdout.PagerLeftError:
            pass
        finally:
            # An interrupt is a key of the pager's by now.
            before = signal.signal(signal.SIGINT, signal.SIG_IGN)
            try:
                with suppress(BrokenPipeError):
                    pager.stdin.close()
                pager.wait()
            finally:
                signal.signal(signal.SIGINT, before)
    if pager.returncode:
        raise PagerFailedError(f"the pager `{command}` ended with exit code {pager.returncode}")
