"""The values of the program, from entries of feeds to a finished `Briefing`.

All are frozen and free of I/O. Offsets are half-open, in code points of `Article.text`; times are aware datetimes in
UTC. Modules are imported on first use of one of their names, to keep the start of the program fast.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.lazy import loader

if TYPE_CHECKING:
    from briefing.model.annotations import (
        Addition,
        Analysis,
        AnnotatedArticle,
        Name,
        NameKind,
        Quote,
        Terms,
    )
    from briefing.model.articles import (
        Article,
        Document,
        Enclosure,
        Entry,
        FeedSchedule,
        Link,
        Origin,
        Source,
        SourceKind,
        stable_id,
    )
    from briefing.model.briefs import (
        REPORTS,
        SCHEMA,
        SITE_KINDS,
        ArticleRef,
        Brief,
        Briefing,
        Mention,
        PendingThread,
        RelatedThread,
    )
    from briefing.model.health import Health, SourceFailure
    from briefing.model.journal_entries import ChangeKind, JournalEntry, MarkKind, Target, Via
    from briefing.model.lines import Citation, KeyQuote, Line, LinePart, TimelineEvent, Translation
    from briefing.model.query_results import Rehearsal, SearchHit
    from briefing.model.quote_kinds import SURE, QuoteKind
    from briefing.model.reports import FeedCondition, FeedReport, Finding, SyncReport, SyncStatus
    from briefing.model.sentences import Sentence, SentenceKind
    from briefing.model.summaries import Summary
    from briefing.model.thread_rows import ThreadRow
    from briefing.model.threads import Thread, ThreadPhase, ThreadState

_HOMES = {
    "annotations": (
        "Addition",
        "Analysis",
        "AnnotatedArticle",
        "Name",
        "NameKind",
        "Quote",
        "Terms",
    ),
    "articles": (
        "Article",
        "Document",
        "Enclosure",
        "Entry",
        "FeedSchedule",
        "Link",
        "Origin",
        "Source",
        "SourceKind",
        "stable_id",
    ),
    "briefs": (
        "REPORTS",
        "ArticleRef",
        "Brief",
        "Briefing",
        "Mention",
        "PendingThread",
        "RelatedThread",
        "SCHEMA",
        "SITE_KINDS",
    ),
    "health": ("Health", "SourceFailure"),
    "journal_entries": ("ChangeKind", "JournalEntry", "MarkKind", "Target", "Via"),
    "lines": ("Citation", "KeyQuote", "Line", "LinePart", "TimelineEvent", "Translation"),
    "quote_kinds": ("QuoteKind", "SURE"),
    "reports": ("FeedCondition", "FeedReport", "Finding", "SyncReport", "SyncStatus"),
    "query_results": ("Rehearsal", "SearchHit"),
    "sentences": ("Sentence", "SentenceKind"),
    "summaries": ("Summary",),
    "thread_rows": ("ThreadRow",),
    "threads": ("Thread", "ThreadPhase", "ThreadState"),
}
"""Module -> the names that are at home there."""

__all__ = [
    "REPORTS",
    "SCHEMA",
    "SITE_KINDS",
    "SURE",
    "Addition",
    "Analysis",
    "AnnotatedArticle",
    "Article",
    "ArticleRef",
    "Brief",
    "Briefing",
    "ChangeKind",
    "Citation",
    "Document",
    "Enclosure",
    "Entry",
    "FeedCondition",
    "FeedReport",
    "FeedSchedule",
    "Finding",
    "Health",
    "JournalEntry",
    "KeyQuote",
    "Line",
    "LinePart",
    "Link",
    "MarkKind",
    "Mention",
    "Name",
    "NameKind",
    "Origin",
    "PendingThread",
    "Quote",
    "QuoteKind",
    "Rehearsal",
    "RelatedThread",
    "SearchHit",
    "Sentence",
    "SentenceKind",
    "Source",
    "SourceFailure",
    "SourceKind",
    "Summary",
    "SyncReport",
    "SyncStatus",
    "Target",
    "Terms",
    "Thread",
    "ThreadPhase",
    "ThreadRow",
    "ThreadState",
    "TimelineEvent",
    "Translation",
    "Via",
    "stable_id",
]

__getattr__ = loader(__name__, _HOMES)
