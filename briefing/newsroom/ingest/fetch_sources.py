"""First step of a refresh: request every due source, and store its new content as soon as it has answered."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from briefing.errors import SourceError, StoreError
from briefing.model import Source, SourceFailure
from briefing.newsroom.ingest.backoff import (
    after_failure,
    after_success,
    as_if_unread,
    is_due,
    postponed,
    without_penalty,
)
from briefing.newsroom.ingest.context import RefreshContext
from briefing.newsroom.ingest.damage import is_placeholder
from briefing.newsroom.ingest.entry_identity import identify
from briefing.newsroom.ingest.entry_keys import ParsedEntry, has_same_form, possible_ids
from briefing.newsroom.ingest.mail_sources import folder_update, is_imap, mailbox_update
from briefing.newsroom.ingest.parse_jobs import FeedJob, ParsedFeed, SeedJob
from briefing.newsroom.ingest.slow_answers import SlowAnswers
from briefing.newsroom.ingest.update_plan import body_hash, failed, folder_source, make_plan, succeeded
from briefing.newsroom.processes.pool import AbandonedJobError
from briefing.newsroom.results import Progress
from briefing.sanitizer import hide_login
from briefing.store import Store, articles, skip_records, sources
from briefing.store.skip_records import Skip
from briefing.store.stored_values import Plan, SeenEntry, SourceState, StoredArticle

if TYPE_CHECKING:
    from briefing.web import FetchResult

SEED_KEY = "file"
"""Key of the only entry of a seed file."""

TRANSACTION_SECONDS = 0.25
"""Time after which no more feeds are added to a transaction, as others may wait to write."""

Update = Plan | SourceState
"""Result of an answer: a plan to write, or only the new state of the source (unchanged, or failed with an error)."""


class UnreadableError(SourceError):
    """Content of a source that cannot be parsed within the limits and is not to be retried."""

    def __init__(self, reason: str, content: str) -> None:
        """Take the reason and the hash of the content."""
        super().__init__(reason)
        self.content = content


@dataclass(frozen=True, slots=True)
class Answer:
    """A feed's response and its parsed content."""

    result: FetchResult
    """Response metadata; the body has been consumed."""
    body_hash: str = ""
    """Hash of the body; empty if there was none."""
    feed: ParsedFeed | None = None
    """Parsed content; None if there is no body, the body is unchanged, or it cannot be parsed."""
    error: str = ""
    """Why it cannot be parsed; empty if it can."""
    abandoned: bool = False
    """Whether parsing the same bytes is not to be retried."""

    @property
    def unanswered(self) -> bool:
        """Whether the server could not be reached."""
        from briefing.web import FetchFailed

        return isinstance(self.result, FetchFailed) and not (self.result.status or self.result.is_local)


@dataclass(slots=True)
class Outcome:
    """Results of the sources, collected while they are processed."""

    total: int
    """Number of sources, due or not."""
    done: int = 0
    """Number of sources processed."""
    unchanged: int = 0
    """Number of sources without new content, or not due."""
    brought: int = 0
    """Number of new articles."""
    failing: int = 0
    """Number of sources that could not be read."""
    unanswered: int = 0
    """Number of feeds that could not be reached."""
    states: list[SourceState] = field(default_factory=list)
    """New states of sources without other changes, written together at the end."""
    partial: list[SourceState] = field(default_factory=list)
    """Feeds that were read in part."""
    skips: list[Skip] = field(default_factory=list)
    """Sources whose content cannot be parsed within the limits, written together at the end."""
    not_due: list[SourceState] = field(default_factory=list)
    """Failing sources that were not due."""
    refused: list[SourceFailure] = field(default_factory=list)
    """Rejected article versions, one failure each."""

    @property
    def failed(self) -> tuple[SourceFailure, ...]:
        """Failures, in the order of the configuration."""
        return _failures(s for s in (*self.states, *self.not_due) if s.error)

    @property
    def notes(self) -> tuple[SourceFailure, ...]:
        """Feeds that were read in part, in the order of the configuration."""
        return _failures(self.partial)


def _failures(states: Iterable[SourceState]) -> tuple[SourceFailure, ...]:
    ordered = sorted(states, key=lambda state: state.place or 0)
    return tuple(SourceFailure(hide_login(s.source.location), s.error, s.source.title, s.ask_after) for s in ordered)


def fetch_sources(
    store: Store,
    selected: Sequence[Source],
    context: RefreshContext,
    *,
    force: bool = False,
    on_wait: Callable[[], object] | None = None,
) -> Outcome:
    """Request every due source and store its new content; on an error, completed updates stay stored.

    Args:
        store: opened for writing.
        selected: the sources, in the order of the configuration.
        context: shared state of the refresh; workers are started when the first new content arrives.
        force: whether feeds that are in backoff or gone are requested too.
        on_wait: makes ready what is stored; called at most once, while slow servers are waited for (`SlowAnswers`).
    """
    known, outcome = sources.states(store), Outcome(len(selected))
    states = [
        as_if_unread(
            replace(known[source.id], source=replace(source, title=source.title or known[source.id].source.title)),
            context.now,
        )
        for source in selected
    ]
    due: list[SourceState] = []
    not_due: list[SourceState] = []
    for state in states:
        is_requested = force or state.source.kind != "feed" or is_due(state, context.now)
        (due if is_requested else not_due).append(state)
    _count_not_due(outcome, not_due)
    try:
        _store_files(store, due, context, outcome)
        _store_feeds(store, due, context, outcome, on_wait, force)
        _store_folders(store, due, context, outcome)
    finally:
        with store.transaction():
            sources.write_states(store, _final_states(due, outcome))
            skip_records.clear(store, "source", [state.source.id for state in due])
            skip_records.write(store, outcome.skips, context.now)
    return outcome


def _count_not_due(outcome: Outcome, states: Sequence[SourceState]) -> None:
    """Count sources that are not due; failing ones are still reported as failed."""
    outcome.not_due += [state for state in states if state.failures and not state.gone]
    outcome.failing += len(outcome.not_due)
    outcome.unchanged += len(states) - len(outcome.not_due)
    outcome.done += len(states)


def _final_states(due: Sequence[SourceState], outcome: Outcome) -> list[SourceState]:
    """States to write at the end; if no feed could be reached, their failures are not counted."""
    feeds = [state for state in due if state.source.kind == "feed"]
    if len(feeds) > 1 and outcome.unanswered == len(feeds):
        files = [state for state in outcome.states if state.source.kind != "feed"]
        outcome.states = files + without_penalty(feeds, [s for s in outcome.states if s.source.kind == "feed"])
    return outcome.states


def _store_files(store: Store, states: Sequence[SourceState], context: RefreshContext, outcome: Outcome) -> None:
    from briefing.sources.mailboxes import is_mailbox

    take: Callable[[], Update]
    unreadable = skip_records.unreadable(store)
    for state in states:
        if state.source.kind == "file" and not is_imap(state.source.location):
            if is_mailbox(Path(state.source.location)):
                take = partial(mailbox_update, store, state, context)
            else:
                take = partial(seed_update, store, state, context, unreadable)
            context.report(_record(store, outcome, _guarded(outcome, state, context.now, take)))


def _store_folders(store: Store, states: Sequence[SourceState], context: RefreshContext, outcome: Outcome) -> None:
    """Store what is new in folders of mail servers, one after another, as each keeps a connection."""
    numbered = {folder_source(seed).id: (number, seed) for number, seed in enumerate(context.seeds, 1) if seed.imap}
    for state in states:
        if state.source.id in numbered:
            number, seed = numbered[state.source.id]
            take = partial(folder_update, store, state, seed, f"seeds[{number}]", context)
            context.report(_record(store, outcome, _guarded(outcome, state, context.now, take)))


def _store_feeds(
    store: Store,
    states: Sequence[SourceState],
    context: RefreshContext,
    outcome: Outcome,
    on_wait: Callable[[], object] | None,
    force: bool,
) -> None:
    """Store the feeds in the order of their answers, in one transaction those that have arrived together."""
    feeds = [state for state in states if state.source.kind == "feed"]
    if not feeds:
        return
    context.workers.expect(FeedJob, len(feeds), start=False)
    requests = [(state, context.requests.of_feed(state, whole=force)) for state in feeds]

    def make_ready() -> bool:
        if outcome.brought and on_wait:
            on_wait()
        return bool(outcome.brought)

    slow = SlowAnswers(make_ready, len(feeds))
    read = partial(_read, context, skip_records.unreadable(store))
    for group in context.client.fetch_groups(requests, read, slow.on_wait):
        waiting = deque(group)
        while waiting:
            with store.transaction():
                end = time.monotonic() + TRANSACTION_SECONDS
                stored = [_store_answer(store, *waiting.popleft(), context.now, outcome)]
                while waiting and time.monotonic() < end:
                    stored.append(_store_answer(store, *waiting.popleft(), context.now, outcome))
            for progress in stored:
                context.report(progress)
        for _ in group:
            slow.note_answer()


def _store_answer(store: Store, state: SourceState, answer: Answer, now: datetime, outcome: Outcome) -> Progress:
    outcome.unanswered += answer.unanswered
    take = partial(feed_update, store, state, answer, now)
    return _record(store, outcome, _guarded(outcome, state, now, take))


def _guarded(outcome: Outcome, state: SourceState, now: datetime, take: Callable[[], Update]) -> Update:
    """Turn an error of one source into a failure of that source, so that the others are processed."""
    try:
        return take()
    except StoreError:
        raise
    except UnreadableError as error:
        outcome.skips.append(Skip("source", state.source.id, str(error), error.content))
        return _failed_state(state, now, str(error))
    except SourceError as error:
        return _failed_state(state, now, str(error))
    except MemoryError:
        raise
    except Exception as error:  # a parser may fail on external input in unforeseen ways
        return _failed_state(state, now, f"cannot be read ({type(error).__name__}: {error})")


def _failed_state(state: SourceState, now: datetime, reason: str) -> SourceState:
    """State of a source with unusable content; only feeds get a backoff."""
    return after_failure(state, now, reason) if state.source.kind == "feed" else failed(state, now, reason)


def _record(store: Store, outcome: Outcome, update: Update) -> Progress:
    """Store a plan or collect a state; returns the progress to report once it is stored."""
    if isinstance(update, Plan):
        sources.write_plan(store, update)
        state = update.state
        outcome.brought += update.brought
        outcome.partial += [state] if state.error else []
        source = update.state.source
        outcome.refused += [
            SourceFailure(
                hide_login(source.location), f"has a worse version of an article than is stored, which was kept: {line}"
            )
            for line in update.refused
        ]
    else:
        outcome.states.append(update)
        outcome.unchanged += not update.error
        outcome.failing += bool(update.error)
        state = update
    outcome.done += 1
    name = state.source.title or hide_login(state.source.location)
    return Progress("feeds", outcome.done, outcome.total, name, outcome.brought, outcome.failing)


def seed_update(store: Store, state: SourceState, context: RefreshContext, unreadable: Mapping[str, Skip]) -> Update:
    """Update from a seed file; one with unchanged bytes is not parsed again, so its date stays.

    Raises:
        SourceError: it cannot be read.
        UnreadableError: it cannot be parsed within the limits.
    """
    from briefing.sources import seed_bytes

    source, path, now = state.source, Path(state.source.location), context.now
    body = seed_bytes(path)
    digest = body_hash(body)
    if digest == state.body_hash:
        return succeeded(state, now)
    if (skip := unreadable.get(source.id)) and skip.content == digest:
        raise UnreadableError(skip.reason, digest)
    try:
        article = context.workers.run(SeedJob(str(path)), body)
    except AbandonedJobError as error:
        raise UnreadableError(f"{path}: {error}", digest) from None
    # The id of a file's article comes from its first content: an edit is a change, not a new article.
    earlier = articles.find(store, [sources.article_of(store, source.id, SEED_KEY)])
    own_ids = [id_ for id_, stored in earlier.items() if stored.article.source_id == source.id]
    article = replace(article, id=own_ids[0]) if own_ids else article
    entry = ParsedEntry(SeenEntry(SEED_KEY, digest, article.id), article)
    after = replace(succeeded(state, now), body_hash=digest)
    return make_plan(after, [entry], articles.find(store, [article.id]), now)


def feed_update(store: Store, state: SourceState, answer: Answer, now: datetime) -> Update:
    """Update from a feed's answer.

    Raises:
        SourceError: the body is not a feed.
        UnreadableError: it cannot be parsed within the limits.
    """
    from briefing.web import FetchFailed, NotModified

    result, feed = answer.result, answer.feed
    if isinstance(result, FetchFailed):
        if not result.was_sent:
            return postponed(state, now, result.retry_after or 0.0)
        return after_failure(state, now, result.reason, status=result.status, retry_after=result.retry_after)
    if answer.abandoned:
        raise UnreadableError(answer.error, answer.body_hash)
    if answer.error:
        raise SourceError(answer.error)
    if feed:
        state = replace(state, schedule=feed.schedule)
    after = after_success(state, now, moved_to=result.moved_to, max_age=result.max_age)
    after = replace(after, from_private=result.from_private and state.from_private is not False)
    if isinstance(result, NotModified):
        return after
    after = replace(after, etag=result.etag, last_modified=result.last_modified)
    if feed is None:
        return after
    source = state.source
    if feed.title and is_placeholder(source.title):
        source = replace(source, title=feed.title)
    after = replace(after, source=source, body_hash=answer.body_hash)
    after = replace(after, own_title=feed.title, site=feed.site, outlet=feed.outlet)
    if feed.is_cut:  # requested again in full, as the missing part may follow
        after = replace(after, etag="", last_modified="", body_hash="", ask_after=None, error=feed.note)
    return make_feed_plan(store, after, feed.entries, now, requested=state.checked)


def make_feed_plan(
    store: Store, state: SourceState, entries: Sequence[ParsedEntry], now: datetime, *, requested: datetime | None
) -> Plan:
    """Plan the update of a feed from its entries.

    Args:
        store: the open store.
        state: the feed's state after its answer.
        entries: its entries.
        now: the time of the refresh.
        requested: time of the previous request; None for never.
    """
    source_id = state.source.id
    if not sources.has_entries(store, source_id):  # the first request of a feed
        stored = articles.find(store, set[str]().union(*map(possible_ids, entries)))
        return _plan(state, entries, (), stored, now, requested)
    keys = [entry.form.key for entry in entries] + [entry.earlier_key for entry in entries if not entry.article.url]
    by_key = sources.entries(store, source_id, keys)
    changed = [entry for entry in entries if not is_unchanged(entry, by_key.get(entry.form.key), requested)]
    if not changed:
        return make_plan(state, (), {}, now)
    guids, addresses = {entry.form.guid or "" for entry in changed}, {entry.form.address for entry in changed}
    related = {form.key: form for form in sources.entries_alike(store, source_id, guids, addresses)}
    changed_keys = {key for entry in changed for key in (entry.form.key, entry.earlier_key)}
    known = related | {key: form for key, form in by_key.items() if key in changed_keys}
    ids = {form.article_id for form in known.values()}.union(*map(possible_ids, changed))
    stored = articles.find(store, ids)
    return _plan(state, entries, list((by_key | related).values()), stored, now, requested)


def _plan(
    state: SourceState,
    entries: Sequence[ParsedEntry],
    known: Sequence[SeenEntry],
    stored: Mapping[str, StoredArticle],
    now: datetime,
    requested: datetime | None,
) -> Plan:
    """Plan the update of a feed; `known` and `stored` as for `identify`."""
    identified = identify(state, entries, known, stored)
    current = {id_: each for id_, each in stored.items() if id_ not in identified.renamed}
    plan = make_plan(state, identified.entries, current, now, requested=requested)
    return replace(plan, renamed=identified.renamed)


def is_unchanged(entry: ParsedEntry, known: SeenEntry | None, requested: datetime | None) -> bool:
    """Whether an entry equals its stored form, with its date; False if it had a date in the future."""
    if known is None or not has_same_form(entry.form, known):
        return False
    published = entry.form.published
    same = (entry.form.fingerprint, published) == (known.fingerprint, known.published)
    return same and not (published and requested and published > requested)


def _read(context: RefreshContext, unreadable: Mapping[str, Skip], state: SourceState, result: FetchResult) -> Answer:
    """Parse a feed's response, in the thread that requested it; the body, which may be large, is not kept.

    Args:
        context: shared state of the refresh.
        unreadable: skipped sources, by id.
        state: the feed.
        result: its response.
    """
    from briefing.web import Fetched

    if not isinstance(result, Fetched):
        return Answer(result)
    digest, bodiless = body_hash(result.body), replace(result, body=b"")
    if digest == state.body_hash:
        return Answer(bodiless, digest)
    if (skip := unreadable.get(state.source.id)) and skip.content == digest:
        return Answer(bodiless, digest, error=skip.reason, abandoned=True)
    try:
        of_any_kind = context.requests.has_command(state.source.id)
        job = FeedJob(state.source, result.final_url, result.content_type, context.now, state.outlet, of_any_kind)
        return Answer(bodiless, digest, context.workers.run(job, result.body))
    except SourceError as error:
        return Answer(bodiless, digest, error=str(error), abandoned=isinstance(error, AbandonedJobError))
