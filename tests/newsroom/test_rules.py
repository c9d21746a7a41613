"""Rules are applied once to arriving articles; the journal records changes, and a rehearsal predicts them."""

from __future__ import annotations

from datetime import datetime

import pytest

from briefing.config import Config, RuleAction, RuleConfig
from briefing.model import Article
from briefing.newsroom import (
    list_changes,
    list_threads,
    mark,
    mark_read,
    overview,
    rehearse_rules,
    search_articles,
    undo,
)
from briefing.newsroom.library.lookup import whole_threads
from briefing.newsroom.stories.build_threads import thread_pending
from briefing.store import Store
from tests.store.factories import store_drafts
from tests.threads import factories as f


def arrive(store: Store, config: Config, *texts: str, at: datetime = f.NOON) -> list[Article]:
    made = [f.arrived(f.item(text, at=at), at).article for text in texts]
    store_drafts(store, *made)
    thread_pending(store, config, at, lambda progress: None)
    return made


def having(query: str, action: RuleAction, *more: RuleConfig) -> Config:
    return Config(rules=(RuleConfig(query, action, "mine"), *more), queries={"quakes": "earthquake*"})


def kept(store: Store, query: str) -> set[str]:
    return {hit.article.id for hit in search_articles(store, query, now=f.hours(9))}


def test_articles_are_read_and_starred_as_they_arrive(store: Store) -> None:
    config = having("@quakes", "read", RuleConfig("text:petro*", "star"))
    quake, call = arrive(store, config, f.QUAKE, f.CALL)
    assert kept(store, "is:read (is:muted or -is:muted)") == {quake.id}
    assert kept(store, "is:starred") == {call.id}
    assert overview(store).unread == 1
    changes = [(change.kind, change.via, change.who, change.articles) for change in list_changes(store)]
    assert changes == [("star", "rule", "rule 2", 1), ("read", "rule", "mine", 1)]


def test_what_a_rule_did_can_be_taken_back_and_is_not_done_again(store: Store) -> None:
    config = having("petro or earthquake", "read")
    (call,) = arrive(store, config, f.CALL)
    undo(store, config, list_changes(store)[0].number)
    assert kept(store, "is:unread") == {call.id}
    arrive(store, config, f.QUAKE, at=f.hours(2))
    thread_pending(store, config, f.hours(3), lambda progress: None)
    assert kept(store, "is:unread") == {call.id}


def test_rules_are_not_asked_about_what_was_stored_before(store: Store) -> None:
    (call,) = arrive(store, Config(), f.CALL)
    arrive(store, having("petro or earthquake", "star"), f.QUAKE, at=f.hours(2))
    assert call.id not in kept(store, "is:starred")


def test_thread_is_muted_where_all_its_articles_are_such(store: Store) -> None:
    config = having("earthquake*", "mute")
    arrive(store, config, f.QUAKE, f.CALL)
    assert [row.thread.title for row in list_threads(store, "is:muted")] != []
    assert len(list_threads(store)) == 1
    arrive(store, config, f.QUAKE_TWO, at=f.hours(1))
    assert len(list_threads(store)) == 1


def test_thread_with_another_article_is_not_muted(store: Store) -> None:
    arrive(store, Config(), f.QUAKE)
    (row,) = list_threads(store)
    assert search_articles(store, "villages") == []
    arrive(store, having("villages", "mute"), f.QUAKE_TWO, at=f.hours(1))
    (same,) = list_threads(store)
    assert (same.thread.id, same.articles) == (row.thread.id, 2)


def test_thread_that_the_reader_wants_is_not_muted_again(store: Store) -> None:
    config = having("earthquake*", "mute")
    arrive(store, config, f.QUAKE)
    (muted,) = list_threads(store, "is:muted")
    mark(store, "unmute", whole_threads(store, [muted.thread.id]))
    arrive(store, config, f.QUAKE_TWO, at=f.hours(1))
    assert [row.thread.id for row in list_threads(store)] == [muted.thread.id]


def test_followed_thread_is_not_muted(store: Store) -> None:
    arrive(store, Config(), f.QUAKE)
    (row,) = list_threads(store)
    mark(store, "follow", whole_threads(store, [row.thread.id]))
    arrive(store, having("earthquake*", "mute"), f.QUAKE_TWO, at=f.hours(1))
    assert len(list_threads(store)) == 1


@pytest.mark.parametrize("action", ["mute", "star", "read"])
def test_rehearsal_tells_what_the_rule_then_does(store: Store, action: RuleAction) -> None:
    config = having("earthquake*", action)
    arrive(store, Config(), f.QUAKE, f.CALL)
    before = list(store.rows("SELECT * FROM article")) + list(store.rows("SELECT * FROM thread"))
    (rehearsal,) = rehearse_rules(store, config, now=f.hours(1))
    assert before == list(store.rows("SELECT * FROM article")) + list(store.rows("SELECT * FROM thread"))
    assert (rehearsal.name, rehearsal.action) == ("mine", action)
    assert (rehearsal.articles, rehearsal.threads, rehearsal.already) == (1, 1, 0)
    shown = [hit.thread_id for hit in rehearsal.hits] + [row.thread.id for row in rehearsal.muted]
    with Store.open(store.path.with_name("fresh.db")) as fresh:
        arrive(fresh, config, f.QUAKE, f.CALL)
        (change,) = list_changes(fresh)
        assert change.threads == rehearsal.threads
        assert [row.thread.id for row in list_threads(fresh, "earthquake (is:muted or -is:muted)")] == shown


def test_rehearsal_counts_what_is_so_already_and_looks_back_as_far_as_wanted(store: Store) -> None:
    quake, _ = arrive(store, Config(), f.QUAKE, f.CALL)
    mark_read(store, [quake.id])
    rule = RuleConfig("earthquake* or petro*", "read")
    (rehearsal,) = rehearse_rules(store, Config(), [rule], now=f.hours(1), limit=1)
    assert (rehearsal.name, rehearsal.articles, rehearsal.already, len(rehearsal.hits)) == ("rule 1", 2, 1, 1)
    (later,) = rehearse_rules(store, Config(), [rule], since=f.hours(1), now=f.hours(2))
    assert (later.articles, later.hits) == (0, ())
