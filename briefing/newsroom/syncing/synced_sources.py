"""Subscriptions of the sync server as sources."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.config import Config, SyncConfig
from briefing.model import Source, stable_id
from briefing.newsroom.syncing.sync_record import account_id
from briefing.sanitizer import clean_line, hide_login
from briefing.store import Store, sources
from briefing.sync_servers.values import RemoteFeed

MAX_TAG = 60
"""Maximum length of a tag that a folder becomes."""


def stored_sources(store: Store, config: Config) -> list[Source]:
    """The subscriptions as the last sync has read them, in order; none if no server is configured."""
    return sources.synced(store, config.sync.full_text) if config.sync.url else []


def source_id(config: SyncConfig, feed_id: str) -> str:
    """Id of the source of a subscription."""
    return stable_id(f"{account_id(config)}\n{feed_id}")


def source_of(config: SyncConfig, feed: RemoteFeed) -> Source:
    """A subscription as a source; its folders become tags."""
    location = clean_line(feed.url or feed.site or feed.id)
    tags = dict.fromkeys(tag for folder in feed.folders if (tag := folder_tag(folder)))
    id_, title = source_id(config, feed.id), clean_line(feed.title)
    return Source(id_, "synced", hide_login(location), title, tuple(tags), config.full_text)


def folder_tag(folder: str) -> str:
    """The tag of a folder: one word, as a query needs it."""
    return "-".join(clean_line(folder).casefold().split())[:MAX_TAG]


def unsubscribed(config: SyncConfig, feed_id: str) -> Source:
    """Source of items whose feed is not subscribed to, such as starred ones."""
    return Source(source_id(config, feed_id), "synced", clean_line(feed_id), "", (), config.full_text)


def configure(store: Store, configured: Sequence[Source], config: SyncConfig, feeds: Sequence[RemoteFeed]) -> None:
    """Store which subscriptions there are, after the sources of the configuration."""
    own = [source for source in configured if source.kind != "synced"]
    sources.configure(store, own + [source_of(config, feed) for feed in feeds])
