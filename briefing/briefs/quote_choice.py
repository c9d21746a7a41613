"""Choice of a thread's key quotes: the same function for stored briefs, for what is new since a cursor, and for lists.

Imports no analysis, as it is called on reading too. Pure.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from briefing.model import KeyQuote

KEY_QUOTES = 5
"""Maximum number of key quotes of a thread."""
PER_SPEAKER = 2
"""Maximum number of key quotes of one speaker."""

_SPEAKER_HAS_OTHERS = "the speaker has two key quotes"
_OTHERS_FIRST = "others matter more"
_PASSED_OVER = frozenset((_SPEAKER_HAS_OTHERS, _OTHERS_FIRST))
"""Reasons that depend on the other quotes of the choice, not on the quote."""


def choose_key_quotes(
    quotes: Iterable[KeyQuote], limit: int = KEY_QUOTES
) -> tuple[tuple[KeyQuote, ...], tuple[KeyQuote, ...]]:
    """The key quotes, and the others with the reason why they are none; both in input order.

    Args:
        quotes: best first; a `reason` from an earlier choice among other quotes is replaced.
        limit: maximum number of key quotes.
    """
    key: list[KeyQuote] = []
    others: list[KeyQuote] = []
    chosen: Counter[str | None] = Counter()
    for quote in quotes:
        reason = "" if quote.reason in _PASSED_OVER else quote.reason
        if not reason and len(key) >= limit:
            reason = _OTHERS_FIRST
        if not reason and chosen[quote.speaker] >= PER_SPEAKER:
            reason = _SPEAKER_HAS_OTHERS
        (others if reason else key).append(quote if reason == quote.reason else replace(quote, reason=reason))
        chosen[quote.speaker] += not reason
    return tuple(key), tuple(others)


def is_certain(quote: KeyQuote) -> bool:
    """Whether words and speaker of a quote are certain, even if others were chosen as key quotes."""
    return not quote.reason or quote.reason in _PASSED_OVER
