"""Attributions on a thread's pages: source tags, dates, article numbers, and targets of lines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo

from briefing.dates_and_counts import short_time
from briefing.model import ArticleRef, Brief, Citation
from briefing.model.days import in_zone, is_whole_day
from briefing.tui.drawing.page_layout import Place

DIVIDER = " ·\xa0"
"""Separator of facts; a line breaks before it."""

MAX_TOGETHER = 40
"""Maximum length of facts that stay on one line, so that no line holds only a date."""

MAX_TAG = 20
"""Maximum length of an outlet's name in a tag; longer ones are cut."""

_ARTICLE = "The "


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
    unfold_key: str = "V"
    """Key that unfolds quotes and copies."""
    related_key: str = "R"
    """Key that opens the most closely related thread."""
    is_unfolded: bool = False
    """Whether quotes that are not certain and copies of articles are shown."""


@dataclass(frozen=True, slots=True)
class Attributions:
    """Attributions on a page."""

    context: PageContext
    """Current time and time zone."""
    numbers: dict[str, int]
    """Article id -> its number in the list of articles."""
    first: date | None = None
    """Day of the oldest article."""
    last: date | None = None
    """Day of the newest article."""
    read_until: datetime | None = None
    """When the thread was last read; None if it was not."""
    has_outlets: bool = True
    """Whether lines name their outlet; a thread of one outlet names it once, in its head."""

    @classmethod
    def of(cls, brief: Brief, context: PageContext) -> Attributions:
        """Attributions for a thread."""
        numbers = {ref.id: number for number, ref in enumerate(brief.articles, 1)}
        first, last = (
            local_day(when, context.zone) if when else None for when in (brief.thread.first, brief.thread.last)
        )
        return cls(context, numbers, first, last, brief.thread.state.read_until, len(brief.outlets) > 1)

    def mark(self, article_id: str) -> str:
        """Number of an article in brackets, empty if it is not in the thread."""
        number = self.numbers.get(article_id)
        return f"[{number}]" if number else ""

    def day(self, day: date) -> str:
        """A day in a few columns: `Tue 17` in the month of the newest article, `17 Jan`, `17 Jan 2025`."""
        if self.last and (day.year, day.month) == (self.last.year, self.last.month):
            return f"{day:%a} {day.day}"
        return f"{day.day} {day:%b}" + (f" {day.year}" if day.year != self._year() else "")

    def outlet(self, name: str, outlets: int = 1) -> str:
        """Tag of a source and the number of further outlets: `BBC World +3`; without a name if the head has it."""
        more = f"+{outlets - 1}" if outlets > 1 else ""
        return "\xa0".join(filter(None, (short_outlet(name) if self.has_outlets else "", more)))

    def tag(self, source: Citation, before: Citation | None, outlets: int = 1) -> str:
        """Tag at the end of a line: outlets, and the day if it is not that of the line before.

        Args:
            source: of the line.
            before: source of the line before; None for the first, which is dated if it is not of the newest day.
            outlets: number of outlets that have it.
        """
        zone = self.context.zone
        known = local_day(before.published, zone) if before and before.published else self.last
        day = local_day(source.published, zone) if source.published else known
        return facts(self.day(day) if day and day != known else "", self.outlet(source.outlet, outlets))

    def head_days(self, first: datetime | None, last: datetime | None) -> str:
        """The days of a thread: `Wed 18 Feb`, `Mon 16 – Wed 18 Feb`, `29 Dec 2025 – 2 Jan 2026`."""
        ends = [local_day(when, self.context.zone) for when in (first, last) if when]
        if not ends:
            return ""
        start, end = ends[0], ends[-1]
        if end.year != self._year():
            words = [f"{day.day} {day:%b} {day.year}" for day in (start, end)]
        elif start.year != end.year:
            words = [f"{start.day} {start:%b} {start.year}", f"{end:%a} {end.day} {end:%b}"]
        else:
            month = "" if start.month == end.month else f" {start:%b}"
            words = [f"{start:%a} {start.day}{month}", f"{end:%a} {end.day} {end:%b}"]
        return words[-1] if start == end else " – ".join(words)

    def time(self, when: datetime | None) -> str:
        """Time of day: `14:52`; empty if only the day is known."""
        if when is None or is_whole_day(when):
            return ""
        return short_time(when, when, self.context.zone)

    def _year(self) -> int:
        return local_day(self.context.now, self.context.zone).year


def local_day(when: datetime, zone: tzinfo | None) -> date:
    """Day of a time in the reader's zone."""
    try:
        return in_zone(when, zone).date()
    except (OverflowError, ValueError):  # at the limits of datetime
        return when.date()


def short_outlet(name: str) -> str:
    """Name of an outlet for a tag: without `The`, cut if it is long."""
    short = name.removeprefix(_ARTICLE).strip() or name
    return (short if len(short) <= MAX_TAG else f"{short[: MAX_TAG - 1].rstrip()}…").replace(" ", "\xa0")


def place_of(source: Citation) -> Place:
    """Target of a line."""
    return Place(source.article_id, source.start, source.end, source.url)


def key_of(section: str, source: Citation) -> str:
    """Stable key of a line."""
    return f"{section} {source.article_id} {source.start} {source.end}"


def article_key(ref: ArticleRef) -> str:
    """Stable key of an article."""
    return f"article {ref.id}"


def facts(*parts: str) -> str:
    """Facts joined by the separator; a line breaks between them only if they are too long to stand together."""
    kept = [part.replace(" ", "\xa0") for part in parts if part]
    together = "\xa0·\xa0".join(kept)
    return together if len(together) <= MAX_TOGETHER else DIVIDER.join(kept)
