"""Length limits of summaries, in words or in sentences."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Budget:
    """Length limit of a summary; None is no limit. The first line is always allowed, however long it is."""

    words: int | None = None
    """White-space separated words of all lines together."""
    sentences: int | None = None
    """Maximum number of lines."""
    before: int | None = None
    """Maximum number of lines of a story about what came before its main event."""

    def allows(self, lines: int, used: int, size: int) -> bool:
        """Whether a line of `size` words fits after `lines` lines of `used` words together."""
        if self.sentences is not None and lines >= self.sentences:
            return False
        return lines == 0 or self.words is None or used + size <= self.words
