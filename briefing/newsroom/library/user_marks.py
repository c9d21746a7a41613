"""The reader's marks: read, starred, followed, muted, tagged. Each change can be undone (`curation.undo`).

Marks are single short transactions and do not wait for a running refresh. A mark covers what was displayed, not what
arrived between display and mark.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from briefing.errors import NotFoundError, UsageError
from briefing.model import ArticleRef, Brief, JournalEntry, MarkKind, Target, ThreadRow
from briefing.store import Store, articles, marks, threads, unfinished_threads
from briefing.store.columns import to_micros
from briefing.store.journal import NewEntry
from briefing.store.stored_values import Actor, Setting

MAX_TAG = 60
"""Maximum length of a tag."""

NOBODY = Actor()
"""The actor if none is given."""

_ARTICLE_FIELDS = {"read": ("read", 1), "unread": ("read", 0), "star": ("starred", 1), "unstar": ("starred", 0)}
"""Marks of articles: the field that each sets, and its value."""
_THREAD_FIELDS = {"follow": ("choice", 1), "unfollow": ("choice", 0), "mute": ("muted", 1), "unmute": ("muted", 0)}
"""The same of threads."""


def mark(
    store: Store,
    kind: MarkKind,
    targets: Sequence[Target],
    *,
    tag: str = "",
    by: Actor = NOBODY,
    now: datetime | None = None,
) -> JournalEntry | None:
    """Mark threads and articles, as one change in the journal.

    Args:
        store: the open store.
        kind: the mark. Following and muting apply to threads, or the threads of the given articles; reading and
            starring to the articles of the targets; tags to the targets themselves.
        targets: threads as displayed, and articles; unknown ids are skipped.
        tag: the tag for `tag` and `untag`.
        by: author of the change.
        now: the time of the change.

    Returns:
        the journal entry; None if nothing changed.

    Raises:
        UsageError: the tag is invalid.
        NotFoundError: none of the threads or their articles is stored any more.
    """
    tag = clean_tag(tag) if kind in ("tag", "untag") else ""
    with store.transaction():
        settings = _settings(store, kind, targets, tag)
        subject = next((target.thread_id or target.article_ids[0] for target in targets if _names(target)), "")
        entry = marks.write(store, NewEntry(now or datetime.now(UTC), by, kind, subject, tag), settings)
        if entry is None and _are_gone(store, targets):
            raise NotFoundError(f"{subject}: this thread is not stored any more, as `prune` has removed it")
        return entry


def mark_read(
    store: Store,
    article_ids: Sequence[str],
    read: bool = True,
    *,
    by: Actor = NOBODY,
    now: datetime | None = None,
) -> JournalEntry | None:
    """Mark articles read or unread; unknown ids are skipped."""
    return mark(store, "read" if read else "unread", [Target(article_ids=tuple(article_ids))], by=by, now=now)


def mark_thread_read(
    store: Store,
    thread_id: str,
    until: datetime,
    article_ids: Iterable[str] | None = None,
    *,
    by: Actor = NOBODY,
    now: datetime | None = None,
) -> JournalEntry | None:
    """Mark the displayed part of a thread as read.

    Args:
        store: the open store.
        thread_id: the complete id.
        until: latest arrival that was displayed; later arrivals stay unread.
        article_ids: the articles that were displayed; None for those of the thread that had arrived by `until`.
        by: author of the change.
        now: the time of the change.

    Raises:
        NotFoundError: there is no such thread.
    """
    with store.transaction():
        if not threads.find(store, [thread_id]):
            raise NotFoundError(f"{thread_id}: no thread has this id")
        seen = articles.ids_until(store, thread_id, until) if article_ids is None else article_ids
        return mark(store, "read", [Target(thread_id, tuple(seen), until)], by=by, now=now)


def as_seen(brief: Brief) -> Target:
    """An opened thread as a target: everything displayed, which may be marked read afterwards."""
    arrivals = [ref.added for ref in brief.articles] + [line.added for line in brief.new]
    until = max((arrival for arrival in arrivals if arrival), default=None)
    return Target(brief.thread.id, tuple(ref.id for ref in brief.articles), until)


def as_listed(row: ThreadRow, arrived: datetime | None) -> Target:
    """A thread in a list as a target.

    Args:
        row: the row as it was read.
        arrived: latest arrival that was ready when the list was read; None if there was none.
    """
    return Target(row.thread.id, row.thread.article_ids, arrived)


def with_copies(refs: Sequence[ArticleRef], article_id: str) -> list[str]:
    """Ids of an article and its copies, or of its original and the other copies, which count as read together."""
    roots = {ref.id: ref.copy_of or ref.id for ref in refs}
    root = roots.get(article_id, article_id)
    return [ref.id for ref in refs if roots[ref.id] == root] or [article_id]


def clean_tag(tag: str) -> str:
    """Normalise a tag: case-folded, without a leading `#`.

    Raises:
        UsageError: it is empty, too long, or has spaces or other invalid characters.
    """
    cleaned = tag.strip().removeprefix("#").casefold()
    if not cleaned or len(cleaned) > MAX_TAG or not all(char.isalnum() or char in "-_.+/" for char in cleaned):
        raise UsageError(f"{tag!r} is no tag: give one word of letters, digits and -_.+/, {MAX_TAG} characters at most")
    return cleaned


def _are_gone(store: Store, targets: Sequence[Target]) -> bool:
    """Whether the targets include threads, none of which is stored, nor any of the targets' articles."""
    ids = [target.thread_id for target in targets if target.thread_id]
    members = [id_ for target in targets for id_ in target.article_ids]
    return bool(ids) and not threads.find(store, ids) and not articles.stored(store, members)


def _names(target: Target) -> bool:
    return bool(target.thread_id or target.article_ids)


def _settings(store: Store, kind: MarkKind, targets: Sequence[Target], tag: str) -> list[Setting]:
    """Field assignments of a mark."""
    thread_targets = [target for target in targets if target.thread_id]
    article_ids = list(dict.fromkeys(id_ for target in targets if not target.thread_id for id_ in target.article_ids))
    if kind in _THREAD_FIELDS:
        field, value = _THREAD_FIELDS[kind]
        ids = dict.fromkeys(
            [*(target.thread_id for target in thread_targets), *articles.threads_of(store, article_ids)]
        )
        return [Setting("thread", field, dict.fromkeys(ids, value))]
    if tag:
        value = int(kind == "tag")
        return [
            Setting("thread", marks.TAG + tag, {target.thread_id: value for target in thread_targets}),
            Setting("article", marks.TAG + tag, dict.fromkeys(article_ids, value)),
        ]
    field, value = _ARTICLE_FIELDS[kind]
    ids = dict.fromkeys(id_ for target in targets for id_ in target.article_ids)
    return [Setting("article", field, dict.fromkeys(ids, value)), *_thread_settings(store, kind, thread_targets)]


def _thread_settings(store: Store, kind: MarkKind, targets: Sequence[Target]) -> list[Setting]:
    """Until when threads are read, by a mark of their articles as read or unread."""
    if kind == "unread":
        return [Setting("thread", "read_until", {target.thread_id: None for target in targets})]
    if kind != "read":
        return []
    # The brief of a thread that is behind does not show all arrivals up to `until`.
    unready = unfinished_threads.among(store, [target.thread_id for target in targets])
    ready = [target for target in targets if target.until and target.thread_id not in unready]
    return [Setting("thread", "read_until", {target.thread_id: to_micros(target.until) for target in ready})]
