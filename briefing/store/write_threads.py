"""Updates of threads: rows with briefs and quotes, merges, counters, watches."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Literal

from briefing.codec import to_json
from briefing.model import Brief, Thread
from briefing.query.normalization import fold
from briefing.store import clusters, key_values, skip_records
from briefing.store.columns import to_lines, to_micros
from briefing.store.database import Store

if TYPE_CHECKING:
    from briefing.store.stored_values import Merge, Threading, ThreadRecord, ThreadRows


def write(store: Store, threading: Threading) -> None:
    """Write the result of threading a batch and clear the pending marks, in one transaction."""
    from briefing.text import ANALYSIS
    from briefing.text.terms import STEMMER

    analysed = [analysis.article_id for analysis in threading.analyses]
    with store.transaction():
        write_all(store, threading.records)
        arrived = to_micros(threading.arrived)
        store.run_many(
            """
            UPDATE article
               SET thread_id = ?1, joined = ?1, fetched = ?2, reasons = coalesce(?3, reasons)
             WHERE id = ?4
            """,
            [(thread, arrived, threading.reasons.get(id_), id_) for id_, thread in threading.assigned.items()],
        )
        merge(store, threading.merges, threading.arrived)
        _reassign(store, threading.reassigned)
        store.run_many(
            "UPDATE article SET reasons = ? WHERE id = ?",
            [
                (line, id_)
                for id_, line in threading.reasons.items()
                if id_ in threading.reassigned or id_ not in threading.assigned
            ],
        )
        store.run_many(
            """
            UPDATE content SET analysis = ?, stemmer = ?, before = NULL
             WHERE number = (SELECT number FROM article WHERE id = ?)
            """,
            [
                (threading.encoded.get(analysis.article_id) or to_json(analysis), STEMMER, analysis.article_id)
                for analysis in threading.analyses
            ],
        )
        store.run_many(
            """
            UPDATE article
               SET pending = 0, analysed = ?, wire = coalesce(?, wire), language = coalesce(?, language)
             WHERE id = ?
            """,
            [(ANALYSIS, threading.wires.get(id_), threading.languages.get(id_), id_) for id_ in analysed],
        )
        skip_records.clear(store, "article", analysed)
        skip_records.write(store, threading.skips, threading.arrived)
        # An edit that adds text makes the article unread again.
        store.run_many(
            "UPDATE article SET edited = ?, read = 0 WHERE id = ?",
            [
                (arrived, analysis.article_id)
                for analysis in threading.analyses
                if any(addition.added == threading.arrived for addition in analysis.additions)
            ],
        )
        if threading.clusters:
            clusters.write(store, threading.clusters)
        if threading.analyses:
            key_values.put(store, key_values.ARRIVED, threading.arrived)
        recount(store, {*threading.touched, *(record.brief.thread.id for record in threading.records)})


def recount(store: Store, ids: Iterable[str]) -> None:
    """Update the stored counters of these threads from their articles and quotes."""
    store.run_many(
        """
        UPDATE thread
           SET (articles, outlets, unread, starred, founded, arrived, fresh) = (
                   SELECT count(*), count(DISTINCT outlet), count(*) - coalesce(sum(read), 0),
                          coalesce(sum(starred), 0),
                          coalesce(min(fetched), thread.founded), max(thread.arrived, coalesce(max(fetched), 0)),
                          count(*) FILTER (WHERE thread.read_until IS NULL
                                              OR max(fetched, coalesce(edited, 0)) > thread.read_until)
                     FROM article
                    WHERE thread_id = thread.id
               ),
               quotes = (SELECT count(*) FROM quote WHERE thread_id = thread.id AND NOT doubtful)
         WHERE id = ?
        """,
        [(id_,) for id_ in ids],
    )


def write_all(store: Store, records: Sequence[ThreadRecord]) -> None:
    """Write threads with their briefs and quotes; the reader's decisions are kept."""
    write_rows(store, [rows_of(record) for record in records])


def write_rows(store: Store, rows: Sequence[ThreadRows]) -> None:
    """Like `write_all`, for prepared rows."""
    store.run_many(
        """
        INSERT INTO thread (id, title, names, keywords, members, haystack, first, last, founded, arrived, rank,
                            followed, choice, independent, copies, wire, watch)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 0, ?9, ?10, ?11, iif(?11 AND ?15 = '', 1, NULL), ?12, ?13, ?14, ?15)
        ON CONFLICT (id) DO UPDATE
           SET title = excluded.title, names = excluded.names, keywords = excluded.keywords,
               members = excluded.members, haystack = excluded.haystack, first = excluded.first,
               last = excluded.last, arrived = excluded.arrived, rank = excluded.rank,
               followed = coalesce(thread.choice, excluded.followed),
               independent = excluded.independent, copies = excluded.copies, wire = excluded.wire,
               watch = excluded.watch
        """,
        [each.columns for each in rows],
    )
    store.run_many(
        """
        INSERT INTO brief (thread_id, data) VALUES (?, ?)
        ON CONFLICT (thread_id) DO UPDATE SET data = excluded.data WHERE data <> excluded.data
        """,
        [(each.id, each.brief) for each in rows],
    )
    store.run_many("DELETE FROM quote WHERE thread_id = ?", [(each.id,) for each in rows])
    store.run_many(
        "INSERT INTO quote (thread_id, position, speaker, added, doubtful, data) VALUES (?, ?, ?, ?, ?, ?)",
        [(each.id, *quote) for each in rows for quote in each.quotes],
    )


def rows_of(record: ThreadRecord) -> ThreadRows:
    """A thread as columns."""
    from briefing.store.stored_values import ThreadRows

    listed = (*record.brief.quotes, *record.brief.other_quotes)
    quotes = tuple(
        (
            place,
            fold(quote.speaker or "", *quote.speaker_variants, quote.speaks_for or ""),
            to_micros(quote.added),
            int(place >= len(listed)),
            to_json(quote),
        )
        for place, quote in enumerate((*listed, *record.doubtful))
    )
    return ThreadRows(_columns(record), to_json(record.brief), quotes)


def set_watches(store: Store, rows: Sequence[tuple[Thread, str, str]]) -> None:
    """Change the watches that pin threads; manual choices are kept.

    Args:
        store: the open store.
        rows: thread, new title, name of the watch (empty for none).
    """
    store.run_many(
        """
        UPDATE thread
           SET title = ?1, haystack = ?2, watch = ?3, followed = coalesce(choice, ?3 <> '')
         WHERE id = ?4
        """,
        [(title, fold(title, *thread.names, *thread.keywords), watch, thread.id) for thread, title, watch in rows],
    )


def merge(store: Store, merges: Sequence[Merge], at: datetime) -> None:
    """Merge threads: move articles, aliases, tags and the reader's decisions to the new thread, delete the old one.

    Args:
        store: the open store.
        merges: old and new thread ids, with reasons.
        at: time of the merges.
    """
    pairs = [(each.old_id, each.new_id) for each in merges]
    swapped = [(new, old) for old, new in pairs]
    store.run_many(
        """
        UPDATE thread
           SET choice = iif(1 IN (thread.choice, old.choice), 1, coalesce(thread.choice, old.choice)),
               followed = iif(1 IN (thread.choice, old.choice), 1,
                              coalesce(thread.choice, old.choice, thread.followed)),
               muted = min(thread.muted, old.muted)
          FROM (SELECT id, choice, muted FROM thread WHERE id = ?) AS old
         WHERE thread.id = ?
        """,
        pairs,
    )
    store.run_many(
        "INSERT OR IGNORE INTO thread_tag (thread_id, tag) SELECT ?2, tag FROM thread_tag WHERE thread_id = ?1", pairs
    )
    store.run_many("UPDATE article SET thread_id = ? WHERE thread_id = ?", swapped)
    store.run_many("UPDATE alias SET thread_id = ? WHERE thread_id = ?", swapped)
    store.run_many("DELETE FROM thread WHERE id = ?", [(old,) for old, _ in pairs])
    store.run_many(
        "INSERT OR REPLACE INTO alias (id, thread_id, at, reasons) VALUES (?, ?, ?, ?)",
        [(each.old_id, each.new_id, to_micros(at), each.reason) for each in merges],
    )


def carry_read_until(store: Store, assigned: Mapping[str, str], unset: Literal["articles", "founded"]) -> None:
    """Copy `read_until` to threads from the current threads of the articles that move to them.

    Args:
        store: the open store.
        assigned: article id -> id of its new thread.
        unset: column that is 0 in a thread that is just being created; other threads keep their `read_until`.
    """
    store.run_many(
        f"""
        UPDATE thread
           SET read_until = (SELECT old.read_until
                               FROM article
                               JOIN thread AS old ON old.id = article.thread_id
                              WHERE article.id = ?)
         WHERE id = ? AND {unset} = 0
        """,
        list(assigned.items()),
    )


def _reassign(store: Store, assigned: Mapping[str, str]) -> None:
    """Move articles to other threads; a thread created by this takes over `read_until`."""
    carry_read_until(store, assigned, "articles")
    store.run_many(
        "UPDATE article SET thread_id = ?1, joined = ?1 WHERE id = ?2",
        [(new, article_id) for article_id, new in assigned.items()],
    )
    store.run_many("DELETE FROM alias WHERE id = ?", [(id_,) for id_ in set(assigned.values())])


def _columns(record: ThreadRecord) -> tuple[object, ...]:
    thread = record.brief.thread
    return (
        thread.id,
        thread.title,
        to_lines(thread.names),
        to_lines(thread.keywords),
        to_lines(thread.article_ids),
        fold(thread.title, *thread.names, *thread.keywords),
        to_micros(thread.first),
        to_micros(thread.last),
        _arrived(record.brief),
        record.rank,
        int(thread.state.followed),
        record.brief.independent,
        record.brief.copies,
        record.brief.wire,
        thread.watch,
    )


def _arrived(brief: Brief) -> int:
    """Last arrival in a thread, of an article or an edit, in microseconds; 0 if unknown."""
    articles = [ref.added for ref in brief.articles]
    lines = [line.added for line in brief.new]
    quotes = [quote.added for quote in (*brief.quotes, *brief.other_quotes)]
    arrivals = [added for added in articles + lines + quotes if added]
    return to_micros(max(arrivals)) if arrivals else 0
