"""Profiles of sources, by what they have published: personal sites, series of headlines, pages without a date.

A newsroom publishes every few hours, by many hands, and shares its stories with others. A personal site publishes
rarely, or by one hand, and hardly ever shares a story.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple, Protocol

from briefing import wordlists
from briefing.model import Article
from briefing.threads.article_kinds import article_kind, is_month

NEWEST = 12
"""Newest dated articles of a source from which its cadence is computed."""
LEAST_DATED = 3
"""Dated articles of a feed from which its source has a cadence."""
SELDOM = timedelta(days=2)
"""Median time between two articles from which a source is no newsroom."""
LEAST_DAYS, A_DAY = 8, 1.75
"""Days of publication, and articles on each, up to which the time between two days counts as the time between two
articles."""
LEAST_SIGNED, SIGNED = 8, 0.9
"""Signed articles, and share of all that one person signed, from which a source has one author."""
HANDS, SELDOM_BY_HANDS = 4, timedelta(days=4)
"""Authors of its newest articles from which a source may be a newspaper's section, and the median time for those."""
OWN = 0.9
"""Share of a feed's articles from which the feed is that of one source."""
LEAST_KNOWN, SHARING = 10, 0.1
"""Articles, and share of them in threads with other outlets, from which a source has a record of sharing stories."""
REPEATED = 3
"""Headlines that differ only in numbers and dates, and days on which they appeared, from which they are a series."""
RECURRENT, RECURRING = 10, 0.05
"""Headlines that recur on another day but for numbers and dates, and share of all that are different, from which a
source is a list: a site that fills in a form has 0.11, newsrooms 0 and a few columns."""

_WORD = re.compile(r"[^\W_]+")
_ADDRESS = re.compile(r"[^\s@]{1,64}@\S+")
"""A mail address, as RSS puts it before the name of an author."""


class Published(NamedTuple):
    """What is known of a stored article for the profile of its source."""

    source: str
    """Key of the source; see `source_key`."""
    feed: str
    """Id of the feed; one with several sources, such as that of a search, tells nothing of their cadence, nor does a
    document that was read by itself."""
    title: str
    """Headline on one line."""
    author: str
    """Author as the source gives it."""
    published: datetime | None
    """Publication time; None if unknown."""
    shared: bool | None = None
    """Whether its thread has other outlets; None while that may change."""
    tags: tuple[str, ...] = ()
    """The user's tags of the feed."""


@dataclass(frozen=True, slots=True)
class SourceProfiles:
    """Profiles of sources, by their key."""

    personal: frozenset[str] = frozenset()
    """Sources that hardly ever report news."""
    dated: frozenset[str] = frozenset()
    """Sources most of whose articles have a date."""
    series: frozenset[str] = frozenset()
    """Key of the source, a line break, and the pattern of the headlines of each series."""
    lists: frozenset[str] = frozenset()
    """Sources whose headlines recur, such as lists of releases and sites that fill in a form."""

    def is_personal(self, source: str) -> bool:
        """Whether a source hardly ever reports news."""
        return source in self.personal

    def is_list(self, source: str) -> bool:
        """Whether the headlines of a source recur."""
        return source in self.lists

    def kind(self, article: Article) -> str:
        """Kind of an article by its form or its source; empty for a report."""
        if kind := article_kind(article):
            return kind
        source = source_key(article)
        if self.series and f"{source}\n{headline_pattern(article.title)}" in self.series:
            return "series"
        if not article.published and source in self.dated:
            return "page"
        return "blog" if source in self.personal else ""


UNKNOWN = SourceProfiles()
"""Profiles without sources."""


class KnownSources(Protocol):
    """What clustering asks of the profiles of sources."""

    def is_personal(self, source: str) -> bool:
        """Whether a source hardly ever reports news."""

    def is_list(self, source: str) -> bool:
        """Whether the headlines of a source recur."""


class SourceRecords:
    """What sources have published; the profile of each is computed when it is asked for."""

    def __init__(
        self, sources: Collection[str], feeds: Mapping[str, int], articles: Callable[[str], Sequence[Published]]
    ) -> None:
        """Take the records of all sources that have a key.

        Args:
            sources: their keys.
            feeds: number of articles of each feed.
            articles: returns those of a source.
        """
        self._sources, self._feeds, self._articles = sources, feeds, articles
        self._known: dict[str, SourceProfiles] = {}
        """Profile by source, of those that were asked for."""

    def is_personal(self, source: str) -> bool:
        """Whether a source hardly ever reports news."""
        return bool(self._profile(source).personal)

    def is_list(self, source: str) -> bool:
        """Whether the headlines of a source recur."""
        return bool(self._profile(source).lists)

    def profiles(self, among: Collection[str] | None = None) -> SourceProfiles:
        """Profiles of these sources; None for all."""
        known = [self._profile(source) for source in (self._sources if among is None else among)]
        return SourceProfiles(
            frozenset().union(*[each.personal for each in known]),
            frozenset().union(*[each.dated for each in known]),
            frozenset().union(*[each.series for each in known]),
            frozenset().union(*[each.lists for each in known]),
        )

    def _profile(self, source: str) -> SourceProfiles:
        """Profile of one source."""
        if source not in self._sources:
            return UNKNOWN
        if source not in self._known:
            articles, itself, none = self._articles(source), frozenset((source,)), frozenset[str]()
            days = _days_by_pattern(articles)
            self._known[source] = SourceProfiles(
                itself if _is_personal(self._own(articles)) else none,
                itself if _is_dated(articles) else none,
                frozenset(f"{source}\n{pattern}" for pattern in _series(days)),
                itself if _is_list(days) else none,
            )
        return self._known[source]

    def _own(self, articles: Sequence[Published]) -> list[Published]:
        """Those articles of a source that are from feeds that have hardly any other."""
        number = Counter([each.feed for each in articles])
        own = {feed for feed in number if number[feed] >= OWN * self._feeds[feed]}
        return [each for each in articles if each.feed in own]


def source_key(article: Article) -> str:
    """Key of an article's source, the same for all its feeds; empty if unknown."""
    return article.outlet.casefold() or article.source_id


def profile_sources(articles: Iterable[Published]) -> SourceProfiles:
    """Profiles of the sources of these articles."""
    by_source: dict[str, list[Published]] = defaultdict(list)
    for each in articles:
        if each.source:
            by_source[each.source].append(each)
    feeds = Counter([each.feed for of_source in by_source.values() for each in of_source])
    return SourceRecords(by_source, feeds, by_source.__getitem__).profiles()


def profile_collection(articles: Iterable[Article]) -> SourceProfiles:
    """Profiles of the sources of a collection, which says nothing of their cadence: lists only."""
    by_source: dict[str, list[Published]] = defaultdict(list)
    for each in articles:
        key = source_key(each)
        if key:
            by_source[key].append(Published(key, each.source_id, each.title, each.author, each.published))
    return SourceProfiles(lists=frozenset(key for key, each in by_source.items() if _is_list(_days_by_pattern(each))))


def headline_pattern(title: str) -> str:
    """A headline without its numbers and dates."""
    return " ".join(map(_word_in_pattern, _WORD.findall(title.casefold())))


@lru_cache(maxsize=1 << 14)
def _word_in_pattern(word: str) -> str:
    return "#" if not word.isalpha() or is_month(word) else word


def _is_personal(articles: Sequence[Published]) -> bool:
    """Whether a source publishes seldom or by one hand, and does not share stories; the user's tags go first."""
    tags = {_tag_kinds().get(tag.casefold(), "") for each in articles for tag in each.tags}
    if "news" in tags or "personal" in tags:
        return "news" not in tags
    known = [each.shared for each in articles if each.shared is not None]
    if len(known) >= LEAST_KNOWN and sum(known) >= SHARING * len(known):
        return False
    return _is_seldom(articles) or _has_one_author(articles)


@cache
def _tag_kinds() -> dict[str, str]:
    """`news` or `personal` by tag."""
    rows = (line.partition("\t") for line in wordlists.entries("threads", "source_tags"))
    return {tag: kind for kind, _, tag in rows}


def _is_seldom(articles: Sequence[Published]) -> bool:
    dated = Counter(each.feed for each in articles if each.published)
    regular = [each for each in articles if dated[each.feed] >= LEAST_DATED]
    ordered = sorted((each.published, each.author) for each in regular if each.published)
    newest = ordered[-NEWEST:]
    if len(newest) < LEAST_DATED:
        return False
    gaps = sorted(later - earlier for (earlier, _), (later, _) in pairwise(newest))
    hands = len({author for _, author in newest if author})
    least = SELDOM if hands < HANDS else SELDOM_BY_HANDS
    return gaps[len(gaps) // 2] >= least or _is_quiet([at for at, _ in ordered], least)


def _is_quiet(times: Sequence[datetime], least: timedelta) -> bool:
    """Whether a source publishes on few days and little on these: a video with its text, two finds of one evening.

    Args:
        times: of its articles, in order.
        least: median time from which it is quiet.
    """
    first = {at.date(): at for at in reversed(times)}
    days = sorted(first.values())[-NEWEST:]
    if len(days) < LEAST_DAYS or sum([at >= days[0] for at in times]) > A_DAY * len(days):
        return False
    gaps = sorted(later - earlier for earlier, later in pairwise(days))
    return gaps[len(gaps) // 2] >= least


def _has_one_author(articles: Sequence[Published]) -> bool:
    from briefing.text.lexicon import table  # late: worker processes import this module before they analyse

    signed = Counter(each.author for each in articles if each.author)
    if signed.total() < LEAST_SIGNED:
        return False
    ((author, number),) = signed.most_common(1)
    words = _WORD.findall(_ADDRESS.sub("", author.casefold()))
    return number >= SIGNED * len(articles) and len(words) > 1 and words[0] in table("given_names")


def _is_dated(articles: Sequence[Published]) -> bool:
    dated = sum(each.published is not None for each in articles)
    return dated >= LEAST_DATED and 2 * dated > len(articles)


def _series(patterns: Mapping[str, set[date]]) -> list[str]:
    """Patterns of headlines that are series, by the days of each."""
    return [
        pattern
        for pattern, days in patterns.items()
        if len(days) >= REPEATED and len(pattern.replace("#", " ").split()) > 1
    ]


def _is_list(patterns: Mapping[str, set[date]]) -> bool:
    """Whether many headlines of a source recur, by the days of each pattern."""
    days = patterns.values()
    return sum([len(each) > 1 for each in days]) >= max(RECURRENT, RECURRING * len(days))


def _days_by_pattern(articles: Sequence[Published]) -> dict[str, set[date]]:
    """Days on which articles under each pattern of a headline appeared."""
    days: dict[str, set[date]] = defaultdict(set)
    for each in articles:
        if each.published:
            days[headline_pattern(each.title)].add(each.published.date())
    return days
