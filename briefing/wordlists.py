"""The word lists that ship: files under a package's `data/`, one entry a line, each read once.

What the words are used for is left to the packages.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).parent  # importlib.resources would load tempfile and zipfile to tell the same


@cache
def entries(package: str, name: str) -> tuple[str, ...]:
    """Return the entries of the list `name` of `briefing.<package>`, in the order of the file."""
    text = (_PACKAGE / package / "data" / f"{name}.txt").read_text(encoding="utf-8")
    return tuple(text.splitlines())
