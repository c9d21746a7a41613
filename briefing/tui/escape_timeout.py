"""Shortens Textual's wait for the bytes after an escape, to distinguish the escape key from longer sequences."""

from __future__ import annotations

import os
import selectors
import sys
from types import SimpleNamespace

from textual import constants

ESCAPE_SECONDS = 0.05
"""Seconds to wait for the rest of an escape sequence, unless $ESCDELAY sets another time.

A terminal sends a key's bytes together, and over a slow line they stay together: this is ample.
"""


class ShortWaitSelector(selectors.SelectSelector):
    """Selector with a short timeout after input, which may have been a lone escape.

    Without input it wakes no more often than requested.
    """

    _came = False

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        """Ready keys, after `timeout` seconds at the latest; None waits for input."""
        if self._came:
            soon = constants.ESCAPE_DELAY + 0.001
            timeout = soon if timeout is None else min(timeout, soon)
        ready = super().select(timeout)
        self._came = bool(ready)
        return ready


def shorten_escape_wait() -> None:
    """Report a lone escape after `ESCAPE_SECONDS`.

    Textual has a setting for it, $ESCDELAY, but checks it only every 100 ms, with no public way to change
    that. Terminals that speak kitty's keyboard protocol send an escape that is unambiguous.
    """
    if sys.platform == "win32":
        return
    from textual.drivers import linux_driver

    if "ESCDELAY" not in os.environ:
        constants.ESCAPE_DELAY = ESCAPE_SECONDS  # type: ignore[misc]
    watchful = SimpleNamespace(SelectSelector=ShortWaitSelector, EVENT_READ=selectors.EVENT_READ)
    linux_driver.selectors = watchful  # type: ignore[assignment, attr-defined]
