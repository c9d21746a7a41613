"""Terminal output: colour, and a pager for text longer than the screen.

Precedence is that of git: options, then the configuration, then the environment.
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
"""Default pager, if it is installed."""

LESS = {"LESS": "FRX", "LV": "-c"}
"""Default environment of a pager, as in git: quit if the text fits on the screen, pass colours through."""


class PagerFailedError(stdout.OutputError):
    """The pager failed and may have shown nothing."""


@dataclass(frozen=True, slots=True)
class Screen:
    """Destination and style of a command's output."""

    color: bool
    """Whether text is styled."""
    pager: str = ""
    """Shell command of the pager; empty for none."""

    @classmethod
    def of(cls, settings: Settings, config: Config, file: Path | None = None) -> Screen:
        """The screen of a run that writes to `file`; None and `-` are standard output."""
        here = file is None or str(file) == "-"
        color = wants_color(settings.color, config.output.color, terminal=here and can_draw())
        is_paged = here and can_draw() and not (settings.quiet or settings.no_pager)
        return cls(color, find_pager(config.output.pager) if is_paged else "")

    def show(self, text: str | Iterable[str]) -> None:
        """Write a text, or its parts as they come, to standard output; quitting the pager early is no error."""
        parts = iter([text] if isinstance(text, str) else text)
        first = next(parts, "")
        with suppress(PagerFailedError), self.paged() if first else nullcontext():
            for part in chain([first], parts):
                stdout.write(part)

    @contextmanager
    def paged(self) -> Iterator[None]:
        """Redirect what the block writes to standard output through the pager, and wait for its end.

        Raises:
            PagerFailedError: it ended with an exit code other than 0.
        """
        with through(self.pager) if self.pager else nullcontext():
            yield


def can_draw() -> bool:
    """Whether standard output is a terminal that supports colours and a pager."""
    return stdout.is_terminal() and bool(os.environ.get("TERM"))


def wants_color(
    option: When | None, configured: When, environ: Mapping[str, str] = os.environ, *, terminal: bool
) -> bool:
    """Whether text is styled.

    Args:
        option: `--color`; None where it is not given.
        configured: `[output] color`.
        environ: `NO_COLOR` (no-color.org) precedes `FORCE_COLOR` and `CLICOLOR_FORCE`, these precede `CLICOLOR=0`.
        terminal: whether the output is a terminal.
    """
    when = option if option is not None else configured
    if when != "auto":
        return when == "always"
    if environ.get("NO_COLOR"):
        return False
    if any(environ.get(name, "0") not in ("", "0") for name in ("FORCE_COLOR", "CLICOLOR_FORCE")):
        return True
    return terminal and environ.get("CLICOLOR") != "0"


def find_pager(configured: str, environ: Mapping[str, str] = os.environ) -> str:
    """Command of the pager: `$BRIEFING_PAGER`, `[output] pager`, `$PAGER` or less; empty for none.

    An empty command or `cat` means no pager. A pager that is not installed is reported and not used.
    """
    import shutil

    named = (environ.get("BRIEFING_PAGER"), configured or None, environ.get("PAGER"))
    command = next((name for name in named if name is not None), None)
    if command is None:
        return PAGER if shutil.which(PAGER) else ""
    if command.strip() in ("", "cat"):
        return ""
    if not _installed(command):
        stderr.say(f"the pager {command} is not installed; set $BRIEFING_PAGER or [output] pager to another")
        return ""
    return command


def _installed(command: str) -> bool:
    """Whether the program of a command is installed; assumed for commands that need a shell to parse."""
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
    """Redirect what the block writes through a command, and wait for its end; if it ends early, the block does too."""
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
            # From here on an interrupt is a key of the pager.
            before = signal.signal(signal.SIGINT, signal.SIG_IGN)
            try:
                with suppress(BrokenPipeError):
                    pager.stdin.close()
                pager.wait()
            finally:
                signal.signal(signal.SIGINT, before)
    if pager.returncode:
        raise PagerFailedError(f"the pager `{command}` ended with exit code {pager.returncode}")
