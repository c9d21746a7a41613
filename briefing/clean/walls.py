"""Pages that are no articles: paywalls, log-ins, cookie walls, checks for robots, error pages."""

from __future__ import annotations

from collections.abc import Sequence

from briefing import wordlists

MAX_WORDS = 220
"""Longer texts are articles, whatever they speak of."""
MIN_WORDS = 60
"""What is left beside the words of a wall must be as long to be an article's beginning."""
LINE_WORDS = 40
"""A longer line is a paragraph of an article, and not the words of a wall."""


def without_walls(lines: Sequence[str], title: str = "") -> list[str]:
    """Return the lines of a page without the words of a wall; none where there is little else.

    Only short pages are looked at. A line is a wall's if it holds one of the phrases of `data/walls.txt`.
    """
    if sum(len(line.split()) for line in lines) > MAX_WORDS:
        return list(lines)
    if any(_folded(title).startswith(start) for start in wordlists.entries("clean", "error_titles")):
        return []
    kept = [line for line in lines if not _is_wall(line)]
    if len(kept) < len(lines) and sum(len(line.split()) for line in kept) < MIN_WORDS:
        return []
    return kept


def _is_wall(line: str) -> bool:
    if len(line.split()) > LINE_WORDS:
        return False
    folded = _folded(line)
    return any(phrase in folded for phrase in wordlists.entries("clean", "walls"))


def _folded(text: str) -> str:
    return " ".join(text.casefold().replace("’", "'").split())
