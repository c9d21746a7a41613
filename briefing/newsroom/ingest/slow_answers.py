"""Use of the time in which a refresh waits for slow servers."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefing.web import OnWait

WAIT_SECONDS = 1.5
"""Seconds without an answer after which what has arrived is made ready to read."""


def in_silence(do: Callable[[], object] | None, is_half_done: Callable[[], bool]) -> OnWait | None:
    """What to do in the first silence of `WAIT_SECONDS` in which at least half of the requests are done; once.

    Args:
        do: what to do; None for nothing.
        is_half_done: whether at least half of the requests are done.
    """
    if do is None:
        return None
    from briefing.web import OnWait

    left = [do]

    def do_once() -> None:
        if left and is_half_done():
            left.pop()()

    return OnWait(WAIT_SECONDS, do_once)
