"""The use cases behind `cli` and `tui`.

Modules are imported on first use, so that reading costs no more than opening the store; text analysis, clustering,
summaries and HTTP are imported only by `refresh` and the filters. All errors are `BriefingError`s.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.lazy import loader

if TYPE_CHECKING:
    from briefing.config import RuleAction
    from briefing.newsroom.curation.split_join import join_threads, split_thread, unfold_articles
    from briefing.newsroom.curation.undo import last_change, list_changes, redo, undo
    from briefing.newsroom.ingest.hooks import refresh_with_hooks
    from briefing.newsroom.ingest.newsboat_import import adopt_read_state
    from briefing.newsroom.ingest.pipeline import refresh
    from briefing.newsroom.library.article_search import SearchOrder, as_query, search_articles
    from briefing.newsroom.library.daily_briefing import (
        build_briefing,
        commit_briefing,
        count_unready,
        parse_since,
        past_briefing,
    )
    from briefing.newsroom.library.documents import (
        Recipe,
        as_document,
        known_sentences,
        read_documents,
        summarize_documents,
        summarize_stories,
    )
    from briefing.newsroom.library.lookup import copies_too, find_targets, listed_targets, whole_threads
    from briefing.newsroom.library.quote_verification import verify_quotes
    from briefing.newsroom.library.thread_views import (
        each_quote,
        each_thread,
        explain_row,
        idle_watches,
        list_quotes,
        list_threads,
        open_article,
        open_thread,
        overview,
    )
    from briefing.newsroom.library.user_marks import as_listed, as_seen, mark, mark_read, mark_thread_read, with_copies
    from briefing.newsroom.maintenance.diagnosis import config_finding, diagnose, list_feeds, store_finding
    from briefing.newsroom.maintenance.open_store import open_store, store_path
    from briefing.newsroom.maintenance.prune_report import PruneReport, prune
    from briefing.newsroom.maintenance.storage_places import state_places, store_place
    from briefing.newsroom.maintenance.temporary_store import demo_documents, store_documents
    from briefing.newsroom.reports import Mismatch, Overview, Progress, RefreshReport, Stage
    from briefing.newsroom.shell_command import run_command
    from briefing.newsroom.stories.rule_actions import rehearse_rules
    from briefing.newsroom.subscriptions import (
        Change,
        Discovered,
        ListFormat,
        discover_feed,
        private_feeds,
        read_subscriptions,
        subscribe,
        unsubscribe,
        write_subscriptions,
    )
    from briefing.store import Store
    from briefing.store.stored_values import Actor

_HOMES = {
    "briefing.config": ("RuleAction",),
    "ingest.newsboat_import": ("adopt_read_state",),
    "maintenance.temporary_store": (
        "demo_documents",
        "store_documents",
    ),
    "library.daily_briefing": (
        "build_briefing",
        "commit_briefing",
        "count_unready",
        "parse_since",
        "past_briefing",
    ),
    "library.documents": (
        "Recipe",
        "as_document",
        "known_sentences",
        "read_documents",
        "summarize_documents",
        "summarize_stories",
    ),
    "curation.split_join": (
        "join_threads",
        "split_thread",
        "unfold_articles",
    ),
    "maintenance.diagnosis": (
        "config_finding",
        "diagnose",
        "list_feeds",
        "store_finding",
    ),
    "ingest.hooks": ("refresh_with_hooks",),
    "library.user_marks": (
        "as_listed",
        "as_seen",
        "mark",
        "mark_read",
        "mark_thread_read",
        "with_copies",
    ),
    "library.lookup": (
        "copies_too",
        "find_targets",
        "listed_targets",
        "whole_threads",
    ),
    "maintenance.open_store": (
        "open_store",
        "store_path",
    ),
    "maintenance.storage_places": (
        "state_places",
        "store_place",
    ),
    "maintenance.prune_report": (
        "PruneReport",
        "prune",
    ),
    "library.thread_views": (
        "explain_row",
        "idle_watches",
        "each_quote",
        "each_thread",
        "list_quotes",
        "list_threads",
        "open_article",
        "open_thread",
        "overview",
    ),
    "ingest.pipeline": ("refresh",),
    "stories.rule_actions": ("rehearse_rules",),
    "library.article_search": (
        "SearchOrder",
        "as_query",
        "search_articles",
    ),
    "shell_command": ("run_command",),
    "subscriptions": (
        "Change",
        "Discovered",
        "ListFormat",
        "discover_feed",
        "private_feeds",
        "read_subscriptions",
        "subscribe",
        "unsubscribe",
        "write_subscriptions",
    ),
    "curation.undo": (
        "last_change",
        "list_changes",
        "redo",
        "undo",
    ),
    "reports": (
        "Mismatch",
        "Overview",
        "Progress",
        "RefreshReport",
        "Stage",
    ),
    "library.quote_verification": ("verify_quotes",),
    "briefing.store": ("Store",),
    "briefing.store.stored_values": ("Actor",),
}
"""Module -> names defined there."""

__all__ = [
    "Actor",
    "Change",
    "Discovered",
    "ListFormat",
    "Mismatch",
    "Overview",
    "Progress",
    "PruneReport",
    "Recipe",
    "RefreshReport",
    "RuleAction",
    "SearchOrder",
    "Stage",
    "Store",
    "adopt_read_state",
    "as_document",
    "as_listed",
    "as_query",
    "as_seen",
    "build_briefing",
    "commit_briefing",
    "config_finding",
    "copies_too",
    "count_unready",
    "demo_documents",
    "diagnose",
    "discover_feed",
    "each_quote",
    "each_thread",
    "explain_row",
    "find_targets",
    "idle_watches",
    "join_threads",
    "known_sentences",
    "last_change",
    "list_changes",
    "list_feeds",
    "list_quotes",
    "list_threads",
    "listed_targets",
    "mark",
    "mark_read",
    "mark_thread_read",
    "open_article",
    "open_store",
    "open_thread",
    "overview",
    "parse_since",
    "past_briefing",
    "private_feeds",
    "prune",
    "read_documents",
    "read_subscriptions",
    "redo",
    "refresh",
    "refresh_with_hooks",
    "rehearse_rules",
    "run_command",
    "search_articles",
    "split_thread",
    "state_places",
    "store_documents",
    "store_finding",
    "store_path",
    "store_place",
    "subscribe",
    "summarize_documents",
    "summarize_stories",
    "undo",
    "unfold_articles",
    "unsubscribe",
    "verify_quotes",
    "whole_threads",
    "with_copies",
    "write_subscriptions",
]

__getattr__ = loader(__name__, _HOMES)
