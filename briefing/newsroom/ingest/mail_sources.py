"""Mailboxes as sources: each message is an article, and only new messages are opened."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from briefing.errors import SourceError
from briefing.model import Article
from briefing.newsroom.ingest.context import RefreshContext
from briefing.newsroom.ingest.entry_keys import ParsedEntry
from briefing.newsroom.ingest.parse_jobs import MessageJob
from briefing.newsroom.ingest.update_plan import make_plan, succeeded
from briefing.newsroom.processes.pool import Workers, WorkersClosedError
from briefing.passwords import SecretError, read_secret
from briefing.sources.encodings import MAX_BYTES
from briefing.store import Store, articles, sources
from briefing.store.stored_values import Plan, SeenEntry, SourceState

if TYPE_CHECKING:
    from briefing.config import SeedConfig
    from briefing.mail_servers.imap import ImapFolder

BATCH = 100
"""Maximum number of messages that are stored in one transaction."""
BATCH_BYTES = 16 * 1024 * 1024
"""Size of messages in memory from which they are stored before the next ones are read."""


SECONDS = 120.0
"""Time that a folder of a mail server has in a refresh; the next one goes on where that ends."""
ANSWER_SECONDS = 30.0
"""Time that a mail server has for an answer."""
_EVER = date(1970, 1, 1)
_PLACE = re.compile(r"imap ([0-9]{1,10}) ([0-9]{1,10})")


def is_imap(location: str) -> bool:
    """Whether the location of a source is a folder of a mail server."""
    return location.startswith(("imap://", "imaps://"))


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
    return _store_messages(store, state, _new_messages(store, state), context)


def folder_update(
    store: Store, state: SourceState, seed: SeedConfig, where: str, context: RefreshContext
) -> Plan | SourceState:
    """Read the new messages of a folder on a mail server; as `mailbox_update`.

    What has been read stays when the connection breaks or `SECONDS` are over, and the next refresh goes on there.
    `SourceState.etag` has the numbers of the folder and of its last message.

    Args:
        store: opened for writing.
        state: that of the source.
        seed: the folder.
        where: name of the seed in the configuration, for errors.
        context: shared state of the refresh.

    Raises:
        SourceError: nothing can be read.
    """
    from briefing.config.mail_folders import parse_address
    from briefing.mail_servers.imap import open_folder

    try:
        password = read_secret(where, command=seed.password_command, file=seed.password_file)
        address = parse_address(seed.imap)
    except (SecretError, ValueError) as error:
        raise SourceError(str(error)) from None
    with open_folder(address, seed.user, password, timeout=ANSWER_SECONDS, seconds=SECONDS) as folder:
        since = (context.now - timedelta(days=seed.days)).date()
        return _store_messages(store, state, _folder_messages(folder, state.etag, since), context)


def _folder_messages(folder: ImapFolder, place: str, since: date) -> Iterator[_Message]:
    from briefing.sources.mailboxes import message_key

    match = _PLACE.fullmatch(place)
    is_same = match is not None and int(match[1]) == folder.validity
    numbers = folder.numbers(int(match[2]), _EVER) if match and is_same else folder.numbers(0, since)
    for start in range(0, len(numbers), BATCH):
        sizes = folder.sizes(numbers[start : start + BATCH])
        for number in numbers[start : start + BATCH]:
            place, size = f"imap {folder.validity} {number}", sizes.get(number, 0)
            if size > MAX_BYTES:
                reason = f"message {number} has {size:,} bytes; the most is {MAX_BYTES:,}"
                yield _Message(place, partial(_refuse, reason), place=place)
            elif body := folder.message(number, MAX_BYTES):
                yield _Message(message_key(body), partial(_same, body), len(body), place)


def _refuse(reason: str) -> bytes:
    raise SourceError(reason)


def _store_messages(
    store: Store, state: SourceState, messages: Iterator[_Message], context: RefreshContext
) -> Plan | SourceState:
    """Parse and store messages batch by batch; a failure after the first one leaves a source that was read in part."""
    after, plan, brought, reason = succeeded(state, context.now), None, 0, ""
    batches = _batches(messages)
    while True:
        try:
            if (batch := next(batches, None)) is None:
                break
        except SourceError as error:
            if plan is None:
                raise
            reason = str(error)
            break
        if plan:
            sources.write_plan(store, plan)
        after = replace(after, etag=batch[-1].place)
        plan = _plan(store, after, _parse(batch, context.workers), context)
        after, brought = plan.state, brought + plan.brought
    if plan is None:
        return after
    note = f"was read in part, and the next refresh goes on there: {reason}" if reason else ""
    return replace(plan, state=replace(plan.state, error=note), brought=brought)


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
