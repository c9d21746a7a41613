"""Use of the time in which a refresh waits for slow servers."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefing.web import OnWait

WAIT_SECONDS = 1.5
"""Seconds without an answer after which what has arrived is made ready to read."""
TRICKLE_SECONDS, TRICKLE = 3.0, 0.1
"""The same if in these seconds less than this share of all answers has arrived."""
FEWEST = 3
"""Minimum number of answers that this share stands for."""
PATIENCE_SECONDS = 5.0
"""Seconds after which it is made ready in such a moment however many answers have arrived."""


class SlowAnswers:
    """Does something once while few or no answers arrive: when a share of them is there, or after some seconds."""

    def __init__(
        self, do: Callable[[], bool], total: int, share: float = 0.5, clock: Callable[[], float] = time.monotonic
    ) -> None:
        """Begin to wait for the first answer.

        Args:
            do: makes ready what has arrived; False if there is nothing yet.
            total: number of answers.
            share: share of the answers that is waited for, but at most for `PATIENCE_SECONDS`.
            clock: seconds since any moment.
        """
        self._do = do
        self._total, self._share = total, share
        self._clock = clock
        self._begin = clock()
        self._answers = 0
        self._last: deque[float] = deque(maxlen=max(FEWEST, int(TRICKLE * total)))
        self._is_done = False

    @property
    def on_wait(self) -> OnWait:
        """What to do while no answer arrives."""
        from briefing.web import OnWait

        return OnWait(WAIT_SECONDS, self._make_ready)

    def note_answer(self) -> None:
        """Take note of an answer that has been stored, and make everything ready if few arrive."""
        now = self._clock()
        self._answers += 1
        self._last.append(now)
        is_full = len(self._last) == self._last.maxlen
        since = self._last[0] if is_full else self._begin
        if now - since >= TRICKLE_SECONDS and self._answers < self._total:
            self._make_ready()

    def _make_ready(self) -> None:
        is_enough = self._answers >= self._share * self._total or self._clock() - self._begin >= PATIENCE_SECONDS
        if is_enough and not self._is_done:
            self._is_done = self._do()
