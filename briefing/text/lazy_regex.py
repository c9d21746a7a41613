"""Patterns that most texts never need: compiling one takes longer than reading a text by those that are needed."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache


def late(pattern: str, flags: int = 0) -> Callable[[], re.Pattern[str]]:
    """Return a function that gives `pattern` compiled, which is done when it is first called."""
    return cache(lambda: re.compile(pattern, flags))
