"""Quotes of a text with their speakers: marks, attribution, resolution and judgement, in this order.

`marks` finds what stands between quotation marks, `attribution` who the sentence says it is from, `resolution` who that
is, `judgement` whether it is a quote at all. Choosing the quotes that matter in a thread is left to `briefing.briefs`.
"""

from __future__ import annotations

from briefing.model import Quote
from briefing.text.quotes.extraction import extract_quotes

__all__ = ["Quote", "extract_quotes"]
