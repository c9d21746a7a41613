"""Values that are computed at the first look-up and kept, to be looked up as fast as in a dictionary."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

Value = TypeVar("Value")


class ComputedValues(dict[str, Value]):
    """Value of each word that was looked up; all are dropped when there are too many."""

    def __init__(self, compute: Callable[[str], Value], most: int) -> None:
        """Compute values by a pure function, and keep at most `most`."""
        self._compute, self._most = compute, most

    def __missing__(self, word: str) -> Value:
        if len(self) >= self._most:
            self.clear()
        value = self[word] = self._compute(word)
        return value
