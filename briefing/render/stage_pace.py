"""Pace of each stage of a refresh, and the time that is left of it."""

from __future__ import annotations

SHOW_LEFT_AFTER = 1.0
"""Seconds of a stage after which the remaining time is shown."""

LEAST_SHARE = 0.02
"""Share of a stage's steps from which its pace is known: the first steps wait for processes to start."""


class StagePace:
    """Pace of each stage since its first step."""

    def __init__(self) -> None:
        self._first: dict[str, tuple[float, int]] = {}  # by stage: when its first step was reported, and its number

    def seconds_left(self, stage: str, done: int, total: int, now: float, at_most: float | None = None) -> float | None:
        """Estimated seconds to the end of the stage at its pace so far; None if unknown.

        Args:
            stage: the stage of the newest step.
            done: finished steps of the stage.
            total: all steps of the stage.
            now: seconds since any moment.
            at_most: seconds after which the stage ends in any case; None if its time is not limited.
        """
        began, before = self._first.setdefault(stage, (now, done))
        spent, steps = now - began, done - before
        if spent < SHOW_LEFT_AFTER or steps <= total * LEAST_SHARE:
            return at_most
        left = spent / steps * (total - done)
        return left if at_most is None else min(left, at_most)


def time_left(seconds: float | None) -> str:
    """`30 s left`, `2 min left`; empty for less than a second or if it is unknown."""
    if seconds is None or seconds < 1:
        return ""
    return f"{seconds:.0f} s left" if seconds < 90 else f"{seconds / 60:.0f} min left"
