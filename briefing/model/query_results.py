"""What queries find: articles, and what a rule would do to them."""

from __future__ import annotations

from dataclasses import dataclass

from briefing.model.briefs import ArticleRef
from briefing.model.lines import Line
from briefing.model.threads import ThreadRow


@dataclass(frozen=True, slots=True)
class SearchHit:
    """An article that a query finds, with the sentence that shows why."""

    article: ArticleRef
    """The article; what only its thread's brief knows of it is left out."""
    thread_id: str
    """Its thread."""
    thread_title: str
    """Title of that."""
    line: Line
    """The sentence with most of the words, of a long one the part with them; the first one where no word stands in
    the text."""
    marks: tuple[tuple[int, int], ...] = ()
    """Where the words stand in `line.text`: half-open, in code points, in order."""
    title_marks: tuple[tuple[int, int], ...] = ()
    """The same for the headline, `article.title`."""
    score: float = 0.0
    """What it is ranked by; comparable only within one search, and 0 where dates decide alone."""


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What a rule would do to what is stored, if all of it arrived now."""

    name: str
    """What the journal calls the rule."""
    query: str
    """Its query."""
    action: str
    """`mute`, `star` or `read`."""
    articles: int
    """Articles that its query finds."""
    threads: int
    """Threads that they are in; for `mute` those that it would mute, because all of their articles are such."""
    already: int = 0
    """Articles, for `mute` threads, that are so already."""
    hits: tuple[SearchHit, ...] = ()
    """Some of the articles, the newest first, for `star` and `read`."""
    muted: tuple[ThreadRow, ...] = ()
    """Some of the threads, the most important first, for `mute`."""
