"""How the terminal's bytes are waited for: a lone escape is soon told from the beginning of a longer sequence."""

from __future__ import annotations

import os
import selectors
import sys
from types import SimpleNamespace

from textual import constants

ESCAPE_SECONDS = 0.05
"""How long the rest of a sequence that begins with an escape may take to come in, unless $ESCDELAY says otherwise.

A terminal sends a key's bytes together, and over a slow line they stay together: this is ample.
"""


class Watchful(selectors.SelectSelector):
    """Waits as it is told to, but looks again soon after something came in: it may have been an escape and all of it.

    While nobody presses a key it wakes no more often than it is told to.
    """

    _came = False

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        """Return what can be read, after `timeout` seconds at the latest; None waits for it."""
        if self._came:
            soon = constants.ESCAPE_DELAY + 0.001
            timeout = soon if timeout is None else min(timeout, soon)
        ready = super().select(timeout)
        self._came = bool(ready)
        return ready


def answer_escape_soon() -> None:
    """Let a lone escape be answered after `ESCAPE_SECONDS`.

    Textual has a setting for it, $ESCDELAY, but looks only every 100 ms whether the time is over, and has no public way
    to look more often. Terminals that speak kitty's keyboard protocol send an escape that can be told at once.
    """
    if sys.platform == "win32":
        return
    from textual.drivers import linux_driver

    if "ESCDELAY" not in os.environ:
        constants.ESCAPE_DELAY = ESCAPE_SECONDS  # type: ignore[misc]
    watchful = SimpleNamespace(SelectSelector=Watchful, EVENT_READ=selectors.EVENT_READ)
    linux_driver.selectors = watchful  # type: ignore[assignment, attr-defined]
