"""What is heavy on the CPU: the bytes of a feed or a page to articles. Done here or in a process apart (`workers`)."""

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
    """A feed to be read."""

    source: Source
    """The feed."""
    url: str
    """Where it answered; relative links start there."""
    content_type: str
    """As the server says."""
    now: datetime
    """The time of the refresh, which no article is later than."""


@dataclass(frozen=True, slots=True)
class PageJob:
    """A page to be cleaned."""

    url: str
    """Where it answered."""
    selector: str = ""
    """CSS selector of the article on it; empty: it is found."""
    details: bool = True
    """Whether outlet, author and day are wanted, which take as long to find as the text."""
    content_type: str = ""
    """As the server says; may name the encoding."""


@dataclass(frozen=True, slots=True)
class SeedJob:
    """A seed file to be read."""

    path: str
    """Where it is."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a feed says."""

    title: str
    """Its own name, empty if it has none."""
    said: tuple[ParsedEntry, ...] = ()
    """Its entries in their order; of equal ones the first."""
    is_cut: bool = False
    """Whether the end of the feed is missing, so that it is to be asked for again."""
    note: str = ""
    """What of the feed was left out, in a line; empty where nothing was."""


def read_feed(body: bytes, job: FeedJob) -> Reading:
    """Return what a feed says.

    Raises:
        SourceError: the body is no feed.
    """
    from briefing.sources import article_from_entry, parse_feed

    parsed = parse_feed(body, job.source, url=job.url, content_type=job.content_type)
    source = replace(job.source, title=job.source.title or parsed.title)
    said: dict[str, ParsedEntry] = {}
    twins: set[tuple[str, str, datetime | None]] = set()
    for entry in parsed.entries:
        item = said_of(entry, article_from_entry(entry, source, now=job.now), job.source.location)
        # The same once more, under an identifier that is made anew each time.
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
    """Return what a page says; None where it trips the parser, as the feed's own text is there to be shown."""
    from briefing.clean import clean_page
    from briefing.sources import decode_page

    try:
        return clean_page(decode_page(body, job.content_type), job.url, selector=job.selector, details=job.details)
    except MemoryError:
        raise
    except Exception:  # pages are hostile, and one of them must not end a refresh
        return None
