"""What becomes of the answers of sources: states, plans, counts and failures, without a network."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from types import SimpleNamespace
from typing import Any, cast

import pytest

from briefing.errors import SourceError, StoreError
from briefing.model import Article, Source, SourceFailure, stable_id
from briefing.newsroom.ingest import fetch_sources
from briefing.newsroom.ingest.context import RefreshContext
from briefing.newsroom.ingest.entry_keys import ParsedEntry
from briefing.newsroom.ingest.feed_requests import FeedRequests
from briefing.newsroom.ingest.fetch_sources import Answer, Outcome, UnreadableError, feed_update, is_unchanged
from briefing.newsroom.ingest.parse_jobs import ParsedFeed
from briefing.newsroom.ingest.update_plan import body_hash
from briefing.newsroom.processes.pool import AbandonedJobError, Workers
from briefing.newsroom.results import Progress
from briefing.store import Store, skip_records, sources
from briefing.store.skip_records import Skip
from briefing.store.stored_values import Plan, SeenEntry, SourceState
from briefing.web import Fetched, FetchFailed, NotModified, Request
from tests.newsroom.conftest import NOON, hours
from tests.table import table

URL = "https://n.example/feed"
FEED = Source(stable_id(URL), "feed", URL, "North")
STATE = SourceState(FEED, 0, etag="e0", last_modified="m0", body_hash="h0", checked=hours(-1), ok=hours(-1))
FILE = SourceState(Source("file", "file", "/seed.txt"), 1)
FETCHED = Fetched(URL, URL, 200, b"", etag="e1", last_modified="m1")
FORM = SeenEntry("k", "print", "id", "g", "id", "t", hours(-2))
ENTRY = ParsedEntry(FORM, Article("id", "", "Title", "Text.", published=hours(-2)))


def numbered(*states: SourceState) -> list[SourceState]:
    return [replace(s, source=replace(s.source, id=str(n), title=str(n)), place=n) for n, s in enumerate(states)]


def update(store: Store, answer: Answer, state: SourceState = STATE) -> Plan | SourceState:
    sources.write_states(store, [STATE])
    return feed_update(store, state, answer, NOON)


def feed(*entries: ParsedEntry, title: str = "Its title", is_cut: bool = False) -> ParsedFeed:
    return ParsedFeed(title, entries, is_cut, "ended early" if is_cut else "")


def test_answer_without_news_renews_the_state(store: Store) -> None:
    after = update(store, Answer(NotModified(URL, max_age=600)))
    assert isinstance(after, SourceState)
    assert (after.checked, after.etag, after.body_hash, after.ask_after) == (NOON, "e0", "h0", hours(9 / 60))
    after = update(store, Answer(FETCHED, "h0"))
    assert isinstance(after, SourceState)
    assert (after.etag, after.last_modified, after.body_hash, after.error) == ("e1", "m1", "h0", "")


@pytest.mark.parametrize(
    ("stored", "answered", "after"),
    [(None, True, True), (None, False, False), (True, True, True), (True, False, False), (False, True, False)],
)
def test_feed_is_private_while_all_its_answers_came_from_there(
    store: Store, stored: bool | None, answered: bool, after: bool
) -> None:
    state = replace(STATE, from_private=stored)
    renewed = update(store, Answer(NotModified(URL, from_private=answered)), state)
    assert isinstance(renewed, SourceState) and renewed.from_private is after


def test_new_content_is_planned_under_the_title_of_the_user_or_of_the_feed(store: Store) -> None:
    plan = update(store, Answer(FETCHED, "h1", feed(ENTRY)))
    assert isinstance(plan, Plan)
    assert (plan.state.body_hash, plan.state.source.title, plan.brought) == ("h1", "North", 1)
    untitled = replace(STATE, source=replace(FEED, title=""))
    plan = update(store, Answer(FETCHED, "h1", feed(ENTRY)), untitled)
    assert isinstance(plan, Plan) and plan.state.source.title == "Its title"


def test_feed_that_is_cut_is_requested_in_full_again(store: Store) -> None:
    plan = update(store, Answer(replace(FETCHED, max_age=900), "h1", feed(ENTRY, is_cut=True)))
    assert isinstance(plan, Plan)
    after = plan.state
    assert (after.etag, after.last_modified, after.body_hash, after.ask_after) == ("", "", "", None)
    assert (after.error, after.failures) == ("ended early", 0)


def test_failures_of_a_feed(store: Store) -> None:
    failure = FetchFailed(URL, "HTTP 503", 503, retry_after=7200)
    after = update(store, Answer(failure))
    assert isinstance(after, SourceState)
    assert (after.failures, after.error, after.ask_after) == (1, "HTTP 503", hours(2))
    for seconds, wait in ((3600.0, hours(1)), (None, None)):
        postponed = update(store, Answer(replace(failure, was_sent=False, retry_after=seconds)))
        assert isinstance(postponed, SourceState)
        assert (postponed.failures, postponed.error, postponed.ask_after) == (0, "", wait)
    with pytest.raises(SourceError, match="no feed") as caught:
        update(store, Answer(FETCHED, "h1", error="no feed"))
    assert not isinstance(caught.value, UnreadableError)
    with pytest.raises(UnreadableError, match="too long") as abandoned:
        update(store, Answer(FETCHED, "h1", error="too long", abandoned=True))
    assert abandoned.value.content == "h1"


def test_only_a_failure_without_a_status_is_no_answer() -> None:
    assert Answer(FetchFailed(URL, "no such host")).unanswered
    assert not Answer(FetchFailed(URL, "HTTP 500", 500)).unanswered
    assert not Answer(NotModified(URL)).unanswered


@table(
    ("known", "requested", "same"),
    [
        (FORM, hours(-1), True),
        (FORM, None, True),
        (FORM, hours(-2), True),
        (FORM, hours(-3), False),
        (None, hours(-1), False),
        (replace(FORM, fingerprint="other"), hours(-1), False),
        (replace(FORM, published=None), hours(-1), False),
        (replace(FORM, title="other"), hours(-1), False),
        (replace(FORM, guid="other"), hours(-1), False),
    ],
)
def test_entry_is_unchanged_with_its_date_unless_that_was_in_the_future(
    known: SeenEntry | None, requested: Any, same: bool
) -> None:
    assert is_unchanged(ENTRY, known, requested) is same


def test_entry_without_a_date_is_unchanged() -> None:
    undated = replace(FORM, published=None)
    assert is_unchanged(replace(ENTRY, form=undated), undated, hours(-9))


def test_second_answer_with_the_same_entries_changes_nothing(store: Store) -> None:
    plan = update(store, Answer(FETCHED, "h1", feed(ENTRY)))
    assert isinstance(plan, Plan)
    sources.write_plan(store, plan)
    again = update(store, Answer(FETCHED, "h2", feed(ENTRY)), plan.state)
    assert isinstance(again, Plan)
    assert (again.drafts, again.entries, again.brought, again.state.body_hash) == ((), (), 0, "h2")


@table(
    ("moved_to", "private", "url", "allow"),
    [
        ("", None, "https://u:p@n.example/feed", True),
        ("https://n.example/new", None, "https://u:p@n.example/new", False),
        ("https://n.example/new", True, "https://u:p@n.example/new", True),
        ("https://m.example/new", False, "https://m.example/new", False),
    ],
)
def test_feed_is_requested_where_it_has_moved_to_and_not_in_private_networks(
    moved_to: str, private: bool | None, url: str, allow: bool
) -> None:
    location = replace(FEED, location="https://u:p@n.example/feed")
    state = replace(STATE, source=location, moved_to=moved_to, from_private=private)
    assert FeedRequests().of_feed(state) == Request(url, "e0", "m0", allow_private=allow)


def guarded(error: Exception, state: SourceState = STATE) -> tuple[Plan | SourceState, Outcome]:
    def fail() -> Plan:
        raise error

    outcome = Outcome(1)
    return fetch_sources._guarded(outcome, state, NOON, fail), outcome


def test_error_of_one_source_is_its_failure() -> None:
    after, outcome = guarded(SourceError("no feed"))
    assert isinstance(after, SourceState) and (after.error, after.failures, outcome.skips) == ("no feed", 1, [])
    after, outcome = guarded(UnreadableError("too long", "h1"))
    assert isinstance(after, SourceState) and after.error == "too long"
    assert outcome.skips == [Skip("source", FEED.id, "too long", "h1")]
    after, _ = guarded(ZeroDivisionError("by zero"))
    assert isinstance(after, SourceState) and after.error == "cannot be read (ZeroDivisionError: by zero)"
    for error in (StoreError("full"), MemoryError()):
        with pytest.raises(type(error)):
            guarded(error)


def test_only_feeds_wait_after_failures() -> None:
    twice = replace(STATE, failures=1)
    assert fetch_sources._failed_state(twice, NOON, "no").ask_after is not None
    assert fetch_sources._failed_state(replace(FILE, failures=1), NOON, "no").ask_after is None


def recorded(store: Store, outcome: Outcome, made: Plan | SourceState) -> Progress:
    return fetch_sources._record(store, outcome, made)


def test_updates_are_counted_and_reported(store: Store) -> None:
    outcome = Outcome(4)
    sources.write_states(store, [STATE])
    plan = update(store, Answer(FETCHED, "h1", feed(ENTRY, is_cut=True)))
    assert isinstance(plan, Plan)
    assert recorded(store, outcome, replace(plan, refused=("'A': cut",))) == Progress("feeds", 1, 4, "North", 1, 0)
    assert [failure.reason for failure in outcome.notes] == ["ended early"]
    assert outcome.refused[0].reason.endswith("than is stored, which was kept: 'A': cut")
    assert recorded(store, outcome, STATE) == Progress("feeds", 2, 4, "North", 1, 0)
    login = replace(STATE, source=replace(FEED, title="", location="https://u:p@n.example/feed"), error="no")
    assert recorded(store, outcome, login) == Progress("feeds", 3, 4, "https://***@n.example/feed", 1, 1)
    assert (outcome.unchanged, outcome.failing, outcome.brought, outcome.states) == (1, 1, 1, [STATE, login])
    assert [failure.location for failure in outcome.failed] == ["https://***@n.example/feed"]


def test_failures_stand_in_the_order_of_the_configuration() -> None:
    first, second, third = numbered(*[replace(STATE, error="no", failures=1)] * 3)
    outcome = Outcome(4, states=[third, first], not_due=[second, replace(STATE, error="")])
    assert [failure.title for failure in outcome.failed] == ["0", "1", "2"]
    assert outcome.failed[0] == SourceFailure(URL, "no", "0", None)


def test_sources_that_are_not_due_count_as_they_were() -> None:
    outcome = Outcome(3)
    failing, gone = replace(STATE, failures=1, error="no"), replace(STATE, failures=1, gone=True)
    fetch_sources._count_not_due(outcome, [STATE, failing, gone])
    assert (outcome.done, outcome.failing, outcome.unchanged, outcome.not_due) == (3, 1, 2, [failing])


@pytest.mark.parametrize(("feeds", "unanswered", "is_forgiven"), [(2, 2, True), (2, 1, False), (1, 1, False)])
def test_failures_of_all_feeds_are_those_of_the_network(feeds: int, unanswered: int, is_forgiven: bool) -> None:
    due = numbered(*[replace(STATE, failures=3)] * feeds)
    after = [replace(state, failures=4, ask_after=hours(1)) for state in due]
    outcome = Outcome(9, unanswered=unanswered, states=[*after, replace(FILE, failures=1)])
    states = fetch_sources._final_states([*due, FILE], outcome)
    assert {s.failures for s in states if s.source.kind == "feed"} == {3 if is_forgiven else 4}
    assert {s.ask_after for s in states if s.source.kind == "feed"} == {None if is_forgiven else hours(1)}
    assert [s.failures for s in states if s.source.kind == "file"] == [1]


class Client:
    """A client whose answers are all the same and arrive together; records the requests."""

    def __init__(self, answer: object) -> None:
        self.answer, self.requests = answer, [Request("")] * 0

    def fetch_groups(
        self, requests: Sequence[tuple[SourceState, Request]], read: Any, on_wait: object = None
    ) -> Iterator[list[tuple[SourceState, Answer]]]:
        self.requests += [request for _, request in requests]
        yield [(state, read(state, self.answer)) for state, _ in requests]


def fetched(store: Store, client: Client, *states: SourceState, force: bool = False) -> Outcome:
    sources.write_states(store, states)
    context = RefreshContext(cast(Any, client), Workers(0), NOON, lambda _: None)
    chosen = [state.source for state in states]
    return fetch_sources.fetch_sources(store, chosen, context, force=force)


def test_feeds_are_requested_where_they_are_due_or_it_is_forced(store: Store) -> None:
    waiting = numbered(STATE, replace(STATE, ask_after=hours(1), failures=1), replace(STATE, gone=True))
    for force, requests in ((False, 1), (True, 3)):
        client = Client(NotModified(URL))
        outcome = fetched(store, client, *waiting, force=force)
        assert (len(client.requests), outcome.done, outcome.total) == (requests, 3, 3)
    assert sources.states(store)["1"].failures == 0


def test_title_of_the_user_goes_before_that_of_the_feed(store: Store) -> None:
    sources.write_states(store, [STATE])
    client = Client(NotModified(URL))
    for given, title in (("", "North"), ("Mine", "Mine")):
        source = replace(FEED, title=given)
        context = RefreshContext(cast(Any, client), Workers(0), NOON, lambda _: None)
        fetch_sources.fetch_sources(store, [source], context)
        assert sources.states(store)[FEED.id].source.title == title


@pytest.mark.parametrize(("seconds", "seen"), [(60, [3, 3, 3]), (0, [1, 2, 3])])
def test_feeds_that_arrive_together_are_stored_together_but_not_for_long(
    store: Store, monkeypatch: pytest.MonkeyPatch, seconds: float, seen: list[int]
) -> None:
    monkeypatch.setattr(fetch_sources, "TRANSACTION_SECONDS", seconds)
    states = numbered(STATE, STATE, STATE)
    sources.write_states(store, states)
    client, stored = Client(replace(FETCHED, body=RSS)), list[int]()
    with Store.open(store.path, readonly=True) as other:

        def note(progress: Progress) -> None:
            stored.append(other.row("SELECT count(*) FROM article")[0])

        context = RefreshContext(cast(Any, client), Workers(0), NOON, note)
        fetch_sources.fetch_sources(store, [state.source for state in states], context)
        assert (stored, other.row("SELECT count(*) FROM article")[0]) == (seen, 3)


HERE = Workers(0).run
RSS = b"<rss><channel><title>N</title><item><title>A</title></item></channel></rss>"


def test_body_that_could_not_be_read_is_not_tried_again(store: Store) -> None:
    digest = body_hash(RSS)
    skip_records.write(store, [Skip("source", FEED.id, "takes too long", digest)], NOON)
    outcome = fetched(store, Client(replace(FETCHED, body=RSS)), STATE)
    assert [failure.reason for failure in outcome.failed] == ["takes too long"]
    assert skip_records.unreadable(store)[FEED.id].content == digest
    outcome = fetched(store, Client(replace(FETCHED, body=RSS + b" ")), STATE)
    assert (outcome.failed, outcome.brought, skip_records.unreadable(store)) == ((), 1, {})


def context(workers: Workers) -> RefreshContext:
    return RefreshContext(cast(Any, None), workers, NOON, lambda progress: None)


def test_answer_is_read_in_the_thread_that_fetched_it(store: Store) -> None:
    def read(body: bytes, run: Any = HERE, state: SourceState = STATE) -> Answer:
        workers = cast(Workers, SimpleNamespace(run=run))
        return fetch_sources._read(context(workers), {}, state, replace(FETCHED, body=body))

    def fail(error: SourceError) -> Any:
        def run(job: object, body: bytes) -> None:
            raise error

        return run

    answer = read(RSS)
    assert answer.feed and len(answer.feed.entries) == 1
    assert isinstance(answer.result, Fetched) and answer.result.body == b""
    unchanged = read(RSS, state=replace(STATE, body_hash=answer.body_hash))
    assert (unchanged.feed, unchanged.error, unchanged.body_hash) == (None, "", answer.body_hash)
    assert read(b"x", fail(SourceError("no feed"))).abandoned is False
    assert read(b"x", fail(AbandonedJobError("too long"))).abandoned is True
    failure = FetchFailed(URL, "no")
    assert fetch_sources._read(context(Workers(0)), {}, STATE, failure) == Answer(failure)
