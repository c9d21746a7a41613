"""Feed discovery on a web page: declared feeds, then links that look like feeds, then common paths. No I/O."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from typing import Any
from urllib.parse import urljoin, urlsplit

from briefing.sanitizer import clean_line
from briefing.sources.article_urls import absolute, identity

COMMON_PATHS = ("/feed", "/rss.xml", "/feed.xml", "/atom.xml", "/rss", "/index.xml", "/feed.json")
"""Paths to try in this order if a page declares no feed."""
MAX_CANDIDATES = 20
MAX_LINKS = 20_000
"""Maximum number of elements of a page that are examined."""

MAX_TITLE_CHARS = 200
MAX_PIECES = 20
"""Maximum number of text nodes joined to a link's title."""

_TYPES = {"application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json"}
_FEED_LIKE = re.compile(
    r"(?:^|[/._?=-])(?:rss|atom|rdf|feeds?)(?:2|\.xml|\.rss|\.json|\.php)?/?(?:$|\?)|\.(?:rss|atom|rdf)$", re.IGNORECASE
)
_COMMENTS = re.compile(r"\bcomments?\b|\bkommentare?\b|\bcomentarios\b|\bcommentaires\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class FeedCandidate:
    """URL of a possible feed."""

    url: str
    """Absolute http or https URL."""
    title: str = ""
    """Name that the page gives the feed."""


def feeds_of_page(body: bytes, url: str) -> list[FeedCandidate]:
    """Feeds that a page declares, comment feeds last; an empty list if it declares none.

    Args:
        body: HTML in any encoding, possibly malformed.
        url: URL of the page; the base of relative links, unless it has a `<base>`.
    """
    from lxml import etree

    from briefing.clean.markup_limits import limit_markup

    page = limit_markup(body)
    known = {"encoding": "utf-8"} if isinstance(page, str) else {}
    parser = etree.HTMLParser(remove_comments=True, **known)
    try:
        root = etree.fromstring(page.encode("utf-8", "replace") if isinstance(page, str) else page, parser)
    except (etree.LxmlError, ValueError):
        root = None
    if root is None:
        return []
    base, named, guessed = url, list[FeedCandidate](), list[FeedCandidate]()
    for element in islice(root.iter("base", "link", "a"), MAX_LINKS):
        address = absolute(element.get("href", ""), base)
        if element.tag == "base":
            base = address or base
        elif element.tag == "link" and _is_feed(element.get("rel", ""), element.get("type", "")):
            named.append(FeedCandidate(address, clean_line(element.get("title", ""))[:MAX_TITLE_CHARS]))
        elif element.tag == "a" and address and _FEED_LIKE.search(address.partition("//")[2].partition("/")[2]):
            guessed.append(FeedCandidate(address, clean_line(_words(element))[:MAX_TITLE_CHARS]))
    return _sorted(named) or _sorted(guessed)


def _words(element: Any) -> str:
    """The first words of a link, bounded because links can be nested without limit."""
    return "".join(islice(element.itertext(), MAX_PIECES))


def common_feeds(url: str) -> list[FeedCandidate]:
    """Common feed URLs for a site: below the page's own path, then at the root."""
    parts = urlsplit(url)
    path = parts.path.rstrip("/")
    below = [FeedCandidate(urljoin(url, f"{path}/feed"))] if path and "." not in path.rpartition("/")[2] else []
    return below + [FeedCandidate(urljoin(url, common)) for common in COMMON_PATHS]


def _is_feed(rel: str, type_: str) -> bool:
    words = rel.lower().split()
    kind = type_.partition(";")[0].strip().lower()
    return ("alternate" in words and kind in _TYPES) or ("feed" in words and kind in _TYPES | {""})


def _sorted(feeds: list[FeedCandidate]) -> list[FeedCandidate]:
    by_identity = {identity(feed.url): feed for feed in reversed(feeds) if feed.url}
    unique = list(reversed(by_identity.values()))
    return sorted(unique, key=lambda feed: bool(_COMMENTS.search(f"{feed.title} {feed.url}")))[:MAX_CANDIDATES]
