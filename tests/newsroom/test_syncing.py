"""Sync with a server: marks both ways, items as articles, and what happens when it fails in the middle."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from briefing.config import Config, FetchConfig, RuleConfig, StoreConfig, SyncConfig
from briefing.errors import SourceError, UsageError
from briefing.model import SourceFailure, SyncReport, Target
from briefing.newsroom import (
    list_changes,
    list_synced,
    list_threads,
    mark_read,
    overview,
    prune,
    refresh,
    search_articles,
    undo,
)
from briefing.newsroom.ingest import parse_jobs
from briefing.newsroom.ingest.pipeline import sync
from briefing.newsroom.library.user_marks import mark
from briefing.newsroom.results import Progress, RefreshReport
from briefing.newsroom.syncing.sync_record import read_record
from briefing.store import Store, articles, sources, sync_items
from briefing.sync_servers.values import Listing, RemoteFeed, SyncError
from tests.newsroom.conftest import NOON, hours
from tests.newsroom.content import CALL_A, CALL_B, QUAKE_A, two_feeds
from tests.newsroom.site import Site
from tests.newsroom.sync_server import FakeServer, unreachable

ACCOUNT = SyncConfig("https://sync.example/api", user="ann", password_file=Path("/none"), full_text="never")
CONFIG = Config(fetch=FetchConfig(pages=0, host_delay=0), sync=ACCOUNT)
RECENT = NOON - timedelta(days=1)


@pytest.fixture
def server() -> FakeServer:
    """A server with two subscriptions and three stories."""
    made = FakeServer(
        [
            RemoteFeed("feed/1", "https://news.example/rss", "Daily News", "https://news.example/", ("World News",)),
            RemoteFeed("feed/2", "https://other.example/rss", "Other", "https://other.example/", ()),
        ]
    )
    made.add(1, CALL_A.title, CALL_A.text, at=RECENT)
    made.add(2, CALL_B.title, CALL_B.text, at=RECENT, feed="feed/2", url="https://other.example/2")
    made.add(3, QUAKE_A.title, QUAKE_A.text, at=RECENT)
    return made


def run(store: Store, server: FakeServer, at: float = 0, config: Config = CONFIG) -> SyncReport:
    report = run_all(store, server, at, config).sync
    assert report is not None
    return report


def run_all(store: Store, server: FakeServer, at: float = 0, config: Config = CONFIG) -> RefreshReport:
    return sync(store, config, now=hours(at), server=server)


def here(store: Store) -> dict[str, tuple[bool, bool]]:
    """As `FakeServer.state`."""
    return {id_: (item.read, item.starred) for id_, item in sync_items.marked(store).items()}


def article(store: Store, item: str) -> str:
    return sync_items.marked(store)[item].article_id


def star(store: Store, item: str, kind: str = "star") -> None:
    mark(store, kind, [Target(article_ids=(article(store, item),))], now=NOON)  # type: ignore[arg-type]


def read(store: Store, item: str, is_read: bool = True) -> None:
    mark_read(store, [article(store, item)], is_read, now=NOON)


def marks_sent(server: FakeServer) -> list[object]:
    sent = [argument for name, argument in server.calls if name == "mark"]
    server.calls.clear()
    return sent


def test_items_become_articles_in_threads_with_folders_as_tags(store: Store, server: FakeServer) -> None:
    assert run(store, server) == SyncReport(new=3)
    assert sorted(row.articles for row in list_threads(store)) == [1, 2]
    assert [hit.article.title for hit in search_articles(store, "tag:world-news earthquake")] == [QUAKE_A.title]
    assert {state.source.kind for state in sources.states(store).values()} == {"synced"}
    assert read_record(store).server == "fake 1.0, ann"
    assert run(store, server, 1) == SyncReport()
    assert overview(store).health.read == hours(1)
    server.subscriptions.append(RemoteFeed("feed/3", "https://quiet.example/rss", "Quiet"))
    run(store, server, 2)
    assert [feed.condition for feed in list_synced(CONFIG, store, hours(2))] == ["ok", "ok", "ok"]


def test_marks_of_the_server_are_applied_as_one_change_that_can_be_undone(store: Store, server: FakeServer) -> None:
    server.set("1", read=True, starred=True)
    report = run(store, server)
    assert (report.marked, report.sent, here(store)) == (1, 0, server.state())
    assert overview(store).unread == 2
    (change,) = list_changes(store)
    assert (change.number, change.kind, change.via, change.articles) == (report.change, "sync", "sync", 1)
    undo(store, CONFIG, change.number)
    assert run(store, server, 1).sent == 2
    assert here(store) == server.state() == {"1": (False, False), "2": (False, False), "3": (False, False)}


def test_marks_made_here_reach_the_server_once_and_those_taken_back_do_not(store: Store, server: FakeServer) -> None:
    run(store, server)
    read(store, "1")
    star(store, "2")
    read(store, "3")
    undo(store, CONFIG)
    assert (sync_items.count(store), sync_items.count_pending(store)) == (3, 2)
    assert run(store, server, 1) == SyncReport(sent=2)
    assert marks_sent(server) == [("starred", ("2",)), ("read", ("1",))]
    assert here(store) == server.state() == {"1": (True, False), "2": (False, True), "3": (False, False)}
    run(store, server, 2)
    assert marks_sent(server) == []


def test_rules_marks_are_sent_in_the_same_sync(store: Store, server: FakeServer) -> None:
    config = replace(CONFIG, rules=(RuleConfig("earthquake", "star"),))
    assert run(store, server, config=config).sent == 1
    assert server.state()["3"] == (False, True)


def test_nothing_marked_here_before_the_first_sync_is_lost(store: Store, site: Site, server: FakeServer) -> None:
    config = replace(CONFIG, feeds=two_feeds(site))
    refresh(store, replace(config, sync=SyncConfig()), now=NOON)
    server.stored.clear()
    for number, item in enumerate((CALL_A, CALL_B, QUAKE_A), 1):
        server.add(number, item.title, item.text, at=RECENT, url=site.url + item.path)
    server.set("1", read=True)
    ids = {row["url"].rsplit("/", 1)[1]: row["id"] for row in _articles(store)}
    mark(store, "star", [Target(article_ids=(ids["quake"],))], now=NOON)
    mark_read(store, [ids["call-b"]], now=NOON)
    assert run(store, server, 1, config).new == 0
    assert here(store) == server.state() == {"1": (True, False), "2": (True, False), "3": (False, True)}


def _articles(store: Store) -> list[dict[str, str]]:
    return [{"id": id_, "url": url} for id_, url in store.rows("SELECT id, url FROM article")]


def test_missing_in_an_incomplete_list_is_not_read(store: Store, server: FakeServer) -> None:
    run(store, server)
    server.complete = False
    report = run_all(store, server, 1)
    assert report.sync and report.sync.notes == ("the server's list of unread or starred items is incomplete",)
    assert report.exit_code == 3
    assert set(here(store).values()) == {(False, False)} and list_changes(store) == []
    server.complete = True
    server.set("2", read=True)
    assert run(store, server, 2).notes == ()
    assert here(store) == server.state()


def test_items_that_the_server_has_deleted_are_neither_read_nor_unstarred(store: Store, server: FakeServer) -> None:
    server.set("1", starred=True)
    run(store, server)
    changes = len(list_changes(store))
    server.stored.clear()
    for at in range(1, 6):
        run(store, server, at)
    assert here(store) == {"1": (False, True), "2": (False, False), "3": (False, False)}
    assert len(list_changes(store)) == changes
    assert [name for name, _ in server.calls].count("items") == 3  # later it is not asked for any more
    star(store, "2")
    assert run(store, server, 6).sent == 1


def test_items_that_say_nothing_of_their_marks_keep_them(store: Store, server: FakeServer) -> None:
    server.set("1", read=True, starred=True)
    run(store, server)
    before = dict(server.stored)
    for id_, item in before.items():
        server.stored[id_] = replace(item, read=None, starred=None)
    for at in range(1, 4):  # the lists lack the star, and have all items as unread
        server.unread = lambda: Listing(frozenset("23"), True)  # type: ignore[method-assign]
        server.starred = lambda: Listing(frozenset(), True)  # type: ignore[method-assign]
        run(store, server, at)
    assert here(store) == {"1": (True, True), "2": (False, False), "3": (False, False)}
    server.stored["1"] = replace(before["1"], starred=False)
    run(store, server, 4)
    assert here(store)["1"] == (True, False)


def test_all_marked_as_read_on_the_server_is_read_here(store: Store, server: FakeServer) -> None:
    run(store, server)
    for id_ in server.stored:
        server.set(id_, read=True)
    assert run(store, server, 1).marked == 3
    assert overview(store).unread == 0


def test_the_later_change_wins(store: Store, server: FakeServer) -> None:
    run(store, server)
    read(store, "1")
    run(store, server, 1)
    server.set("1", read=False)
    run(store, server, 2)
    assert here(store)["1"] == (False, False)
    read(store, "1")
    run(store, server, 3)
    assert server.state()["1"] == (True, False)


def test_a_star_is_kept_whoever_sets_it(store: Store, server: FakeServer) -> None:
    run(store, server)
    star(store, "1")
    server.set("1", starred=True)
    server.set("2", starred=True)
    run(store, server, 1)
    assert here(store) == server.state() == {"1": (False, True), "2": (False, True), "3": (False, False)}
    star(store, "1", "unstar")
    run(store, server, 2)
    assert server.state()["1"] == here(store)["1"] == (False, False)


def test_a_failing_server_is_a_failed_source_and_its_marks_wait(store: Store, server: FakeServer) -> None:
    run(store, server)
    read(store, "1")
    server.fault = unreachable
    for day in range(30):
        report = run_all(store, server, 24 * day + 1)
        assert (report.exit_code, report.sync and report.sync.pending) == (4, 1)
    (failure,) = report.failed
    assert failure == SourceFailure(ACCOUNT.url, "the server cannot be reached", "sync server", None, NOON)
    assert read_record(store).failing_since == hours(1)
    server.fault = lambda name, argument: None
    assert run(store, server, 721) == SyncReport(sent=1)
    assert read_record(store).error == "" and server.state()["1"] == (True, False)


def test_a_star_of_the_server_outlives_one_taken_back_here_while_it_was_offline(
    store: Store, server: FakeServer
) -> None:
    run(store, server)
    server.fault = unreachable
    star(store, "1")
    run(store, server, 1)
    star(store, "1", "unstar")
    run(store, server, 2)
    server.fault = lambda name, argument: None
    server.set("1", starred=True)
    run(store, server, 3)
    assert here(store)["1"] == server.state()["1"] == (False, True)


def test_what_the_server_has_already_is_not_sent_as_some_toggle_it(store: Store, server: FakeServer) -> None:
    run(store, server)
    for item in "12":
        read(store, item)
        star(store, item)
    server.set("1", read=True, starred=True)
    assert run(store, server, 1).sent == 2
    assert {ids for name, argument in server.calls if name == "mark" for ids in argument[1]} == {"2"}  # type: ignore[index]
    assert here(store) == server.state()


def test_a_busy_server_is_left_alone_for_as_long_as_it_asks(store: Store, server: FakeServer) -> None:
    def busy(name: str, argument: object) -> None:
        raise SyncError("too many requests", "busy", 7200)

    server.fault = busy
    run(store, server)
    server.calls.clear()
    report = run(store, server, 1)
    assert report.failure and report.failure.retry_at == hours(2) and server.calls == []
    server.fault = lambda name, argument: None
    assert run(store, server, 2).new == 3


@pytest.mark.parametrize("fails", ["mark", "marked", "feeds", "page", "unread", "starred", "items"])
def test_a_sync_that_fails_at_any_request_is_made_good_by_the_next(
    store: Store, server: FakeServer, fails: str
) -> None:
    server.page = 1
    run(store, server)
    read(store, "1")
    star(store, "2")
    server.set("3", read=True)
    server.add(4, "Floods in the north", at=RECENT + timedelta(hours=1), read=True)
    server.add(5, "An old story that was missed", at=NOON - timedelta(days=90), starred=True)
    number = 0

    def fault(name: str, argument: object) -> None:
        nonlocal number
        number += name == fails
        if name == fails and number == 1:
            raise SyncError("connection reset", "unreachable")

    server.fault = fault
    assert run(store, server, 1).failure
    undo(store, CONFIG)  # the star: also if the server has got it
    assert run(store, server, 2).failure is None
    assert here(store) == server.state()
    assert here(store) == {
        "1": (True, False), "2": (False, False), "3": (True, False), "4": (True, False), "5": (False, True)
    }  # fmt: skip


def test_a_mark_that_the_server_refuses_does_not_hold_up_the_others(store: Store, server: FakeServer) -> None:
    run(store, server)

    def fault(name: str, argument: object) -> None:
        if name == "mark" and "2" in argument[1]:  # type: ignore[index]
            raise SyncError("HTTP 400", "protocol")

    server.fault = fault
    for item in "123":
        read(store, item)
    report = run(store, server, 1)
    assert (report.sent, report.pending, report.failure) == (2, 1, None)
    assert "refused 1 mark" in report.notes[0]
    assert server.state() == {"1": (True, False), "2": (False, False), "3": (True, False)}


def test_old_items_come_if_they_are_unread_or_starred(store: Store, server: FakeServer) -> None:
    old = NOON - timedelta(days=400)
    server.add(10, "Old and unread", at=old)
    server.add(11, "Old and starred", at=old, read=True, starred=True)
    server.add(12, "Old and read", at=old, read=True)
    assert run(store, server).new == 5
    assert here(store) == {id_: state for id_, state in server.state().items() if id_ != "12"}


def test_starred_items_of_no_subscription_have_a_source(store: Store, server: FakeServer) -> None:
    server.add(9, "Kept from a feed of long ago", feed="feed/99", starred=True)
    run(store, server)
    assert here(store)["9"] == (False, True)
    assert [hit.article.title for hit in search_articles(store, "is:starred")] == ["Kept from a feed of long ago"]


def test_one_article_in_two_subscriptions_has_one_mark(store: Store, server: FakeServer) -> None:
    server.add(8, CALL_A.title, CALL_A.text, at=RECENT, feed="feed/2", url="https://news.example/1")
    assert run(store, server).new == 3
    server.set("8", read=True)
    run(store, server, 1)
    assert here(store) == server.state()
    assert server.state()["1"] == server.state()["8"] == (True, False)


def test_removed_articles_do_not_come_back_and_their_items_are_forgotten(store: Store, server: FakeServer) -> None:
    run(store, server)
    read(store, "1")
    read(store, "2")
    run(store, server, 1)
    prune(store, StoreConfig(keep_days=1, keep=()), now=NOON + timedelta(days=40))
    assert here(store) == {} and store.rows("SELECT id FROM remote_item") == []
    server.calls.clear()
    assert run(store, server, 41 * 24).new == 0
    assert run(store, server, 42 * 24).new == 0
    assert store.rows("SELECT id FROM remote_item") == [("3",)]
    assert [argument for name, argument in server.calls if name == "items"] == []


def test_another_account_begins_anew_with_the_marks_made_here(store: Store, server: FakeServer) -> None:
    run(store, server)
    star(store, "1")
    run(store, server, 1)
    other = FakeServer(server.subscriptions, {id_: replace(item, starred=False) for id_, item in server.stored.items()})
    config = replace(CONFIG, sync=replace(ACCOUNT, user="bob"))
    run(store, other, 2, config)
    assert other.state() == here(store) == {"1": (False, True), "2": (False, False), "3": (False, False)}


def test_subscriptions_that_all_vanish_are_kept(store: Store, server: FakeServer) -> None:
    run(store, server)
    server.subscriptions.clear()
    assert "no subscriptions any more" in run(store, server, 1).notes[0]
    places = [state.place for state in sources.states(store).values()]
    assert sorted(place for place in places if place is not None) == [0, 1]


def test_without_the_server_its_subscriptions_are_no_longer_sources(store: Store, server: FakeServer) -> None:
    run(store, server)
    refresh(store, replace(CONFIG, sync=SyncConfig()), now=hours(1))
    assert {state.place for state in sources.states(store).values()} == {None}
    assert len(list_threads(store)) == 2


def test_a_refresh_syncs_too_and_a_password_that_cannot_be_read_stops_nothing(store: Store, site: Site) -> None:
    report = refresh(store, replace(CONFIG, feeds=two_feeds(site)), now=NOON)
    assert (report.sources, report.new_articles, report.exit_code) == (3, 3, 3)
    (failure,) = report.failed
    assert "password_file" in failure.reason and failure.title == "sync server"


def test_time_runs_out(store: Store, server: FakeServer, monkeypatch: pytest.MonkeyPatch) -> None:
    from briefing.newsroom.ingest import sync_step

    server.page = 1
    monkeypatch.setattr(sync_step, "SECONDS", 0.0)
    monkeypatch.setattr(sync_step, "open_server", lambda config, context: server)
    read_in_time: list[int] = []
    for at in range(4):
        report = refresh(store, CONFIG, now=hours(at)).sync
        assert report
        read_in_time.append(report.new)
    assert read_in_time == [1, 1, 1, 0]
    assert here(store) == server.state()


def test_an_item_that_cannot_be_read_is_stored_without_its_text_and_the_others_with_it(
    store: Store, server: FakeServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    right = parse_jobs.read_items

    def refuse(body: bytes, job: parse_jobs.ItemsJob) -> parse_jobs.ParsedFeed:
        if b"hangs" in body:
            raise SourceError("took too long")
        return right(body, job)

    monkeypatch.setattr(parse_jobs, "read_items", refuse)
    server.add(4, "Harmful", "This hangs the parser.", at=RECENT)
    server.add(5, "Its title hangs it", at=RECENT)
    assert run(store, server).new == 4
    server.calls.clear()
    assert run(store, server, 1).new == 0
    assert [argument for name, argument in server.calls if name == "items"] == []
    texts = dict(store.rows("SELECT title, text FROM article JOIN content USING (number)"))
    assert texts["Harmful"] == "" and texts[QUAKE_A.title] == QUAKE_A.text.strip()


def test_hostile_values_are_cleaned_and_what_still_fails_is_a_failed_source(store: Store, server: FakeServer) -> None:
    odd = "\ud800 \x1b[31m\x00 <b>bold</b> \u202e " + "x" * 5000
    server.subscriptions.append(RemoteFeed("feed/3", "javascript:" + odd, odd, odd, (odd, "", "two\nlines")))
    server.add(4, odd, odd, at=RECENT, feed="feed/3", url="javascript:alert(1)")
    server.add(5, "", at=RECENT, feed="")
    assert run(store, server).new == 5
    assert not any("\x1b" in title or "\ud800" in title for (title,) in store.rows("SELECT title FROM article"))
    (tags,) = store.row("SELECT tags FROM source WHERE title LIKE '%bold%'")
    assert tags.endswith("\ntwo-lines")

    def fault(name: str, argument: object) -> None:
        raise RecursionError("too deep")

    server.fault = fault
    report = run(store, server, 1)
    assert report.failure and report.failure.reason == "cannot be read (RecursionError: too deep)"


def test_a_sync_can_be_stopped_by_its_progress_and_continues_there(store: Store, server: FakeServer) -> None:
    class StoppedError(Exception):
        pass

    def stop(progress: Progress) -> None:
        if progress.stage == "items":
            raise StoppedError

    server.page = 1
    with pytest.raises(StoppedError):
        sync(store, CONFIG, now=NOON, server=server, on_progress=stop)
    assert read_record(store).error == ""
    assert run(store, server, 1).new == 2  # the first page was stored
    assert here(store) == server.state()


def test_sync_needs_a_server(store: Store) -> None:
    with pytest.raises(UsageError, match="no server to sync with"):
        sync(store, Config())


Fault = Callable[[str, object], None]


def test_marks_made_while_they_are_sent_are_sent_next(store: Store, server: FakeServer) -> None:
    run(store, server)
    star(store, "1")

    def fault(name: str, argument: object) -> None:
        if name == "mark" and argument == ("starred", ("1",)):
            star(store, "1", "unstar")

    server.fault = fault
    run(store, server, 1)
    assert server.state()["1"] == here(store)["1"] == (False, False)


def test_items_stay_those_of_their_article_when_it_gets_another_id(store: Store, server: FakeServer) -> None:
    run(store, server)
    store.run("UPDATE article SET id = 'other' WHERE id = ?", (article(store, "1"),))
    mark_read(store, ["other"], now=NOON)
    run(store, server, 1)
    assert server.state()["1"] == (True, False)
    assert articles.stored(store, ["other"])
