"""Every question a reader or a refresh asks is answered by an index, not by reading a whole table."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any, Literal

import pytest

from briefing.model import JournalEntry, MarkKind
from briefing.query.parser import parse
from briefing.store import (
    Store,
    analysis_versions,
    article_pages,
    articles,
    clusters,
    deferred,
    journal,
    key_values,
    marks,
    outlets,
    quotes,
    rules,
    search,
    search_hits,
    sources,
    threading_versions,
    threads,
    unfinished_threads,
    write_threads,
)
from briefing.store.query_sql import quote_conditions, thread_conditions
from briefing.store.stored_values import Actor, Plan, RenewedAnalysis, SeenEntry, Setting, SourceState
from briefing.threads.clustering.source_terms import Usage
from briefing.threads.clustering.state import ClusterChanges
from tests.store.factories import NOON, article, source, with_thread

CHANGES = ClusterChanges((), (1,), {"a": 1}, {"word": (0, 1)}, {"one": Usage(1)}, True, 1, 2, None)
Question = Callable[[Store], object]

EVERY_FIELD = parse("(text:a or title:b or quote:c or speaker:d or outlet:a or feed:a or tag:e) since:2d before:1h")


def marked(store: Store, on: Literal["article", "thread"], field: str) -> JournalEntry | None:
    id_ = "t" if on == "thread" else article("a").id
    kind: MarkKind = "read"
    return marks.write(store, journal.NewEntry(NOON, Actor(), kind, "t"), [Setting(on, field, {id_: 1})])


def taken_back(store: Store) -> None:
    changes = [marked(store, "article", field) for field in ("read", "tag:x")]
    changes += [marked(store, "thread", field) for field in ("muted", "choice", "tag:x")]
    for change in changes:
        assert change
        marks.revert(store, change.number)
        marks.reapply(store, change.number)


QUESTIONS: dict[str, Question] = {
    "find": lambda s: articles.find(s, ["a"]),
    "annotated": lambda s: articles.annotated(s, "a"),
    "members": lambda s: articles.members(s, ["a"]),
    "ids_in_thread": lambda s: articles.ids_in_thread(s, "t"),
    "wanting_pages": lambda s: articles.pages_due(s, NOON),
    "want_only": lambda s: article_pages.limit_pages_due(s, ["a"], NOON, NOON, NOON),
    "pending": lambda s: articles.pending(s, 10),
    "pending deferred": lambda s: articles.pending(s, 10, deferred=True),
    "defer": lambda s: deferred.defer(s, timedelta(1)),
    "sizes of deferred": lambda s: deferred.sizes(s, ["t"]),
    "count deferred": deferred.count,
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
    "threads": lambda s: threads.listed(s, thread_conditions(s, parse("word"), NOON), after=NOON, limit=5),
    "threads by articles": lambda s: threads.listed(s, thread_conditions(s, EVERY_FIELD, NOON), limit=5),
    "quotes by articles": lambda s: quotes.listed(s, quote_conditions(s, EVERY_FIELD, NOON), limit=5),
    "search": lambda s: search.find(s, parse("happened"), NOON, limit=5),
    "search with conditions": lambda s: search.find(s, parse("a outlet:a feed:a since:2d -is:read"), NOON, limit=5),
    "search common, by date": lambda s: search.find(s, parse("happened"), NOON, limit=5, order="date"),
    "hits": lambda s: search_hits.read_ids(s, [article("a").id], parse("happened")),
    "caught by a rule": lambda s: rules.matching(s, parse("happened -outlet:b"), NOON, [article("a").id]),
    "to mute": lambda s: rules.to_mute(s, parse("happened"), NOON, ["t"]),
    "caught already": lambda s: rules.count_marked(s, "mute", ["t"]) + rules.count_marked(s, "star", ["a"]),
    "search by date": lambda s: search.find(s, parse("is:unread"), NOON, limit=5),
    "ids_like": lambda s: threads.ids_like(s, "t", 5),
    "brief": lambda s: threads.brief(s, "t"),
    "threads find": lambda s: threads.find(s, ["t"]),
    "recount": lambda s: write_threads.recount(s, ["t"]),
    "quotes of a thread": lambda s: quotes.listed(s, thread_id="t"),
    "quotes": lambda s: quotes.listed(s, after=NOON, limit=5),
    "doubtful quotes": lambda s: quotes.listed(s, limit=5, doubtful=True),
    "entries alike": lambda s: sources.entries_alike(s, source().id, ["g"], ["a"]),
    "refused": sources.refused,
    "write a plan that renames": lambda s: sources.write_plan(
        s, Plan(SourceState(source()), (SeenEntry("k", "f", "b"),), renamed={"x": "b"})
    ),
    "addresses of a source": lambda s: outlets.urls(s, source().id),
    "entries": lambda s: sources.entries(s, source().id, ["k"]),
    "article_of": lambda s: sources.article_of(s, source().id, "k"),
    "activity": lambda s: sources.activity(s, [source().id], NOON),
    "failing since": sources.failing_since,
    "stored": lambda s: articles.stored(s, ["a"]),
    "health": sources.health,
    "moment": lambda s: key_values.get(s, "daily"),
    "memory": lambda s: key_values.get_text(s, "clusters"),
    "noted as behind": lambda s: unfinished_threads.mark(s, ["t"], ["a"]),
    "behind": lambda s: (
        unfinished_threads.count(s),
        unfinished_threads.waiting(s),
        unfinished_threads.mark_ready(s, ["t"]),
    ),
    "ready until": lambda s: (
        unfinished_threads.ready_until(s, NOON),
        unfinished_threads.ready_until(s, None),
        unfinished_threads.all_ready_until(s),
    ),
    "behind among": lambda s: unfinished_threads.among(s, ["t"]),
    "analyses of an earlier version": lambda s: (
        analysis_versions.any_outdated(s),
        analysis_versions.outdated_threads(s),
        analysis_versions.outdated_articles(s, ["t"]),
    ),
    "threads of an earlier version": lambda s: [
        clusters.write_numbers(s, 0, 1, None),  # type: ignore[func-returns-value]
        threading_versions.count(s),
        threading_versions.ids(s),
        threading_versions.among(s, ["t"]),
        threading_versions.newest(s),
        threading_versions.shaped_by_hand(s, ["t"]),
        threading_versions.former_threads(s, ["t"], ["t"]),
        threading_versions.first_part(s),
        threading_versions.mark_done(s, ["t"]),  # type: ignore[func-returns-value]
    ],
    "renew an analysis": lambda s: analysis_versions.write(s, [RenewedAnalysis("a", "{}", "", "")], ["a"], ["t"]),
    "threads in a window": lambda s: threads.listed(s, after=NOON, until=NOON, limit=5),
    "clusters written": lambda s: clusters.write(s, CHANGES),
}
SMALL = {"given", "totals", "source", "name", "change"}
"""Tables that may be scanned: given ids, a table of one row, the sources, and the names of outlets."""


class Explaining:
    """A connection that records the plan of every statement."""

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
        answer = question(store)
        if isinstance(answer, Iterator):
            list(answer)
    return explaining.steps


@pytest.mark.parametrize("name", QUESTIONS)
def test_question_uses_an_index(store: Store, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with_thread(store, "t", article("a"))
    steps = plan_of(store, QUESTIONS[name], monkeypatch)
    assert steps
    for step in steps:
        scanned = re.match(r"SCAN (\w+)$", step)
        assert not scanned or scanned[1] in SMALL, steps


def test_triggers_use_an_index(store: Store) -> None:
    """What SQLite plans for a trigger it does not tell: its statement is planned with a column in place of `old`."""
    (sql,) = store.row("SELECT sql FROM sqlite_master WHERE name = 'article_gone'")
    assert "subject = +old.number" in sql
    plan = store.rows(
        "EXPLAIN QUERY PLAN SELECT 1 FROM article AS old CROSS JOIN change_item WHERE change_item.subject = +old.number"
    )
    assert plan[-1][3] == "SEARCH change_item USING PRIMARY KEY (subject=?)"


def test_lists_are_read_in_order_and_never_sorted_as_a_whole(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    questions: list[tuple[Question, str]] = [
        (lambda s: threads.listed(s, limit=5), r"muted=\? AND followed=\?"),
        (lambda s: quotes.listed(s, limit=5), r"muted=\?"),
    ]
    for ask, columns in questions:
        steps = plan_of(store, ask, monkeypatch)
        assert re.match(rf"SEARCH thread USING (COVERING )?INDEX thread_by_rank \({columns}\)$", steps[0])
        assert "USE TEMP B-TREE FOR ORDER BY" not in steps


def test_search_reads_the_index_from_its_end_and_sorts_no_matches(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_thread(store, "t", article("a"))
    steps = plan_of(store, lambda s: search.find(s, parse("happened is:unread"), NOON, limit=5), monkeypatch)
    assert re.match(r"SCAN search VIRTUAL TABLE INDEX \d+:M", steps[0])
    assert steps[1] == "SEARCH article USING INTEGER PRIMARY KEY (rowid=?)"
    assert not any("ORDER BY" in step for step in steps)


def test_newest_articles_are_read_in_order(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    with_thread(store, "t", article("a"))
    steps = plan_of(store, lambda s: search.find(s, parse("is:unread"), NOON, limit=5), monkeypatch)
    assert steps[0] == "SCAN article USING INDEX article_by_date"
    assert not any("ORDER BY" in step for step in steps)
