"""Colours of speakers, by number: the same from run to run, and different for the first speakers of a story."""

from __future__ import annotations

from collections.abc import Iterable
from zlib import crc32

COLORS = 8
"""Number of colours."""


def speaker_colors(speakers: Iterable[str]) -> dict[str, int]:
    """Number of the colour of each speaker, from 0; the first ones of a story take the numbers that others leave."""
    numbers: dict[str, int] = {}
    for speaker in speakers:
        if speaker not in numbers:
            own = crc32(speaker.casefold().encode("utf-8", "replace")) % COLORS
            order = ((own + step) % COLORS for step in range(COLORS))
            taken = set(numbers.values())
            numbers[speaker] = next((number for number in order if number not in taken), own)
    return numbers
