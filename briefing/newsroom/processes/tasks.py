"""CPU-bound parsing of feeds and pages to articles, run in worker processes (`pool`) or in this process."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from briefing.model import Article, Entry, Source, stable_id
from briefing.newsroom.ingest.entry_identity import (
    ParsedEntry,
    address_of,
    earlier_key,
    entry_key,
    guid_hash,
    is_repeated,
    title_hash,
)
from briefing.newsroom.ingest.update_plan import fingerprint
from briefing.store.stored_values import SeenEntry


@dataclass(frozen=True, slots=True)
class FeedJob:
    """Job: a feed to be parsed."""

    source: Source
    """The feed."""
    url: str
    """Address of the response, the base of relative links."""
    content_type: str
    """`Content-Type` header."""
    now: datetime
    """The time of the refresh, the latest possible time of an article."""


@dataclass(frozen=True, slots=True)
class PageJob:
    """Job: a page whose article is to be extracted."""

    url: str
    """Address of the response."""
    selector: str = ""
    """CSS selector of the article; empty for detection."""
    details: bool = True
    """Whether to extract outlet, author and date, which takes as long as extracting the text."""
    content_type: str = ""
    """`Content-Type` header, which may name the encoding."""


@dataclass(frozen=True, slots=True)
class SeedJob:
    """Job: a seed file to be parsed."""

    path: str
    """Path of the file."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A parsed feed."""

    title: str
    """Its own name, empty if it has none."""
    said: tuple[ParsedEntry, ...] = ()
    """Its entries in their order; of equal ones the first."""
    is_cut: bool = False
    """Whether the feed is truncated and is to be requested again."""
    note: str = ""
    """One line on what was left out of the feed; empty if nothing was."""


def read_feed(body: bytes, job: FeedJob) -> Reading:
    """Parse a feed.

    Raises:
        SourceError: the body is not a feed.
    """
    from briefing.sources import article_from_entry, parse_feed

    parsed = parse_feed(body, job.source, url=job.url, content_type=job.content_type)
    source = replace(job.source, title=job.source.title or parsed.title)
    said: dict[str, ParsedEntry] = {}
    twins: set[tuple[str, str, datetime | None]] = set()
    for entry in parsed.entries:
        item = said_of(entry, article_from_entry(entry, source, now=job.now), job.source.location)
        # The same entry again, under an identifier that is generated at every request.
        twin = (item.heard.address, item.heard.fingerprint, item.heard.published)
        first = said.get(item.heard.key)
        if twin not in twins and first and not is_repeated(first, item):
            key = stable_id(f"{item.heard.key}\n{item.heard.fingerprint}", 16)
            item = replace(item, heard=replace(item.heard, key=key))
        if twin not in twins:
            said.setdefault(item.heard.key, item)
        twins.add(twin)
    return Reading(parsed.title, tuple(said.values()), parsed.is_cut, parsed.note)


def said_of(entry: Entry, article: Article, feed_url: str) -> ParsedEntry:
    """An entry with what tells it from others of its feed."""
    guid, address = guid_hash(entry.guid if entry.has_guid else "", feed_url), address_of(entry, article)
    title = title_hash(article.title)
    key = entry_key(guid, address, title)
    heard = SeenEntry(key, fingerprint(entry), article.id, guid, address, title, entry.published)
    return ParsedEntry(heard, article, earlier_key(entry))


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
