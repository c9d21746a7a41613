"""Marks of threads and articles; the help has their legend."""

from __future__ import annotations

NEW, FOLLOWED, STARRED = "●", "▲", "★"

OPEN, FOLDED = "▾", "▸"
"""Marks of sections."""
