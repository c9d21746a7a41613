"""The grammar: what a query means, that it prints as it is read, and where an error points."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.query.nodes import EVERYTHING, And, Node, Not, Or, State, Term, When, all_of, plain_words
from briefing.query.parser import MAX_DEPTH, MAX_LENGTH, MAX_TERMS, parse
from briefing.query.query_error import QueryError
from tests.query.trees import trees
from tests.table import table


def word(text: str, prefix: bool = False) -> Term:
    return Term("any", text, prefix)


A, B, C = word("a"), word("b"), word("c")


@table(
    ("text", "tree"),
    [
        ("", EVERYTHING),
        ("  – ... & ", EVERYTHING),
        ("a", A),
        ("a b", And((A, B))),
        ("a and b AND c", And((A, B, C))),
        ("a b or c", Or((And((A, B)), C))),
        ("a (b or c)", And((A, Or((B, C))))),
        ("(a b) c", And((A, B, C))),
        ("a -b", And((A, Not(B)))),
        ("not a b", And((Not(A), B))),
        ("not (a b)", Not(And((A, B)))),
        ("--a", Not(Not(A))),
        ("a - b", And((A, B))),
        ("covid-19", word("covid-19")),
        ("Trump – Petro", And((word("Trump"), word("Petro")))),
        ("trum*", word("trum", True)),
        ('"two  words"', word("two words")),
        ("“two words”", word("two words")),
        ('"two wor"*', word("two wor", True)),
        ('"say \\"no\\""', word('say "no"')),
        ('"and"', word("and")),
        ("Not a", And((word("Not"), A))),
        ("title:a", Term("title", "a")),
        ("Title:a*", Term("title", "a", True)),
        ('-quote:"a b"', Not(Term("quote", "a b"))),
        ("speaker:(a or b -c)", Or((Term("speaker", "a"), And((Term("speaker", "b"), Not(Term("speaker", "c"))))))),
        ("is:unread IS:New", And((State("unread"), State("new")))),
        ("since:2d before:2026-01-31T10:00Z", And((When("since", "2d"), When("before", "2026-01-31T10:00Z")))),
        ("outlet:bbc feed:world tag:x", And((Term("outlet", "bbc"), Term("feed", "world"), Term("tag", "x")))),
        ("Trump: call", And((word("Trump"), word("call")))),
        ("10:30", word("10:30")),
        ("https://x.example/a", word("https://x.example/a")),
        ("a@b", word("a@b")),
    ],
)
def test_query_means(text: str, tree: Node) -> None:
    assert parse(text) == tree


@table(
    ("text", "column", "problem"),
    [
        ("trump (petro", 7, "this ( is never closed"),
        ("trump) petro", 6, "this ) closes no ("),
        ("a ()", 4, "nothing between"),
        ('a "b', 3, "has no end"),
        ("a “b", 3, "has no end"),
        ("a or", 5, "expected words before the end"),
        ("or a", 1, "expected words before or"),
        ("a and and b", 7, "expected words before and"),
        ("a -)", 4, "expected words before )"),
        ("a tittle:b", 3, "there is no field tittle:; did you mean title:?"),
        ("a zzz:b", 3, "put quotes around words with a colon"),
        ("a title: b", 3, "title: must be followed directly by its words"),
        ("title:", 1, "title: must be followed directly by its words"),
        ("title:–", 7, "a word with a letter or digit"),
        ("title:(a speaker:b)", 10, "speaker: cannot stand inside title:(…)"),
        ("is:unred", 4, "nothing is unred; did you mean is:unread?"),
        ("is:xyz", 4, "choose one of unread, read, starred"),
        ("is:(new)", 4, "is: takes a single word"),
        ("since:tomorrow", 7, "tomorrow is not a time; use a span"),
        ("before:2026-02-30", 8, "2026-02-30 is not a time"),
        ("@nobody", 1, "no query is saved as nobody"),
        ("a @dialy", 3, "did you mean @daily?"),
    ],
)
def test_error_points_at_the_column(text: str, column: int, problem: str) -> None:
    with pytest.raises(QueryError) as caught:
        parse(text, {"daily": "a"})
    assert (caught.value.column, caught.value.exit_code) == (column, 2)
    assert problem in caught.value.problem
    assert f"column {column}: " in str(caught.value)
    assert "\n" not in str(caught.value)


def test_error_in_a_long_query_shows_its_surroundings() -> None:
    with pytest.raises(QueryError) as caught:
        parse("before " * 100 + "(wrong" + " behind" * 100)
    assert "(wrong" in str(caught.value)
    assert len(str(caught.value)) < 150


def test_saved_queries_are_parts() -> None:
    saved = {"one": "a or b", "two": "@one -c"}
    assert parse("@two title:x", saved) == all_of([parse("(a or b) -c"), Term("title", "x")])
    assert parse('"@two"', saved) == word("@two")


@pytest.mark.parametrize(
    ("saved", "problem"),
    [
        ({"one": "a @two", "two": "@one"}, "the saved query one is a part of itself"),
        ({"one": "–"}, "the saved query one is empty"),
        ({"one": "a (b"}, r"this \( is never closed \(saved query one\)"),
    ],
)
def test_wrong_saved_queries_are_named(saved: dict[str, str], problem: str) -> None:
    with pytest.raises(QueryError, match=problem):
        parse("@one", saved)


@given(trees)
def test_tree_prints_as_the_query_it_is_read_from(tree: Node) -> None:
    assert parse(str(tree)) == tree


@given(st.text(max_size=60) | st.text(alphabet='ab ():"“”-*@\\\nor', max_size=40))
def test_any_text_is_read_or_refused_with_a_column(text: str) -> None:
    try:
        tree = parse(text)
    except QueryError as error:
        assert 1 <= error.column <= len(text) + 1
    else:
        assert parse(str(tree)) == tree


@given(st.text(max_size=60))
def test_plain_words_have_no_grammar(text: str) -> None:
    tree = plain_words(text)
    assert parse(str(tree)) == tree


@table(
    ("text", "problem"),
    [
        ("(" * (MAX_DEPTH + 1) + "a" + ")" * (MAX_DEPTH + 1), "nested"),
        ("-" * (MAX_DEPTH + 1) + "a", "nested"),
        ("a " * (MAX_TERMS + 1), "words and conditions"),
        ("a" * (MAX_LENGTH + 1), "characters"),
        ("@a0", "words and conditions|nested"),
    ],
)
def test_size_is_bounded(text: str, problem: str) -> None:
    doubling = {f"a{n}": f"@a{n + 1} @a{n + 1}" for n in range(60)}
    with pytest.raises(QueryError, match=problem):
        parse(text, doubling)


@pytest.mark.parametrize("piece", ['"', "a:", "-", "(", "“", "\\", "@", "* ", "title:", '"\\', "not ", "or "])
def test_hostile_query_takes_no_time(piece: str) -> None:
    began = time.process_time()
    for _ in range(20):
        try:
            parse((piece * MAX_LENGTH)[:MAX_LENGTH])
        except QueryError:
            continue
    assert time.process_time() - began < 2  # a quadratic reader would need a minute
