"""Subscription lists of other programs: OPML 2.0, newsboat's and rss2email's files, and our own TOML. No I/O."""

from __future__ import annotations

from briefing.errors import SourceError
from briefing.sources.encodings import decode_document
from briefing.sources.subscriptions.feed_tables import with_feeds, with_tables, without_feeds
from briefing.sources.subscriptions.newsboat_config import is_config, read_rules
from briefing.sources.subscriptions.newsboat_urls import read_urls, write_urls
from briefing.sources.subscriptions.opml import read_opml, write_opml
from briefing.sources.subscriptions.rss2email import is_rss2email, read_rss2email
from briefing.sources.subscriptions.subscription_list import Subscriptions

__all__ = [
    "Subscriptions",
    "read_list",
    "read_opml",
    "read_urls",
    "with_feeds",
    "with_tables",
    "without_feeds",
    "write_opml",
    "write_urls",
]

SQLITE_MAGIC = b"SQLite format 3\x00"


def read_list(body: bytes) -> Subscriptions:
    """Parse a subscription list: OPML if it is XML, else `rss2email.cfg`, newsboat's `config`, or its `urls`.

    Raises:
        SourceError: it is neither.
    """
    if body.startswith(SQLITE_MAGIC):
        raise SourceError("this is a database, not a list of feeds; newsboat's list is its file urls")
    if decode_document(body[:1000], "windows-1252").lstrip().startswith("<"):
        return read_opml(body)
    text = decode_document(body, "utf-8")
    if is_rss2email(text):
        return read_rss2email(text)
    if is_config(text):
        rules, notes = read_rules(text)
        return Subscriptions((), notes, rules=rules)
    return read_urls(body)
