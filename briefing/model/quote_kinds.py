"""What is said of quotes where they are found as well as where they are told."""

from __future__ import annotations

from typing import Literal

QuoteKind = Literal["direct", "partial"]

SURE = 0.5
"""A quote of less confidence is doubtful: rather a title, a nickname or a term, and shown only on demand."""
