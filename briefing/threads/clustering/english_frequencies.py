"""Document frequencies of stems in general English: the prior for term weights in an empty store."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from functools import cache

from briefing import wordlists

BACKGROUND = 1000
"""Articles that this background counts as. Between 300 and 3,000 the F1 on ECB+ and MultiLing moves by less than 1."""
UNKNOWN = 0.5
"""Count of a stem that is not listed."""


def is_common(stem: str) -> bool:
    """Whether a stem is listed as common."""
    return stem in background()


def at_large(stems: Iterable[str]) -> dict[str, float]:
    """Smoothed inverse document frequency of stems; always positive."""
    known = background()
    return {stem: math.log1p((BACKGROUND + 1.0) / known.get(stem, UNKNOWN)) for stem in stems}


@cache
def background() -> Mapping[str, float]:
    """Smoothed document count of each common stem among `BACKGROUND` articles of 300 words."""
    rows = (line.split() for line in wordlists.entries("threads", "background"))
    return {stem: UNKNOWN + BACKGROUND * int(share) / 10_000 for stem, share in rows}
