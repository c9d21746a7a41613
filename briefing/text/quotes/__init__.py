"""Quotes of a text with their speakers.

`quotation_marks` and `turns` find stretches of speech, `speaker_candidates` who may speak them, with named features,
`attribution` scores them by the tables of `weights`, `resolution` names the best. `briefing.briefs` chooses key quotes.
"""

from __future__ import annotations

from briefing.model import Quote
from briefing.text.quotes.extraction import extract_quotes

__all__ = ["Quote", "extract_quotes"]
