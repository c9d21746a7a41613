"""The use cases behind `cli` and `tui`.

Modules are imported on first use, so that reading costs no more than opening the store; text analysis, clustering,
summaries and HTTP are imported only by `refresh` and the filters. All errors are `BriefingError`s.
"""

# mypy: implicit-reexport
# ruff: noqa: F401
from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.lazy import loader

if TYPE_CHECKING:
    from briefing.config import RuleAction
    from briefing.newsroom.curation.split_join import join_threads, split_thread, unfold_articles
    from briefing.newsroom.curation.undo import last_change, list_changes, redo, undo
    from briefing.newsroom.ingest.fetch_page_now import fetch_page_now
    from briefing.newsroom.ingest.hooks import refresh_with_hooks, sync_with_hooks
    from briefing.newsroom.ingest.newsboat_import import adopt_read_state
    from briefing.newsroom.ingest.pipeline import refresh, sync
    from briefing.newsroom.library.article_search import SearchOrder, as_query, search_articles
    from briefing.newsroom.library.daily_briefing import (
        Start,
        build_briefing,
        commit_briefing,
        count_unready,
        parse_since,
        parse_start,
        past_briefing,
        start_time,
    )
    from briefing.newsroom.library.document_filters import (
        Recipe,
        as_document,
        known_sentences,
        read_documents,
        summarize_documents,
        summarize_stories,
    )
    from briefing.newsroom.library.front_page import (
        Excerpt,
        FrontPage,
        Story,
        first_day,
        in_place,
        keep_places,
        list_stories,
        read_excerpts,
        read_front_page,
    )
    from briefing.newsroom.library.lookup import copies_too, find_targets, listed_targets, whole_threads
    from briefing.newsroom.library.quote_verification import verify_quotes
    from briefing.newsroom.library.thread_views import (
        each_quote,
        each_thread,
        explain_row,
        idle_watches,
        is_deferred,
        list_threads,
        open_article,
        open_thread,
        overview,
    )
    from briefing.newsroom.library.user_marks import as_listed, as_seen, mark, mark_read, mark_thread_read, with_copies
    from briefing.newsroom.library.visits import Visit, begin_visit, end_visit
    from briefing.newsroom.maintenance.demo import make_demo
    from briefing.newsroom.maintenance.diagnosis import config_finding, diagnose, list_feeds, list_synced, store_finding
    from briefing.newsroom.maintenance.open_store import open_store, open_to_read, store_path
    from briefing.newsroom.maintenance.prune_report import PruneReport, prune
    from briefing.newsroom.maintenance.storage_places import state_places, store_place
    from briefing.newsroom.maintenance.temporary_store import store_documents
    from briefing.newsroom.results import Mismatch, Overview, Progress, RefreshReport
    from briefing.newsroom.shell_command import run_command
    from briefing.newsroom.stories.deferred_threads import complete_thread
    from briefing.newsroom.stories.rule_actions import rehearse_rules
    from briefing.newsroom.subscriptions import (
        Change,
        Discovered,
        ListFormat,
        choose_feeds,
        discover_feed,
        private_feeds,
        read_subscription_file,
        read_subscriptions,
        subscribe,
        try_feed,
        unsubscribe,
        write_subscriptions,
    )
    from briefing.newsroom.syncing.sync_status import sync_status
    from briefing.store import Store
    from briefing.store.actors import Actor
    from briefing.store.text_states import teasers

_HOMES = {
    "briefing.config": ("RuleAction",),
    "briefing.store": ("Store",),
    "briefing.store.actors": ("Actor",),
    "briefing.store.text_states": ("teasers",),
    "curation.split_join": ("join_threads", "split_thread", "unfold_articles"),
    "curation.undo": ("last_change", "list_changes", "redo", "undo"),
    "ingest.fetch_page_now": ("fetch_page_now",),
    "ingest.hooks": ("refresh_with_hooks", "sync_with_hooks"),
    "ingest.newsboat_import": ("adopt_read_state",),
    "ingest.pipeline": ("refresh", "sync"),
    "library.article_search": ("SearchOrder", "as_query", "search_articles"),
    "library.daily_briefing": (
        "Start",
        "build_briefing",
        "commit_briefing",
        "count_unready",
        "parse_since",
        "parse_start",
        "past_briefing",
        "start_time",
    ),
    "library.document_filters": (
        "Recipe",
        "as_document",
        "known_sentences",
        "read_documents",
        "summarize_documents",
        "summarize_stories",
    ),
    "library.front_page": (
        "Excerpt",
        "FrontPage",
        "Story",
        "first_day",
        "in_place",
        "keep_places",
        "list_stories",
        "read_excerpts",
        "read_front_page",
    ),
    "library.lookup": ("copies_too", "find_targets", "listed_targets", "whole_threads"),
    "library.quote_verification": ("verify_quotes",),
    "library.thread_views": (
        "each_quote",
        "each_thread",
        "explain_row",
        "idle_watches",
        "is_deferred",
        "list_threads",
        "open_article",
        "open_thread",
        "overview",
    ),
    "library.user_marks": ("as_listed", "as_seen", "mark", "mark_read", "mark_thread_read", "with_copies"),
    "library.visits": ("Visit", "begin_visit", "end_visit"),
    "maintenance.demo": ("make_demo",),
    "maintenance.diagnosis": ("config_finding", "diagnose", "list_feeds", "list_synced", "store_finding"),
    "maintenance.open_store": ("open_store", "open_to_read", "store_path"),
    "maintenance.prune_report": ("PruneReport", "prune"),
    "maintenance.storage_places": ("state_places", "store_place"),
    "maintenance.temporary_store": ("store_documents",),
    "results": ("Mismatch", "Overview", "Progress", "RefreshReport"),
    "shell_command": ("run_command",),
    "stories.deferred_threads": ("complete_thread",),
    "stories.rule_actions": ("rehearse_rules",),
    "subscriptions": (
        "choose_feeds",
        "Change",
        "Discovered",
        "ListFormat",
        "discover_feed",
        "private_feeds",
        "read_subscription_file",
        "read_subscriptions",
        "subscribe",
        "try_feed",
        "unsubscribe",
        "write_subscriptions",
    ),
    "syncing.sync_status": ("sync_status",),
}
"""Module -> names defined there."""

__getattr__ = loader(__name__, _HOMES)
