"""Every question a reader or a refresh asks is answered by an index, not by reading a whole table."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from briefing.store import Store, articles, clusters, moments, quotes, sources, threads
from briefing.threads import ClusterChanges
from tests.store.factories import NOON, article, source, with_thread

CHANGES = ClusterChanges((), (1,), {"a": 1}, {"word": 1}, True, 1, 2, None)
Question = Callable[[Store], object]

QUESTIONS: dict[str, Question] = {
    "find": lambda s: articles.find(s, ["a"]),
    "annotated": lambda s: articles.annotated(s, "a"),
    "members": lambda s: articles.members(s, ["a"]),
    "ids_in_thread": lambda s: articles.ids_in_thread(s, "t"),
    "wanting_pages": lambda s: articles.wanting_pages(s, NOON),
    "want_only": lambda s: articles.want_only(s, ["a"], NOON),
    "pending": lambda s: articles.pending(s, 10),
    "count_pending": articles.count_pending,
    "read_in_thread": lambda s: articles.read_in_thread(s, "t"),
    "mark_read": lambda s: articles.mark_read(s, ["a"], True),
    "mark_thread_read": lambda s: articles.mark_thread_read(s, "t", NOON),
    "threads": lambda s: threads.listed(s, "word", after=NOON, limit=5),
    "ids_like": lambda s: threads.ids_like(s, "t", 5),
    "brief": lambda s: threads.brief(s, "t"),
    "threads find": lambda s: threads.find(s, ["t"]),
    "recount": lambda s: threads.recount(s, ["t"]),
    "set_read_until": lambda s: threads.set_read_until(s, "t", NOON),
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
SMALL = {"wanted", "totals"}
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
