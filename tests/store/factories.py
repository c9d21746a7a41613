"""Small values for the tests of the store."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from briefing.model import Analysis, Article, Brief, Citation, KeyQuote, Source, Thread, ThreadState, stable_id
from briefing.store import Store, articles, sources, write_threads
from briefing.store.stored_values import Draft, Plan, SeenEntry, SourceState, Threading, ThreadRecord

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def hours(number: float) -> datetime:
    return NOON + timedelta(hours=number)


def source(name: str = "a") -> Source:
    location = f"https://{name}.example/feed"
    return Source(stable_id(location), "feed", location, f"Feed {name}")


def article(name: str, *, arrived: datetime = NOON, published: datetime | None = NOON, outlet: str = "A") -> Article:
    url = f"https://news.example/{name}"
    text = f"{name} happened.\nIt was big."
    return Article(stable_id(url), url, f"Title {name}", text, outlet, published=published, fetched=arrived)


def store_drafts(store: Store, *items: Article) -> None:
    plan = Plan(
        SourceState(source(), place=0),
        tuple(SeenEntry(item.id, "print", item.id) for item in items),
        tuple(Draft(item) for item in items),
    )
    sources.write_plan(store, plan)


def quote(text: str, speaker: str, item: Article, thread_id: str) -> KeyQuote:
    return KeyQuote(text, speaker, (Citation(item.id, 0, 4),), added=item.fetched, thread_id=thread_id)


def record(
    thread_id: str,
    *members: Article,
    title: str = "",
    rank: float = 1.0,
    quotes: tuple[KeyQuote, ...] = (),
    followed: bool = False,
) -> ThreadRecord:
    thread = Thread(
        thread_id, title or f"Thread {thread_id}", tuple(m.id for m in members), state=ThreadState(followed=followed)
    )
    return ThreadRecord(Brief(thread, quotes=quotes), rank)


def thread_up(store: Store, made: ThreadRecord) -> None:
    """Store a thread over articles that are stored already, one step for each time of arrival."""
    by_id = articles.find(store, made.brief.thread.article_ids)
    by_arrival: dict[datetime, list[str]] = {}
    for stored in by_id.values():
        by_arrival.setdefault(stored.article.fetched or NOON, []).append(stored.article.id)
    for arrived, ids in sorted(by_arrival.items()):
        assigned = dict.fromkeys(ids, made.brief.thread.id)
        write_threads.write(store, Threading(tuple(Analysis(id_) for id_ in ids), assigned, (made,), arrived))


def with_thread(store: Store, thread_id: str, *members: Article, rank: float = 1.0, title: str = "") -> None:
    store_drafts(store, *members)
    thread_up(store, record(thread_id, *members, rank=rank, title=title))
