"""What queries find among threads, articles and quotes: as one finds by looking at each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.model.days import whole_day
from briefing.query.nodes import FIELDS, STATES, Node, Not, State, Term, When, all_of, any_of
from briefing.query.parser import MAX_TERMS, parse
from briefing.query.query_error import QueryError
from briefing.store import Store, query_sql, quotes, threads
from briefing.store.search import find
from tests.conftest import examples
from tests.query.trees import trees
from tests.store import library
from tests.store.factories import article, hours, record, store_drafts, thread_up, with_thread
from tests.table import table

NOW = hours(2)

words = st.sampled_from(
    [
        "trump",
        "Petro",
        "peace",
        "ancash",
        "call",
        "the",
        "north",
        "sur",
        "world",
        "anna",
        "top",
        "latin-america",
        "work",
        "later",
        "zzz",
        "北京",
        "发布",
        "王明",
        "高兴",
        "新华",
    ]
)
leaves: st.SearchStrategy[Node] = st.one_of(
    st.builds(Term, st.sampled_from(("any", *FIELDS)), words, st.booleans()),
    st.builds(
        Term, st.sampled_from(("any", "text", "quote")), st.sampled_from(["spoke of peace", "of spoke", "a goo"])
    ),
    st.builds(State, st.sampled_from(STATES)),
    st.builds(When, st.sampled_from(["since", "before"]), st.sampled_from(["1d", "2d", "2026-03-01T12:00Z", "1h"])),
)
queries: st.SearchStrategy[Node] = st.recursive(
    leaves,
    lambda inner: st.one_of(
        inner.map(Not),
        st.lists(inner, min_size=2, max_size=3).map(all_of),
        st.lists(inner, min_size=2, max_size=3).map(any_of),
    ),
    max_leaves=6,
)


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with Store.open(tmp_path_factory.mktemp("library") / "briefing.db") as store:
        library.fill(store)
        yield store


def matching_threads(store: Store, query: Node) -> set[str]:
    conditions = query_sql.thread_conditions(store, query, NOW)
    return {row.thread.id for row in threads.listed(store, conditions)}


def matching_quotes(store: Store, text: str) -> list[str]:
    return [quote.text for quote in quotes.listed(store, query_sql.quote_conditions(store, parse(text), NOW))]


def with_muted(query: Node) -> Node:
    return all_of([query, any_of([State("muted"), Not(State("muted"))])])


@examples(30, soak=640)
@given(query=queries)
def test_queries_find_the_threads_one_finds_by_looking(full: Store, query: Node) -> None:
    expected = {story.id for story in library.STORIES if library.finds_thread(query, story, NOW)}
    assert matching_threads(full, with_muted(query)) == expected


@examples(30, soak=640)
@given(query=queries)
def test_queries_find_the_articles_one_finds_by_looking(full: Store, query: Node) -> None:
    expected = {piece.article.id for piece in library.PIECES if library.finds_article(query, piece, NOW)}
    for order in ("relevance", "date"):
        hits = find(full, with_muted(query), NOW, limit=9, order=order)
        assert {hit.article.id for hit in hits} == expected


@examples(15, soak=320)
@given(query=trees)
def test_any_query_can_be_asked(full: Store, query: Node) -> None:
    matching_threads(full, query)
    find(full, query, NOW, limit=3)
    list(quotes.listed(full, query_sql.quote_conditions(full, query, NOW)))


def test_muted_threads_are_left_out_unless_they_are_asked_for(full: Store) -> None:
    assert matching_threads(full, parse("")) == {"call1", "quake", "beijing"}
    assert matching_threads(full, parse("is:muted")) == {"royal"}
    assert matching_threads(full, parse("wedding")) == set()


@table(
    ("text", "expected"),
    [
        ("", ["We spoke of peace", "我们很高兴", "Stay calm"]),
        ("peace", ["We spoke of peace"]),
        ("earthquake", ["Stay calm"]),
        ("trump peace", ["We spoke of peace"]),
        ("quote:(calm or peace)", ["We spoke of peace", "Stay calm"]),
        ('quote:"of spoke"', []),
        ("speaker:keller", ["Stay calm"]),
        ("-speaker:keller", ["We spoke of peace", "我们很高兴"]),
        ('outlet:"north post"', ["We spoke of peace", "Stay calm"]),
        ("outlet:sur", []),
        ("feed:world", ["We spoke of peace", "我们很高兴", "Stay calm"]),
        ("高兴 speaker:王", ["我们很高兴"]),
        ("is:followed", ["We spoke of peace"]),
        ("since:1d", ["We spoke of peace", "我们很高兴"]),
        ("before:1d", ["Stay calm"]),
        ("tag:latin-america", ["We spoke of peace"]),
    ],
)
def test_quotes_are_found_by_their_words_or_their_thread(full: Store, text: str, expected: list[str]) -> None:
    assert matching_quotes(full, text) == expected


def test_tags_and_feeds_follow_the_configuration(path: Path) -> None:
    with Store.open(path) as store:
        library.fill(store)
        assert matching_threads(store, parse("tag:top")) == {"call1", "quake", "beijing"}
        store.run("UPDATE source SET tags = 'other' WHERE title = 'Sur'")
        assert matching_threads(store, parse("tag:latin-america")) == set()
        assert matching_threads(store, parse("tag:other")) == {"call1"}


def test_article_that_two_feeds_tell_is_found_by_both(path: Path) -> None:
    with Store.open(path) as store:
        library.fill(store)
        quake = library.PIECES[2].article
        south = library.FEEDS["south"].id
        store.run(
            "INSERT INTO entry (source_id, key, fingerprint, article_id) VALUES (?, 'again', 'print', ?)",
            (south, quake.id),
        )
        assert matching_threads(store, parse("feed:sur")) == {"call1", "quake"}
        assert matching_threads(store, parse("feed:world")) == {"call1", "quake", "beijing"}


LEAVES = ["a", "text:a", "outlet:north", "tag:top", "is:new", "since:2d", "quote:x", "北京"]


def ask_everywhere(store: Store, text: str) -> None:
    query = parse(text)
    matching_threads(store, query)
    matching_threads(store, Not(query))
    find(store, query, NOW, limit=3)
    find(store, Not(query), NOW, limit=3)
    list(quotes.listed(store, query_sql.quote_conditions(store, Not(query), NOW)))


SHAPES = ["x or (y {})", "(y or -z) -({})", "not {}", "-(x or {})", "(x y) or (z {})", "x (y or {}) title:(a or b)"]


@pytest.mark.parametrize("shift", [0, *(pytest.param(n, marks=pytest.mark.soak) for n in range(1, len(LEAVES)))])
@table("number", range(len(LEAVES)))
def test_deepest_queries_can_be_asked(full: Store, number: int, shift: int) -> None:
    deepest, shape = LEAVES[number], SHAPES[(number + shift) % len(SHAPES)]
    while True:
        try:
            parse(deeper := shape.format(deepest))
        except QueryError:
            break
        deepest = deeper
    ask_everywhere(full, deepest)


@pytest.mark.parametrize("leaf", LEAVES)
def test_longest_queries_can_be_asked(full: Store, leaf: str) -> None:
    ask_everywhere(full, " or ".join([f"{leaf} a"] * (MAX_TERMS // 2)))
    ask_everywhere(full, " ".join([leaf] * MAX_TERMS))


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("is:new", ["b", "c"]),
        ("-is:new", ["a"]),
        ("is:read", ["b"]),
        ("is:unread", ["a", "c"]),
        ("is:starred", ["c"]),
        ("is:single", []),
    ],
)
def test_states_of_articles(store: Store, text: str, ids: list[str]) -> None:
    day = timedelta(days=1)
    for name, arrived in (("a", NOW - day), ("b", NOW - day + timedelta(microseconds=1)), ("c", NOW)):
        store_drafts(store, article(name, arrived=arrived))
    thread_up(store, record("t", *(article(name) for name in "abc")))
    store.run("UPDATE article SET read = title = 'Title b', starred = title = 'Title c'")
    titles = [hit.article.title for hit in find(store, parse(text), NOW, limit=9)]
    assert sorted(titles) == [f"Title {id_}" for id_ in ids]


@pytest.mark.parametrize("day", [1, 2])
@pytest.mark.parametrize("zone", ["America/Bogota", "Asia/Tokyo", "UTC"])
def test_date_without_a_time_is_that_of_the_reader(
    store: Store, local_zone: Callable[[str], None], zone: str, day: int
) -> None:
    local_zone(zone)
    with_thread(store, "t", article("a", published=whole_day(date(2026, 3, day))))
    for text, is_match in (
        (f"since:2026-03-0{day}", True),
        (f"since:2026-03-0{day + 1}", False),
        (f"before:2026-03-0{day}", False),
        (f"before:2026-03-0{day + 1}", True),
    ):
        assert bool(find(store, parse(text), NOW, limit=1)) is is_match


@pytest.mark.parametrize(
    ("terms", "expression"),
    [
        ([Term("any", "a b")], '"a b"'),
        ([Term("title", 'a"\0b', True)], '{title} : "a"" b" *'),
        ([Term("any", "a"), Term("text", "b")], '"a" OR {text} : "b"'),
    ],
)
def test_expressions_of_the_index(terms: list[Term], expression: str) -> None:
    assert query_sql.match(terms) == expression
    assert query_sql.match([Term("any", "a")], "text quotes") == '{text quotes} : "a"'


@table(
    ("term", "is_indexed"),
    [
        (Term("any", "a"), True),
        (Term("speaker", "a"), True),
        (Term("outlet", "a"), False),
        (Term("tag", "a"), False),
        (Term("any", "北京"), False),
        (Term("title", "北京"), False),
    ],
)
def test_index_has_words_of_texts_in_scripts_with_spaces(term: Term, is_indexed: bool) -> None:
    assert query_sql.is_indexed(term) is is_indexed


def test_tags_are_whole_unless_a_prefix_is_given(full: Store) -> None:
    assert matching_threads(full, parse("tag:latin")) == set()
    assert (
        matching_threads(full, parse("tag:latin*")) == matching_threads(full, parse("tag:latin-america")) == {"call1"}
    )
    assert matching_threads(full, parse("tag:to")) == matching_threads(full, parse("tag:late")) == set()
    assert matching_threads(full, parse("tag:late*")) == matching_threads(full, parse("tag:later")) != set()
    assert matching_threads(full, parse("feed:su")) == set()
    assert matching_threads(full, parse("feed:su*")) == {"call1"}
