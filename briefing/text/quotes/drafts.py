"""Drafts of quotes: what is said to be spoken, how sure that is, and where the speaker is mentioned.

Stretches between marks, block quotes, posts, turns, and quotes inside others all become drafts before anybody is named.
"""

from __future__ import annotations

from dataclasses import dataclass

from briefing.text.quotes.parsed_text import Quotation
from briefing.text.quotes.quotation_marks import Stretch

BLOCK, BLOCK_QUOTE = ">", "block quote"
"""Style of a stretch without marks, and evidence of one that lines set off."""
UNSAID = 0.45
"""Confidence of words that nobody is shown to speak."""


@dataclass(slots=True)
class Draft:
    """A quote whose speaker is still to be named."""

    stretch: Stretch
    """Span of its words and marks."""
    confidence: float
    """Confidence that it is a quote of this speaker, from 0 to 1."""
    evidence: str
    """Deciding evidence, see `briefing.model.Quote`."""
    mention: tuple[int, int] | None = None
    """Code points where the speaker is mentioned."""
    issuer: tuple[int, int] | None = None
    """Code points of who issued the document that the mention is."""
    cue: tuple[int, int] | None = None
    """Code points of the verb or phrase of saying."""
    quotation: Quotation | None = None
    """Its place in the parsed text; None for what is not parsed."""
    part_of: Stretch | None = None
    """The stretch that it goes on with."""
    within: Draft | None = None
    """The quote that it stands inside of."""
    speaker: str | None = None
    """The full name of the speaker; before it is resolved, the one that is shown if the text tells no fuller."""
    speaks_for: str | None = None
    """The principal of a spokesperson."""
    is_labelled: bool = False
    """Whether the label of a turn decides who speaks."""
