"""Pace of a refresh's stage, and the time that is left of it."""

from __future__ import annotations

SHOW_LEFT_AFTER = 1.0
"""Seconds of a stage after which the remaining time is shown."""

LIMITED_STAGES = ("analyses", "regrouped")
"""Stages that end with their budget of time, whatever is left."""


class StagePace:
    """Pace of the current stage."""

    def __init__(self) -> None:
        self._stage = ""
        self._began, self._before = 0.0, 0

    def seconds_left(self, stage: str, done: int, total: int, now: float) -> float | None:
        """Estimated seconds to the end of the stage at its pace so far; None if unknown, or if its time is limited.

        Args:
            stage: the stage of the newest step.
            done: finished steps of the stage.
            total: all steps of the stage.
            now: seconds since any moment.
        """
        if stage != self._stage:
            self._stage, self._began, self._before = stage, now, done
        spent, steps = now - self._began, done - self._before
        if spent < SHOW_LEFT_AFTER or not steps or stage in LIMITED_STAGES:
            return None
        return spent / steps * (total - done)


def time_left(seconds: float | None) -> str:
    """`30 s left`, `2 min left`; empty for less than a second or if it is unknown."""
    if seconds is None or seconds < 1:
        return ""
    return f"{seconds:.0f} s left" if seconds < 90 else f"{seconds / 60:.0f} min left"
