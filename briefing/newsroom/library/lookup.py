"""What a word of the user names, where something is to be changed: one thread or article, or the question which."""

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
"""Characters of an article's id that name it, if no other begins so."""

NAMED = 4
"""Threads or articles named where several could be meant."""


def find_one_thread(store: Store, wanted: str) -> str:
    """Return the id of the one thread that can be meant; to change the wrong one would be worse than to ask.

    Raises:
        NotFoundError: there is none, or several could be meant; names them.
    """
    found = _threads(store, wanted.strip())
    if len(found) == 1:
        return found[0]
    if found:
        raise _several("threads", wanted, found)
    raise NotFoundError(f"{wanted}: no thread has this id or these words; `briefing threads` lists them")


def find_targets(store: Store, wanted: Sequence[str]) -> list[Target]:
    """Return the threads and articles that are meant, as they are now.

    Args:
        store: the open store.
        wanted: each the id of a thread or article, the beginning of one, an article's address, or words that only one
            thread has, in this order.

    Raises:
        NotFoundError: one names nothing, or could mean several.
    """
    named = [_find(store, each.strip()) for each in wanted]
    threads_meant = [id_ for id_, is_thread in named if is_thread]
    by_id = {target.thread_id: target for target in whole_threads(store, threads_meant)}
    return [by_id[id_] if is_thread else Target(article_ids=(id_,)) for id_, is_thread in dict.fromkeys(named)]


def copies_too(store: Store, targets: Sequence[Target]) -> list[Target]:
    """Return targets in which articles stand with their copies: read one, all are read."""
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
    """Return threads with all that is in them now, each once."""
    ids = list(dict.fromkeys(ids))
    with store.snapshot():
        members = articles.in_threads(store, ids)
        arrived = {found.thread.id: found.arrived for found in threads.listed_by_id(store, ids)}
    return [Target(id_, tuple(members.get(id_, ())), arrived[id_]) for id_ in ids if id_ in arrived]


def listed_targets(
    store: Store, query: str | Node = "", *, before: datetime | None = None, now: datetime | None = None
) -> list[Target]:
    """Return the threads that a list for `query` shows now, with what is in them; muted ones where it asks for such.

    Args:
        store: the open store.
        query: as for `list_threads`; empty for all.
        before: only what arrived before this, and threads with such articles; None for all.
        now: the time that spans in the query are counted back from.

    Raises:
        QueryError: the query cannot be read.
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
    """Return an id, and whether it is a thread's."""
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
    """Return the id of the article that has exactly this id or address; empty if there is none."""
    id_ = wanted.lower()
    if wanted.startswith(("http://", "https://")):
        from briefing.sources.addresses import identity

        id_ = stable_id(identity(wanted))
    return id_ if articles.find(store, [id_]) else ""


def _threads(store: Store, wanted: str) -> list[str]:
    """Return the threads that can be meant: the one with this id, else those that begin so or have these words."""
    if known := thread_views.known_id(store, wanted):
        return [known]
    named = thread_views.named_threads(store, wanted, NAMED)
    begun = threads.ids_like(store, wanted.lower(), NAMED) if wanted else []
    return list(dict.fromkeys([*begun, *(each.thread.id for each in named)]))


def _several(what: str, wanted: str, found: Sequence[str]) -> NotFoundError:
    listed = ", ".join(found[:NAMED])
    return NotFoundError(f"{wanted}: several {what} could be meant ({listed}); name one by its id")
