"""Second step of a refresh: name the publishers of feeds, and the articles after them."""

from __future__ import annotations

import json

from briefing.config import Config
from briefing.model import stable_id
from briefing.store import Store, key_values, outlets, sources
from briefing.store.outlets import Naming
from briefing.store.stored_values import SourceState
from briefing.text.outlets import NAMING, FeedTitle, has_parts, outlet_names

NAMED = "outlets"
"""Name in `key_values` of a hash of what the stored names were computed from."""


def name_outlets(store: Store, config: Config) -> None:
    """Name the publishers of all feeds and rename stored articles, if titles, sites or the method have changed.

    Feeds that are no longer configured count too, so that names do not depend on them.
    """
    chosen = {stable_id(feed.url): feed.title for feed in config.feeds if feed.title}
    states = sorted(
        (state for state in sources.states(store).values() if state.source.kind != "file"),
        key=lambda state: state.source.id,
    )
    known = [(s.source.id, s.source.title, s.own_title, s.site, s.source.id in chosen) for s in states]
    if key_values.get_text(store, NAMED) == (digest := _digest(known)):
        return
    sites = [_site(store, state) for state in states]
    feeds = [
        FeedTitle(state.source.title, site, state.source.id in chosen and _is_own_choice(state))
        for state, site in zip(states, sites, strict=True)
    ]
    namings = [
        Naming(state.source.id, site, name, (state.source.title, state.outlet))
        for state, site, name in zip(states, sites, outlet_names(feeds), strict=True)
        if name
    ]
    with store.transaction():
        outlets.write(store, namings)
        key_values.put_text(store, NAMED, digest)


def _digest(known: object) -> str:
    return stable_id(json.dumps([NAMING, known]), 16)


def _site(store: Store, state: SourceState) -> str:
    """Site of a feed; computed from its stored articles if an earlier version of the program has read it last."""
    from briefing.sources.sites import site_of

    if state.site is not None:
        return state.site
    return site_of(outlets.urls(store, state.source.id) or [state.source.location])


def _is_own_choice(state: SourceState) -> bool:
    """Whether a configured title is the user's own: subscribing writes the feed's title into the configuration."""
    title = state.source.title
    if state.own_title is None:  # not known yet
        return not has_parts(title)
    return title.split() != state.own_title.split()
