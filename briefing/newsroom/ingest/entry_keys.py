"""Keys of feed entries: hashes that distinguish an entry from others of its feed, and the ids derived from them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from briefing.model import Article, Entry, stable_id
from briefing.query.normalization import fold
from briefing.store.stored_values import SeenEntry


@dataclass(frozen=True, slots=True)
class ParsedEntry:
    """An entry of a source and its article."""

    form: SeenEntry
    """Its current identifier, address, title and content, as stored for later refreshes."""
    article: Article
    """The article in its current form."""
    earlier_key: str = ""
    """Its key before schema 12, which was the same for all entries with one identifier and address."""
    known: SeenEntry | None = None
    """Its stored form; None if it is new."""
    shares_address: bool = False
    """Whether other articles have its address, so that the page is not specific to it."""


def parsed_entry(entry: Entry, article: Article, feed_url: str) -> ParsedEntry:
    """An entry of a feed with its keys."""
    guid, address = guid_hash(entry.guid if entry.has_guid else "", feed_url), address_of(entry, article)
    title = title_hash(article.title)
    key = entry_key(guid, address, title)
    form = SeenEntry(key, fingerprint(entry), article.id, guid, address, title, entry.published)
    return ParsedEntry(form, article, earlier_key(entry))


def entry_key(guid: str, address: str, title: str) -> str:
    """Key of an entry within its feed in its current form; arguments as the fields of `SeenEntry`."""
    return stable_id(f"{guid}\n{address}\n{title}", 16)


def earlier_key(entry: Entry) -> str:
    """Key of an entry before schema 12."""
    return stable_id(f"{entry.guid}\n{entry.url}", 16)


def fingerprint(entry: Entry) -> str:
    """Hash of an entry's content.

    The date is left out, as some feeds generate a new one at every request.
    """
    return stable_id("\0".join((entry.title, entry.author, entry.summary, entry.content)), 16)


def address_of(entry: Entry, article: Article) -> str:
    """Article id derived from the address alone; without address from the identifier, else from the title."""
    if article.url or entry.has_guid:
        return article.id
    return stable_id(f"{entry.source_id}\n{title_hash(article.title)}")


def guid_hash(guid: str, feed_url: str) -> str:
    """Hash of an entry's identifier; empty if there is none, or if it is the address of the whole feed.

    Identifiers that are addresses are compared without scheme, `www.` and tracking parameters.
    """
    from briefing.sources.article_urls import identity

    if not guid.startswith(("http://", "https://")):
        return stable_id(guid, 16) if guid else ""
    page = identity(guid)
    if "/" not in page or page == _identity_of_feed(feed_url):
        return ""
    return stable_id(f"{page}#{guid.partition('#')[2]}", 16)


@lru_cache(maxsize=8)
def _identity_of_feed(feed_url: str) -> str:
    from briefing.sources.article_urls import identity

    return identity(feed_url)


def title_hash(title: str) -> str:
    """Hash of a title with case, accents and punctuation folded."""
    return stable_id(fold(title), 16)


def id_beside(address: str, title: str) -> str:
    """Id of an article whose address has given its id to another; arguments as the fields of `SeenEntry`."""
    return stable_id(f"{address}\n{title}")


def possible_ids(entry: ParsedEntry) -> set[str]:
    """The article ids under which an entry may be stored, by any feed."""
    return {entry.form.address, id_beside(entry.form.address, entry.form.title)}


def has_same_form(form: SeenEntry, known: SeenEntry) -> bool:
    """Whether an entry has the stored identifier, address and title."""
    return (form.guid, form.address, form.title) == (known.guid, known.address, known.title)
