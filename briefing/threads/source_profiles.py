"""Profiles of sources, by what they have published: personal sites, series of headlines, pages without a date.

A newsroom publishes every few hours, by many hands, and shares its stories with others. A personal site publishes
rarely, or by one hand, and hardly ever shares a story.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache, lru_cache
from itertools import pairwise

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


@dataclass(frozen=True, slots=True)
class Published:
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

    def kind(self, article: Article) -> str:
        """Kind of an article by its form or its source; empty for a report."""
        source = source_key(article)
        if kind := article_kind(article):
            return kind
        if f"{source}\n{headline_pattern(article.title)}" in self.series:
            return "series"
        if not article.published and source in self.dated:
            return "page"
        return "blog" if source in self.personal else ""


UNKNOWN = SourceProfiles()
"""Profiles without sources."""


def source_key(article: Article) -> str:
    """Key of an article's source, the same for all its feeds; empty if unknown."""
    return article.outlet.casefold() or article.source_id


def profile_sources(articles: Iterable[Published]) -> SourceProfiles:
    """Profiles of the sources of these articles; sources without a key are left out."""
    by_source: dict[str, list[Published]] = defaultdict(list)
    by_feed: dict[str, Counter[str]] = defaultdict(Counter)
    for each in articles:
        if each.source:
            by_source[each.source].append(each)
            by_feed[each.feed][each.source] += 1
    owned = {(feed, source) for feed, each in by_feed.items() for source in each if each[source] >= OWN * each.total()}
    own = {source: [one for one in each if (one.feed, source) in owned] for source, each in by_source.items()}
    return SourceProfiles(
        _where(own, _is_personal),
        _where(by_source, _is_dated),
        frozenset(f"{source}\n{pattern}" for source, each in by_source.items() for pattern in _series(each)),
        _where(by_source, _is_list),
    )


def profile_collection(articles: Iterable[Article]) -> SourceProfiles:
    """Profiles of the sources of a collection, which says nothing of their cadence: lists only."""
    by_source: dict[str, list[Published]] = defaultdict(list)
    for each in articles:
        key = source_key(each)
        if key:
            by_source[key].append(Published(key, each.source_id, each.title, each.author, each.published))
    return SourceProfiles(lists=_where(by_source, _is_list))


def headline_pattern(title: str) -> str:
    """A headline without its numbers and dates."""
    return " ".join(map(_word_in_pattern, _WORD.findall(title.casefold())))


@lru_cache(maxsize=1 << 14)
def _word_in_pattern(word: str) -> str:
    return "#" if not word.isalpha() or is_month(word) else word


def _where(
    by_source: Mapping[str, Sequence[Published]], applies: Callable[[Sequence[Published]], bool]
) -> frozenset[str]:
    """Sources whose articles meet a condition."""
    return frozenset(source for source, articles in by_source.items() if applies(articles))


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


def _series(articles: Sequence[Published]) -> list[str]:
    return [
        pattern
        for pattern, days in _days_by_pattern(articles).items()
        if len(days) >= REPEATED and len(pattern.replace("#", " ").split()) > 1
    ]


def _is_list(articles: Sequence[Published]) -> bool:
    """Whether many headlines of a source recur."""
    days = _days_by_pattern(articles).values()
    return sum([len(each) > 1 for each in days]) >= max(RECURRENT, RECURRING * len(days))


def _days_by_pattern(articles: Sequence[Published]) -> dict[str, set[date]]:
    """Days on which articles under each pattern of a headline appeared."""
    days: dict[str, set[date]] = defaultdict(set)
    for each in articles:
        if each.published:
            days[headline_pattern(each.title)].add(each.published.date())
    return days
