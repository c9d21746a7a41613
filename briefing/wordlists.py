"""Bundled word lists: files under a package's `data/`, one entry per line, cached after the first read."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).parent  # importlib.resources would import tempfile and zipfile


@cache
def entries(package: str, name: str) -> tuple[str, ...]:
    """Entries of the list `name` of `briefing.<package>`, in file order."""
    return tuple(Path(f"{_PACKAGE}/{package}/data/{name}.txt").read_bytes().decode().splitlines())
