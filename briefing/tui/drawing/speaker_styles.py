"""Styles of speakers, by the colours that all formats give them."""

from __future__ import annotations

from collections.abc import Iterable

from briefing.render.speaker_colors import COLORS, speaker_colors

VOICE_STYLES = tuple(f"voice-{number}" for number in range(1, COLORS + 1))
"""Styles of speakers."""

NO_VOICE = "meta"
"""Style of quotes without a known speaker."""


def speaker_styles(names: Iterable[str]) -> dict[str, str]:
    """Style of each speaker, the leading ones first."""
    return {name: VOICE_STYLES[color - 1] for name, color in speaker_colors(names).items()}
