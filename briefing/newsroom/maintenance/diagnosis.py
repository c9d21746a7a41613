"""State of the subscriptions, and findings about feeds, seeds, store and configuration; nothing is changed."""

from __future__ import annotations

import os
import shlex
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from glob import escape
from pathlib import Path

from briefing.command_lines import EXEC
from briefing.config import Config
from briefing.dates_and_counts import count
from briefing.errors import BriefingError
from briefing.model import FeedCondition, FeedReport, Finding, stable_id
from briefing.model.reports import Area
from briefing.newsroom.maintenance.storage_places import exposure_findings
from briefing.newsroom.syncing.sync_status import sync_findings
from briefing.newsroom.syncing.synced_sources import stored_sources
from briefing.render.captions import host
from briefing.sanitizer import hide_login
from briefing.store import (
    Store,
    analysis_versions,
    deferred,
    key_values,
    search,
    skip_records,
    sources,
    threading_versions,
)
from briefing.store.sources import REFRESHED, SILENT_AFTER
from briefing.store.stored_values import Activity, RefusedVersion, SourceState

WINDOW = timedelta(days=28)
"""Window over which the rate of a feed is measured."""
WEEK = timedelta(days=7)
MAX_REASONS = 3
"""Maximum number of reasons named for the failed pages of a host."""
_SKIP_EFFECTS = {
    "article": "listed without summary and quotes",
    "page": "shown as its feed has it, without its page",
    "thread": "listed without a new summary",
}
"""How skipped items are shown, by kind."""
_SKIP_REMEDIES = {
    "article": "nothing, its text can be read; it is tried again once that changes, or by another version of briefing",
    "page": "nothing; its page is tried again once the feed changes it",
    "thread": "nothing, its articles can be read; it is tried again with its next article, or by another version of "
    "briefing",
}
STALE_AFTER = timedelta(days=3)
"""Time without a refresh after which the store is reported as stale."""


def list_feeds(config: Config, store: Store | None, now: datetime) -> list[FeedReport]:
    """Subscriptions in the order of the configuration, with their state; credentials in addresses are hidden.

    Args:
        config: the configured feeds.
        store: the open store; None before the first refresh.
        now: end of the window of rates.
    """
    ids = [stable_id(feed.url) for feed in config.feeds]
    known: dict[str, SourceState] = {}
    active: dict[str, Activity] = {}
    since: dict[str, datetime] = {}
    refreshed = None
    if store:
        with store.snapshot():
            known, active = sources.states(store), sources.activity(store, ids, now - WINDOW)
            since, refreshed = sources.failing_since(store), key_values.get(store, REFRESHED)
    return [
        replace(
            _report(hide_login(feed.url), feed.title, feed.tags, known.get(id_), active.get(id_), refreshed, now),
            failing_since=since.get(id_),
        )
        for id_, feed in zip(ids, config.feeds, strict=True)
    ]


def list_synced(config: Config, store: Store | None, now: datetime) -> list[FeedReport]:
    """Subscriptions of the sync server, in its order, as the last sync has read them."""
    if store is None:
        return []
    with store.snapshot():
        synced = stored_sources(store, config)
        ids = [source.id for source in synced]
        known, active = sources.states(store, ids), sources.activity(store, ids, now - WINDOW)
        refreshed = key_values.get(store, REFRESHED)
    return [
        replace(
            _report(
                source.location, source.title, source.tags, known.get(source.id), active.get(source.id), refreshed, now
            ),
            synced=True,
        )
        for source in synced
    ]


def diagnose(config: Config, store: Store | None, now: datetime) -> list[Finding]:
    """Findings: on the store, then on feeds and seeds in the order of the configuration, then on skipped items."""
    findings: list[Finding] = []
    if store:
        findings += _store_findings(store, now)
    unreadable = skip_records.unreadable(store) if store else {}
    for config_feed, feed in zip(config.feeds, list_feeds(config, store, now), strict=True):
        findings += _feed_findings(feed, unreadable=stable_id(config_feed.url) in unreadable)
    findings += _refusal_findings(config, store) if store else ()
    findings += _duplicate_findings(config)
    findings += _seed_findings(config, store)
    findings += sync_findings(config, store, now)
    findings += _skip_findings(store) if store else ()
    findings += _page_findings(store, now) if store else ()
    return findings


def config_finding(path: Path, error: BriefingError) -> Finding:
    """Finding for a configuration that cannot be used."""
    problem = str(error).removeprefix(f"{path}: ")
    return Finding("configuration", str(path), problem, "correct it there; `briefing config check` checks it")


def store_finding(path: Path, error: BriefingError) -> Finding:
    """Finding for a store that cannot be opened."""
    problem, _, advice = str(error).removeprefix(f"{path}: ").partition("; ")
    file = Path(os.path.realpath(path))
    copies = sorted(file.parent.glob(f"{escape(file.name)}.schema-*.bak"), key=lambda copy: copy.stat().st_mtime)
    if copies and "move it away" in advice:
        advice = advice.removesuffix(", or put a backup in its place")
        advice += f", or put {copies[-1]} in its place, as it was before a change of the schema"
    return Finding("store", str(path), problem, advice or "move it away and refresh")


def _report(  # noqa: PLR0913 - what is known of a feed comes from three places
    url: str,
    title: str,
    tags: tuple[str, ...],
    state: SourceState | None,
    activity: Activity | None,
    refreshed: datetime | None,
    now: datetime,
) -> FeedReport:
    if state is None:
        return FeedReport(url, title, tags)
    return FeedReport(
        url,
        title or state.source.title,
        tags,
        _condition(state, refreshed),
        state.checked,
        state.ok,
        state.failures,
        state.error,
        state.moved_to,
        state.ask_after if state.ask_after and state.ask_after > now else None,
        activity.newest if activity else None,
        activity.entries if activity else 0,
        _rate(activity, now) if activity else 0.0,
    )


def _condition(state: SourceState, refreshed: datetime | None) -> FeedCondition:
    if state.gone:
        return "gone"
    if state.failures:
        return "failing"
    if state.checked is None:
        return "new"
    silent = state.brought and refreshed and refreshed - state.brought > SILENT_AFTER
    return "silent" if silent else "ok"


def _rate(activity: Activity, now: datetime) -> float:
    """Entries per week, over the window, or the time since the feed's oldest entry if shorter, at least a week."""
    span = min(WINDOW, max(WEEK, now - activity.oldest)) if activity.oldest else WINDOW
    return round(activity.recent / (span / WEEK), 2)


def _store_findings(store: Store, now: datetime) -> Iterator[Finding]:
    if problems := sources.integrity(store):
        advice = "move it away and refresh, or put a backup in its place"
        more = f" (and {len(problems) - 1} more like this)" if len(problems) > 1 else ""
        yield Finding("store", str(store.path), f"damaged: {problems[0]}{more}", advice)
    if strays := search.index_errors(store):
        problem = f"{strays} of its articles are not in its search index, or the index has some that are gone"
        command = f"""sqlite3 {shlex.quote(str(store.path))} "INSERT INTO search (search) VALUES ('rebuild')\""""
        advice = f"`{command}` rebuilds it"
        yield Finding("store", str(store.path), problem, advice)
    outdated, articles = analysis_versions.count(store)
    if outdated:
        problem = f"{outdated:,} of {articles:,} articles have quotes and names from an earlier version of briefing"
        advice = "nothing; each refresh renews some, newest first"
        yield Finding("store", str(store.path), problem, advice, serious=False)
    if number := deferred.count(store):
        problem = (
            f"{number:,} of {articles:,} articles are older than the news of their feeds and listed by headline only"
        )
        advice = "nothing; each gets its summary and quotes when it is opened"
        yield Finding("store", str(store.path), problem, advice, serious=False)
    if earlier := threading_versions.count(store):
        problem = f"{earlier:,} of {articles:,} articles are in threads that an earlier version of briefing made"
        advice = "nothing; each refresh groups some again, newest first"
        yield Finding("store", str(store.path), problem, advice, serious=False)
    yield from exposure_findings(store.file)
    refreshed = key_values.get(store, REFRESHED)
    if refreshed is None or now - refreshed > STALE_AFTER:
        problem = "no refresh for days" if refreshed else "no refresh has ever finished"
        advice = "run `briefing refresh`, or `briefing daily` from cron"
        yield Finding("store", str(store.path), problem, advice, since=refreshed, serious=False)


def _skip_findings(store: Store) -> Iterator[Finding]:
    """Findings for skipped articles, pages and threads; skipped sources are reported with the feeds and seeds."""
    for each in skip_records.listed(store):
        skip = each.skip
        if skip.kind in ("source", "fetch"):
            continue
        area: Area = "thread" if skip.kind == "thread" else "article"
        problem = f"{_SKIP_EFFECTS[skip.kind]}: {skip.reason}"
        yield Finding(area, each.location or skip.id, problem, _SKIP_REMEDIES[skip.kind], each.title, each.at, False)


def _page_findings(store: Store, now: datetime) -> Iterator[Finding]:
    """A finding for each host of which pages could not be fetched within a week, those with most first."""
    hosts: dict[str, list[skip_records.StoredSkip]] = {}
    for each in skip_records.listed(store):
        if each.skip.kind == "fetch" and now - each.at <= WEEK:
            hosts.setdefault(host(each.location) or each.location, []).append(each)
    for name, skips in sorted(hosts.items(), key=lambda group: (-len(group[1]), group[0])):
        reasons = Counter(each.skip.reason for each in skips).most_common(MAX_REASONS)
        words = ", ".join(f"{reason} ({number}×)" if len(skips) > 1 else reason for reason, number in reasons)
        problem = f"{count(len(skips), 'page')} could not be fetched, their articles have the feed's text: {words}"
        advice = 'a refresh retries what may pass; `full_text = "never"` in the feed\'s entry leaves its pages alone'
        yield Finding("article", name, problem, advice, since=min(each.at for each in skips), serious=False)


def _feed_findings(feed: FeedReport, *, unreadable: bool) -> Iterator[Finding]:
    if feed.condition == "gone":
        advice = f"`briefing feeds remove {shlex.quote(feed.url)}`, or look for its new address"
        yield Finding("feed", feed.url, feed.error, advice, feed.title, feed.failing_since)
    elif feed.condition == "failing":
        times = "" if feed.failures == 1 else f", {feed.failures} times in a row"
        command = f"`briefing refresh {shlex.quote(feed.url)}`"
        advice = f"{command} tries it now; if it still fails, look for its new address on the site"
        if feed.url.startswith(EXEC):
            advice = f"{command} runs it now; correct the command in the configuration if it still fails"
        if unreadable:
            advice = "nothing; it is read again once it changes, or by another version of briefing"
        yield Finding("feed", feed.url, feed.error + times, advice, feed.title, feed.failing_since)
    elif feed.error:
        advice = "nothing, if it is gone at the next refresh: the feed is then requested in full"
        yield Finding("feed", feed.url, feed.error, advice, feed.title, feed.last_success, False)
    elif feed.condition == "silent":
        advice = "nothing, if it rarely has news; else look on its site for a feed that replaces it"
        yield Finding("feed", feed.url, "answers, but has nothing new", advice, feed.title, feed.last_entry, False)
    if feed.moved_to:
        problem = f"has moved for good to {feed.moved_to}"
        advice = "nothing is lost, it is requested there; write the new address into the configuration"
        yield Finding("feed", feed.url, problem, advice, feed.title, serious=False)


def _refusal_findings(config: Config, store: Store) -> Iterator[Finding]:
    """Findings for feeds with rejected article versions."""
    feeds = {stable_id(feed.url): feed for feed in config.feeds}
    by_feed: dict[str, list[RefusedVersion]] = {}
    for version in sources.refused(store):
        by_feed.setdefault(version.source_id, []).append(version)
    for source_id, feed in feeds.items():
        if versions := by_feed.get(source_id):
            first = versions[0]
            which = "an article" if len(versions) == 1 else f"{len(versions):,} articles"
            problem = f"has a worse version of {which} than is stored, which was kept: {first.title!r}: {first.reason}"
            advice = "nothing; a better version is taken as soon as the feed has one"
            yield Finding("feed", hide_login(feed.url), problem, advice, feed.title, serious=False)


def _duplicate_findings(config: Config) -> Iterator[Finding]:
    from briefing.sources.article_urls import identity

    urls: dict[str, str] = {}
    for feed in config.feeds:
        url = hide_login(feed.url)
        first_url = urls.setdefault(identity(feed.url), url)
        if first_url != url:
            problem, advice = f"is the same feed as {first_url}", f"`briefing feeds remove {shlex.quote(url)}`"
            yield Finding("feed", url, problem, advice, feed.title, serious=False)


def _seed_findings(config: Config, store: Store | None) -> Iterator[Finding]:
    missing = [seed.path for seed in config.seeds if seed.path and not seed.path.exists()]
    for path in missing:
        yield Finding("seed", str(path), "does not exist", "put it back, or remove it from [[seeds]]")
    states: Sequence[SourceState] = list(sources.states(store).values()) if store else []
    for state in states:
        path = Path(state.source.location)
        if state.source.kind == "file" and state.failures and state.place is not None and path not in missing:
            problem = state.error.removeprefix(f"{path}: ")
            yield Finding("seed", str(path), problem, "correct the file, and refresh", since=state.ok)
