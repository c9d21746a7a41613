"""A parsed subscription list."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import islice

from briefing.config import FeedConfig, RuleConfig
from briefing.sanitizer import clean_line
from briefing.sources.article_urls import absolute, identity

MAX_CHARS = 200
"""Maximum length of titles and tags."""
MAX_TAGS = 50
"""Maximum number of tags of a feed."""
MAX_REASONS = 1000
"""Maximum number of skipped parts of a list that are reported with a reason."""
_FOR_READERS = re.compile(r"^feed:(?:(?://)?(?=(https?:))|//)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Subscriptions:
    """Feeds of a list, and the lines that were skipped."""

    feeds: tuple[FeedConfig, ...]
    """Feeds in list order; each URL once."""
    skipped: tuple[str, ...] = ()
    """One line for each skipped part, with the place and the reason."""
    queries: tuple[tuple[str, str], ...] = ()
    """Names and texts of saved queries."""
    rules: tuple[RuleConfig, ...] = ()
    """Rules for articles."""


def feed_of(url: str, title: str, tags: Iterable[str]) -> FeedConfig | None:
    """A feed with cleaned title and tags; None if the URL is not http or https, nor one of these for feed readers
    (`feed://a.example/rss`, `feed:https://a.example/rss`)."""
    address = absolute(_FOR_READERS.sub(lambda match: "" if match[1] else "http://", url.strip()))
    return FeedConfig(address, *names_of(title, tags)) if address else None


def names_of(title: str, tags: Iterable[str]) -> tuple[str, tuple[str, ...]]:
    """Title and tags, cleaned."""
    words = dict.fromkeys(word for tag in tags if (word := clean_line(tag)[:MAX_CHARS]))
    return clean_line(title)[:MAX_CHARS], tuple(islice(words, MAX_TAGS))


def each_once(feeds: Iterable[FeedConfig]) -> tuple[FeedConfig, ...]:
    """Feeds with each URL once, with the tags of all its occurrences."""
    first: dict[str, FeedConfig] = {}
    titles: dict[str, str] = {}
    tags: dict[str, dict[str, None]] = {}
    for feed in feeds:
        key = identity(feed.url)
        first.setdefault(key, feed)
        titles[key] = titles.get(key) or feed.title
        tags.setdefault(key, {}).update(dict.fromkeys(feed.tags))
    return tuple(
        replace(feed, title=titles[key], tags=tuple(islice(tags[key], MAX_TAGS))) for key, feed in first.items()
    )
