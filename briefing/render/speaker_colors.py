"""Colours of speakers: the same for a name in every run and thread, different for the leading speakers of a thread."""

from __future__ import annotations

from collections.abc import Iterable
from zlib import crc32

COLORS = 8
"""Number of colours."""


def speaker_colors(names: Iterable[str]) -> dict[str, int]:
    """Number of the colour of each speaker, from 1.

    A name's colour follows from its letters. If an earlier speaker has it, the next free one is used; once all are in
    use, colours repeat.

    Args:
        names: speakers, the leading ones first; may repeat.
    """
    colors: dict[str, int] = {}
    for name in names:
        if name in colors:
            continue
        first = crc32(name.casefold().encode(errors="replace"))
        order = [(first + step) % COLORS + 1 for step in range(COLORS)]
        free = set(order).difference(colors.values())
        colors[name] = next((color for color in order if color in free), order[0])
    return colors
