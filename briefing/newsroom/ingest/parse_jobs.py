"""Jobs that parse feeds, pages and seed files to articles, in worker processes or in this one."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from briefing.codec import from_data, from_json, to_json
from briefing.errors import SourceError
from briefing.model import Article, FeedSchedule, Source, stable_id
from briefing.newsroom.ingest.entry_identity import is_repeated
from briefing.newsroom.ingest.entry_keys import ParsedEntry, parsed_entry
from briefing.newsroom.ingest.printed_documents import is_feed, printed_documents
from briefing.newsroom.processes.jobs import Job, Part

if TYPE_CHECKING:
    from briefing import sources
    from briefing.sync_servers.values import RemoteItem


@dataclass(frozen=True, slots=True)
class ParsedFeed:
    """The entries of a feed as articles."""

    title: str
    """Title that the feed gives itself; empty if it has none."""
    entries: tuple[ParsedEntry, ...] = ()
    """Its entries in their order; of equal ones the first."""
    is_cut: bool = False
    """Whether the feed is truncated and is to be requested again."""
    note: str = ""
    """One line on what was left out of the feed; empty if nothing was."""
    site: str = ""
    """Registrable domain of its articles; empty if several publishers share it."""
    outlet: str = ""
    """Name of its publisher."""
    schedule: FeedSchedule | None = None
    """When it may be read; None if it says nothing."""


@dataclass(frozen=True, slots=True)
class FeedJob(Job[ParsedFeed]):
    """Job: a feed to be parsed."""

    jobs_per_process: ClassVar[int] = 10
    source: Source
    """The feed as configured."""
    url: str
    """Address of the response, the base of relative links."""
    content_type: str
    """`Content-Type` header of the response."""
    now: datetime
    """The time of the refresh, the latest possible time of an article."""
    outlet: str = ""
    """Name of the feed's publisher; empty if unknown."""
    of_any_kind: bool = False
    """Whether the body may be no feed but a page, JSON Lines, mail or text, as commands print them."""

    def parts(self, body: bytes) -> Iterator[Part]:
        """Parse the feed."""
        yield Part(partial(read_feed, body, self), "read")

    def decode(self, done: Any) -> ParsedFeed:
        """The parsed feed."""
        return from_data(ParsedFeed, done)

    @classmethod
    def warm_up(cls) -> None:
        """Load the parser of feeds that are well-formed XML."""
        with contextlib.suppress(SourceError):
            import briefing.sources.fast_xml.feed  # noqa: F401


@dataclass(frozen=True, slots=True)
class ItemsJob(Job[ParsedFeed]):
    """Job: items of a subscription on the sync server."""

    jobs_per_process: ClassVar[int] = 10
    source: Source
    """The subscription."""
    now: datetime
    """The time of the refresh, the latest possible time of an article."""
    outlet: str = ""
    """Name of the feed's publisher; empty if unknown."""

    def parts(self, body: bytes) -> Iterator[Part]:
        """Parse the items, which `items_body` has encoded."""
        yield Part(partial(read_items, body, self), "read")

    def decode(self, done: Any) -> ParsedFeed:
        """The items as a parsed feed."""
        return from_data(ParsedFeed, done)


@dataclass(frozen=True, slots=True)
class PageJob(Job[Article | None]):
    """Job: a page whose article is to be extracted."""

    jobs_per_process: ClassVar[int] = 4
    url: str
    """Address of the response."""
    selector: str = ""
    """CSS selector of the article; empty for detection."""
    details: bool = True
    """Whether to extract outlet, author and date, which takes as long as extracting the text."""
    content_type: str = ""
    """`Content-Type` header, which may name the encoding."""

    def parts(self, body: bytes) -> Iterator[Part]:
        """Extract the article."""
        yield Part(partial(read_page, body, self), "read")

    def decode(self, done: Any) -> Article | None:
        """The article; None if there is none."""
        return from_data(Article, done) if done else None

    @classmethod
    def warm_up(cls) -> None:
        """Load the modules that clean pages."""
        read_page(b"<html><body><p>Ready.</p></body></html>", cls(""))


@dataclass(frozen=True, slots=True)
class SeedJob(Job[Article]):
    """Job: a seed file to be parsed."""

    jobs_per_process: ClassVar[int] = 25
    path: str
    """Path of the file."""

    def parts(self, body: bytes) -> Iterator[Part]:
        """Parse the file."""
        from briefing.sources import article_from_seed

        yield Part(partial(article_from_seed, Path(self.path), body), "read")

    def decode(self, done: Any) -> Article:
        """The article of the file."""
        return from_data(Article, done)


@dataclass(frozen=True, slots=True)
class MessageJob(Job[Article]):
    """Job: a message of a mailbox to be parsed."""

    jobs_per_process: ClassVar[int] = 25

    def parts(self, body: bytes) -> Iterator[Part]:
        """Parse the message."""
        yield Part(partial(read_message, body), "read")

    def decode(self, done: Any) -> Article:
        """The article of the message."""
        return from_data(Article, done)


def read_message(body: bytes) -> Article:
    """Parse a message.

    Raises:
        SourceError: it cannot be read, or has neither subject nor text.
    """
    from briefing.sources.mail_parser import article_from_mail

    article = article_from_mail(body)
    if not article.title:
        raise SourceError("there is no text in it")
    return article


def read_feed(body: bytes, job: FeedJob) -> ParsedFeed:
    """Parse a feed.

    Raises:
        SourceError: the body is not a feed.
    """
    from briefing.sources import parse_feed

    if job.of_any_kind and not is_feed(body):
        return _read_printed(body, job)
    return _articles(parse_feed(body, job.source, url=job.url, content_type=job.content_type), job)


def items_body(items: Sequence[RemoteItem]) -> bytes:
    """Items as the body of an `ItemsJob`."""
    return to_json(items).encode()


def read_items(body: bytes, job: ItemsJob) -> ParsedFeed:
    """Items of a subscription as the entries of a feed, whose identifiers are those of the server."""
    from briefing.newsroom.syncing.synced_sources import folder_tag
    from briefing.sources.feed_parser import clean_feed
    from briefing.sources.raw_feed import RawEnclosure, RawEntry, RawFeed
    from briefing.sync_servers.values import RemoteItem

    entries = tuple(
        RawEntry(
            item.id,
            link=item.url,
            title=item.title,
            author=item.author,
            published=item.published or item.crawled,
            content=item.html,
            enclosures=tuple(RawEnclosure(each.url, each.type, each.length) for each in item.enclosures),
            categories=tuple(tag for tag in item.tags if folder_tag(tag) not in job.source.tags),
        )
        for item in from_json(tuple[RemoteItem, ...], body.decode())
    )
    return _articles(clean_feed(RawFeed(job.source.title, entries), job.source, url=job.source.location), job)


def _articles(parsed: sources.ParsedFeed, job: FeedJob | ItemsJob) -> ParsedFeed:
    """The entries of a feed as articles; of equal ones the first."""
    from briefing.sources import article_from_entry
    from briefing.sources.sites import site_of
    from briefing.text.outlets import outlet_name

    source = replace(job.source, title=job.source.title or parsed.title)
    site = site_of([entry.url for entry in parsed.entries] or [job.source.location])
    outlet = job.outlet or outlet_name(source.title, site)
    by_key: dict[str, ParsedEntry] = {}
    contents: set[tuple[str, str, datetime | None]] = set()
    for feed_entry in parsed.entries:
        article = article_from_entry(feed_entry, source, now=job.now, outlet=outlet, fetched=job.now)
        entry = parsed_entry(feed_entry, article, job.source.location)
        form = entry.form
        content = (form.address, form.fingerprint, form.published)
        if content in contents:  # the same entry, under an identifier that is generated at every request
            continue
        contents.add(content)
        first = by_key.get(form.key)
        if first and not is_repeated(first, entry):
            entry = replace(entry, form=replace(form, key=stable_id(f"{form.key}\n{form.fingerprint}", 16)))
        by_key.setdefault(entry.form.key, entry)
    entries = tuple(by_key.values())
    return ParsedFeed(parsed.title, entries, parsed.is_cut, parsed.note, site, outlet, parsed.schedule)


def _read_printed(body: bytes, job: FeedJob) -> ParsedFeed:
    """Parse what a command has printed; what cannot be read is reported as long as it is printed."""
    url, kind = job.url, job.content_type
    read = printed_documents(body, job.source, url=url, content_type=kind, now=job.now, outlet=job.outlet)
    return ParsedFeed("", read.entries, bool(read.note), read.note, read.site, read.outlet)


def read_page(body: bytes, job: PageJob) -> Article | None:
    """Extract the article of a page; None if the parser fails, as the feed's own text can be shown."""
    from briefing.clean import clean_page
    from briefing.sources import decode_page

    try:
        return clean_page(decode_page(body, job.content_type), job.url, selector=job.selector, details=job.details)
    except MemoryError:
        raise
    except Exception:  # one malformed page must not end a refresh
        return None
