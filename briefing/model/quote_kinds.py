"""Kinds and confidence of quotes, shared by extraction and presentation."""

from __future__ import annotations

from typing import Literal

QuoteKind = Literal["direct", "partial"]

SURE = 0.5
"""Minimum confidence of a quote; those below are doubtful (titles, nicknames, terms) and shown only on demand."""
