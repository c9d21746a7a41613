"""Colours of speakers: the same for a name in every run and thread, different for the leading speakers of a thread."""

from __future__ import annotations

from collections.abc import Iterable
from zlib import crc32

VOICES = 8
"""Number of colours."""

VOICE_STYLES = tuple(f"voice-{number}" for number in range(1, VOICES + 1))
"""Styles of speakers."""

NO_VOICE = "meta"
"""Style of quotes without a known speaker."""


def speaker_styles(names: Iterable[str]) -> dict[str, str]:
    """Style of each speaker.

    A name's colour follows from its letters. If an earlier speaker has it, the next free one is used; once all are in
    use, colours repeat.

    Args:
        names: speakers, the leading ones first; may repeat.
    """
    styles: dict[str, str] = {}
    for name in names:
        if name in styles:
            continue
        first = crc32(name.casefold().encode(errors="replace")) % VOICES
        order = [VOICE_STYLES[(first + step) % VOICES] for step in range(VOICES)]
        free = set(order).difference(styles.values())
        styles[name] = next((style for style in order if style in free), order[0])
    return styles
