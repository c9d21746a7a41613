"""Queries to SQL: what a tree of `briefing.query` asks of threads, of articles and of quotes, with values apart.

Every condition is true or false, never NULL, so that negation leaves out nothing it should find. Words in full texts
are asked of the index `search`, all other words of folded columns.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from briefing.model.days import wall_clock
from briefing.query import And, Node, Not, Or, State, StateName, Term, When, deepest_first, moment, walk
from briefing.query.case_folding import fold, is_unspaced, needle
from briefing.store.columns import from_lines, to_micros
from briefing.store.database import Store

NEW = timedelta(days=1)
_DAY = timedelta(days=1) // timedelta(microseconds=1)
"""What began within this is `is:new`, as lists tell it."""

TEXTS = ("title", "text", "quote", "speaker")
"""The columns of the index, which are fields of queries."""


@dataclass(frozen=True, slots=True)
class SqlConditions:
    """What a query wants, as the condition of a statement."""

    sql: str = "1"
    """Over the table of the subject; for quotes also over `thread`."""
    values: dict[str, object] = field(default_factory=dict)
    """Its named values; their names begin with `q`."""
    muted: bool = False
    """Whether muted threads are asked for; else they are left out."""

    @property
    def heard(self) -> str:
        """The condition that leaves out muted threads, over `thread`."""
        return "1" if self.muted else "thread.muted = 0"


ALL = SqlConditions()
"""Everything."""


def wanted_threads(store: Store, query: Node, now: datetime) -> SqlConditions:
    """Return what a query wants of `thread`; bare words are those of title, names and keywords."""
    return _compile(_Threads(store, now), query)


def wanted_articles(store: Store, query: Node, now: datetime, first: int = 0) -> SqlConditions:
    """Return what a query wants of `article`; bare words are those of title, text, quotes and speakers.

    Args:
        store: the open store.
        query: the tree.
        now: the time that spans are counted back from.
        first: only articles from this number on are of interest.
    """
    return _compile(_Articles(store, now, first), query)


def wanted_quotes(store: Store, query: Node, now: datetime) -> SqlConditions:
    """Return what a query wants of `quote` joined with `thread`; bare words are of the quote or of its thread."""
    return _compile(_Quotes(store, now), query)


def match(terms: Collection[Term], columns: str = "") -> str:
    """Return words as an expression of FTS5 that finds any of them.

    Args:
        terms: at least one.
        columns: in which to look; empty for those of each term's field.
    """
    return " OR ".join(f"{_columns(term, columns)}{_phrase(term)}" for term in terms)


def is_indexed(term: Term) -> bool:
    """Tell whether the index can find the words: of a text, and parted by spaces."""
    return (term.field == "any" or term.field in TEXTS) and not is_unspaced(term.words)


def asks_for_muted(query: Node) -> bool:
    """Tell whether a query speaks of muted threads."""
    return any(node == State("muted") for node in walk(query))


def _columns(term: Term, columns: str) -> str:
    named = columns or (term.field if term.field != "any" else "")
    return f"{{{named}}} : " if named else ""


def _phrase(term: Term) -> str:
    words = term.words.replace("\0", " ").replace('"', '""')
    return f'"{words}"' + (" *" if term.prefix else "")


def _compile(subject: _Threads | _Articles | _Quotes, query: Node) -> SqlConditions:
    sql = _condition(subject, query)
    return SqlConditions(sql, subject.values, asks_for_muted(query))


def _condition(subject: _Threads | _Articles | _Quotes, node: Node) -> str:
    match node:
        case Not():
            return f"NOT {_condition(subject, node.part)}"
        case And():
            parts = [_condition(subject, part) for part in deepest_first(node.parts)]
            return f"({' AND '.join(parts)})" if parts else "1"
        case Or():
            return f"({' OR '.join(_condition(subject, part) for part in deepest_first(node.parts))})"
        case State():
            return subject.state(node.name)
        case When():
            return subject.when(node)
    return subject.term(node)


class _Values:
    """The named values of a statement, and what several subjects ask alike."""

    def __init__(self, store: Store, now: datetime) -> None:
        self.values: dict[str, object] = {}
        self._store = store
        self._now = now

    def _value(self, value: object) -> str:
        """Take a value; its name in the statement."""
        name = f"q{len(self.values)}"
        self.values[name] = value
        return f":{name}"

    def _has(self, column: str, term: Term) -> str:
        """Return that the words stand in a folded column."""
        return f"instr({column}, {self._value(needle(term.words, term.prefix))}) > 0"

    def _numbers(self, term: Term, first: int = 0) -> str:
        """Return the articles with the words, by the index; where it has no words of theirs, by reading the texts."""
        later = f" AND rowid >= {first:d}" if first else ""
        if not is_indexed(term):
            columns = TEXTS if term.field == "any" else (term.field,)
            words = self._value(term.words)
            told = " OR ".join(f"instr(coalesce({column}, ''), {words}) > 0" for column in columns)
            return f"SELECT number FROM searchable WHERE ({told})" + later.replace("rowid", "number")
        return f"SELECT rowid FROM search WHERE search MATCH {self._value(match([term]))}{later}"

    def _one_of(self, column: str, values: Collection[str]) -> str:
        return f"{column} IN (SELECT value FROM json_each({self._value(json.dumps(sorted(values)))}))"

    def _of_outlet(self, term: Term) -> str:
        """Return that an article is of an outlet with the words in its name."""
        names = self._store.rows("""
            WITH RECURSIVE name (outlet) AS (
                SELECT min(outlet) FROM article
                 UNION ALL
                SELECT (SELECT min(article.outlet) FROM article WHERE article.outlet > name.outlet)
                  FROM name
                 WHERE name.outlet IS NOT NULL
            )
            SELECT outlet FROM name WHERE outlet IS NOT NULL
        """)
        return self._one_of("article.outlet", _having(term, [(name, (name,)) for (name,) in names]))

    def _of_feed(self, term: Term) -> str:
        """Return that an article was brought by a feed with the words in its title or address."""
        known = self._store.rows("SELECT id, title, location FROM source")
        return self._brought_by(_having(term, [(id_, (title, location)) for id_, title, location in known]))

    def _of_tag(self, term: Term) -> str:
        """Return that an article has a tag, or its thread has it, or the feed that brought it."""
        known = self._store.rows("SELECT id, tags FROM source WHERE tags <> ''")
        given = self._store.rows("SELECT DISTINCT tag FROM article_tag UNION SELECT DISTINCT tag FROM thread_tag")
        feeds = _having(term, [(id_, from_lines(tags)) for id_, tags in known], whole=True)
        tags = self._one_of("tag", _having(term, [(tag, (tag,)) for (tag,) in given], whole=True))
        return f"""(
            {self._brought_by(feeds)}
            OR article.number IN (SELECT number FROM article_tag WHERE {tags})
            OR coalesce(article.thread_id, '') IN (SELECT thread_id FROM thread_tag WHERE {tags})
        )"""

    def _brought_by(self, sources: Collection[str]) -> str:
        """Return that an article is from one of these sources, or one of them has told it too."""
        ids = f"SELECT value FROM json_each({self._value(json.dumps(sorted(sources)))})"
        return f"""article.number IN (
            SELECT number FROM article WHERE source_id IN ({ids})
             UNION ALL
            SELECT article.number
              FROM entry
              JOIN article ON article.id = entry.article_id
             WHERE entry.source_id IN ({ids})
        )"""

    def _thread_state(self, name: StateName) -> str:
        day = self._value(to_micros(self._now - NEW)) if name == "new" else ""
        return {
            "unread": "thread.unread > 0",
            "read": "thread.unread = 0",
            "starred": "thread.starred > 0",
            "new": f"thread.founded > {day}",
            "followed": "thread.followed = 1",
            "muted": "thread.muted = 1",
            "single": "thread.articles = 1",
        }[name]

    def _compared(self, time: str, when: When) -> str:
        """Return that a time is within a bound; a day without a time as if it began at the reader's midnight."""
        compared = ">=" if when.bound == "since" else "<"
        bound = moment(when.words, self._now)
        for_days = self._value(to_micros(wall_clock(bound)))
        exact = self._value(to_micros(bound))
        return f"{time} {compared} CASE WHEN {time} % {_DAY} = 1 THEN {for_days} ELSE {exact} END"

    def _article_when(self, when: When) -> str:
        return self._compared("coalesce(article.published, article.fetched)", when)


class _Articles(_Values):
    """What is asked of `article`."""

    def __init__(self, store: Store, now: datetime, first: int = 0) -> None:
        super().__init__(store, now)
        self._first = first

    def term(self, term: Term) -> str:
        match term.field:
            case "outlet":
                return self._of_outlet(term)
            case "feed":
                return self._of_feed(term)
            case "tag":
                return self._of_tag(term)
        return f"article.number IN ({self._numbers(term, self._first)})"

    def state(self, name: StateName) -> str:
        if name in ("unread", "read"):
            return f"article.read = {int(name == 'read')}"
        if name == "starred":
            return "article.starred = 1"
        if name == "new":
            return f"article.fetched > {self._value(to_micros(self._now - NEW))}"
        return f"EXISTS (SELECT 1 FROM thread WHERE thread.id = article.thread_id AND {self._thread_state(name)})"

    def when(self, when: When) -> str:
        return self._article_when(when)


class _Threads(_Values):
    """What is asked of `thread`: what stands in its title, or in one of its articles."""

    def term(self, term: Term) -> str:
        by_field: dict[str, Callable[[Term], str]] = {
            "outlet": self._of_outlet,
            "feed": self._of_feed,
            "tag": self._of_tag,
        }
        match term.field:
            case "any":
                return self._has("thread.haystack", term)
            case "title":
                # The haystack begins with the title: only rows that can match are folded.
                return f"({self._has('thread.haystack', term)} AND {self._has('fold(thread.title)', term)})"
            case "speaker":
                return f"""EXISTS (
                    SELECT 1 FROM quote
                     WHERE quote.thread_id = thread.id AND quote.doubtful = 0 AND {self._has("quote.speaker", term)}
                )"""
            case "text" | "quote":
                return self._with(f"article.number IN ({self._numbers(term)})")
        return self._with(by_field[term.field](term))

    def state(self, name: StateName) -> str:
        return self._thread_state(name)

    def when(self, when: When) -> str:
        if when.bound == "since":
            return self._compared("coalesce(thread.last, thread.arrived)", when)
        return self._compared("coalesce(thread.first, thread.founded)", when)

    def _with(self, condition: str) -> str:
        """Return that the thread has an article that meets a condition."""
        return (
            f"thread.id IN (SELECT article.thread_id FROM article WHERE article.thread_id IS NOT NULL AND {condition})"
        )


class _Quotes(_Threads):
    """What is asked of `quote` joined with `thread`: of the quote and its sources, else of the thread."""

    def term(self, term: Term) -> str:
        match term.field:
            case "any":
                own = f"{self._has('quote.speaker', term)} OR {self._said(term)}"
                return f"({self._has('thread.haystack', term)} OR {own})"
            case "speaker":
                return self._has("quote.speaker", term)
            case "quote":
                return self._said(term)
            case "outlet":
                return self._in_source(self._of_outlet(term))
            case "feed":
                return self._in_source(self._of_feed(term))
        return super().term(term)

    def when(self, when: When) -> str:
        return self._in_source(self._article_when(when))

    def _said(self, term: Term) -> str:
        """Return that the words are the quote's; the index keeps most threads from being read."""
        within = Term("quote", term.words, term.prefix)
        told = self._with(f"article.number IN ({self._numbers(within)})")
        return f"({told} AND {self._has('''fold(json_extract(quote.data, '$.text'))''', term)})"

    def _in_source(self, condition: str) -> str:
        """Return that an article that carries the quote meets a condition."""
        return f"""EXISTS (
            SELECT 1
              FROM json_each(quote.data, '$.sources') AS place
              JOIN article ON article.id = json_extract(place.value, '$.article_id')
             WHERE {condition}
        )"""


def _having(term: Term, named: Collection[tuple[str, tuple[str, ...]]], whole: bool = False) -> set[str]:
    """Return the keys one of whose names has the words, or is them as a whole."""
    wanted = needle(term.words, term.prefix)
    if whole and not term.prefix:
        return {key for key, names in named if any(fold(name) == wanted for name in names)}
    return {key for key, names in named if any(wanted in fold(name) for name in names)}
