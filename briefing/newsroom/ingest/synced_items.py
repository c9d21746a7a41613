"""Stores items of the sync server as articles, by the same steps as the entries of feeds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from briefing.config import SyncConfig
from briefing.errors import SourceError
from briefing.model import Source
from briefing.newsroom.ingest.context import RefreshContext
from briefing.newsroom.ingest.entry_keys import guid_hash
from briefing.newsroom.ingest.fetch_sources import make_feed_plan
from briefing.newsroom.ingest.parse_jobs import ItemsJob, ParsedFeed, items_body
from briefing.newsroom.ingest.update_plan import succeeded
from briefing.newsroom.syncing.decisions import grouped
from briefing.newsroom.syncing.synced_sources import source_id, unsubscribed
from briefing.store import Store, sources, sync_items
from briefing.store.stored_values import SourceState
from briefing.sync_servers.values import RemoteItem

MAX_ITEMS = 250
"""Maximum number of items of a subscription that are parsed and stored together."""


@dataclass(frozen=True, slots=True)
class ItemStorage:
    """Where items are stored, and as what."""

    store: Store
    """Opened for writing."""
    config: SyncConfig
    """The account."""
    context: RefreshContext
    """Shared state of the refresh."""
    subscriptions: Mapping[str, Source]
    """Sources of the subscriptions, by id of the source."""

    def add(self, items: Sequence[RemoteItem]) -> int:
        """Store items, and which articles they are; returns the number of new articles."""
        new = 0
        for feed_id, group in grouped(items).items():
            for start in range(0, len(group), MAX_ITEMS):
                new += self._add_to_source(feed_id, group[start : start + MAX_ITEMS])
        return new

    def _add_to_source(self, feed_id: str, items: Sequence[RemoteItem]) -> int:
        id_ = source_id(self.config, feed_id)
        source = self.subscriptions.get(id_) or unsubscribed(self.config, feed_id)
        state = sources.states(self.store, [id_]).get(id_, SourceState(source))
        state = replace(state, source=source)
        feed = self._parsed(ItemsJob(source, self.context.now, state.outlet), items)
        after = replace(succeeded(state, self.context.now), own_title=source.title)
        if state.site is None:  # a page of items may lack those that tell several sites
            after = replace(after, site=feed.site, outlet=feed.outlet)
        with self.store.transaction():
            plan = make_feed_plan(self.store, after, feed.entries, self.context.now, requested=state.checked)
            sources.write_plan(self.store, plan)
            sync_items.link(self.store, self._article_ids(source, items, feed))
        return plan.brought

    def _parsed(self, job: ItemsJob, items: Sequence[RemoteItem]) -> ParsedFeed:
        """Items as entries; if they cannot be parsed together, each alone, then without its text, then not at all."""
        try:
            return self.context.workers.run(job, items_body(items))
        except SourceError:
            if len(items) > 1:
                parts = [self._parsed(job, [item]) for item in items]
                return replace(parts[0], entries=tuple(entry for part in parts for entry in part.entries))
            if not items[0].html:
                return ParsedFeed("")
            return self._parsed(job, [replace(items[0], html="")])

    def _article_ids(self, source: Source, items: Sequence[RemoteItem], feed: ParsedFeed) -> dict[str, str]:
        """Item id -> article id; empty if the article is gone."""
        from briefing.sources.article_urls import absolute, canonical
        from briefing.sources.entries import article_id

        guids = {item.id: guid_hash(item.id, source.location) for item in items}
        addresses = {
            item.id: article_id(canonical(url), source.id, "")
            for item in items
            if (url := absolute(item.url, source.location))
        }
        known = sources.entries_alike(self.store, source.id, set(guids.values()), set(addresses.values()))
        by_guid = {entry.guid: entry.article_id for entry in known}
        by_address = {entry.address: entry.article_id for entry in known}
        return {
            item.id: by_guid.get(guids[item.id]) or by_address.get(addresses.get(item.id, ""), "") for item in items
        }
