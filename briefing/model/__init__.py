"""The values that flow through briefing, from a source's bytes to a finished `Briefing`.

Everything here is frozen and free of I/O. Offsets are half-open, counted in code points of `Article.text`;
times are aware datetimes in UTC. Parsing, storing and drawing are left to the layers above.
"""

from __future__ import annotations

from briefing.model.annotations import (
    SURE,
    Addition,
    Analysis,
    AnnotatedArticle,
    Name,
    NameKind,
    Quote,
    QuoteKind,
    Sentence,
    SentenceKind,
    Terms,
)
from briefing.model.articles import Article, Document, Entry, Origin, Source, SourceKind, stable_id
from briefing.model.briefs import SCHEMA, ArticleRef, Brief, Briefing, Summary, ThreadRow
from briefing.model.health import FeedCondition, FeedReport, Finding, Health, SourceFailure
from briefing.model.lines import Citation, KeyQuote, Line, TimelineEvent
from briefing.model.threads import Thread, ThreadPhase, ThreadState

__all__ = [
    "SCHEMA",
    "SURE",
    "Addition",
    "Analysis",
    "AnnotatedArticle",
    "Article",
    "ArticleRef",
    "Brief",
    "Briefing",
    "Citation",
    "Document",
    "Entry",
    "FeedCondition",
    "FeedReport",
    "Finding",
    "Health",
    "KeyQuote",
    "Line",
    "Name",
    "NameKind",
    "Origin",
    "Quote",
    "QuoteKind",
    "Sentence",
    "SentenceKind",
    "Source",
    "SourceFailure",
    "SourceKind",
    "Summary",
    "Terms",
    "Thread",
    "ThreadPhase",
    "ThreadRow",
    "ThreadState",
    "TimelineEvent",
    "stable_id",
]
