"""Queries and updates on articles: drafts, pages to fetch, pending articles, thread membership."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from briefing.store import supplements
from briefing.store.columns import from_json, from_lines, from_micros, read_json, to_micros
from briefing.store.database import Store

if TYPE_CHECKING:
    from briefing.model import AnnotatedArticle, Article
    from briefing.store.article_notes import ArticleState, Reason
    from briefing.store.stored_values import Draft, PendingArticle, PendingPage, StoredArticle

_ARTICLE = """
    article.id, article.url, article.title, content.text, article.outlet, article.author, article.published,
    article.fetched, article.language, article.origin, article.wire, article.source_id, content.links,
    (SELECT json_array(json(enclosures), comments, categories) FROM supplement WHERE number = article.number)
"""
"""The columns `_article` reads, in its order."""

_ANALYSED = _ARTICLE.replace("content.text", "coalesce(content.before, content.text)").replace(
    "content.links", "iif(content.before IS NULL, content.links, NULL)"
)
"""The same columns with the text that the stored analysis refers to, which differs while a change is pending."""

_INSERT = """
    INSERT INTO article (id, url, title, outlet, author, published, fetched, language, origin, wire,
                         source_id, pending, wants_page)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, ?)
"""
"""Adds an article of `_draft_columns`."""


def write_drafts(store: Store, drafts: Sequence[Draft]) -> None:
    """Write new and changed articles and mark them as pending; the arrival time stays unless a draft corrects it."""
    with store.transaction():
        # For statements that may update, SQLite copies each page that they change.
        store.run_many(_INSERT, [_draft_columns(draft) for draft in drafts if draft.is_new])
        store.run_many(
            f"""
            {_INSERT}
            ON CONFLICT (id) DO UPDATE
               SET url = excluded.url, title = excluded.title, outlet = excluded.outlet, author = excluded.author,
                   published = excluded.published, language = excluded.language, origin = excluded.origin,
                   wire = excluded.wire, source_id = excluded.source_id, pending = 1,
                   wants_page = excluded.wants_page, page_tries = 0, page_after = NULL
            """,
            [_draft_columns(draft) for draft in drafts if not draft.is_new],
        )
        store.run_many(
            "UPDATE article SET fetched = ? WHERE id = ?",
            [(to_micros(draft.article.fetched), draft.article.id) for draft in drafts if draft.arrives],
        )
        store.run_many(
            """
            INSERT INTO content (number, text, links) SELECT number, ?, ? FROM article WHERE id = ?
            ON CONFLICT (number) DO UPDATE
               SET before = iif(analysis IS NOT NULL AND text <> excluded.text, coalesce(before, text), before),
                   text = excluded.text, links = excluded.links
            """,
            [(_storable(draft.article.text), _links_column(draft.article), draft.article.id) for draft in drafts],
        )
        supplements.write(store, [draft.article for draft in drafts])


def put_links(store: Store, articles: Iterable[Article]) -> None:
    """Copy the links of the given articles to stored ones with the same text."""
    store.run_many(
        "UPDATE content SET links = ? WHERE text = ?",
        [(_links_column(article), _storable(article.text)) for article in articles if article.links],
    )


def find(store: Store, ids: Collection[str]) -> dict[str, StoredArticle]:
    """The stored ones among these articles, by id."""
    from briefing.store.stored_values import StoredArticle

    rows = store.rows(
        f"""
        SELECT {_ARTICLE}, source.place, article.pending, article.wants_page, article.thread_id
          FROM json_each(?) AS given
          JOIN article ON article.id = given.value
          JOIN content ON content.number = article.number
          LEFT JOIN source ON source.id = article.source_id
        """,
        (json.dumps(list(ids)),),
    )
    return {row[0]: StoredArticle(_article(row), row[14], bool(row[15]), bool(row[16]), row[17] or "") for row in rows}


def stored(store: Store, ids: Collection[str]) -> set[str]:
    """The ids that are stored."""
    rows = store.rows(
        "SELECT article.id FROM json_each(?) AS given JOIN article ON article.id = given.value",
        (json.dumps(list(ids)),),
    )
    return {id_ for (id_,) in rows}


def analysed_texts(store: Store, ids: Collection[str]) -> dict[str, str]:
    """The texts that the stored analyses and quotes refer to, by article id; unknown ids are left out."""
    rows = store.rows(
        """
        SELECT article.id, coalesce(content.before, content.text)
          FROM json_each(?) AS given
          JOIN article ON article.id = given.value
          JOIN content ON content.number = article.number
        """,
        (json.dumps(list(ids)),),
    )
    return dict(rows)


def annotated(store: Store, article_id: str) -> AnnotatedArticle | None:
    """An article with its analysis (empty before it is threaded); None if it is not stored."""
    row = store.row(
        f"""
        SELECT {_ANALYSED}, content.analysis
          FROM article
          JOIN content ON content.number = article.number
         WHERE article.id = ?
        """,
        (article_id,),
    )
    return _annotated(row) if row else None


def members(store: Store, ids: Collection[str], *, as_stored: bool = False) -> list[AnnotatedArticle]:
    """These articles with their analyses, by arrival time, then publication time.

    Terms that another stemmer made are counted again, unless `as_stored`.
    """
    from briefing.text.analysis import count_terms
    from briefing.text.terms import STEMMER

    rows = store.rows(
        f"""
        SELECT {_ANALYSED}, content.analysis, content.stemmer
          FROM json_each(?) AS given
          JOIN article ON article.id = given.value
          JOIN content ON content.number = article.number
         ORDER BY article.fetched, coalesce(article.published, article.fetched), article.id
        """,
        (json.dumps(list(ids)),),
    )
    items = [(_annotated(row), as_stored or row[14] is None or row[15] == STEMMER) for row in rows]
    return [item if is_current else count_terms(item) for item, is_current in items]


def headline(store: Store, id_: str) -> str:
    """Headline of an article; empty if it is gone."""
    return next((title for (title,) in store.rows("SELECT title FROM article WHERE id = ?", (id_,))), "")


def ids_in_thread(store: Store, thread_id: str) -> list[str]:
    """Ids of a thread's articles, in order of arrival."""
    rows = store.rows("SELECT id FROM article WHERE thread_id = ? ORDER BY fetched, id", (thread_id,))
    return [id_ for (id_,) in rows]


def unfolded(store: Store, thread_ids: Collection[str]) -> set[str]:
    """Ids of the articles in these threads that the reader has declared to be no copies."""
    rows = store.rows(
        """
        SELECT article.id
          FROM json_each(?) AS given
          JOIN article INDEXED BY article_by_thread ON article.thread_id = given.value
         WHERE article.unfolded = 1
        """,
        (json.dumps(list(thread_ids)),),
    )
    return {id_ for (id_,) in rows}


def reasons(store: Store, thread_id: str) -> list[Reason]:
    """Why each article of a thread is in it, in order of arrival."""
    from briefing.store.article_notes import Reason

    rows = store.rows(
        """
        SELECT article.id, article.joined, article.reasons, alias.reasons, alias.at
          FROM article
          LEFT JOIN alias ON alias.id = article.joined
         WHERE article.thread_id = ?
         ORDER BY article.fetched, article.id
        """,
        (thread_id,),
    )
    return [Reason(id_, joined, why, merged, from_micros(at)) for id_, joined, why, merged, at in rows]


def pages_due(store: Store, now: datetime) -> list[PendingPage]:
    """Articles whose page is to be fetched now, newest first."""
    from briefing.store.stored_values import PendingPage

    rows = store.rows(
        f"""
        SELECT {_ARTICLE}, article.page_tries
          FROM article
          JOIN content ON content.number = article.number
         WHERE article.wants_page = 1 AND (article.page_after IS NULL OR article.page_after <= ?)
         ORDER BY coalesce(article.published, article.fetched) DESC, article.id
        """,
        (to_micros(now),),
    )
    return [PendingPage(_article(row), row[14]) for row in rows]


def pending(store: Store, limit: int, without: Collection[str] = (), *, deferred: bool = False) -> list[PendingArticle]:
    """The next articles to analyse and thread, newest first.

    Args:
        store: the open store.
        limit: maximum number of articles.
        without: ids of articles that are left out.
        deferred: return the next deferred ones to list instead (`store.deferred`).
    """
    from briefing.store.stored_values import PendingArticle

    # Only the texts of these articles are read.
    rows = store.rows(
        f"""
        SELECT {_ARTICLE}, article.thread_id
          FROM (SELECT number FROM article
                 WHERE pending = 1 AND analysed {"<" if deferred else ">="} 0
                   AND id NOT IN (SELECT value FROM json_each(?))
                 ORDER BY coalesce(published, fetched) DESC, id
                 LIMIT ?) AS given
         CROSS JOIN article ON article.number = given.number
          JOIN content ON content.number = article.number
         ORDER BY coalesce(article.published, article.fetched) DESC, article.id
        """,
        (json.dumps(list(without)), limit),
    )
    return [PendingArticle(_article(row), row[14] or "") for row in rows]


def count_pending(store: Store, without: Collection[str] = ()) -> tuple[int, int]:
    """Number of pending articles except some: new ones, and changed ones that already have a thread."""
    new, changed = store.row(
        """
        SELECT count(*) - count(thread_id), count(thread_id)
          FROM article
         WHERE pending = 1 AND id NOT IN (SELECT value FROM json_each(?))
        """,
        (json.dumps(list(without)),),
    )
    return new, changed


def count_waiting(store: Store) -> int:
    """Number of new and changed articles that are not threaded yet; reads an index only."""
    (number,) = store.row("SELECT count(*) FROM article WHERE pending = 1")
    return int(number)


def states(store: Store, thread_id: str) -> dict[str, ArticleState]:
    """The reader's marks on a thread's articles, by article id."""
    from briefing.store.article_notes import ArticleState

    rows = store.rows(
        """
        SELECT id, read, starred, (SELECT group_concat(tag, char(10)) FROM article_tag WHERE number = article.number),
               (SELECT json_array(json(enclosures), comments, categories) FROM supplement WHERE number = article.number)
          FROM article
         WHERE thread_id = ?
        """,
        (thread_id,),
    )
    return {
        id_: ArticleState(bool(read), bool(starred), from_lines(tags or ""), *supplements.read(rest))
        for id_, read, starred, tags, rest in rows
    }


def ids_until(store: Store, thread_id: str, until: datetime) -> list[str]:
    """Ids of a thread's articles that arrived by `until` and have not been extended by an edit since."""
    rows = store.rows(
        "SELECT id FROM article WHERE thread_id = ?1 AND fetched <= ?2 AND coalesce(edited, 0) <= ?2",
        (thread_id, to_micros(until)),
    )
    return [id_ for (id_,) in rows]


def threads_of(store: Store, ids: Collection[str]) -> list[str]:
    """Ids of the threads these articles are in, without duplicates."""
    rows = store.rows(
        """
        SELECT DISTINCT article.thread_id
          FROM json_each(?) AS given
          JOIN article ON article.id = given.value
         WHERE article.thread_id IS NOT NULL
        """,
        (json.dumps(list(ids)),),
    )
    return [id_ for (id_,) in rows]


def in_threads(store: Store, ids: Collection[str], before: datetime | None = None) -> dict[str, list[str]]:
    """Ids of the threads' articles, by thread id; with `before`, only those that arrived earlier."""
    rows = store.rows(
        """
        SELECT article.thread_id, article.id
          FROM json_each(:ids) AS given
         CROSS JOIN article INDEXED BY article_by_thread ON article.thread_id = given.value
         WHERE :before IS NULL OR article.fetched < :before
        """,
        {"ids": json.dumps(list(ids)), "before": to_micros(before)},
    )
    by_thread: dict[str, list[str]] = {}
    for thread_id, article_id in rows:
        by_thread.setdefault(thread_id, []).append(article_id)
    return by_thread


def ids_like(store: Store, prefix: str, limit: int) -> list[str]:
    """Ids of articles that begin with `prefix`, sorted."""
    rows = store.rows("SELECT id FROM article WHERE id >= ? AND id < ? LIMIT ?", (prefix, prefix + "\U0010ffff", limit))
    return [id_ for (id_,) in rows]


def _article(row: Sequence[Any]) -> Article:
    from briefing.model import Article, Link

    id_, url, title, text, outlet, author, published, fetched, language, origin, wire, source_id, links, rest = row[:14]
    return Article(
        id_,
        url,
        title,
        text,
        outlet,
        author,
        from_micros(published),
        from_micros(fetched),
        language,
        origin,
        wire,
        source_id,
        tuple(Link(*link) for link in read_json(links)) if links else (),
        *supplements.read(rest),
    )


def _annotated(row: Sequence[Any]) -> AnnotatedArticle:
    from briefing.model import Analysis, AnnotatedArticle

    article = _article(row)
    return AnnotatedArticle(article, from_json(Analysis, row[14]) if row[14] else Analysis(article.id))


def _draft_columns(draft: Draft) -> tuple[object, ...]:
    article = draft.article
    return (
        article.id,
        _storable(article.url),
        _storable(article.title),
        _storable(article.outlet),
        _storable(article.author),
        to_micros(article.published),
        to_micros(article.fetched),
        _storable(article.language),
        article.origin,
        _storable(article.wire),
        article.source_id,
        int(draft.wants_page),
    )


def _links_column(article: Article) -> str | None:
    """Links as a JSON list of [start, end, address]; None for no links."""
    links = [[link.start, link.end, link.url] for link in article.links]
    return json.dumps(links, separators=(",", ":")) if links else None


def _storable(text: str) -> str:
    """Replace lone surrogates, which UTF-8 cannot encode, one for one, so that offsets stay valid."""
    return text.encode("utf-8", "replace").decode("utf-8") if not text.isascii() else text
