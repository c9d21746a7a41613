"""The front page: the stories of today by importance, in sections, and where they stay as news comes in.

`arrange` and `keep_places` are pure; `read_front_page` and `read_excerpts` read what they need from the store.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Literal

from briefing.model import SITE_KINDS
from briefing.model.days import is_whole_day
from briefing.newsroom.library import ranking
from briefing.newsroom.library.article_search import as_query
from briefing.newsroom.library.thread_views import make_row
from briefing.repeated_facts import repeats_title, repeats_words
from briefing.store import Store, brief_excerpts, thread_sources, threads
from briefing.store.columns import to_micros
from briefing.store.query_sql import SqlConditions, thread_conditions

if TYPE_CHECKING:
    from briefing.model import Brief, ThreadRow
    from briefing.query.nodes import Node
    from briefing.store.list_rows import ListedThread
    from briefing.store.thread_sources import ThreadSource

TODAY = timedelta(days=1)
"""Age of a story's last article up to which it is on the page, or that of the last visit if that is longer ago."""
LONGEST = timedelta(days=7)
"""Maximum length of that time after a long absence."""
TOP = 8
"""Number of stories with a deck: the lead and the second tier."""
PINNED = 3
"""Maximum number of older followed threads on the page; the others are among the earlier ones."""
MAX_STORIES = 500
"""Maximum number of stories on the page."""

News = Literal["", "moved", "new"]
"""What happened to a story since the last visit: nothing, a new report, or its first one."""
Section = Literal["lead", "second", "also", "site"]


@dataclass(frozen=True, slots=True)
class Story:
    """A story on the front page."""

    row: ThreadRow
    """Its thread."""
    news: News = ""
    """What happened since the last visit, read or not."""
    outlet: str = ""
    """Name of its outlet if it has only one."""
    site: str = ""
    """Tag or title of the feed, of a story from a personal site or a list; empty for news."""

    @property
    def id(self) -> str:
        """Id of the thread."""
        return self.row.thread.id

    @property
    def is_new(self) -> bool:
        """Whether it has news since the last visit that was not read."""
        return bool(self.news) and self.row.new > 0

    @property
    def is_unopened(self) -> bool:
        """Whether it was never opened, nor marked read."""
        return self.row.thread.state.read_until is None and self.row.unread > 0


@dataclass(frozen=True, slots=True)
class FrontPage:
    """The stories of the front page, each in one section."""

    lead: tuple[Story, ...] = ()
    """The most important one, or none."""
    second: tuple[Story, ...] = ()
    """Followed threads with news, and the next ones by importance."""
    also: tuple[Story, ...] = ()
    """All others, by importance."""
    sites: tuple[Story, ...] = ()
    """Stories of personal sites and lists, by importance; `Story.site` groups them."""
    earlier: int = 0
    """Number of threads that are not on the page."""

    @property
    def stories(self) -> tuple[Story, ...]:
        """All stories, in the order of the page."""
        return (*self.lead, *self.second, *self.also, *self.sites)

    @property
    def by_site(self) -> dict[str, list[Story]]:
        """Stories of sites and lists by `Story.site`, in the order of the first story of each."""
        groups: dict[str, list[Story]] = {}
        for story in self.sites:
            groups.setdefault(story.site, []).append(story)
        return groups


@dataclass(frozen=True, slots=True)
class Excerpt:
    """What the page shows of a story besides its title."""

    deck: str = ""
    """First sentence of its summary; empty if that says what the title says."""
    outlet: str = ""
    """Outlet of that sentence."""
    others: int = 0
    """Number of other outlets that report the same."""
    quote: str = ""
    """Words of its best quote with a certain speaker; empty if there is none."""
    speaker: str = ""
    """Speaker of that quote."""
    more_quotes: int = 0
    """Number of other key quotes."""
    new_lines: int = 0
    """Number of lines that arrived since the last visit."""
    times: tuple[datetime, ...] = ()
    """Publication times of its articles."""


def arrange(stories: Sequence[Story], pinned: Collection[str] = (), total: int = 0) -> FrontPage:
    """Arrange stories in sections.

    Args:
        stories: by importance.
        pinned: ids of followed threads with news: they have a deck, however old they are.
        total: number of all threads.
    """
    news = [story for story in stories if not story.site]
    # The lead is the news of the day; a followed thread leads if it is that, or if there is no other.
    lead = max(news, key=lambda story: story.row.importance, default=None)
    rest = [story for story in news if story is not lead]
    first = [story for story in rest if story.id in pinned]
    others = [story for story in rest if story.id not in pinned]
    room = max(TOP - 1 - len(first), 0)
    return FrontPage(
        (lead,) if lead else (),
        (*first, *others[:room]),
        tuple(others[room:]),
        tuple(story for story in stories if story.site),
        max(total - len(stories), 0),
    )


def keep_places(before: FrontPage, now: FrontPage) -> FrontPage:
    """The page of now with its stories in the sections and the order of before; new ones stand where they rank.

    A new story does not displace the lead: it becomes the first one after it.
    """
    places = {story.id: name for name, stories in _sections(before) for story in stories}
    current = {story.id: story for story in now.stories}
    has_lead = any(story.id in current for story in before.lead)
    members: dict[Section, list[str]] = {"lead": [], "second": [], "also": [], "site": []}
    for name, stories in _sections(now):
        for story in stories:
            own = "second" if name == "lead" and has_lead else name
            members[places.get(story.id, own)].append(story.id)
    kept = {
        name: tuple(current[id_] for id_ in in_place([story.id for story in stories], members[name]))
        for name, stories in _sections(before)
    }
    lead, second = kept["lead"], kept["second"]
    if not lead:
        lead, second = second[:1], second[1:]
    return FrontPage(lead, second, kept["also"], kept["site"], now.earlier)


def _sections(page: FrontPage) -> Iterator[tuple[Section, tuple[Story, ...]]]:
    yield "lead", page.lead
    yield "second", page.second
    yield "also", page.also
    yield "site", page.sites


def in_place(before: Sequence[str], now: Sequence[str]) -> list[str]:
    """The ids of `now` in the order of `before`; new ones follow the one that precedes them in `now`."""
    known, current = set(before), set(now)
    placed = [id_ for id_ in before if id_ in current]
    for place, id_ in enumerate(now):
        if id_ not in known:
            placed.insert(placed.index(now[place - 1]) + 1 if place else 0, id_)
    return placed


def first_day(now: datetime, last_visit: datetime | None) -> datetime:
    """Start of the time whose stories are on the page: a day ago, or the last visit if it is longer ago."""
    start = now - TODAY
    return max(min(start, last_visit), now - LONGEST) if last_visit else start


def read_front_page(
    store: Store, now: datetime, since: datetime | None, start: datetime, keep: Collection[str] = ()
) -> FrontPage:
    """The front page at `now`.

    If no story is as new as `start`, as after a month without network, the page is that of the day of the newest one;
    followed threads that were read count for that only where there are no others.

    Args:
        store: the open store.
        now: time of the page.
        since: last arrival before the visit: what arrived later is new; None if nothing is.
        start: stories with an article published since then are on the page; see `first_day`.
        keep: ids of threads that stay on the page, whatever their age.
    """
    with store.snapshot():
        total = threads.totals(store)[0]
        rows, pinned = _rows(store, start, keep)
        single = {row.thread.id: row for row in rows if row.outlets <= 1}
        unsure = [id_ for id_, row in single.items() if ranking.may_lack_reports(row.rank, row.thread.last)]
        sources = thread_sources.newest(store, single, unsure)
    stories = [story for row in rows if (story := _story(row, sources, now, since))]
    return arrange(stories, pinned, total)


def _rows(store: Store, start: datetime, keep: Collection[str]) -> tuple[list[ListedThread], set[str]]:
    """Threads of the page by importance, and the ids of those that are pinned."""
    listed = _published_since(store, start)
    pinned = threads.listed(store, SqlConditions("thread.followed = 1 AND thread.fresh > 0"), limit=MAX_STORIES)
    if not listed:
        first = threads.listed(store, SqlConditions("thread.followed = 0"), limit=1)
        if not (first or pinned):
            first = threads.listed(store, limit=1)
        listed = [row for best in first for row in _published_since(store, (best.thread.last or best.arrived) - TODAY)]
    known = {row.thread.id for row in listed}
    older = [row for row in pinned if row.thread.id not in known][:PINNED]
    missing = set(keep) - known - {row.thread.id for row in older}
    kept = threads.listed(store, among=missing) if missing else []
    rows = sorted([*listed, *older, *kept], key=lambda row: (-row.rank, row.thread.id))
    return rows, {row.thread.id for row in pinned}


def _published_since(store: Store, start: datetime) -> list[ListedThread]:
    """Threads with an article published since `start`, by importance."""
    sql = "thread.rank >= :qrank AND thread.last >= :qstart"
    values: dict[str, object] = {"qrank": ranking.least_rank(start), "qstart": to_micros(start)}
    return threads.listed(store, SqlConditions(sql, values), limit=MAX_STORIES)


def _story(
    row: ListedThread, sources: Mapping[str, ThreadSource], now: datetime, since: datetime | None
) -> Story | None:
    """A thread as a story of the page; None for what is no news, such as pages of a site without a date."""
    news = _news(row, since)
    source = sources.get(row.thread.id)
    if source is None:
        return Story(make_row(row, now), news)
    if not row.thread.state.followed and (source.kind == "page" or not (source.is_dated or news)):
        return None
    site = (source.tags[0] if source.tags else source.feed or source.outlet) if source.kind in SITE_KINDS else ""
    return Story(make_row(row, now), news, source.outlet, site)


def _news(row: ListedThread, since: datetime | None) -> News:
    """What happened to a thread since the last visit."""
    if since is None or row.arrived <= since:
        return ""
    return "moved" if row.founded <= since else "new"


def list_stories(
    store: Store,
    query: str | Node,
    now: datetime,
    since: datetime | None,
    *,
    limit: int | None = None,
    without: Collection[str] = (),
) -> list[Story]:
    """Threads that match a query as stories, most important first.

    Args:
        store: the open store.
        query: empty for all threads.
        now: time of the list.
        since: last arrival before the visit: what arrived later is new; None if nothing is.
        limit: maximum number of threads, with those of `without`.
        without: ids of threads that are left out.

    Raises:
        QueryError: the query cannot be read.
    """
    conditions = thread_conditions(store, as_query(query), now)
    rows = threads.each_listed(store, conditions, limit=limit)
    return [Story(make_row(row, now), _news(row, since)) for row in rows if row.thread.id not in without]


def read_excerpts(store: Store, ids: Collection[str], since: datetime | None) -> dict[str, Excerpt]:
    """Excerpts of threads by id; arguments as for `read_front_page`."""
    return {brief.thread.id: make_excerpt(brief, since) for brief in brief_excerpts.read(store, ids)}


def make_excerpt(brief: Brief, since: datetime | None) -> Excerpt:
    """Excerpt of a story; what arrived after `since` is new."""
    title, times = brief.thread.title, [ref.published for ref in brief.articles]
    excerpt = Excerpt(
        new_lines=sum(1 for line in brief.new if since and line.added and line.added > since),
        times=tuple(time for time in times if time and not is_whole_day(time)),
    )
    first = next((line for line in brief.lead if not repeats_title(line.text, title)), None)
    if first and first.part != "before":
        excerpt = replace(excerpt, deck=first.text, outlet=first.source.outlet, others=first.support - 1)
    quotes = [quote for quote in brief.quotes if quote.speaker]
    apart = [quote for quote in quotes if not repeats_words(quote.text, (excerpt.deck,))]
    best = next(iter(apart or quotes), None)
    if best is None or best.speaker is None:
        return excerpt
    return replace(excerpt, quote=best.text, speaker=best.speaker, more_quotes=len(brief.quotes) - 1)
