"""Regular expressions compiled on first use, for patterns that most texts do not need."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache


def late(pattern: str, flags: int = 0) -> Callable[[], re.Pattern[str]]:
    """A function that returns the compiled `pattern`; compiles on the first call."""
    return cache(lambda: re.compile(pattern, flags))
