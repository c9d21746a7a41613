"""Compiler from query trees of `briefing.query` to SQL conditions on threads, articles and quotes, with bound values.

Every condition is true or false, never NULL, so that negation is exact. Words of full texts are looked up in the
index `search`, all other words in folded columns.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from briefing.model.days import wall_clock
from briefing.query.nodes import And, Node, Not, Or, State, StateName, Term, When, deepest_first, walk
from briefing.query.normalization import fold, is_unspaced, needle
from briefing.query.times import moment
from briefing.store import supplements
from briefing.store.columns import from_lines, to_micros
from briefing.store.database import Store

NEW = timedelta(days=1)
"""Age up to which a thread or article is `is:new`."""
_DAY = timedelta(days=1) // timedelta(microseconds=1)
"""A day in microseconds."""

TEXTS = ("title", "text", "quote", "speaker")
"""Columns of the index, which are also query fields."""


@dataclass(frozen=True, slots=True)
class SqlConditions:
    """A query as the condition of a statement."""

    sql: str = "1"
    """Condition on the table of the subject; for quotes also on `thread`."""
    values: dict[str, object] = field(default_factory=dict)
    """Named values of the condition; their names begin with `q`."""
    muted: bool = False
    """Whether the query mentions muted threads; else they are left out."""

    @property
    def unless_muted(self) -> str:
        """Condition on `thread` that leaves out muted threads unless the query mentions them."""
        return "1" if self.muted else "thread.muted = 0"


ALL = SqlConditions()
"""Everything."""


def thread_conditions(store: Store, query: Node, now: datetime) -> SqlConditions:
    """Conditions of a query on `thread`; bare words are those of title, names and keywords."""
    return _compile(_Threads(store, now), query)


def article_conditions(store: Store, query: Node, now: datetime, first: int = 0) -> SqlConditions:
    """Conditions of a query on `article`; bare words are those of title, text, quotes and speakers.

    Args:
        store: the open store.
        query: the tree.
        now: reference time of relative spans.
        first: lowest article number of interest, to limit the index lookup.
    """
    return _compile(_Articles(store, now, first), query)


def quote_conditions(store: Store, query: Node, now: datetime) -> SqlConditions:
    """Conditions of a query on `quote` joined with `thread`; bare words are those of the quote or of its thread."""
    return _compile(_Quotes(store, now), query)


def match(terms: Collection[Term], columns: str = "") -> str:
    """FTS5 expression that matches any of the terms.

    Args:
        terms: at least one.
        columns: columns to search; empty for those of each term's field.
    """
    return " OR ".join(f"{_columns(term, columns)}{_phrase(term)}" for term in terms)


def is_indexed(term: Term) -> bool:
    """Whether the index can find a term: one of a text column, in a script that separates words by spaces."""
    return (term.field == "any" or term.field in TEXTS) and not is_unspaced(term.words)


def mentions_muted(query: Node) -> bool:
    """Whether a query mentions muted threads."""
    return any(node == State("muted") for node in walk(query))


def _columns(term: Term, columns: str) -> str:
    named = columns or (term.field if term.field != "any" else "")
    return f"{{{named}}} : " if named else ""


def _phrase(term: Term) -> str:
    words = term.words.replace("\0", " ").replace('"', '""')
    return f'"{words}"' + (" *" if term.prefix else "")


def _compile(subject: _Threads | _Articles | _Quotes, query: Node) -> SqlConditions:
    sql = _condition(subject, query)
    return SqlConditions(sql, subject.values, mentions_muted(query))


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
    """Named values of a statement, and the conditions that several subjects share."""

    def __init__(self, store: Store, now: datetime) -> None:
        self.values: dict[str, object] = {}
        self._store = store
        self._now = now

    def _value(self, value: object) -> str:
        """Bind a value; returns its placeholder."""
        name = f"q{len(self.values)}"
        self.values[name] = value
        return f":{name}"

    def _contains(self, column: str, term: Term) -> str:
        """Condition: a folded column contains the words."""
        return f"instr({column}, {self._value(needle(term.words, term.prefix))}) > 0"

    def _numbers(self, term: Term, first: int = 0) -> str:
        """Subquery for the numbers of articles with the words: by the index, else by a scan of the texts."""
        later = f" AND rowid >= {first:d}" if first else ""
        if not is_indexed(term):
            columns = TEXTS if term.field == "any" else (term.field,)
            words = self._value(term.words)
            matches = " OR ".join(f"instr(coalesce({column}, ''), {words}) > 0" for column in columns)
            return f"SELECT number FROM searchable WHERE ({matches})" + later.replace("rowid", "number")
        return f"SELECT rowid FROM search WHERE search MATCH {self._value(match([term]))}{later}"

    def _one_of(self, column: str, values: Collection[str]) -> str:
        return f"{column} IN (SELECT value FROM json_each({self._value(json.dumps(sorted(values)))}))"

    def _of_outlet(self, term: Term) -> str:
        """Condition: the article's outlet has the words in its name, or in the title of the feed that it comes from."""
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
        matching = _matching_keys(term, [(name, (name,)) for (name,) in names])
        known = self._store.rows("SELECT id, title, outlet FROM source WHERE title <> outlet AND outlet <> ''")
        titled = {id_ for id_, title, outlet in known if outlet not in matching and _contains_words(term, title)}
        by_name = self._one_of("article.outlet", matching)
        if not titled:
            return by_name
        return f"""({by_name} OR article.number IN (
            SELECT article.number
              FROM source
             CROSS JOIN article ON article.source_id = source.id AND article.outlet = source.outlet
             WHERE {self._one_of("source.id", titled)}
        ))"""

    def _of_feed(self, term: Term) -> str:
        """Condition: the article came from a feed with the words in its title or address."""
        known = self._store.rows("SELECT id, title, location FROM source")
        return self._brought_by(_matching_keys(term, [(id_, (title, location)) for id_, title, location in known]))

    def _of_tag(self, term: Term) -> str:
        """Condition: the article, its thread or a feed that carried it has the tag, or its feed puts it in a category
        of that name."""
        known = self._store.rows("SELECT id, tags FROM source WHERE tags <> ''")
        given = self._store.rows("SELECT DISTINCT tag FROM article_tag UNION SELECT DISTINCT tag FROM thread_tag")
        feeds = _matching_keys(term, [(id_, from_lines(tags)) for id_, tags in known], whole=True)
        listed = self._one_of("categories", _matching_keys(term, supplements.categories(self._store), whole=True))
        tags = self._one_of("tag", _matching_keys(term, [(tag, (tag,)) for (tag,) in given], whole=True))
        return f"""(
            {self._brought_by(feeds)}
            OR article.number IN (SELECT number FROM article_tag WHERE {tags})
            OR article.number IN (SELECT number FROM supplement WHERE categories <> '' AND {listed})
            OR coalesce(article.thread_id, '') IN (SELECT thread_id FROM thread_tag WHERE {tags})
        )"""

    def _brought_by(self, sources: Collection[str]) -> str:
        """Condition: the article belongs to one of these sources, or one of them carried it too."""
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
        """Condition: a time is within a bound; a date without time is compared as the reader's local midnight."""
        compared = ">=" if when.bound == "since" else "<"
        bound = moment(when.words, self._now)
        for_days = self._value(to_micros(wall_clock(bound)))
        exact = self._value(to_micros(bound))
        return f"{time} {compared} CASE WHEN {time} % {_DAY} = 1 THEN {for_days} ELSE {exact} END"

    def _article_when(self, when: When) -> str:
        return self._compared("coalesce(article.published, article.fetched)", when)


class _Articles(_Values):
    """Conditions on `article`."""

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
    """Conditions on `thread`: on its own columns, or on any of its articles."""

    def term(self, term: Term) -> str:
        by_field: dict[str, Callable[[Term], str]] = {
            "outlet": self._of_outlet,
            "feed": self._of_feed,
            "tag": self._of_tag,
        }
        match term.field:
            case "any":
                return self._contains("thread.haystack", term)
            case "title":
                # The haystack begins with the title: only rows that can match are folded.
                return f"({self._contains('thread.haystack', term)} AND {self._contains('fold(thread.title)', term)})"
            case "speaker":
                return f"""EXISTS (
                    SELECT 1 FROM quote
                     WHERE quote.thread_id = thread.id AND quote.doubtful = 0
                       AND {self._contains("quote.speaker", term)}
                )"""
            case "text" | "quote":
                return self._any_article(f"article.number IN ({self._numbers(term)})")
        return self._any_article(by_field[term.field](term))

    def state(self, name: StateName) -> str:
        return self._thread_state(name)

    def when(self, when: When) -> str:
        if when.bound == "since":
            return self._compared("coalesce(thread.last, thread.arrived)", when)
        return self._compared("coalesce(thread.first, thread.founded)", when)

    def _any_article(self, condition: str) -> str:
        """Condition: an article of the thread meets `condition`."""
        return (
            f"thread.id IN (SELECT article.thread_id FROM article WHERE article.thread_id IS NOT NULL AND {condition})"
        )


class _Quotes(_Threads):
    """Conditions on `quote` joined with `thread`: on the quote and its sources, else on the thread."""

    def term(self, term: Term) -> str:
        match term.field:
            case "any":
                own = f"{self._contains('quote.speaker', term)} OR {self._quote_has(term)}"
                return f"({self._contains('thread.haystack', term)} OR {own})"
            case "speaker":
                return self._contains("quote.speaker", term)
            case "quote":
                return self._quote_has(term)
            case "outlet":
                return self._in_source(self._of_outlet(term))
            case "feed":
                return self._in_source(self._of_feed(term))
        return super().term(term)

    def when(self, when: When) -> str:
        return self._in_source(self._article_when(when))

    def _quote_has(self, term: Term) -> str:
        """Condition: the quote contains the words; the index narrows down the threads first."""
        within = Term("quote", term.words, term.prefix)
        in_thread = self._any_article(f"article.number IN ({self._numbers(within)})")
        return f"({in_thread} AND {self._contains('''fold(json_extract(quote.data, '$.text'))''', term)})"

    def _in_source(self, condition: str) -> str:
        """Condition: an article that carries the quote meets `condition`."""
        return f"""EXISTS (
            SELECT 1
              FROM json_each(quote.data, '$.sources') AS place
              JOIN article ON article.id = json_extract(place.value, '$.article_id')
             WHERE {condition}
        )"""


def _contains_words(term: Term, name: str) -> bool:
    return needle(term.words, term.prefix) in fold(name)


def _matching_keys(term: Term, named: Collection[tuple[str, tuple[str, ...]]], whole: bool = False) -> set[str]:
    """Keys with a name that contains the words; with `whole`, a name equal to them."""
    folded = needle(term.words, term.prefix)
    if whole and not term.prefix:
        return {key for key, names in named if any(fold(name) == folded for name in names)}
    return {key for key, names in named if any(folded in fold(name) for name in names)}
