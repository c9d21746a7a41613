"""Manual decisions about threads: split, join, unfold. They are permanent and hold for every later refresh.

A decision takes the lock of long jobs for its short duration and fails while a refresh is running. Each is recorded in
the journal with the data needed to revert it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from briefing.config import Config
from briefing.errors import NotFoundError, UsageError
from briefing.model import AnnotatedArticle, ArticleRef, Brief, ThreadRow
from briefing.newsroom.library import thread_views
from briefing.newsroom.library.lookup import MIN_PREFIX, find_one_thread
from briefing.newsroom.library.user_marks import NOBODY
from briefing.newsroom.stories import build_threads, thread_record
from briefing.newsroom.stories.deferred_threads import complete
from briefing.store import Store, articles, decisions, source_history, threads
from briefing.store.list_rows import ListedThread
from briefing.store.stored_values import Actor, Decision, DecisionEffects, DecisionKind, Merge, Move

if TYPE_CHECKING:
    from briefing.threads.clustering.clusterer import Clusterer


def split_thread(
    store: Store, config: Config, thread: str, names: Sequence[str], *, now: datetime | None = None, by: Actor = NOBODY
) -> list[ThreadRow]:
    """Move articles of a thread to a new thread; the two are never merged again automatically.

    Args:
        store: opened for writing.
        config: settings of titles and summaries.
        thread: id, id prefix, or words that only this thread has.
        names: articles of the thread, but not all: ids, id prefixes, addresses, or numbers in the thread's list.
        now: the time of the decision.
        by: author, for the journal.

    Returns:
        the rows of the old and the new thread.

    Raises:
        NotFoundError: there is no such thread or article, or the name is ambiguous.
        UsageError: these are all articles of the thread.
        StoreLockedError: a refresh is running.
    """
    now = now or datetime.now(UTC)
    with store.writer("split", now):
        brief = _open(store, thread)
        id_, chosen = brief.thread.id, _articles(brief, names)
        if len(chosen) == len(brief.articles):
            raise UsageError(f"{id_}: these are all articles of the thread; there is nothing to split them from")
        members = articles.members(store, articles.ids_in_thread(store, id_))
        parts = {id_: [item for item in members if item.article.id not in chosen]}
        moved_members = [item for item in members if item.article.id in chosen]
        clusterer = build_threads.restore(store, config, [id_])
        new_id = _new_id(store, clusterer, moved_members)
        clusterer.split([id_], parts[id_], new_id, moved_members)
        parts[new_id] = moved_members
        data = {"thread": id_, "made": new_id, "articles": _placed(store, id_, chosen)}
        reason = f"split from {id_} by hand on {now:%Y-%m-%d}"
        effects = DecisionEffects(
            now,
            clusters=clusterer.take_changes(),
            moves=tuple(Move(article_id, new_id, reason) for article_id in chosen),
            parted=(tuple(item.article.id for item in parts[id_]), tuple(chosen)),
        )
        _write(store, config, _decision(now, by, "split", data), parts, effects)
        return _rows(store, [id_, new_id], now)


def unfold_articles(
    store: Store, config: Config, thread: str, names: Sequence[str], *, now: datetime | None = None, by: Actor = NOBODY
) -> list[ThreadRow]:
    """Make articles of a thread count as independent reports, never again as copies.

    Arguments and errors as for `split_thread`, but all articles may be given; returns the row of the thread.
    """
    now = now or datetime.now(UTC)
    with store.writer("split", now):
        brief = _open(store, thread)
        id_, chosen = brief.thread.id, _articles(brief, names)
        members = articles.members(store, articles.ids_in_thread(store, id_))
        data = {"thread": id_, "articles": [{"id": ref.id, "copy_of": ref.copy_of} for ref in chosen.values()]}
        effects = DecisionEffects(now, unfolded=tuple(chosen))
        _write(store, config, _decision(now, by, "unfold", data), {id_: members}, effects)
        return _rows(store, [id_], now)


def join_threads(
    store: Store, config: Config, names: Sequence[str], *, now: datetime | None = None, by: Actor = NOBODY
) -> list[ThreadRow]:
    """Join several threads into one; the id of the oldest is kept, the others become aliases.

    Args:
        store: opened for writing.
        config: settings of titles and summaries.
        names: at least two threads, each named as for `split_thread`.
        now: the time of the decision.
        by: author, for the journal.

    Raises:
        NotFoundError: a thread does not exist, or a name is ambiguous.
        UsageError: these are fewer than two different threads.
        StoreLockedError: a refresh is running.
    """
    now = now or datetime.now(UTC)
    with store.writer("join", now):
        ids = list(dict.fromkeys(find_one_thread(store, name) for name in names))
        if len(ids) < 2:
            raise UsageError(f"join: {' and '.join(names) or 'nothing'}: name two threads or more")
        split_ids = decisions.split_off(store)
        rows = sorted(
            threads.listed_by_id(store, ids), key=lambda row: (row.thread.id in split_ids, *build_threads.by_age(row))
        )
        kept, ended_ids = rows[0].thread.id, [row.thread.id for row in rows[1:]]
        complete(store, config, ids, now)
        members = articles.members(store, [id_ for each in ids for id_ in articles.ids_in_thread(store, each)])
        data = {
            "thread": kept,
            "joined": [_remembered(store, row) for row in rows[1:]],
            "kept": _remembered(store, rows[0]),
        }
        clusterer = build_threads.restore(store, config, ids)
        clusterer.join(ids, kept, members)
        effects = DecisionEffects(
            now,
            clusters=clusterer.take_changes(),
            merges=tuple(Merge(old, kept, f"joined by hand on {now:%Y-%m-%d}") for old in ended_ids),
        )
        _write(store, config, _decision(now, by, "join", data), {kept: members}, effects)
        return _rows(store, [kept], now)


def _write(
    store: Store,
    config: Config,
    decision: Decision,
    parts: Mapping[str, Sequence[AnnotatedArticle]],
    effects: DecisionEffects,
) -> None:
    """Rebuild the threads that a decision changes, and write them with the decision.

    Args:
        store: opened for writing.
        config: settings of titles and summaries.
        decision: for the journal.
        parts: new members of each thread.
        effects: all other changes.
    """
    before = [*parts, *(merge.old_id for merge in effects.merges), decision.data["thread"]]
    unfolded = {*articles.unfolded(store, before), *effects.unfolded}
    profiles = source_history.profiles(store)
    records = tuple(
        thread_record.make_record(id_, members, config, decision.at, unfolded, profiles)
        for id_, members in parts.items()
    )
    decisions.write(store, decision, replace(effects, records=records))


def _decision(now: datetime, by: Actor, kind: DecisionKind, data: Mapping[str, Any]) -> Decision:
    return Decision(now, by.who, kind, data, by.via)


def _open(store: Store, name: str) -> Brief:
    brief = threads.brief(store, id_ := find_one_thread(store, name))
    if brief is None:
        raise NotFoundError(f"{id_}: no thread has this id")
    return brief


def _articles(brief: Brief, names: Sequence[str]) -> dict[str, ArticleRef]:
    """The articles of a thread named by the user, by id."""
    refs = (_article(brief, name.strip()) for name in names)
    return {ref.id: ref for ref in refs}


def _article(brief: Brief, name: str) -> ArticleRef:
    refs, thread = brief.articles, brief.thread.id
    if name.isdecimal() and 1 <= int(name) <= len(refs):
        return refs[int(name) - 1]
    exact = [ref for ref in refs if name and name in (ref.id, ref.url)]
    is_prefix = len(name) >= MIN_PREFIX
    matches = exact or [ref for ref in refs if is_prefix and ref.id.startswith(name.lower())]
    if len(matches) == 1:
        return matches[0]
    if matches:
        ids = ", ".join(ref.id for ref in matches)
        raise NotFoundError(f"{name}: several articles of {thread} begin with this ({ids})")
    raise NotFoundError(f"{name}: no article of {thread} has this id or address; see `briefing thread {thread} --why`")


def _new_id(store: Store, clusterer: Clusterer, members: Sequence[AnnotatedArticle]) -> str:
    from briefing.threads.clustering.thread_ids import free_id

    class Taken:
        def __contains__(self, id_: object) -> bool:
            return clusterer.has_thread(str(id_)) or threads.is_taken(store, str(id_))

    return free_id(min(members, key=thread_record.by_arrival).article.id, Taken())


def _placed(store: Store, thread_id: str, chosen: Mapping[str, ArticleRef]) -> list[dict[str, str]]:
    """Why the chosen articles were in the thread that they leave."""
    return [
        {"id": reason.article_id, "joined": reason.joined, "why": reason.why}
        for reason in articles.reasons(store, thread_id)
        if reason.article_id in chosen
    ]


def _remembered(store: Store, row: ListedThread) -> dict[str, object]:
    """State of a thread that is needed to restore it after a join."""
    state = row.thread.state
    return {
        "id": row.thread.id,
        "articles": articles.ids_in_thread(store, row.thread.id),
        "followed": state.followed,
        "choice": threads.choice(store, row.thread.id),
        "muted": state.muted,
        "read_until": state.read_until.isoformat() if state.read_until else None,
        "aliases": threads.aliases(store, row.thread.id),
    }


def _rows(store: Store, ids: Sequence[str], now: datetime) -> list[ThreadRow]:
    return [thread_views.make_row(row, now) for row in threads.listed_by_id(store, ids)]
