"""Watches match threads that are being built exactly as the same query matches stored ones."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from briefing.config import Config, WatchConfig, is_watchable
from briefing.model import AnnotatedArticle, Quote, Thread
from briefing.newsroom import idle_watches, list_threads
from briefing.newsroom.stories.build_threads import thread_pending
from briefing.newsroom.stories.watches import is_watched
from briefing.query.nodes import Node, Not, Term, all_of, any_of
from briefing.query.parser import parse
from briefing.store import Store
from tests.store import library
from tests.store.factories import store_drafts
from tests.table import table
from tests.threads import factories as f

words = st.sampled_from(["trump", "Petro", "peace", "ancash", "call", "the", "sur", "anna", "zzz", "spoke of"])
leaves: st.SearchStrategy[Node] = st.builds(
    Term, st.sampled_from(("any", "title", "text", "quote", "speaker", "outlet")), words, st.booleans()
)
queries: st.SearchStrategy[Node] = st.recursive(
    leaves,
    lambda inner: st.one_of(
        inner.map(Not),
        st.lists(inner, min_size=2, max_size=3).map(all_of),
        st.lists(inner, min_size=2, max_size=3).map(any_of),
    ),
    max_leaves=5,
)


@given(queries)
def test_watch_finds_what_a_query_finds(query: Node) -> None:
    for story in library.STORIES:
        pieces = [piece for piece in library.PIECES if piece.thread == story.id]
        thread = Thread(story.id, story.title, (), story.names, story.keywords)
        members = [AnnotatedArticle(piece.article, piece.analysis) for piece in pieces]
        assert is_watched(query, thread, members) == library.finds_thread(query, story, f.NOON)


def test_doubtful_speakers_are_not_watched() -> None:
    piece = library.PIECES[0]
    start = piece.text.index("We spoke")
    doubted = Quote(start, start + 17, "Gustavo Petro", confidence=0.2)
    item = AnnotatedArticle(piece.article, type(piece.analysis)(piece.article.id, quotes=(doubted,)))
    assert not is_watched(parse("speaker:petro"), Thread("t", "T", ()), [item])


@table("text", ["is:unread", "a (b or since:2d)", "feed:x", "-tag:x"])
def test_what_changes_without_news_cannot_be_watched(text: str) -> None:
    from briefing.query.nodes import walk

    assert not all(is_watchable(node) for node in walk(parse(text)))


def test_watch_pins_the_threads_its_query_finds_as_they_are_made(store: Store) -> None:
    watches = (WatchConfig("The call", "(petro or maduro) -quake"), WatchConfig("Nothing", "title:zzz"))
    config = Config(watch=watches, queries={"x": "y"})
    made = [f.arrived(f.item(text, at=f.NOON), f.NOON).article for text in (f.QUAKE, f.CALL)]
    store_drafts(store, *made)
    thread_pending(store, config, f.NOON, lambda progress: None)
    watched = [row.thread for row in list_threads(store) if row.thread.watch]
    assert [thread.watch for thread in watched] == ["The call"]
    assert watched[0].state.followed and watched[0].title.startswith("The call: ")
    assert [watch.name for watch in idle_watches(store, config)] == ["Nothing"]
