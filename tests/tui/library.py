"""A small store with three threads, and a reader of it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import groupby
from pathlib import Path

import pytest

from briefing.config import Config, FeedConfig, TuiConfig
from briefing.model import (
    Analysis,
    AnnotatedArticle,
    Article,
    ArticleRef,
    Brief,
    Citation,
    KeyQuote,
    Line,
    LinePart,
    Link,
    Quote,
    Sentence,
    Thread,
    ThreadState,
    TimelineEvent,
    stable_id,
)
from briefing.newsroom import Progress, RefreshReport, Visit, end_visit
from briefing.store import Store, articles, key_values, sources, write_threads
from briefing.store.columns import to_micros
from briefing.store.stored_values import Draft, Merge, Plan, SeenEntry, SourceState, Threading, ThreadRecord
from briefing.tui.app import Reader
from briefing.tui.refresh_worker import Refresh
from briefing.tui.session import Subscribe
from tests.store import factories

NOW = datetime(2026, 3, 1, 12, 30, tzinfo=UTC)
TODAY = (NOW - datetime(1970, 1, 1, tzinfo=UTC)) / timedelta(days=1)
"""Rank of a thread of today with the weight 1."""
QUIET = Config(tui=TuiConfig(refresh_on_start=False), feeds=(FeedConfig("https://a.example/feed", "A"),))
SIZES = [(80, 24), (160, 48), (60, 20)]


def _sizes(marks: Sequence[pytest.MarkDecorator]) -> pytest.MarkDecorator:
    first, *others = SIZES
    values = [first, *(pytest.param(size, marks=marks) for size in others)]
    return pytest.mark.parametrize("size", values, ids=lambda size: f"{size[0]}x{size[1]}")


every_size = _sizes([])
# For what hardly depends on the layout: the other sizes are left to `make soak`.
some_size = _sizes([pytest.mark.soak])


def ago(hours: float) -> datetime:
    return NOW - timedelta(hours=hours)


def article(name: str, title: str, paragraphs: Sequence[str], *, outlet: str, hours: float) -> AnnotatedArticle:
    """An article whose sentences are its paragraphs' parts at ". "; a paragraph without full stop is a heading."""
    text = "\n".join(paragraphs)
    url = f"https://news.example/{name}"
    made = Article(stable_id(url), url, title, text, outlet, published=ago(hours), fetched=ago(hours), origin="page")
    return AnnotatedArticle(made, Analysis(made.id, tuple(sentences(text)), quotes=tuple(quotes(text))))


def linked(item: AnnotatedArticle, links: dict[str, str]) -> AnnotatedArticle:
    """The article with these words as links."""
    text = item.article.text
    made = tuple(Link(text.index(words), text.index(words) + len(words), url) for words, url in links.items())
    return replace(item, article=replace(item.article, links=made))


def sentences(text: str) -> Iterable[Sentence]:
    place = 0
    for paragraph in text.split("\n"):
        kind = "prose" if paragraph.endswith((".", "”")) else "heading"
        for part in paragraph.replace(". ", ".\n").split("\n"):
            start = text.index(part, place)
            place = start + len(part)
            yield Sentence(start, place, kind=kind)  # type: ignore[arg-type]


def quotes(text: str) -> Iterable[Quote]:
    start = text.find("“")
    while start >= 0:
        end = text.index("”", start)
        yield Quote(start + 1, end)
        start = text.find("“", end)


def citation(item: AnnotatedArticle, words: str) -> Citation:
    source = item.article
    start = source.text.index(words)
    return Citation(source.id, start, start + len(words), source.outlet, source.title, source.url, source.published)


def line(item: AnnotatedArticle, words: str, support: int = 1, part: LinePart = "") -> Line:
    return Line(words, citation(item, words), support, item.article.fetched, part=part)


def quote(item: AnnotatedArticle, words: str, speaker: str | None, *others: AnnotatedArticle) -> KeyQuote:
    return KeyQuote(
        words, speaker, tuple(citation(i, words) for i in (item, *others)), cue="said", added=item.article.fetched
    )


def reference(item: AnnotatedArticle, copy_of: str = "") -> ArticleRef:
    a = item.article
    return ArticleRef(a.id, a.title, a.outlet, a.url, a.published, a.fetched, copy_of)


def brief(
    id_: str,
    title: str,
    items: Sequence[AnnotatedArticle],
    *,
    lead: Sequence[Line] = (),
    quotes: Sequence[KeyQuote] = (),
    copies: Sequence[str] = (),
    followed: bool = False,
) -> Brief:
    """A thread of articles, newest first; each one's first sentence is an event and a development."""
    times = [item.article.published for item in items if item.article.published]
    firsts = [line(i, i.article.text[i.analysis.sentences[0].start : i.analysis.sentences[0].end]) for i in items]
    thread = Thread(
        id_,
        title,
        tuple(i.article.id for i in reversed(items)),
        first=min(times),
        last=max(times),
        state=ThreadState(followed=followed),
    )
    return Brief(
        thread,
        lead=tuple(lead or firsts[:2]),
        new=tuple(reversed(firsts)),
        quotes=tuple(replace(q, thread_id=id_) for q in quotes),
        timeline=tuple(TimelineEvent(first.source.published or NOW, first) for first in reversed(firsts)),
        articles=tuple(reference(i, items[0].article.id if i.article.id in copies else "") for i in items),
        outlets=tuple(dict.fromkeys(i.article.outlet for i in items)),
        independent=len(items) - len(copies),
        copies=len(copies),
    )


CALL = article(
    "call",
    "Presidents mend fences in a call",
    [
        "The two presidents spoke by telephone on Saturday. It was their first call since the dispute began.",
        "A call after weeks of silence",
        "“It was a good and long talk,” the president of Colombia said. He invited his counterpart to Bogotá.",
        "Both sides agreed to send envoys next week. Trade and migration are on the agenda of the talks.",
        "What comes next",
        "The envoys are to meet in Panama on Thursday.",
    ],
    outlet="BBC World",
    hours=2,
)
CALL = linked(CALL, {"first call": "https://news.example/dispute", "Panama": "https://places.example/panama"})
WIRE = article(
    "wire",
    "Leaders talk after dispute",
    ["The leaders of both countries talked for an hour. “It was a good and long talk,” the president said."],
    outlet="France 24",
    hours=1.5,
)
OLD = article(
    "old",
    "Tariffs loom as dispute grows",
    ["New tariffs were announced on Thursday. “We will answer in kind,” the trade minister said."],
    outlet="The Guardian",
    hours=50,
)
FLOOD = article(
    "flood",
    "Floods cut off villages in the north",
    ["Three days of rain have cut off forty villages. Helicopters bring food and medicine."],
    outlet="NPR World",
    hours=5,
)
FLOOD_LATER = article(
    "flood2",
    "Rain eases, water stays",
    ["The rain eased on Sunday morning. Roads in the valley will stay closed until Tuesday."],
    outlet="DW",
    hours=0.4,
)
VOTE = article(
    "vote",
    "Parliament votes on the budget",
    ["Parliament passed the budget by two votes. The opposition will go to court."],
    outlet="Al Jazeera",
    hours=20,
)

TALKS = brief(
    "t1talks",
    "Colombia–United States: call, tariffs",
    [WIRE, CALL, OLD],
    lead=[
        line(CALL, "The two presidents spoke by telephone on Saturday.", 2, "in_short"),
        line(CALL, "Both sides agreed to send envoys next week.", 1, "in_short"),
        line(OLD, "New tariffs were announced on Thursday.", 1, "before"),
    ],
    quotes=[
        quote(CALL, "It was a good and long talk,", "Ana Restrepo", WIRE),
        replace(quote(OLD, "We will answer in kind,", None), addressee="reporters"),
    ],
    followed=True,
)
FLOODS = brief("t2floods", "Floods in the north", [FLOOD])
BUDGET = brief("t3budget", "Budget vote", [VOTE])


SOURCES = [
    SourceState(factories.source("a"), place=0, checked=ago(1 / 6), ok=ago(1 / 6)),
    SourceState(factories.source("b"), place=1, checked=ago(0.1), failures=2, error="the server answered 503"),
]


def put(store: Store, made: Brief, items: Sequence[AnnotatedArticle], rank: float = 1.0) -> None:
    """Store a thread; its articles arrive as they say, those that are there already stay as they are.

    `rank` is that of the list, in half-lives after `NOW`.
    """
    known = articles.find(store, [item.article.id for item in items])
    new = [item for item in items if item.article.id not in known]
    heard = tuple(SeenEntry(i.article.id, "print", i.article.id) for i in new)
    sources.write_plan(store, Plan(SOURCES[0], heard, tuple(Draft(i.article) for i in new)))
    record = ThreadRecord(made, TODAY + rank)
    for arrived, group in groupby(sorted(new, key=arrival), key=arrival):
        batch = list(group)
        assigned = {i.article.id: made.thread.id for i in batch}
        write_threads.write(store, Threading(tuple(i.analysis for i in batch), assigned, (record,), arrived))


def rewrite(store: Store, made: Brief, rank: float = 1.0) -> None:
    """Store a thread again, whose articles are there already."""
    write_threads.write(store, Threading((), {}, (ThreadRecord(made, TODAY + rank),), NOW))


def arrival(item: AnnotatedArticle) -> datetime:
    return item.article.fetched or NOW


def fill(store: Store) -> None:
    """Store the three threads, and that they were refreshed ten minutes ago, with one of two sources failing.

    All of them have news since the last visit, one of them was there before.
    """
    put(store, TALKS, [WIRE, CALL, OLD], 3.0)
    put(store, FLOODS, [FLOOD], 2.0)
    put(store, BUDGET, [VOTE], 1.0)
    sources.write_states(store, SOURCES)
    key_values.put(store, sources.REFRESHED, ago(1 / 6))
    key_values.put(store, key_values.ARRIVED, ago(1.5))
    visited(store, 40)


def visited(store: Store, hours: float) -> None:
    """Let the last visit have ended so many hours ago, with all that had arrived by then."""
    end_visit(store, Visit(), ago(hours), ago(hours))


def flood_goes_on(store: Store) -> None:
    """Let a second article come into the thread of the floods."""
    put(store, brief("t2floods", "Floods in the north", [FLOOD_LATER, FLOOD]), [FLOOD_LATER, FLOOD], 4.0)


def no_news(
    store: Store,
    config: Config,
    *,
    on_progress: Callable[[Progress], None] | None = None,
    only: Collection[str] = (),
) -> RefreshReport:
    return RefreshReport(2, 2, (), 0, 0, 0)


def reader(
    store: Store,
    config: Config = QUIET,
    query: str = "",
    refresh: Refresh = no_news,
    state: Path | None = None,
    subscribe: Subscribe | None = None,
) -> Reader:
    return Reader(
        store, config, query=query, clock=lambda: NOW, zone=UTC, refresh=refresh, state=state, subscribe=subscribe
    )


def refreshed_at(store: Store, when: datetime) -> None:
    """Let a refresh have ended, in which every source that does not fail was read."""
    key_values.put(store, sources.REFRESHED, when)
    store.run("UPDATE source SET ok = ? WHERE failures = 0", (to_micros(when),))


def merge(store: Store, old: str, new: str) -> None:
    write_threads.write(store, Threading((), {}, (), NOW, merges=(Merge(old, new),)))
