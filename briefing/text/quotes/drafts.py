"""Quotes in the making: what is known of a stretch before its speaker has a name."""

from __future__ import annotations

from dataclasses import dataclass

from briefing.text.quotes.blocks import Turn
from briefing.text.quotes.marks import Stretch
from briefing.text.quotes.speakers import Attribution


@dataclass(slots=True)
class Draft:
    """A quote whose speaker is still to be named."""

    stretch: Stretch
    """Its words."""
    attribution: Attribution | None = None
    """Who the sentences around it say it is from; None for a turn with a label."""
    turn: Turn | None = None
    """The turn or block quote that it is; None for a stretch between marks."""
    within: Draft | None = None
    """The quote that it stands inside of."""
    part_of: Stretch | None = None
    """The stretch that it goes on with."""
    speaker: str | None = None
    """The full name of the speaker."""
    speaks_for: str | None = None
    """Whom that speaker speaks for."""
    is_in_headline: bool = False
    """Whether only the headline names the speaker."""
    is_retold: bool = False
    """Whether the quote around it says whose words it is."""

    @property
    def mention(self) -> tuple[int, int] | None:
        """Code points where the speaker is mentioned."""
        if self.turn and self.turn.label:
            return self.turn.label
        return self.attribution.mention if self.attribution else None
