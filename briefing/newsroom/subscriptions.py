"""Subscriptions: feed discovery, and edits of the feeds in the text of the configuration.

Subscriptions are kept only in `config.toml`, which the user may edit at any time; the store keeps the state of each
feed. The functions return the new text; writing the file is left to the caller.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlsplit

from briefing.config import Config, FeedConfig, RuleConfig
from briefing.errors import NotFoundError, SourceError, UsageError
from briefing.files import read_file
from briefing.model import FeedReport, Source, stable_id
from briefing.sanitizer import hide_login

if TYPE_CHECKING:
    from briefing.sources import ParsedFeed
    from briefing.sources.discovery import FeedCandidate
    from briefing.sources.subscriptions import Subscriptions
    from briefing.web import Fetched, Fetcher, Request

ListFormat = Literal["opml", "newsboat"]

MAX_BYTES = 10_000_000
"""Maximum bytes of a list of feeds, enough for 50,000."""


@dataclass(frozen=True, slots=True)
class Discovered:
    """A feed discovered by its own address or that of a page."""

    feed: FeedConfig
    """The feed, with its own title."""
    others: tuple[str, ...] = ()
    """Addresses of other feeds declared by the page."""
    entries: int = 0
    """Current number of entries."""


@dataclass(frozen=True, slots=True)
class Change:
    """Result of a change of the subscriptions."""

    text: str
    """The complete new text of the configuration."""
    feeds: tuple[FeedConfig, ...]
    """Feeds that were added or removed."""
    known: tuple[FeedConfig, ...] = ()
    """Feeds that were configured already, under the same canonical address."""
    rules: tuple[RuleConfig, ...] = ()
    """Rules that were added."""
    queries: tuple[tuple[str, str], ...] = ()
    """Names and texts of saved queries that were added."""
    kept_queries: tuple[str, ...] = ()
    """Names of saved queries that stay as they are, although other texts were given for them."""


def discover_feed(
    config: Config, address: str, *, fetcher: Fetcher | None = None, like: FeedConfig | None = None
) -> Discovered:
    """Find the feed of an address: the address itself, one declared by its page, or one at a common path of the site.

    Addresses are requested one after the other. The target of permanent redirects becomes the feed's address.

    Args:
        config: network settings.
        address: with or without `https://`.
        fetcher: HTTP client; None to create one.
        like: a feed whose login requests carry to the site of the address; None for none.

    Raises:
        UsageError: the address is invalid.
        SourceError: it cannot be read, or no feed was found.
    """
    from briefing.newsroom.ingest.feed_requests import FeedRequests
    from briefing.sources.article_urls import absolute
    from briefing.sources.discovery import common_feeds, feeds_of_page
    from briefing.web import Fetcher

    url = absolute(address if "://" in address else f"https://{address}")
    if not url:
        raise UsageError(f"{address}: not an http or https address")
    with nullcontext(fetcher) if fetcher else Fetcher(config.fetch) as client:
        requests = FeedRequests([replace(like, url=url)] if like else [])
        answer = _get(client, requests.of_page(url, stable_id(url), allow_private=True))
        try:
            return _with_login(_discovered(_parsed(answer), url, answer, ()), url, like)
        except SourceError as error:
            if not _is_page(answer):
                raise SourceError(f"{url}: {error}") from None
        candidates = feeds_of_page(answer.body, answer.final_url)
        guesses = candidates or common_feeds(answer.final_url)
        make = partial(requests.of_page, source_id=stable_id(url), allow_private=answer.from_private)
        discovered = _first_feed(client, guesses, make, config.fetch.host_delay)
    if discovered is None:
        none_readable = f"none of the {len(candidates)} feeds that it names can be read"
        tried = none_readable if candidates else "this page names no feed"
        raise SourceError(f"{url}: {tried}; look for a link to RSS or Atom there, and add that address")
    return _with_login(discovered, url, like)


def try_feed(config: Config, feed: FeedConfig, *, now: datetime | None = None) -> Discovered:
    """Read a feed once, with its command, filter and login as configured; it gets its own title if it has none.

    Raises:
        SourceError: it cannot be read.
    """
    from briefing.newsroom.ingest.feed_requests import FeedRequests
    from briefing.newsroom.ingest.parse_jobs import FeedJob, read_feed
    from briefing.store.stored_values import SourceState
    from briefing.web import Fetcher

    source = Source(stable_id(feed.url), "feed", feed.url, feed.title)
    requests = FeedRequests([feed])
    with Fetcher(config.fetch) as client:
        answer = _get(client, requests.of_feed(SourceState(source)))
    now = now or datetime.now(UTC)
    job = FeedJob(source, answer.final_url, answer.content_type, now, of_any_kind=requests.has_command(source.id))
    try:
        parsed = read_feed(answer.body, job)
    except SourceError as error:
        raise SourceError(f"{feed.url}: {error}") from None
    except Exception as error:  # a parser may fail on external input in unforeseen ways
        raise SourceError(f"{feed.url}: cannot be read ({type(error).__name__})") from error
    return Discovered(replace(feed, title=feed.title or parsed.title), (), len(parsed.entries))


def subscribe(
    text: str,
    config: Config,
    feeds: Sequence[FeedConfig],
    rules: Sequence[RuleConfig] = (),
    queries: Sequence[tuple[str, str]] = (),
) -> Change:
    """Add feeds to the text of the configuration, except those it has under the same canonical address.

    Rules are added unless there is one with the same query and action, queries unless there is one of that name.

    Raises:
        ConfigError: feeds cannot be added to the text as it is written.
    """
    from briefing.sources.article_urls import identity
    from briefing.sources.subscriptions import with_tables

    have = {identity(feed.url) for feed in config.feeds}
    added: dict[str, FeedConfig] = {}
    known = []
    for feed in feeds:
        key = identity(feed.url)
        if key in have or key in added:
            known.append(feed)
        else:
            added[key] = feed
    have_rules = {(rule.query, rule.action) for rule in config.rules}
    new_rules = {both: rule for rule in rules if (both := (rule.query, rule.action)) not in have_rules}
    new_queries = {name: query for name, query in queries if name not in config.queries}
    kept_queries = tuple(name for name, query in queries if config.queries.get(name, query) != query)
    after = text
    if added or new_rules or new_queries:
        after = with_tables(text, list(added.values()), list(new_rules.values()), new_queries)
    others = (tuple(new_rules.values()), tuple(new_queries.items()), kept_queries)
    return Change(after, tuple(added.values()), tuple(known), *others)


def choose_feeds(text: str, config: Config, feeds: Sequence[FeedConfig]) -> Change:
    """Replace the feeds of the configuration by others; those that are among both stay as they are written.

    Raises:
        ConfigError: feeds cannot be added to the text, or removed, as it is written.
    """
    from briefing.sources.article_urls import identity
    from briefing.sources.subscriptions import without_feeds

    chosen = {identity(feed.url) for feed in feeds}
    dropped = {number for number, feed in enumerate(config.feeds) if identity(feed.url) not in chosen}
    kept = tuple(feed for number, feed in enumerate(config.feeds) if number not in dropped)
    after = without_feeds(text, dropped) if dropped else text
    added = subscribe(after, replace(config, feeds=kept), feeds)
    return Change(added.text, (*added.feeds, *(config.feeds[number] for number in sorted(dropped))), kept)


def unsubscribe(text: str, config: Config, names: Collection[str], listed: Sequence[FeedReport]) -> Change:
    """Remove feeds from the text of the configuration; their articles stay in the store.

    Args:
        text: text of the configuration.
        config: the same, parsed.
        names: addresses, or substrings of titles, each of one feed.
        listed: the feeds with their titles, in the order of the configuration.

    Raises:
        NotFoundError: no feed, or more than one, matches a name.
        ConfigError: feeds cannot be removed from the text as it is written.
    """
    from briefing.sources.subscriptions import without_feeds

    numbers = {number for name in names for number in _feed_numbers(name, config, listed)}
    return Change(without_feeds(text, numbers), tuple(config.feeds[number] for number in sorted(numbers)))


def read_subscription_file(path: Path, *, pipes: bool = False) -> Subscriptions:
    """Parse a file with a list of feeds; `pipes`: also an inherited pipe.

    Raises:
        NotFoundError: it cannot be read, is no file, or is too large for a list.
        SourceError: it is neither OPML nor newsboat's `urls`.
    """
    try:
        body = read_file(path.expanduser(), MAX_BYTES, pipes=pipes)
    except (OSError, RuntimeError) as error:  # RuntimeError: no home directory
        raise NotFoundError(f"{path}: cannot read: {getattr(error, 'strerror', error)}") from error
    return read_subscriptions(body, str(path))


def read_subscriptions(body: bytes, name: str) -> Subscriptions:
    """Parse a list of feeds: OPML 2.0, or newsboat's `urls`.

    Raises:
        SourceError: it is neither; the message names the file.
    """
    from briefing.sources.subscriptions import read_list

    try:
        return read_list(body)
    except SourceError as error:
        raise SourceError(f"{name}: {error}") from None


def write_subscriptions(
    config: Config, listed: Sequence[FeedReport], format: ListFormat, *, with_passwords: bool = False
) -> str:
    """The feeds of the configuration as OPML 2.0 or as newsboat's `urls`, except those of commands, which may have
    secrets as arguments.

    Args:
        config: the configured feeds.
        listed: the same feeds, with their titles.
        format: format of the list.
        with_passwords: whether addresses keep user name and password.
    """
    from briefing.sources.subscriptions import write_opml, write_urls

    shown = str if with_passwords else without_login
    pairs = zip(config.feeds, listed, strict=True)
    feeds = [
        FeedConfig(shown(configured.url), shown(feed.title), feed.tags)
        for configured, feed in pairs
        if not configured.command
    ]
    return write_opml(feeds) if format == "opml" else write_urls(feeds)


def private_feeds(feeds: Sequence[FeedConfig]) -> list[FeedConfig]:
    """Feeds whose host is literally this machine or in a private network; names are not resolved."""
    from briefing.web.request_urls import is_private_host

    return [feed for feed in feeds if not feed.command and is_private_host(urlsplit(feed.url).hostname or "")]


def without_login(url: str) -> str:
    """The address without its `user:password@`."""
    return hide_login(url).replace("://***@", "://", 1)


def _feed_numbers(name: str, config: Config, listed: Sequence[FeedReport]) -> set[int]:
    from briefing.sources.article_urls import identity

    text = name.strip()
    checks: tuple[Callable[[FeedReport, str], bool], ...] = (
        lambda feed, url: text == url,
        lambda feed, url: text in (feed.url, feed.moved_to),
        lambda feed, url: identity(url) == identity(text),
        lambda feed, url: feed.title.casefold() == text.casefold(),
        lambda feed, url: text.casefold() in feed.title.casefold(),
    )
    for check in checks if text else ():
        pairs = enumerate(zip(listed, config.feeds, strict=True))
        numbers = {number for number, (feed, configured) in pairs if check(feed, configured.url)}
        if len(numbers) > 1:
            several = ", ".join(listed[number].url for number in sorted(numbers)[:4])
            raise NotFoundError(f"{name!r} may be {len(numbers)} feeds ({several}); name one by its address")
        if numbers:
            return numbers
    raise NotFoundError(f"no feed is called {name!r}; `briefing feeds list` lists the feeds")


def _with_login(discovered: Discovered, url: str, like: FeedConfig | None) -> Discovered:
    """A feed with the login that was given with an address, if it is on the site of the address.

    Raises:
        SourceError: it is on another site.
    """
    from briefing.web import site_of

    feed = discovered.feed
    if like is None or not like.has_login:
        return discovered
    if site_of(feed.url) != site_of(url):
        raise SourceError(f"{url}: its feed is on another site, which gets no login unasked: {feed.url}")
    return replace(discovered, feed=replace(like, url=feed.url, title=feed.title))


def _get(client: Fetcher, request: Request) -> Fetched:
    from briefing.web import Fetched

    result = client.fetch(request)
    if isinstance(result, Fetched):
        return result
    raise SourceError(f"{request.url}: {getattr(result, 'reason', 'no answer')}")


def _parsed(answer: Fetched) -> ParsedFeed:
    from briefing.sources import parse_feed

    source = Source(stable_id(answer.url), "feed", answer.url)
    try:
        return parse_feed(answer.body, source, url=answer.final_url, content_type=answer.content_type)
    except SourceError:
        raise
    except Exception as error:  # a parser may fail on external input in unforeseen ways
        raise SourceError(f"cannot be read ({type(error).__name__})") from error


def _is_page(answer: Fetched) -> bool:
    return "html" in answer.content_type.lower() or b"<html" in answer.body[:5000].lower()


def _discovered(parsed: ParsedFeed, url: str, answer: Fetched, others: tuple[str, ...]) -> Discovered:
    # Only permanent redirects change the address; credentials are not transferred to another site.
    moved = answer.moved_to if answer.moved_to and not urlsplit(url).username else ""
    return Discovered(FeedConfig(moved or url, parsed.title), others, len(parsed.entries))


def _first_feed(
    client: Fetcher, candidates: Sequence[FeedCandidate], make: Callable[[str], Request], pause: float
) -> Discovered | None:
    """The first candidate that is a feed; each request is preceded by `pause` seconds."""
    for number, candidate in enumerate(candidates):
        time.sleep(pause)
        try:
            answer = _get(client, make(candidate.url))
            others = tuple(other.url for other in candidates[number + 1 :])
            discovered = _discovered(_parsed(answer), candidate.url, answer, others)
        except SourceError:
            continue
        # Guessed addresses are not reported.
        guessed = not any(other.title for other in candidates)
        return replace(discovered, others=()) if guessed else discovered
    return None
