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
from briefing.query import Node
from briefing.store import Store, articles, threads
from briefing.store.query_sql import wanted_threads

LEAST_BEGINNING = 4
"""Minimum length of a unique id prefix that names an article."""

NAMED = 4
"""Maximum number of candidates listed in the error for an ambiguous name."""


def find_one_thread(store: Store, wanted: str) -> str:
    """Id of the only thread that matches; ambiguity is an error, as a change must not hit the wrong thread.

    Raises:
        NotFoundError: no thread matches, or several do; the message lists them.
    """
    found = _threads(store, wanted.strip())
    if len(found) == 1:
        return found[0]
    if found:
        raise _several("threads", wanted, found)
    raise NotFoundError(f"{wanted}: no thread has this id or these words; `briefing threads` lists them")


def find_targets(store: Store, wanted: Sequence[str]) -> list[Target]:
    """Threads and articles named by the user, with their current content.

    Args:
        store: the open store.
        wanted: ids of threads or articles, id prefixes, addresses of articles, or words that only one thread has.

    Raises:
        NotFoundError: a name matches nothing, or is ambiguous.
    """
    named = [_find(store, each.strip()) for each in wanted]
    threads_meant = [id_ for id_, is_thread in named if is_thread]
    by_id = {target.thread_id: target for target in whole_threads(store, threads_meant)}
    return [by_id[id_] if is_thread else Target(article_ids=(id_,)) for id_, is_thread in dict.fromkeys(named)]


def copies_too(store: Store, targets: Sequence[Target]) -> list[Target]:
    """Targets with the copies of their articles added, as reading one article means reading its copies."""
    found = list(targets)
    for place, target in enumerate(targets):
        if not target.thread_id:
            refs = [
                ref
                for thread_id in articles.threads_of(store, target.article_ids)
                if (brief := threads.brief(store, thread_id))
                for ref in brief.articles
            ]
            ids = (id_ for each in target.article_ids for id_ in with_copies(refs, each))
            found[place] = replace(target, article_ids=tuple(dict.fromkeys(ids)))
    return found


def whole_threads(store: Store, ids: Sequence[str]) -> list[Target]:
    """Threads with all of their current articles, without duplicates; unknown ids are left out."""
    ids = list(dict.fromkeys(ids))
    with store.snapshot():
        members = articles.in_threads(store, ids)
        arrived = {found.thread.id: found.arrived for found in threads.listed_by_id(store, ids)}
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
        wanted = wanted_threads(store, as_query(query), now or datetime.now(UTC))
        listed = {found.thread.id: found.arrived for found in threads.listed(store, wanted)}
        members = articles.in_threads(store, listed, before)
    return [
        Target(id_, tuple(members[id_]), min(arrived, before) if before else arrived)
        for id_, arrived in listed.items()
        if id_ in members
    ]


def _find(store: Store, wanted: str) -> tuple[str, bool]:
    """Id, and whether it is that of a thread."""
    if known := thread_views.known_id(store, wanted):
        return known, True
    if article := _article(store, wanted):
        return article, False
    found = _threads(store, wanted)
    if len(found) == 1:
        return found[0], True
    if found:
        raise _several("threads", wanted, found)
    begun = articles.ids_like(store, wanted.lower(), NAMED) if len(wanted) >= LEAST_BEGINNING else []
    if len(begun) == 1:
        return begun[0], False
    if begun:
        raise _several("articles", wanted, begun)
    raise NotFoundError(
        f"{wanted}: no thread or article has this id, address or words; `briefing threads` lists threads"
    )


def _article(store: Store, wanted: str) -> str:
    """Id of the article with exactly this id or address; empty if there is none."""
    id_ = wanted.lower()
    if wanted.startswith(("http://", "https://")):
        from briefing.sources.article_urls import identity

        id_ = stable_id(identity(wanted))
    return id_ if articles.find(store, [id_]) else ""


def _threads(store: Store, wanted: str) -> list[str]:
    """Ids of matching threads: the one with this id, else those with this id prefix or these words."""
    if known := thread_views.known_id(store, wanted):
        return [known]
    named = thread_views.named_threads(store, wanted, NAMED)
    begun = threads.ids_like(store, wanted.lower(), NAMED) if wanted else []
    return list(dict.fromkeys([*begun, *(each.thread.id for each in named)]))


def _several(what: str, wanted: str, found: Sequence[str]) -> NotFoundError:
    listed = ", ".join(found[:NAMED])
    return NotFoundError(f"{wanted}: several {what} could be meant ({listed}); name one by its id")
