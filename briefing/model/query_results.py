"""Results of queries: matching articles, and the effect of a rule on them."""

from __future__ import annotations

from dataclasses import dataclass

from briefing.model.briefs import ArticleRef
from briefing.model.lines import Line
from briefing.model.thread_rows import ThreadRow


@dataclass(frozen=True, slots=True)
class SearchHit:
    """An article that matches a query, with the sentence that shows why."""

    article: ArticleRef
    """The article, without the fields that only the brief of its thread has."""
    thread_id: str
    """Id of its thread."""
    thread_title: str
    """Title of its thread."""
    line: Line
    """The sentence with the most words of the query, or the relevant part of a long one; the first sentence if the text
    has none of the words."""
    marks: tuple[tuple[int, int], ...] = ()
    """Half-open spans of the words in `line.text`, in code points, in order."""
    title_marks: tuple[tuple[int, int], ...] = ()
    """Spans of the words in the headline, `article.title`."""
    score: float = 0.0
    """Score of the ranking; comparable only within one search, 0 if sorted by date."""


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """Effect that a rule would have if all stored articles arrived now."""

    name: str
    """Name of the rule in the journal."""
    query: str
    """Query of the rule."""
    action: str
    """`mute`, `star` or `read`."""
    articles: int
    """Number of articles that match the query."""
    threads: int
    """Number of their threads; for `mute`, of the threads it would mute, as all of their articles match."""
    already: int = 0
    """Number of these articles (for `mute`, threads) that are already read, starred or muted."""
    hits: tuple[SearchHit, ...] = ()
    """Some of the articles, newest first, for `star` and `read`."""
    muted: tuple[ThreadRow, ...] = ()
    """Some of the threads, most important first, for `mute`."""
