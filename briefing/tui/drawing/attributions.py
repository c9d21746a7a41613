"""Attributions on a thread's pages: article numbers, outlets, times, and targets of lines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, tzinfo

from briefing.dates_and_counts import count, short_time
from briefing.model import Brief, Citation
from briefing.tui.drawing.page_layout import Place

DIVIDER = " ·\xa0"
"""Separator of facts; a line breaks before it."""

MAX_TOGETHER = 40
"""Maximum length of facts that stay on one line, so that no line holds only a date."""


@dataclass(frozen=True, slots=True)
class PageContext:
    """Time, time zone and limits for drawing a page."""

    now: datetime
    """Current time, for dates."""
    zone: tzinfo | None = None
    """Time zone of the reader; None is the system's."""
    quotes: int = 5
    """Maximum number of key quotes."""
    teasers: Mapping[str, str] = field(default_factory=dict)
    """Articles of which only a teaser is there -> why their page failed; empty if it was not fetched."""
    fetch_key: str = "g"
    """Key that fetches a page."""


@dataclass(frozen=True, slots=True)
class Attributions:
    """Attributions on a page."""

    context: PageContext
    """Current time and time zone."""
    numbers: dict[str, int]
    """Article id -> its number in the list of articles."""

    @classmethod
    def of(cls, brief: Brief, context: PageContext) -> Attributions:
        """Attributions for a thread."""
        return cls(context, {ref.id: number for number, ref in enumerate(brief.articles, 1)})

    def mark(self, article_id: str) -> str:
        """Number of an article in brackets, empty if it is not in the thread."""
        number = self.numbers.get(article_id)
        return f"[{number}]" if number else ""

    def tail(self, source: Citation, outlets: int = 1) -> str:
        """Outlet and date of a line, after its mark."""
        when = short_time(source.published, self.context.now, self.context.zone)
        return facts(source.outlet, when, count(outlets, "outlet") if outlets > 1 else "")

    def outlet(self, source: Citation, outlets: int = 1) -> str:
        """Outlet of a line whose date is shown elsewhere."""
        return facts(source.outlet, count(outlets, "outlet") if outlets > 1 else "")


def place_of(source: Citation) -> Place:
    """Target of a line."""
    return Place(source.article_id, source.start, source.end, source.url)


def key_of(section: str, source: Citation) -> str:
    """Stable key of a line."""
    return f"{section} {source.article_id} {source.start} {source.end}"


def facts(*parts: str) -> str:
    """Facts joined by the separator; a line breaks between them only if they are too long to stand together."""
    kept = [part.replace(" ", "\xa0") for part in parts if part]
    together = "\xa0·\xa0".join(kept)
    return together if len(together) <= MAX_TOGETHER else DIVIDER.join(kept)
