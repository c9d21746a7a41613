"""A handful of threads with all that a query can ask for, and the slow way to answer it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from briefing.model import (
    Analysis,
    Article,
    ArticleRef,
    Brief,
    Citation,
    KeyQuote,
    Quote,
    Sentence,
    Source,
    Thread,
    stable_id,
)
from briefing.query.nodes import And, Node, Not, Or, State, Term, When
from briefing.query.normalization import fold, needle
from briefing.query.times import moment
from briefing.store import Store, sources, write_threads
from briefing.store.stored_values import Draft, Plan, SeenEntry, SourceState, Threading, ThreadRecord
from tests.store.factories import NOON, hours

FEEDS = {
    "world": Source(
        stable_id("https://world.example/rss"), "feed", "https://world.example/rss", "World Desk", ("top",)
    ),
    "south": Source(
        stable_id("https://sur.example/rss"), "feed", "https://sur.example/rss", "Sur", ("latin-america", "top")
    ),
}


@dataclass(frozen=True)
class Piece:
    """An article as a test writes it: `quotes` are speakers with their words."""

    name: str
    thread: str
    title: str
    text: str
    quotes: tuple[tuple[str, str], ...] = ()
    outlet: str = "North Post"
    feed: str = "world"
    published: datetime | None = NOON
    arrived: datetime = NOON
    read: bool = False
    starred: bool = False
    tags: tuple[str, ...] = ()

    @property
    def article(self) -> Article:
        url = f"https://news.example/{self.name}"
        source = FEEDS[self.feed].id
        return Article(
            *(stable_id(url), url, self.title, self.text, self.outlet, ""),
            self.published,
            self.arrived,
            source_id=source,
        )

    @property
    def analysis(self) -> Analysis:
        spans, at = [], 0
        for sentence in self.text.replace(". ", ".\0").split("\0"):
            spans.append(Sentence(at, at + len(sentence)))
            at += len(sentence) + 1
        quotes = [
            Quote(self.text.index(words), self.text.index(words) + len(words), speaker)
            for speaker, words in self.quotes
        ]
        return Analysis(self.article.id, tuple(spans), quotes=tuple(quotes))


@dataclass(frozen=True)
class Story:
    """A thread as a test writes it."""

    id: str
    title: str
    names: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    followed: bool = False
    muted: bool = False
    tags: tuple[str, ...] = ()


STORIES = (
    Story(
        "call1",
        "Trump–Petro: Telephone call",
        ("Donald Trump", "Gustavo Petro"),
        ("tariffs",),
        followed=True,
        tags=("work",),
    ),
    Story("quake", "Peru: Earthquake near Áncash", ("Peru",), ("earthquake", "coast")),
    Story("beijing", "北京大学: 报告", ("北京大学",)),
    Story("royal", "Royals: The wedding", ("Anna Keller",), ("wedding",), muted=True),
)
PIECES = (
    Piece(
        *(
            "a",
            "call1",
            "Trump calls Petro",
            "Petro called it a good talk. “We spoke of peace”, Petro said. It was cold.",
        ),
        quotes=(("Gustavo Petro", "We spoke of peace"),),
        read=True,
    ),
    Piece(
        *("b", "call1", "Washington and Bogotá speak", "The call took an hour. Tariffs were named."),
        outlet="Diario del Sur",
        feed="south",
        published=hours(-50),
        arrived=hours(1),
    ),
    Piece(
        *("c", "quake", "Strong earthquake in Peru", "The earth shook. “Stay calm”, Anna Keller said."),
        quotes=(("Anna Keller", "Stay calm"),),
        published=None,
        arrived=hours(-40),
        starred=True,
        tags=("later", "top"),
    ),
    Piece(
        *("e", "beijing", "北京大学发布新报告", "北京大学星期一发布报告。“我们很高兴”,王明说。"),
        quotes=(("王明", "我们很高兴"),),
        outlet="新华社",
        arrived=hours(1.5),
    ),
    Piece("d", "royal", "The wedding", "Petro was not there. The call was.", outlet="Gala", feed="south"),
)


def fill(store: Store) -> None:
    """Store it all."""
    sources.configure(store, list(FEEDS.values()))
    for key, feed in FEEDS.items():
        mine = [piece.article for piece in PIECES if piece.feed == key]
        heard = tuple(SeenEntry(item.id, "print", item.id) for item in mine)
        place = list(FEEDS).index(key)
        sources.write_plan(store, Plan(SourceState(feed, place), heard, tuple(map(Draft, mine))))
    for story in STORIES:
        thread_up(store, story, [piece for piece in PIECES if piece.thread == story.id])
    read = [piece.article.id for piece in PIECES if piece.read]
    store.run_many("UPDATE article SET read = 1 WHERE id = ?", [(id_,) for id_ in read])
    for piece in PIECES:
        store.run("UPDATE article SET starred = ? WHERE id = ?", (piece.starred, piece.article.id))
        tagged = "INSERT INTO article_tag SELECT number, ? FROM article WHERE id = ?"
        store.run_many(tagged, [(tag, piece.article.id) for tag in piece.tags])
    for story in STORIES:
        store.run_many("INSERT INTO thread_tag VALUES (?, ?)", [(story.id, tag) for tag in story.tags])
        store.run("UPDATE thread SET followed = ?, muted = ? WHERE id = ?", (story.followed, story.muted, story.id))
    write_threads.recount(store, [story.id for story in STORIES])


def thread_up(store: Store, story: Story, pieces: list[Piece]) -> None:
    """Thread articles that are stored, each at the time of its arrival."""
    times = [piece.published or piece.arrived for piece in pieces]
    ids = tuple(piece.article.id for piece in pieces)
    thread = Thread(story.id, story.title, ids, story.names, story.keywords, min(times), max(times))
    quotes = tuple(
        KeyQuote(words, speaker, (Citation(piece.article.id, 0, 5),), added=piece.arrived, thread_id=story.id)
        for piece in pieces
        for speaker, words in piece.quotes
    )
    refs = tuple(
        ArticleRef(piece.article.id, piece.title, piece.outlet, "", piece.published, piece.arrived) for piece in pieces
    )
    made = ThreadRecord(Brief(thread, quotes=quotes, articles=refs), 1.0)
    for piece in sorted(pieces, key=lambda piece: piece.arrived):
        step = Threading((piece.analysis,), {piece.article.id: story.id}, (made,), piece.arrived)
        write_threads.write(store, step)


# The slow way --------------------------------------------------------------------------------------------------------


def answer(query: Node, leaf: Callable[[Node], bool]) -> bool:
    match query:
        case Not():
            return not answer(query.part, leaf)
        case And():
            return all(answer(part, leaf) for part in query.parts)
        case Or():
            return any(answer(part, leaf) for part in query.parts)
    return leaf(query)


def has(term: Term, *texts: str) -> bool:
    return any(needle(term.words, term.prefix) in fold(text) for text in texts)


def finds_article(query: Node, piece: Piece, now: datetime) -> bool:
    """Answer a query by looking at the article itself."""
    story = next(story for story in STORIES if story.id == piece.thread)
    feed = FEEDS[piece.feed]
    quotes = [words for _, words in piece.quotes]
    who = [speaker for speaker, _ in piece.quotes]
    texts = {
        "any": [piece.title, piece.text, *quotes, *who],
        "title": [piece.title],
        "text": [piece.text],
        "quote": quotes,
        "speaker": who,
        "outlet": [piece.outlet],
        "feed": [feed.title, feed.location],
    }

    def leaf(node: Node) -> bool:  # noqa: PLR0911 - one for each kind
        match node:
            case Term(field="tag"):
                tags = [fold(tag) for tag in (*feed.tags, *piece.tags, *story.tags)]
                folded = needle(node.words, node.prefix)
                return any(folded == tag or (node.prefix and folded in tag) for tag in tags)
            case Term():
                return has(node, *texts[node.field])
            case When():
                at, date = moment(node.words, now), piece.published or piece.arrived
                return date >= at if node.bound == "since" else date < at
            case State(name="unread"):
                return not piece.read
            case State(name="read"):
                return piece.read
            case State(name="starred"):
                return piece.starred
            case State(name="new"):
                return piece.arrived > now - timedelta(days=1)
            case State():
                return finds_thread_state(node, story, now)
        raise AssertionError(node)

    return answer(query, leaf)


def finds_thread_state(node: State, story: Story, now: datetime) -> bool:
    mine = [piece for piece in PIECES if piece.thread == story.id]
    unread = [piece for piece in mine if not piece.read]
    return {
        "unread": bool(unread),
        "read": not unread,
        "starred": any(piece.starred for piece in mine),
        "new": min(piece.arrived for piece in mine) > now - timedelta(days=1),
        "followed": story.followed,
        "muted": story.muted,
        "single": len(mine) == 1,
    }[node.name]


def finds_thread(query: Node, story: Story, now: datetime) -> bool:
    """Answer a query by looking at the thread itself."""
    mine = [piece for piece in PIECES if piece.thread == story.id]
    own = {"any": fold(story.title, *story.names, *story.keywords), "title": fold(story.title)}

    def leaf(node: Node) -> bool:
        match node:
            case Term() if node.field in own:
                return needle(node.words, node.prefix) in own[node.field]
            case State():
                return finds_thread_state(node, story, now)
            case When():
                at = moment(node.words, now)
                dates = [piece.published or piece.arrived for piece in mine]
                return max(dates) >= at if node.bound == "since" else min(dates) < at
        return any(finds_article(node, piece, now) for piece in mine)

    return answer(query, leaf)


def renamed(piece: Piece, **changes: object) -> Piece:
    return replace(piece, **changes)  # type: ignore[arg-type]
