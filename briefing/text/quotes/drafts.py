"""Drafts of quotes, whose speakers have no names yet."""

from __future__ import annotations

from dataclasses import dataclass

from briefing.text.quotes.attribution import Attribution
from briefing.text.quotes.blocks import Turn
from briefing.text.quotes.quotation_marks import Stretch


@dataclass(slots=True)
class Draft:
    """A quote whose speaker is still to be named."""

    stretch: Stretch
    """Span of its words and marks."""
    attribution: Attribution | None = None
    """Attribution by the sentences around it; None for a turn with a label."""
    turn: Turn | None = None
    """The turn or block quote that it is; None for a stretch between marks."""
    within: Draft | None = None
    """The quote that it stands inside of."""
    part_of: Stretch | None = None
    """The stretch that it goes on with."""
    speaker: str | None = None
    """The full name of the speaker."""
    speaks_for: str | None = None
    """The principal of a spokesperson."""
    is_in_headline: bool = False
    """Whether only the headline names the speaker."""
    is_retold: bool = False
    """Whether the quote around it names its speaker."""

    @property
    def mention(self) -> tuple[int, int] | None:
        """Code points where the speaker is mentioned."""
        if self.turn and self.turn.label:
            return self.turn.label
        return self.attribution.mention if self.attribution else None
