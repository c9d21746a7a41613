"""Lookup of threads and articles by id, id prefix, address or words, for changes: exact, or an error."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from briefing.errors import NotFoundError
from briefing.model import Target, stable_id
from briefing.newsroom.library import thread_views
from briefing.newsroom.library.article_search import as_query
from briefing.newsroom.library.user_marks import with_copies
from briefing.query.nodes import Node
from briefing.store import Store, articles, threads
from briefing.store.query_sql import thread_conditions

MIN_PREFIX = 4
"""Minimum length of a unique id prefix that names an article."""

MAX_LISTED = 4
"""Maximum number of candidates listed in the error for an ambiguous name."""


def find_one_thread(store: Store, name: str) -> str:
    """Id of the only thread that matches; ambiguity is an error, as a change must not hit the wrong thread.

    Raises:
        NotFoundError: no thread matches, or several do; the message lists them.
    """
    ids = _thread_ids(store, name.strip())
    if len(ids) == 1:
        return ids[0]
    if ids:
        raise _ambiguous("threads", name, ids)
    raise NotFoundError(f"{name}: no thread has this id or these words; `briefing threads` lists them")


def find_targets(store: Store, names: Sequence[str]) -> list[Target]:
    """Threads and articles named by the user, with their current content.

    Args:
        store: the open store.
        names: ids of threads or articles, id prefixes, addresses of articles, or words that only one thread has.

    Raises:
        NotFoundError: a name matches nothing, or is ambiguous.
    """
    matches = [_find_any(store, name.strip()) for name in names]
    thread_ids = [id_ for id_, is_thread in matches if is_thread]
    by_id = {target.thread_id: target for target in whole_threads(store, thread_ids)}
    return [by_id[id_] if is_thread else Target(article_ids=(id_,)) for id_, is_thread in dict.fromkeys(matches)]


def copies_too(store: Store, targets: Sequence[Target]) -> list[Target]:
    """Targets with the copies of their articles added, as reading one article means reading its copies."""
    completed = list(targets)
    for position, target in enumerate(targets):
        if not target.thread_id:
            refs = [
                ref
                for thread_id in articles.threads_of(store, target.article_ids)
                if (brief := threads.brief(store, thread_id))
                for ref in brief.articles
            ]
            ids = (id_ for each in target.article_ids for id_ in with_copies(refs, each))
            completed[position] = replace(target, article_ids=tuple(dict.fromkeys(ids)))
    return completed


def whole_threads(store: Store, ids: Sequence[str]) -> list[Target]:
    """Threads with all of their current articles, without duplicates; unknown ids are left out."""
    ids = list(dict.fromkeys(ids))
    with store.snapshot():
        members = articles.in_threads(store, ids)
        arrived = {row.thread.id: row.arrived for row in threads.listed_by_id(store, ids)}
    return [Target(id_, tuple(members.get(id_, ())), arrived[id_]) for id_ in ids if id_ in arrived]


def listed_targets(
    store: Store, query: str | Node = "", *, before: datetime | None = None, now: datetime | None = None
) -> list[Target]:
    """Threads that a list for `query` shows, with their articles; muted ones only if the query mentions them.

    Args:
        store: the open store.
        query: as for `list_threads`; empty for all.
        before: only articles that arrived earlier, and threads with such articles; None for all.
        now: reference time of relative spans in the query.

    Raises:
        QueryError: the query is invalid.
    """
    with store.snapshot():
        conditions = thread_conditions(store, as_query(query), now or datetime.now(UTC))
        listed = {row.thread.id: row.arrived for row in threads.listed(store, conditions)}
        members = articles.in_threads(store, listed, before)
    return [
        Target(id_, tuple(members[id_]), min(arrived, before) if before else arrived)
        for id_, arrived in listed.items()
        if id_ in members
    ]


def _find_any(store: Store, name: str) -> tuple[str, bool]:
    """Id of a thread or an article, and whether it is that of a thread."""
    if thread_id := thread_views.known_id(store, name):
        return thread_id, True
    if article_id := _article_id(store, name):
        return article_id, False
    thread_ids = _thread_ids(store, name)
    if len(thread_ids) == 1:
        return thread_ids[0], True
    if thread_ids:
        raise _ambiguous("threads", name, thread_ids)
    article_ids = articles.ids_like(store, name.lower(), MAX_LISTED) if len(name) >= MIN_PREFIX else []
    if len(article_ids) == 1:
        return article_ids[0], False
    if article_ids:
        raise _ambiguous("articles", name, article_ids)
    raise NotFoundError(f"{name}: no thread or article has this id, address or words; `briefing threads` lists threads")


def _article_id(store: Store, name: str) -> str:
    """Id of the article with exactly this id or address; empty if there is none."""
    id_ = name.lower()
    if name.startswith(("http://", "https://")):
        from briefing.sources.article_urls import identity

        id_ = stable_id(identity(name))
    return id_ if articles.find(store, [id_]) else ""


def _thread_ids(store: Store, name: str) -> list[str]:
    """Ids of matching threads: the one with this id, else those with this id prefix or these words."""
    if known := thread_views.known_id(store, name):
        return [known]
    rows = thread_views.named_threads(store, name, MAX_LISTED)
    ids = threads.ids_like(store, name.lower(), MAX_LISTED) if name else []
    return list(dict.fromkeys([*ids, *(row.thread.id for row in rows)]))


def _ambiguous(kind: str, name: str, ids: Sequence[str]) -> NotFoundError:
    candidates = ", ".join(ids[:MAX_LISTED])
    return NotFoundError(f"{name}: several {kind} could be meant ({candidates}); name one by its id")
