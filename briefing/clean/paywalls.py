"""Detects pages other than articles: paywalls, logins, cookie walls, bot checks, error pages."""

from __future__ import annotations

from collections.abc import Sequence

from briefing import wordlists

MAX_WORDS = 220
"""Maximum length of a wall page in words; longer texts are articles."""
MIN_WORDS = 60
"""Minimum words beside those of the wall that count as an article's beginning."""
LINE_WORDS = 40
"""Maximum length of a wall's line in words; a longer line is a paragraph."""


def without_walls(lines: Sequence[str], title: str = "") -> list[str]:
    """Lines of a page without those of a wall; none if little else remains.

    Only short pages are looked at. A line is a wall's if it holds one of the phrases of `data/walls.txt`.
    """
    if _count_words(lines) > MAX_WORDS:
        return list(lines)
    if any(_folded(title).startswith(start) for start in wordlists.entries("clean", "error_titles")):
        return []
    kept = [line for line in lines if not _is_wall(line)]
    if len(kept) < len(lines) and _count_words(kept) < MIN_WORDS:
        return []
    return kept


def _count_words(lines: Sequence[str]) -> int:
    return sum(len(line.split()) for line in lines)


def _is_wall(line: str) -> bool:
    folded = _folded(line)
    if not folded or folded.count(" ") >= LINE_WORDS:  # a page may have a million blank lines
        return False
    return any(phrase in folded for phrase in wordlists.entries("clean", "walls"))


def _folded(text: str) -> str:
    return " ".join(text.casefold().replace("’", "'").split())
