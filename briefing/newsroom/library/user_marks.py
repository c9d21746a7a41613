"""What the reader marks: read, starred, followed, muted, tagged. Each change can be taken back (`undoing`).

Single short transactions, so they never wait for a refresh to end. A mark names what was on the screen: what comes
in between looking and marking is not marked.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from briefing.errors import NotFoundError, UsageError
from briefing.model import ArticleRef, Brief, JournalEntry, MarkKind, Target, ThreadRow
from briefing.store import Store, articles, marks, threads, unfinished_threads
from briefing.store.columns import to_micros
from briefing.store.journal import Opening
from briefing.store.stored_values import Actor, Setting

MAX_TAG = 60
"""Characters of a tag."""

NOBODY = Actor()
"""Who marks where nobody says."""

_FLAGS: dict[str, tuple[str, int]] = {"read": ("read", 1), "unread": ("read", 0), "star": ("starred", 1)}
_FLAGS["unstar"] = ("starred", 0)
_OF_THREADS: dict[str, tuple[str, int]] = {"follow": ("choice", 1), "unfollow": ("choice", 0), "mute": ("muted", 1)}
_OF_THREADS["unmute"] = ("muted", 0)


def mark(
    store: Store,
    kind: MarkKind,
    targets: Sequence[Target],
    *,
    tag: str = "",
    by: Actor = NOBODY,
    now: datetime | None = None,
) -> JournalEntry | None:
    """Change the state of threads and articles: one change, however many they are.

    Args:
        store: the open store.
        kind: what to do. Threads are followed and muted, and for an article its thread is; articles are starred, for a
            thread those that are named; a tag is put on what is named.
        targets: threads as they were seen, and articles; ids that are not stored are passed over.
        tag: for `tag` and `untag`.
        by: who does it.
        now: the time of the change.

    Returns:
        the entry of the journal; None if all was so already.

    Raises:
        UsageError: the tag cannot be one.
        NotFoundError: none of the threads that are named is stored any more.
    """
    tag = clean_tag(tag) if kind in ("tag", "untag") else ""
    with store.transaction():
        settings = _settings(store, kind, targets, tag)
        subject = next((target.thread_id or target.article_ids[0] for target in targets if _names(target)), "")
        entry = marks.write(store, Opening(now or datetime.now(UTC), by, kind, subject, tag), settings)
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
    """Mark these articles read or unread; ids that are not stored are passed over."""
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
    """Mark what was seen of a thread as read.

    Args:
        store: the open store.
        thread_id: the whole id.
        until: arrival of the newest thing that was on screen; what came in meanwhile stays unread.
        article_ids: the articles that were on screen; None for those that are in the thread and had arrived by then.
        by: who does it.
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
    """Return a thread with all that a reader sees of it who opens it: what may be marked read afterwards."""
    arrivals = [ref.added for ref in brief.articles] + [line.added for line in brief.new]
    until = max((arrival for arrival in arrivals if arrival), default=None)
    return Target(brief.thread.id, tuple(ref.id for ref in brief.articles), until)


def as_listed(row: ThreadRow, arrived: datetime | None) -> Target:
    """Return a thread as a list shows it.

    Args:
        row: as it was when the list was read.
        arrived: arrival of the newest thing of all that was ready by then; None if nothing was.
    """
    return Target(row.thread.id, row.thread.article_ids, arrived)


def with_copies(refs: Sequence[ArticleRef], article_id: str) -> list[str]:
    """Return the article and those that are copies of it or with it of a third: read one, all are read."""
    roots = {ref.id: ref.copy_of or ref.id for ref in refs}
    root = roots.get(article_id, article_id)
    return [ref.id for ref in refs if roots[ref.id] == root] or [article_id]


def clean_tag(tag: str) -> str:
    """Return a tag as it is stored: one word in small letters, without the mark that some write before it.

    Raises:
        UsageError: it is empty, too long, or has spaces or other characters that no tag has.
    """
    told = tag.strip().removeprefix("#").casefold()
    if not told or len(told) > MAX_TAG or not all(char.isalnum() or char in "-_.+/" for char in told):
        raise UsageError(f"{tag!r} is no tag: say one word of letters, digits and -_.+/, {MAX_TAG} characters at most")
    return told


def _are_gone(store: Store, targets: Sequence[Target]) -> bool:
    """Whether threads are named, and none of them is stored, nor any of what was in them."""
    ids = [target.thread_id for target in targets if target.thread_id]
    members = [id_ for target in targets for id_ in target.article_ids]
    return bool(ids) and not threads.find(store, ids) and not articles.stored(store, members)


def _names(target: Target) -> bool:
    return bool(target.thread_id or target.article_ids)


def _settings(store: Store, kind: MarkKind, targets: Sequence[Target], tag: str) -> list[Setting]:
    """Return the fields that a mark sets."""
    own = [target for target in targets if target.thread_id]
    loose = list(dict.fromkeys(id_ for target in targets if not target.thread_id for id_ in target.article_ids))
    if kind in _OF_THREADS:
        field, value = _OF_THREADS[kind]
        ids = dict.fromkeys([*(target.thread_id for target in own), *articles.threads_of(store, loose)])
        return [Setting("thread", field, tuple((id_, value) for id_ in ids))]
    if tag:
        value = int(kind == "tag")
        return [
            Setting("thread", marks.TAG + tag, tuple((target.thread_id, value) for target in own)),
            Setting("article", marks.TAG + tag, tuple((id_, value) for id_ in loose)),
        ]
    field, value = _FLAGS[kind]
    shown = dict.fromkeys(id_ for target in targets for id_ in target.article_ids)
    settings = [Setting("article", field, tuple((id_, value) for id_ in shown))]
    if kind == "read":
        # Of a thread that is behind nobody has seen all that came in until then.
        unready = unfinished_threads.among(store, [target.thread_id for target in own])
        seen = tuple(
            (target.thread_id, to_micros(target.until))
            for target in own
            if target.until and target.thread_id not in unready
        )
        settings.append(Setting("thread", "read_until", seen))
    elif kind == "unread":
        settings.append(Setting("thread", "read_until", tuple((target.thread_id, None) for target in own)))
    return settings
