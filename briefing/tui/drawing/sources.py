"""How the pages of a thread name their sources: numbers of its articles, outlets, times; and where a line leads."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, tzinfo

from briefing.model import Brief, Citation
from briefing.tui.drawing.blocks import Place
from briefing.tui.drawing.words import count, moment

DIVIDER = " ·\xa0"
"""Stands between facts, at the beginning of a line where one breaks there."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What a page depends on besides the thread."""

    now: datetime
    """Today, for dates."""
    zone: tzinfo | None = None
    """Where the reader is; None is the system's own."""
    quotes: int = 5
    """Key quotes at most."""


@dataclass(frozen=True, slots=True)
class Sources:
    """How a page names its sources."""

    setting: Setting
    """Now and the zone."""
    numbers: dict[str, int]
    """Article id -> its number in the list of articles."""

    @classmethod
    def of(cls, brief: Brief, setting: Setting) -> Sources:
        """Return those of a thread."""
        return cls(setting, {ref.id: number for number, ref in enumerate(brief.articles, 1)})

    def mark(self, article_id: str) -> str:
        """Return the number of an article in brackets, empty for one that is not of the thread."""
        number = self.numbers.get(article_id)
        return f"[{number}]" if number else ""

    def tail(self, source: Citation, outlets: int = 1) -> str:
        """Return who carries a line and since when, behind its mark; lines break between these facts only."""
        when = moment(source.published, self.setting.now, self.setting.zone)
        return facts(source.outlet, when, count(outlets, "outlet") if outlets > 1 else "")

    def outlet(self, source: Citation, outlets: int = 1) -> str:
        """Return who carries a line whose time is told elsewhere."""
        return facts(source.outlet, count(outlets, "outlet") if outlets > 1 else "")


def place_of(source: Citation) -> Place:
    """Return where a line leads."""
    return Place(source.article_id, source.start, source.end, source.url)


def key_of(section: str, source: Citation) -> str:
    """Return what tells a line from others, whenever the page is made."""
    return f"{section} {source.article_id} {source.start} {source.end}"


def facts(*parts: str) -> str:
    """Return parts in a row; lines break between them only."""
    return DIVIDER.join(part.replace(" ", "\xa0") for part in parts if part)
