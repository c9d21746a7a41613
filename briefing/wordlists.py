"""Bundled word lists: files under a package's `data/`, one entry per line, cached after the first read."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).parent  # importlib.resources would import tempfile and zipfile


def read_list(package: str, name: str) -> str:
    """Text of the list `name` of `briefing.<package>`."""
    return Path(f"{_PACKAGE}/{package}/data/{name}.txt").read_bytes().decode()


@cache
def entries(package: str, name: str) -> tuple[str, ...]:
    """Entries of the list `name` of `briefing.<package>`, in file order."""
    return tuple(read_list(package, name).splitlines())


@cache
def rows(package: str, name: str) -> tuple[tuple[str, ...], ...]:
    """Entries of the list `name` of `briefing.<package>` that have columns separated by tabs, as their columns."""
    return tuple(tuple(entry.split("\t")) for entry in entries(package, name))


def any_of(phrases: Iterable[str]) -> str:
    """Pattern of a regular expression that matches one of these phrases, earlier ones first, in a group of its own."""
    return f"(?:{'|'.join(map(re.escape, phrases))})"
