"""Every question a reader or a refresh asks is answered by an index, not by reading a whole table."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Literal

import pytest

from briefing.model import JournalEntry, MarkKind
from briefing.store import Store, articles, clusters, journal, marks, moments, quotes, sources, threads
from briefing.store.values import Actor, Setting
from briefing.threads import ClusterChanges
from tests.store.factories import NOON, article, source, with_thread

CHANGES = ClusterChanges((), (1,), {"a": 1}, {"word": 1}, True, 1, 2, None)
Question = Callable[[Store], object]


def marked(store: Store, on: Literal["article", "thread"], field: str) -> JournalEntry | None:
    id_ = "t" if on == "thread" else article("a").id
    kind: MarkKind = "read"
    return marks.write(store, journal.Opening(NOON, Actor(), kind, "t"), [Setting(on, field, ((id_, 1),))])


def taken_back(store: Store) -> None:
    changes = [marked(store, "article", field) for field in ("read", "tag:x")]
    changes += [marked(store, "thread", field) for field in ("muted", "choice", "tag:x")]
    for change in changes:
        assert change
        marks.take_back(store, change.number)
        marks.put_back(store, change.number)


QUESTIONS: dict[str, Question] = {
    "find": lambda s: articles.find(s, ["a"]),
    "annotated": lambda s: articles.annotated(s, "a"),
    "members": lambda s: articles.members(s, ["a"]),
    "ids_in_thread": lambda s: articles.ids_in_thread(s, "t"),
    "wanting_pages": lambda s: articles.wanting_pages(s, NOON),
    "want_only": lambda s: articles.want_only(s, ["a"], NOON),
    "pending": lambda s: articles.pending(s, 10),
    "count_pending": articles.count_pending,
    "article states": lambda s: articles.states(s, "t"),
    "ids_until": lambda s: articles.ids_until(s, "t", NOON),
    "threads_of": lambda s: articles.threads_of(s, ["a"]),
    "in_threads": lambda s: articles.in_threads(s, ["t"], NOON),
    "articles like": lambda s: articles.ids_like(s, "a", 5),
    "mark articles": lambda s: [marked(s, "article", field) for field in ("read", "starred", "tag:x")],
    "mark threads": lambda s: [marked(s, "thread", field) for field in ("read_until", "muted", "choice", "tag:x")],
    "take back and put back": taken_back,
    "journal": lambda s: journal.entries(s, 5),
    "last change": lambda s: journal.last(s, ("cli",)),
    "threads": lambda s: threads.listed(s, "word", after=NOON, limit=5),
    "ids_like": lambda s: threads.ids_like(s, "t", 5),
    "brief": lambda s: threads.brief(s, "t"),
    "threads find": lambda s: threads.find(s, ["t"]),
    "recount": lambda s: threads.recount(s, ["t"]),
    "quotes of a thread": lambda s: quotes.listed(s, thread_id="t"),
    "quotes": lambda s: quotes.listed(s, after=NOON, limit=5),
    "doubtful quotes": lambda s: quotes.listed(s, limit=5, doubtful=True),
    "heard": lambda s: sources.heard(s, source().id, ["k"]),
    "article_of": lambda s: sources.article_of(s, source().id, "k"),
    "health": sources.health,
    "moment": lambda s: moments.get(s, "daily"),
    "memory": lambda s: moments.recall(s, "clusters"),
    "clusters written": lambda s: clusters.write(s, CHANGES),
}
SMALL = {"wanted", "totals", "change"}
"""What may be read from end to end: the given ids, and a table of one row."""


class Explaining:
    """Stands before a connection and notes the plan of every statement."""

    def __init__(self, db: Any) -> None:
        self.db = db
        self.steps: list[str] = []

    @property
    def in_transaction(self) -> bool:
        return bool(self.db.in_transaction)

    def execute(self, sql: str, values: Any = ()) -> Any:
        self.explain(sql, values)
        return self.db.execute(sql, values)

    def executemany(self, sql: str, values: Any) -> Any:
        for value in values:
            self.explain(sql, value)
        return self.db.executemany(sql, values)

    def explain(self, sql: str, values: Any) -> None:
        if sql.split()[0] in ("SELECT", "UPDATE", "DELETE"):
            self.steps += [row[3] for row in self.db.execute(f"EXPLAIN QUERY PLAN {sql}", values)]


def plan_of(store: Store, question: Question, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    explaining = Explaining(store._db)
    with monkeypatch.context() as patched:
        patched.setattr(store, "_db", explaining)
        question(store)
    return explaining.steps


@pytest.mark.parametrize("name", QUESTIONS)
def test_question_uses_an_index(store: Store, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with_thread(store, "t", article("a"))
    steps = plan_of(store, QUESTIONS[name], monkeypatch)
    assert steps
    for step in steps:
        scanned = re.match(r"SCAN (\w+)$", step)
        assert not scanned or scanned[1] in SMALL, steps


def test_lists_are_read_in_order_and_never_sorted_as_a_whole(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    questions: list[Question] = [lambda s: threads.listed(s, limit=5), lambda s: quotes.listed(s, limit=5)]
    for ask in questions:
        steps = plan_of(store, ask, monkeypatch)
        assert steps[0] == "SEARCH thread USING INDEX thread_by_rank (muted=?)"
        assert "USE TEMP B-TREE FOR ORDER BY" not in steps
