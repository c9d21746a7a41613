"""Mailboxes as sources: each message is an article, and only new messages are opened."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TypeAlias

from briefing.errors import SourceError
from briefing.model import Article
from briefing.newsroom.ingest.context import RefreshContext
from briefing.newsroom.ingest.entry_keys import ParsedEntry
from briefing.newsroom.ingest.parse_jobs import MessageJob
from briefing.newsroom.ingest.update_plan import make_plan, succeeded
from briefing.newsroom.processes.pool import Workers, WorkersClosedError
from briefing.store import Store, articles, sources
from briefing.store.stored_values import Plan, SeenEntry, SourceState

BATCH = 100
"""Maximum number of messages that are stored in one transaction."""
BATCH_BYTES = 16 * 1024 * 1024
"""Size of messages in memory from which they are stored before the next ones are read."""


@dataclass(frozen=True, slots=True)
class _Message:
    """A message that is not parsed yet."""

    key: str
    """What tells it from the others of its mailbox."""
    read: Callable[[], bytes | None]
    """Reads it; None if it is gone."""
    size: int = 0
    """Bytes that it takes in memory before it is read."""
    place: str = ""
    """Place behind it in an mbox file; empty in a Maildir."""


_Parsed: TypeAlias = tuple[SeenEntry, Article | None]
"""What is remembered of a message, and its article; None if it cannot be read."""


def mailbox_update(store: Store, state: SourceState, context: RefreshContext) -> Plan | SourceState:
    """Read the new messages of a mailbox, and store them batch by batch, each as a whole.

    Messages that have gone from the mailbox stay stored. One that cannot be read is remembered with the reason, and not
    tried again. `SourceState.etag` is the place in an mbox file up to which it is read.

    Returns:
        the last batch, to be stored by the caller, with the number of new articles of all of them; the state if there
        is no new message.

    Raises:
        SourceError: the mailbox cannot be read.
    """
    after, plan, brought = succeeded(state, context.now), None, 0
    for batch in _batches(_new_messages(store, state)):
        if plan:
            sources.write_plan(store, plan)
        after = replace(after, etag=batch[-1].place)
        plan = _plan(store, after, _parse(batch, context.workers), context)
        after, brought = plan.state, brought + plan.brought
    return replace(plan, brought=brought) if plan else after


def _new_messages(store: Store, state: SourceState) -> Iterator[_Message]:
    from briefing.sources.mailboxes import is_maildir, maildir_messages, mbox_messages, message_bytes

    path = Path(state.source.location)
    if is_maildir(path):
        files = maildir_messages(path)
        known = sources.entries(store, state.source.id, files)
        yield from (_Message(key, partial(message_bytes, file)) for key, file in files.items() if key not in known)
        return
    for each in mbox_messages(path, state.etag):
        yield _Message(each.key, partial(_same, each.body), len(each.body), each.place)


def _same(body: bytes) -> bytes:
    return body


def _batches(messages: Iterable[_Message]) -> Iterator[list[_Message]]:
    batch: list[_Message] = []
    size = 0
    for message in messages:
        batch.append(message)
        size += message.size
        if len(batch) == BATCH or size >= BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _parse(batch: list[_Message], workers: Workers) -> list[_Parsed]:
    """Parse messages in the worker processes; those that are gone are left out."""
    workers.expect(MessageJob, len(batch))
    with ThreadPoolExecutor(max(workers.limit, 1)) as threads:
        parsed = threads.map(partial(_parse_one, workers), batch)
        return [each for each in parsed if each]


def _parse_one(workers: Workers, message: _Message) -> _Parsed | None:
    digest = ""
    try:
        body = message.read()
        if body is None:
            return None
        digest = hashlib.blake2b(body, digest_size=16).hexdigest()
        article = workers.run(MessageJob(), body)
    except WorkersClosedError:
        raise
    except SourceError as error:
        return SeenEntry(message.key, digest, "", refused=str(error)), None
    return SeenEntry(message.key, digest, article.id), article


def _plan(store: Store, after: SourceState, parsed: list[_Parsed], context: RefreshContext) -> Plan:
    known = sources.entries(store, after.source.id, [form.key for form, _ in parsed])
    entries = [ParsedEntry(form, article) for form, article in parsed if article and form.key not in known]
    stored = articles.find(store, {entry.article.id for entry in entries})
    plan = make_plan(after, entries, stored, context.now)
    return replace(plan, entries=(*plan.entries, *(form for form, article in parsed if article is None)))
