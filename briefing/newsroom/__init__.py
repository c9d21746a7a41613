"""The use cases: everything `cli` and `tui` ask of the program, in the words of a reader.

Reading costs no more than the store: what is heavy (text analysis, threads, summaries, HTTP) is imported late and
only by `refresh` and the filters. All errors are `BriefingError`.
"""

from __future__ import annotations

from briefing.newsroom.daily import build_briefing, commit_briefing, parse_since
from briefing.newsroom.documents import Recipe, read_documents, summarize_documents, summarize_stories
from briefing.newsroom.hands import join_threads, split_thread, unfold_articles
from briefing.newsroom.marks import mark_read, mark_thread_read
from briefing.newsroom.opening import open_store, store_path
from briefing.newsroom.reading import idle_watches, list_quotes, list_threads, open_article, open_thread, overview
from briefing.newsroom.refresh import refresh
from briefing.newsroom.values import Mismatch, Overview, Progress, RefreshReport, Stage
from briefing.newsroom.verifying import verify_quotes
from briefing.store import Store

__all__ = [
    "Mismatch",
    "Overview",
    "Progress",
    "Recipe",
    "RefreshReport",
    "Stage",
    "Store",
    "build_briefing",
    "commit_briefing",
    "idle_watches",
    "join_threads",
    "list_quotes",
    "list_threads",
    "mark_read",
    "mark_thread_read",
    "open_article",
    "open_store",
    "open_thread",
    "overview",
    "parse_since",
    "read_documents",
    "refresh",
    "split_thread",
    "store_path",
    "summarize_documents",
    "summarize_stories",
    "unfold_articles",
    "verify_quotes",
]
