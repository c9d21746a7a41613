"""The invented day of `read --demo`: a temporary store as two refreshes and a visit between them leave it.

Its articles are in a data file, with times relative to now; the bundled seeds are added to them. Nothing is fetched,
and no process is started: the articles are trusted and few.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from briefing.config import Config, WatchConfig, bundled
from briefing.model import Article, MarkKind, Source, Target, stable_id
from briefing.newsroom.library.lookup import whole_threads
from briefing.newsroom.library.user_marks import mark
from briefing.newsroom.library.visits import begin_visit, end_visit
from briefing.newsroom.maintenance.open_store import open_store
from briefing.newsroom.stories.build_threads import thread_pending
from briefing.store import Store, articles, key_values, skip_records, sources
from briefing.store.stored_values import Draft, Plan, SeenEntry, SourceState

DATA = Path(__file__).parent / "data" / "demo.toml"

WEEKDAYS = {
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    "es": ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"),
}
REFRESHED = timedelta(minutes=5)
"""Time since the second refresh."""


@dataclass(frozen=True, slots=True)
class _DemoArticle:
    """An article of the data file."""

    article: Article
    """The article itself."""
    page_error: str
    """Why its page could not be fetched; empty if it could, or was not tried."""
    marks: frozenset[str]
    """`read`, `star`, `follow`."""


def make_demo(folder: Path, config: Config, now: datetime | None = None) -> tuple[Path, Config]:
    """Create the store of the demo.

    Args:
        folder: empty folder for the store.
        config: the user's settings; the demo has its own sources and watches, and no rules and hooks.
        now: the time of the demo.

    Returns:
        The store's file, and the settings for reading it.
    """
    now = now or datetime.now(UTC)
    data = tomllib.loads(DATA.read_text(encoding="utf-8"))
    visit = now - timedelta(hours=data["visit"])
    watches = tuple(WatchConfig(**watch) for watch in data["watches"])
    config = replace(config, feeds=(), seeds=(), rules=(), hooks=(), watch=watches)
    states = list(_states(data["feeds"], now))
    made = [_article(record, now) for record in data["articles"]]
    path = folder / "briefing.db"
    with open_store(path) as store:
        sources.configure(store, [state.source for state in states])
        earlier = [each for each in made if each.article.published and each.article.published < visit]
        _store(store, states, earlier, config, visit)
        _visit(store, earlier, visit)
        later = [*(each for each in made if each not in earlier), *_seeds()]
        _store(store, states, later, config, now - REFRESHED)
    return path, config


def _states(feeds: Sequence[Mapping[str, Any]], now: datetime) -> Iterator[SourceState]:
    """Feeds as the second refresh leaves them."""
    at = now - REFRESHED
    for place, feed in enumerate(feeds):
        url, error = _address(feed["outlet"], "feed"), feed.get("error", "")
        source = Source(stable_id(url), "feed", url, feed["outlet"], tuple(feed["tags"]))
        yield SourceState(source, place, checked=at, ok=None if error else at, failures=int(bool(error)), error=error)


def _article(record: Mapping[str, Any], now: datetime) -> _DemoArticle:
    published = (now - timedelta(hours=record["hours"])).replace(microsecond=0)
    url = _address(record["outlet"], stable_id(record["title"])[:8])

    def weekday(match: re.Match[str]) -> str:
        return WEEKDAYS[match[1]][(published + timedelta(days=int(match[2] or 0))).weekday()]

    article = Article(
        id=stable_id(url),
        url=url,
        title=record["title"],
        text=re.sub(r"\{(en|es)([+-]\d)?\}", weekday, record["text"].strip()),
        outlet=record["outlet"],
        published=published,
        origin="feed" if record.get("teaser") else "page",
        source_id=stable_id(_address(record["outlet"], "feed")),
    )
    marks = frozenset(name for name in ("read", "star", "follow") if record.get(name))
    return _DemoArticle(article, record.get("page_error", ""), marks)


def _seeds() -> Iterator[_DemoArticle]:
    """The bundled seeds, as files that arrive with the second refresh."""
    from briefing.sources import find_seeds, read_seed

    for path in find_seeds(bundled() / "seeds"):
        yield _DemoArticle(replace(read_seed(path), source_id=stable_id(str(path))), "", frozenset())


def _store(
    store: Store, states: Sequence[SourceState], made: Sequence[_DemoArticle], config: Config, at: datetime
) -> None:
    """Store articles as a refresh at a time does."""
    by_source: dict[str, list[Article]] = {}
    for each in made:
        by_source.setdefault(each.article.source_id, []).append(replace(each.article, fetched=at))
    known = {state.source.id: state for state in states}
    for id_, group in by_source.items():
        state = known.get(id_) or SourceState(Source(id_, "file", group[0].url or id_), checked=at, ok=at)
        entries = tuple(SeenEntry(article.id, "", article.id) for article in group)
        sources.write_plan(store, Plan(state, entries, tuple(map(Draft, group)), len(group)))
    failed = [skip_records.Skip("fetch", each.article.id, each.page_error) for each in made if each.page_error]
    with store.transaction():
        sources.write_states(store, [state for state in states if state.error])
        skip_records.write(store, failed, at)
    thread_pending(store, config, at, lambda progress: None)
    key_values.put(store, sources.REFRESHED, at)


def _visit(store: Store, made: Sequence[_DemoArticle], at: datetime) -> None:
    """Read and mark some of what had arrived."""
    stored = articles.find(store, [each.article.id for each in made])

    def threads(name: MarkKind) -> list[Target]:
        return whole_threads(store, sorted({stored[each.article.id].thread_id for each in made if name in each.marks}))

    mark(store, "read", threads("read"), now=at)
    mark(store, "follow", threads("follow"), now=at)
    mark(store, "star", [Target(article_ids=(each.article.id,)) for each in made if "star" in each.marks], now=at)
    end_visit(store, begin_visit(store, at), key_values.get(store, key_values.ARRIVED), at)


def _address(outlet: str, page: str) -> str:
    """Address of a page of an outlet, in a domain that is reserved for examples."""
    return f"https://{re.sub('[^a-z]+', '-', outlet.lower())}.example/{page}"
