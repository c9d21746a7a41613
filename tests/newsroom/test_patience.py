"""Refresh does as servers say: where and when to ask, and when to ask no more. Real sockets, stored in between."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from briefing.config import Config, FeedConfig
from briefing.errors import EXIT_NO_SOURCE, EXIT_OK, EXIT_SOME_FAILED, NotFoundError
from briefing.model import Health
from briefing.newsroom import RefreshReport, diagnose, open_store, overview, refresh
from briefing.store import sources
from briefing.store.stored_values import SourceState
from briefing.web import Fetcher
from tests.newsroom.conftest import NOON, hours
from tests.newsroom.content import configure
from tests.web.server import FaultServer, answer, redirect

ITEM = "<item><title>The story of {0} in a headline</title><link>https://news.example/{0}</link></item>"
MOVED = "301 Moved Permanently"


def rss(*names: str) -> bytes:
    items = "".join(ITEM.format(name) for name in names)
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>News</title>{items}</channel></rss>'.encode()


def run(path: Path, config: Config, hour: float = 0, only: tuple[str, ...] = ()) -> RefreshReport:
    with open_store(path) as store:
        return refresh(store, config, now=hours(hour), only=only)


def feed(url: str, title: str = "One") -> FeedConfig:
    return FeedConfig(url, title, full_text="never")


def health(path: Path) -> Health:
    with open_store(path, readonly=True) as store:
        return overview(store).health


def state(path: Path) -> SourceState:
    with open_store(path, readonly=True) as store:
        (state,) = sources.states(store).values()
        return state


def requested_paths(server: FaultServer) -> list[str]:
    """Paths that were requested since the last call."""
    with server.lock:
        paths = [request.split(" ", 2)[1] for request in server.asked]
        server.asked.clear()
    return paths


def test_feed_that_has_moved_for_good_is_asked_there_from_then_on(server: FaultServer, path: Path) -> None:
    old = server.serve("/old", redirect("/new", MOVED))
    new = server.serve("/new", answer(rss("a"), 'ETag: "1"'))
    config = configure(feed(old))
    assert run(path, config).new_articles == 1
    assert requested_paths(server) == ["/old", "/new"]
    assert health(path).moved[0].reason == f"moved to {new}"
    server.serve("/new", answer(rss("a", "b")))
    assert run(path, config, 1).new_articles == 1
    assert requested_paths(server) == ["/new"]
    assert [s.location for s in health(path).moved] == [old]


def test_feed_that_ends_early_is_asked_for_again_as_a_whole(server: FaultServer, path: Path) -> None:
    tags = ('ETag: "1"', "Last-Modified: Sun, 01 Mar 2026 08:00:00 GMT", "Cache-Control: max-age=3600")
    whole = rss("a", "b", "c")
    config = configure(feed(server.serve("/feed", answer(whole[: whole.rindex(b"</title>")], *tags))))
    for hour, new in ((0.0, 2), (0.1, 0)):  # the second answer has the same bytes
        report = run(path, config, hour)
        assert (report.new_articles, report.exit_code, report.failed) == (new, EXIT_OK, ())
        assert [note.reason for note in report.notes] == ["the feed ended early; its last entry was left out"]
        left = state(path)
        assert (left.etag, left.last_modified, left.body_hash, left.ask_after, left.failures) == ("", "", "", None, 0)
    with open_store(path, readonly=True) as store:
        (finding,) = [each for each in diagnose(config, store, hours(0.2)) if each.area == "feed"]
        assert finding.problem == report.notes[0].reason and not finding.serious
    assert requested_paths(server) == ["/feed"] * 2
    server.serve("/feed", answer(whole, *tags))
    assert run(path, config, 0.3).new_articles == 1
    assert state(path).etag == '"1"' and state(path).error == ""


def test_feed_that_ends_before_its_first_entry_fails_and_is_kept_as_it_was(server: FaultServer, path: Path) -> None:
    config = configure(feed(server.serve("/feed", answer(rss("a"), 'ETag: "1"'))))
    run(path, config)
    server.serve("/feed", answer(rss("a")[:-40], 'ETag: "2"'))
    report = run(path, config, 1)
    assert "ended early" in report.failed[0].reason and state(path).etag == '"1"'
    server.serve("/feed", answer(rss("a", "b"), 'ETag: "3"'))
    assert run(path, config, 2).new_articles == 1


def test_feed_without_the_end_of_its_root_keeps_all_its_entries(server: FaultServer, path: Path) -> None:
    body = rss("a", "b").removesuffix(b"</channel></rss>")
    report = run(path, configure(feed(server.serve("/feed", answer(body, 'ETag: "1"')))))
    assert (report.new_articles, report.notes, state(path).etag) == (2, (), "")


def test_feed_that_moves_for_a_while_is_asked_where_it_was(server: FaultServer, path: Path) -> None:
    config = configure(feed(server.serve("/old", redirect("/new", "307 Temporary Redirect"))))
    server.serve("/new", answer(rss("a")))
    run(path, config)
    run(path, config, 1)
    assert requested_paths(server) == ["/old", "/new"] * 2
    assert health(path).moved == ()


def test_move_to_what_is_no_feed_is_not_remembered(server: FaultServer, path: Path) -> None:
    server.serve("/login", answer(b"<html><body>Welcome to the hotel. Please log in.</body></html>"))
    config = configure(feed(server.serve("/feed", redirect("/login", MOVED))))
    assert run(path, config).exit_code == EXIT_NO_SOURCE
    assert state(path).moved_to == ""


def test_new_address_that_fails_gives_way_to_the_old_one(server: FaultServer, path: Path) -> None:
    old = server.serve("/old", redirect("/new", MOVED))
    server.serve("/new", answer(rss("a")))
    config = configure(feed(old))
    run(path, config)
    server.serve("/new", answer(status="410 Gone"))
    server.serve("/old", answer(rss("a", "b")))
    assert run(path, config, 1).exit_code == EXIT_NO_SOURCE
    assert run(path, config, 2).new_articles == 1
    assert health(path).moved == health(path).paused == ()


def test_two_addresses_that_send_each_other_along_end(server: FaultServer, path: Path) -> None:
    config = configure(feed(server.serve("/a", redirect("/b", MOVED))))
    server.serve("/b", answer(rss("x")))
    run(path, config)
    server.serve("/b", redirect("/a", MOVED))
    server.serve("/a", answer(rss("x", "y")))
    assert run(path, config, 1).new_articles == 1
    assert state(path).moved_to == ""
    server.serve("/a", redirect("/b", MOVED))
    assert run(path, config, 2).failed[0].reason == "redirects go round in circles"


def test_feed_cannot_be_moved_into_a_private_network(server: FaultServer, path: Path) -> None:
    inside = server.serve("/inside", answer(rss("a")))
    config = configure(feed("http://feeds.example/rss"))
    with open_store(path) as store, Fetcher(config.fetch, resolver=lambda host, port: ["93.184.216.34"]) as fetcher:
        sources.configure(store, [])
        refresh(store, configure(), fetcher=fetcher, now=NOON)
        store.run(
            "INSERT INTO source (id, kind, location, title, moved_to) SELECT ?, 'feed', ?, '', ?",
            (sources_id := _id(config), config.feeds[0].url, inside),
        )
        report = refresh(store, config, fetcher=fetcher, now=NOON)
        assert "private network" in report.failed[0].reason
        assert sources.states(store)[sources_id].moved_to == ""
    assert requested_paths(server) == []


def _id(config: Config) -> str:
    from briefing.newsroom.ingest.update_plan import configured_sources

    return configured_sources(config)[0].id


def test_password_goes_along_to_a_new_address_of_the_same_site_and_is_not_stored(
    server: FaultServer, path: Path
) -> None:
    url = server.serve("/old", redirect("/new", MOVED))
    server.serve("/new", answer(rss("a")))
    config = configure(feed(url.replace("://", "://ann:secret@")))
    run(path, config)
    assert "secret" not in state(path).moved_to
    server.asked.clear()
    run(path, config, 1)
    assert "/new" in server.asked[0] and "authorization: basic" in server.asked[0].lower()


def test_feed_that_is_gone_is_paused_until_it_is_asked_by_hand(server: FaultServer, path: Path) -> None:
    gone = server.serve("/gone", answer(status="410 Gone"))
    config = configure(feed(gone, "Gone"), feed(server.serve("/one", answer(rss("a")))))
    report = run(path, config)
    assert (report.exit_code, report.failed[0].title) == (EXIT_SOME_FAILED, "Gone")
    requested_paths(server)
    assert run(path, config, 1000).exit_code == EXIT_OK
    assert requested_paths(server) == ["/one"]
    assert [s.title for s in health(path).paused] == ["Gone"]
    assert health(path).failed == ()
    server.serve("/gone", answer(rss("b")))
    assert run(path, config, 1001, ("gone",)).new_articles == 1
    assert requested_paths(server) == ["/gone"]
    assert health(path).paused == ()


def test_busy_server_is_left_alone_for_as_long_as_it_says(server: FaultServer, path: Path) -> None:
    busy = server.serve("/busy", answer(b"", "Retry-After: 7200", status="429 Too Many Requests"))
    # Under another name, as the others of a busy server are put off with it.
    other = server.serve("/one", answer(rss("a"))).replace("127.0.0.1", "localhost")
    config = configure(feed(busy, "Busy"), feed(other))
    run(path, config)
    requested_paths(server)
    report = run(path, config, 1)
    assert requested_paths(server) == ["/one"]
    assert (report.exit_code, report.sources) == (EXIT_SOME_FAILED, 2)
    assert (report.failed[0].title, report.failed[0].retry_at) == ("Busy", hours(2))
    assert health(path).failed == report.failed
    run(path, config, 1, (busy,))
    assert requested_paths(server) == ["/busy"]
    run(path, config, 3)
    assert requested_paths(server).count("/busy") == 1


def test_other_feeds_of_a_busy_server_are_put_off_and_have_not_failed(server: FaultServer, path: Path) -> None:
    busy = server.serve("/busy", answer(b"", "Retry-After: 7200", status="429 Too Many Requests"))
    others = [feed(server.serve(f"/{name}", answer(rss(name))), name) for name in "ab"]
    config = configure(feed(busy, "Busy"), *others)
    config = replace(config, fetch=replace(config.fetch, per_host=1))
    report = run(path, config)
    assert requested_paths(server) == ["/busy"]
    assert (report.exit_code, [failure.title for failure in report.failed]) == (EXIT_SOME_FAILED, ["Busy"])
    assert run(path, config, 1).new_articles == 0
    assert requested_paths(server) == []
    server.serve("/busy", answer(rss("c")))
    assert run(path, config, 2.1).new_articles == 3
    assert health(path).failed == ()


def test_feed_that_fails_again_and_again_is_asked_less_and_less(server: FaultServer, path: Path) -> None:
    config = configure(feed(server.serve("/broken", answer(status="500 Oops"))))
    times = []
    for hour in range(48):
        run(path, config, hour)
        times += [hour] if requested_paths(server) else []
    assert times == [0, 1, 2, 3, 5, 9, 17, 33]
    server.serve("/broken", answer(rss("a")))
    assert run(path, config, 57).new_articles == 1
    assert (state(path).failures, state(path).ask_after) == (0, None)


def test_feed_that_says_it_is_fresh_is_not_asked_and_counts_as_unchanged(server: FaultServer, path: Path) -> None:
    config = configure(feed(server.serve("/feed", answer(rss("a"), "Cache-Control: max-age=900"))))
    run(path, config)
    assert requested_paths(server) == ["/feed"]
    report = run(path, config, 0.1)
    assert (requested_paths(server), report.unchanged, report.exit_code) == ([], 1, EXIT_OK)
    run(path, config, 0.25)
    assert requested_paths(server) == ["/feed"]


def test_without_network_no_feed_is_left_alone(path: Path) -> None:
    config = configure(*(feed(f"http://127.0.0.1:9/{n}", f"F{n}") for n in range(3)))
    for hour in range(4):
        report = run(path, config, hour)
        assert len(report.failed) == 3
        assert all(failure.retry_at is None for failure in report.failed)


def test_name_of_no_source(server: FaultServer, path: Path) -> None:
    config = configure(feed(server.serve("/feed", answer(rss("a")))))
    with pytest.raises(NotFoundError, match="no source is called 'two'"):
        run(path, config, 0, ("two",))
    assert requested_paths(server) == []


def test_time_of_the_next_try_is_told_and_grows_with_the_failures(server: FaultServer, path: Path) -> None:
    config = configure(feed(server.serve("/broken", answer(status="500 Oops"))))
    run(path, config)
    assert run(path, config, 1).failed[0].retry_at == hours(1) + timedelta(minutes=29)
