"""Findings about feeds, seeds and store, from stored state only."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from briefing.config import Config, FeedConfig, SeedConfig
from briefing.errors import StoreError
from briefing.model import FeedReport, Finding, Source, stable_id
from briefing.newsroom import diagnose, list_feeds, open_store, store_finding
from briefing.store import Store, key_values, skip_records, sources
from briefing.store.stored_values import Draft, Plan, SeenEntry, SourceState
from tests.newsroom.conftest import NOON, hours
from tests.store.factories import article, with_thread

URL = "https://one.example/feed"
CONFIG = Config(feeds=(FeedConfig(URL, "One"),))
SOURCE = Source(stable_id(URL), "feed", URL, "One")
OK = SourceState(SOURCE, place=0, checked=NOON, ok=NOON, brought=NOON)


def report(store: Store, state: SourceState, hour: float = 0) -> FeedReport:
    sources.write_states(store, [state])
    (feed,) = list_feeds(CONFIG, store, hours(hour))
    return feed


def findings(store: Store, config: Config = CONFIG) -> list[Finding]:
    return [finding for finding in diagnose(config, store, hours(1)) if finding.area != "store"]


@pytest.fixture(autouse=True)
def refreshed(store: Store) -> None:
    key_values.put(store, sources.REFRESHED, NOON)


def test_feed_that_fails_tells_since_when_until_it_answers(store: Store) -> None:
    assert report(store, OK).failing_since is None
    for hour in (1, 2, 3):
        failing = replace(OK, failures=hour, error="HTTP 500", checked=hours(hour))
        assert report(store, failing).failing_since == hours(1)
    (finding,) = findings(store)
    assert (finding.since, finding.problem) == (hours(1), "HTTP 500, 3 times in a row")
    assert report(store, OK).failing_since is None and findings(store) == []
    assert report(store, replace(OK, failures=1, checked=hours(5))).failing_since == hours(5)


def test_failures_of_before_anybody_noted_them_count_from_the_first_one_seen(store: Store) -> None:
    failing = replace(OK, failures=7, error="x", checked=hours(1))
    assert report(store, failing).failing_since == hours(1)


def test_condition_of_a_feed_follows_its_last_answers(store: Store) -> None:
    assert list_feeds(CONFIG, None, NOON) == [FeedReport(URL, "One")]
    assert report(store, OK).condition == "ok"
    assert report(store, replace(OK, failures=1, error="x")).condition == "failing"
    assert report(store, replace(OK, failures=1, error="gone for good", gone=True)).condition == "gone"
    assert "feeds remove" in findings(store)[0].advice
    assert report(store, replace(OK, brought=NOON - timedelta(days=31))).condition == "silent"
    (silent,) = findings(store)
    assert (silent.problem, silent.serious) == ("answers, but has nothing new", False)
    assert report(store, replace(OK, brought=NOON - timedelta(days=29))).condition == "ok"


def test_feed_that_has_moved_and_feeds_that_are_the_same(store: Store) -> None:
    assert report(store, replace(OK, moved_to="https://new.example/")).moved_to == "https://new.example/"
    twins = Config(feeds=(*CONFIG.feeds, FeedConfig("http://www.one.example/feed/")))
    assert [(finding.subject, finding.problem, finding.serious) for finding in findings(store, twins)] == [
        (URL, "has moved for good to https://new.example/", False),
        ("http://www.one.example/feed/", f"is the same feed as {URL}", False),
    ]


def test_entries_a_week_are_those_of_four_weeks_or_since_the_first(store: Store) -> None:
    days = (0, 1, 2, 40)
    items = [article(str(day), published=NOON - timedelta(days=day)) for day in days]
    heard = tuple(SeenEntry(item.id, "print", item.id) for item in items)
    sources.write_plan(store, Plan(OK, heard, tuple(Draft(item) for item in items)))
    feed = report(store, OK)
    assert (feed.entries, feed.entries_a_week, feed.last_entry) == (4, 0.75, NOON)
    active = sources.activity(store, [SOURCE.id, "nobody"], NOON - timedelta(days=2))
    assert (active[SOURCE.id].recent, active[SOURCE.id].oldest, len(active)) == (3, NOON - timedelta(days=40), 1)


def test_feed_is_silent_after_thirty_days(store: Store) -> None:
    limit = timedelta(days=30)
    assert report(store, replace(OK, brought=NOON - limit)).condition == "ok"
    assert report(store, replace(OK, brought=NOON - limit - timedelta(seconds=1))).condition == "silent"
    assert report(store, replace(OK, brought=None)).condition == "ok"
    assert report(store, replace(OK, checked=None)).condition == "new"


@pytest.mark.parametrize(("oldest", "rate"), [(3, 3), (7, 3), (10.5, 2), (14, 1.5), (28, 0.75), (35, 0.5), (11, 1.91)])
def test_rate_is_that_of_one_to_four_weeks(store: Store, oldest: float, rate: float) -> None:
    items = [article(str(day), published=NOON - timedelta(days=day)) for day in (1, 2, oldest)]
    heard = tuple(SeenEntry(item.id, "print", item.id) for item in items)
    sources.write_plan(store, Plan(OK, heard, tuple(Draft(item) for item in items)))
    assert report(store, OK).entries_a_week == rate


def test_time_of_the_next_request_is_that_of_the_future(store: Store) -> None:
    for ask_after, shown in ((hours(1), None), (hours(2), hours(2)), (None, None)):
        assert report(store, replace(OK, ask_after=ask_after), hour=1).ask_after == shown


def test_failing_feed_tells_how_often_and_what_to_do(store: Store) -> None:
    for failures, times in ((1, ""), (2, ", 2 times in a row")):
        report(store, replace(OK, failures=failures, error="HTTP 500"))
        (finding,) = findings(store)
        assert (finding.problem, finding.serious, finding.title) == (f"HTTP 500{times}", True, "One")
        assert f"`briefing refresh {URL}` tries it now" in finding.advice
    skip_records.write(store, [skip_records.Skip("source", SOURCE.id, "takes too long", "x")], NOON)
    assert findings(store)[0].advice.startswith("nothing; it is read again once it changes")


def test_feed_that_was_read_in_part_may_be_whole_next_time(store: Store) -> None:
    report(store, replace(OK, error="ended early"))
    (finding,) = findings(store)
    assert (finding.problem, finding.serious, finding.since) == ("ended early", False, NOON)


def test_refused_versions_are_counted_by_feed(store: Store) -> None:
    items = [article(name) for name in "ab"]
    for number, which in ((1, "an article"), (2, "2 articles")):
        heard = tuple(SeenEntry(item.id, "print", item.id, refused="its text is empty") for item in items[:number])
        sources.write_plan(store, Plan(OK, heard, tuple(Draft(item) for item in items)))
        (finding,) = findings(store)
        assert finding.problem.startswith(f"has a worse version of {which} than is stored, which was kept: 'Title ")
        assert not finding.serious
        assert findings(store, Config()) == []


def test_skipped_articles_and_threads_are_listed_and_sources_are_not(store: Store) -> None:
    item = article("a")
    with_thread(store, "t1", item)
    found = [("source", SOURCE.id), ("article", item.id), ("page", item.id), ("thread", "t1")]
    skip_records.write(store, [skip_records.Skip(kind, id_, "too long") for kind, id_ in found], hours(0.5))  # type: ignore[arg-type]
    listed = {(each.area, each.subject, each.problem.partition(":")[0], each.since) for each in findings(store)}
    assert listed == {
        ("article", item.url, "listed without summary and quotes", hours(0.5)),
        ("article", item.url, "shown as its feed has it, without its page", hours(0.5)),
        ("thread", "t1", "listed without a new summary", hours(0.5)),
    }


def test_index_that_lacks_articles_is_found(store: Store) -> None:
    with_thread(store, "t1", article("a"))
    assert not [each for each in diagnose(Config(), store, hours(1)) if each.area == "store"]
    store.run("DELETE FROM search")
    (finding,) = diagnose(Config(), store, hours(1))
    assert finding.problem.startswith("1 of its articles are not in its search index") and "rebuild" in finding.advice


def test_outdated_analyses_are_counted(store: Store) -> None:
    with_thread(store, "t1", article("a"), article("b"))
    store.run("UPDATE article SET analysed = 0 WHERE id = ?", (article("a").id,))
    (finding,) = diagnose(Config(), store, hours(1))
    assert finding.problem.startswith("1 of 2 articles have quotes and names from an earlier version")
    assert not finding.serious


def test_store_is_stale_after_three_days(store: Store) -> None:
    limit = NOON + timedelta(days=3)
    assert diagnose(Config(), store, limit) == []
    assert len(diagnose(Config(), store, limit + timedelta(seconds=1))) == 1
    store.run("DELETE FROM moment")
    (finding,) = diagnose(Config(), store, NOON)
    assert (finding.problem, finding.since) == ("no refresh has ever finished", None)


def test_newest_backup_is_named_for_a_damaged_store(path: Path) -> None:
    error = StoreError(f"{path}: the store is damaged; move it away and refresh, or put a backup in its place")
    assert store_finding(path, error).advice == "move it away and refresh, or put a backup in its place"
    for number, name in enumerate(("briefing.db.schema-9.bak", "briefing.db.schema-8.bak", "other.db.schema-9.bak")):
        path.with_name(name).touch()
        os.utime(path.with_name(name), (number, number))
    assert store_finding(path, error).advice == (
        f"move it away and refresh, or put {path.with_name('briefing.db.schema-8.bak')} in its place, "
        "as it was before a change of the schema"
    )
    assert store_finding(path, StoreError("x")).advice == "move it away and refresh"


def test_seed_that_is_missing_or_cannot_be_read(store: Store, tmp_path: Path) -> None:
    broken = tmp_path / "seed.txt"
    broken.write_text("x")
    source = Source(stable_id(str(broken)), "file", str(broken))
    sources.write_states(store, [SourceState(source, place=0, failures=1, error="binary", checked=NOON)])
    config = Config(seeds=(SeedConfig(broken), SeedConfig(tmp_path / "no")))
    assert [(Path(f.subject).name, f.problem) for f in findings(store, config)] == [
        ("no", "does not exist"),
        ("seed.txt", "binary"),
    ]


def test_store_without_refresh_for_long_is_told(store: Store) -> None:
    assert diagnose(Config(), store, hours(1)) == []
    (stale,) = diagnose(Config(), store, hours(24 * 4))
    assert (stale.problem, stale.serious, stale.since) == ("no refresh for days", False, NOON)


def test_damaged_store_is_told(path: Path, store: Store) -> None:
    assert sources.integrity(store) == []
    store.run("PRAGMA foreign_keys = OFF")
    store.run("INSERT INTO entry (source_id, key, fingerprint, article_id) VALUES ('nobody', 'k', 'f', 'a')")
    assert sources.integrity(store) == ["1 rows refer to others that are not there"]
    (loose,) = diagnose(Config(), store, hours(1))
    assert loose.area == "store" and loose.problem.startswith("damaged: 1 rows")
    store.run("DELETE FROM entry")
    store.rows("PRAGMA wal_checkpoint(TRUNCATE)")
    store.close()
    data = bytearray(path.read_bytes())
    data[4096 * 3 : 4096 * 6] = b"\xff" * 4096 * 3
    path.write_bytes(data)
    with pytest.raises(StoreError) as caught, open_store(path, readonly=True) as opened:
        assert not diagnose(CONFIG, opened, hours(1))
    finding = store_finding(path, caught.value)
    assert "damaged" in finding.problem and finding.serious


def test_store_that_another_version_wrote_is_not_to_be_thrown_away(store: Store, path: Path) -> None:
    store.close()
    for version, problem, advice in (
        (1, "written by an older briefing", "`briefing refresh` brings it up to date"),
        (999, "written by a newer briefing", "update briefing"),
    ):
        with closing(sqlite3.connect(path)) as db:
            db.execute(f"PRAGMA user_version = {version}")
        with pytest.raises(StoreError) as caught:
            open_store(path, readonly=True)
        path.with_name(f"{path.name}.schema-9.bak").touch()
        finding = store_finding(path, caught.value)
        assert (finding.problem.partition(" (")[0], finding.advice) == (problem, advice)
