"""Entries of what a command prints if that is no feed: JSON Lines, a page, mail or text, recognised as by `extract`."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice

from briefing.command_lines import EXEC
from briefing.errors import SourceError
from briefing.model import Article, Document, Entry, Source
from briefing.model.days import not_after
from briefing.newsroom.ingest.entry_keys import ParsedEntry, parsed_entry
from briefing.text.outlets import outlet_name

_FEED_HOST = b"jsonfeed.org"
_HEAD_BYTES = 1000


@dataclass(frozen=True, slots=True)
class PrintedDocuments:
    """The documents of an output as entries of its source."""

    entries: tuple[ParsedEntry, ...] = ()
    """The entries in their order, each once."""
    site: str = ""
    """Registrable domain of most of them."""
    outlet: str = ""
    """Name of the source as a publisher."""
    note: str = ""
    """One line on what could not be read; empty if nothing was."""


def is_feed(body: bytes) -> bool:
    """Whether an output is a feed."""
    from briefing.sources import kind_of

    kind = kind_of(body)
    return kind == "feed" or (kind == "json" and _FEED_HOST in body[:_HEAD_BYTES])


def printed_documents(
    body: bytes, source: Source, *, url: str, content_type: str, now: datetime, outlet: str
) -> PrintedDocuments:
    """Read an output that is no feed; an empty one has no entries.

    Documents are told apart by their own ids or addresses, else by their content, so that a text that changes is a new
    article.

    Args:
        body: the output.
        source: the source.
        url: address that relative links start from; may be empty.
        content_type: its type, which may name the encoding.
        now: the latest time that an article can have.
        outlet: name of the publisher; empty if unknown.

    Raises:
        SourceError: nothing of it can be read.
    """
    from briefing.sources import Origin, read_stream
    from briefing.sources.feed_parser import MAX_ENTRIES
    from briefing.sources.sites import site_of

    if not body.strip():
        return PrintedDocuments()
    origin = Origin(source.location, url=url, content_type=content_type)
    reads = list(islice(read_stream(io.BytesIO(body), origin, now), MAX_ENTRIES))
    articles = [read.article for read in reads if isinstance(read, Document)]
    reasons = [read.reason for read in reads if not isinstance(read, Document)]
    if not articles:
        raise SourceError(reasons[0] if reasons else "there is no text in it")
    site = site_of(article.url for article in articles)
    outlet = outlet or outlet_name(source.title, site) or source.location.removeprefix(EXEC).rpartition("-")[0]
    entries = {entry.form.key: entry for entry in (_entry(each, source, outlet, now) for each in articles)}
    return PrintedDocuments(tuple(entries.values()), site, outlet, _note(reasons))


def _note(reasons: Sequence[str]) -> str:
    more = f" (and {len(reasons) - 1} more)" if len(reasons) > 1 else ""
    return f"read in part: {reasons[0]}{more}" if reasons else ""


def _entry(article: Article, source: Source, outlet: str, now: datetime) -> ParsedEntry:
    from briefing.sources.entries import article_id

    published = not_after(article.published, now)
    entry = Entry(
        source.id,
        article.id,
        article.url,
        article.title,
        author=article.author,
        published=published,
        content=article.text,
        outlet=article.outlet,
        language=article.language,
    )
    # An id within the source: what a command prints must not replace articles of others.
    own = replace(
        article,
        id=article_id(article.url, source.id, article.id),
        outlet=article.outlet or outlet,
        published=published,
        fetched=now,
        origin="page" if article.origin == "page" else "feed",
        source_id=source.id,
    )
    return parsed_entry(entry, own, source.location)
