"""Quotes of a text with their speakers.

`marks` and `turns` find stretches of speech, `speaker_features` the candidates for their speakers with named features,
`speakers` scores these by the tables of `weights`, `resolution` names the best. `briefing.briefs` chooses key quotes.
"""

from __future__ import annotations

from briefing.model import Quote
from briefing.text.quotes.extraction import extract_quotes

__all__ = ["Quote", "extract_quotes"]
