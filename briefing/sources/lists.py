"""The lists of `data/`: one entry a line."""

from __future__ import annotations

import functools
from importlib.resources import files


@functools.cache
def entries(name: str) -> tuple[str, ...]:
    """Return the entries of a list, in the order of the file."""
    return tuple(files("briefing.sources").joinpath("data", name).read_text("utf-8").split("\n")[:-1])
