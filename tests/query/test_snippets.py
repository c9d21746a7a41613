"""What of a text is shown of a hit."""

from __future__ import annotations

import re
import time

from hypothesis import given
from hypothesis import strategies as st

from briefing.query.nodes import Term, walk
from briefing.query.normalization import fold
from briefing.query.parser import parse
from briefing.query.snippets import SNIPPET, Marker, snippet
from tests.table import table

TEXT = "Snow fell on Monday. The port was closed on Tuesday. Ann Keller opened the port. Snow."
SENTENCES = [(0, 20), (21, 52), (53, 80), (81, 86)]


def places(*words: str) -> list[tuple[int, int]]:
    return [m.span() for m in re.finditer("|".join(words), TEXT)]


@table(
    ("query", "text", "words"),
    [
        ("petro", "Petro, petro's and petrol", ["Petro", "petro"]),
        ("petro*", "Petro and petrol", ["Petro", "petrol"]),
        ("bogota", "En Bogotá, BOGOTÁ", ["Bogotá", "BOGOTÁ"]),
        ("“drug trade”", "drug-trade, drugs, trade", ["drug-trade"]),
        ("trump petro", "Trump–Petro", ["Trump", "Petro"]),
        ("und_er", "und_er under", ["und_er"]),
        ("straße", "Straße strasse STRASSE", ["Straße"]),
        ("a.b", "a b. A... B", ["a b", "A... B"]),
        ("大学 5g", "北京大学发布5G标准, 5G", ["大学", "5G"]),
    ],
)
def test_hits_are_whole_words_whatever_their_case_and_accents(query: str, text: str, words: list[str]) -> None:
    terms = [node for node in walk(parse(query)) if isinstance(node, Term)]
    assert [text[start:end] for start, end in Marker(terms).hits(text)] == words


def test_no_word_has_no_hit() -> None:
    assert Marker([]).hits("text") == Marker([Term("any", "_")]).hits("_ text") == []


@given(st.text(max_size=60))
def test_offsets_are_those_of_the_text(text: str) -> None:
    for start, end in Marker([Term("any", "i", True), Term("any", "ß"), Term("any", "e")]).hits(text + " i İ e"):
        assert fold((text + " i İ e")[start:end]).strip()[:1] in "ies"


def test_hostile_text_takes_no_time() -> None:
    began = time.process_time()
    for text in ("a " * 200_000, "a" + "." * 400_000, "a-" * 200_000, "é" * 400_000):
        Marker([Term("any", "a b"), Term("any", "a a a c", True)]).hits(text)
    assert time.process_time() - began < 5


def test_sentence_with_most_different_words_is_shown() -> None:
    excerpt = snippet(TEXT, SENTENCES, places("port", "Keller", "Snow"))
    assert TEXT[excerpt.start : excerpt.end] == "Ann Keller opened the port."
    assert excerpt.marks == ((4, 10), (22, 26))


def test_first_of_equals_is_shown() -> None:
    excerpt = snippet(TEXT, SENTENCES, places("Snow"))
    assert TEXT[excerpt.start : excerpt.end] == "Snow fell on Monday."


def test_without_a_hit_the_first_sentence_is_shown() -> None:
    assert snippet(TEXT, SENTENCES, []) == snippet(TEXT, SENTENCES, [(200, 210)])
    assert snippet(TEXT, [], []).end == len(TEXT)
    assert snippet("", [], []).end == 0


def test_long_sentence_is_cut_at_words_around_the_hit() -> None:
    text = "early " * 200 + "needle " + "late " * 200
    at = text.index("needle")
    excerpt = snippet(text, [(0, len(text))], [(at, at + 6)])
    shown = text[excerpt.start : excerpt.end]
    assert len(shown) <= SNIPPET
    assert shown.startswith("early ") and shown.endswith(" late")
    assert [shown[a:b] for a, b in excerpt.marks] == ["needle"]


@given(
    st.lists(st.integers(1, 500), max_size=6),
    st.lists(st.tuples(st.integers(0, 1500), st.integers(1, 400)), max_size=5),
    st.text(alphabet="ab \n", max_size=1500),
)
def test_snippet_lies_in_the_text_and_its_marks_in_it(
    lengths: list[int], spans: list[tuple[int, int]], text: str
) -> None:
    sentences, at = [], 0
    for length in lengths:
        if at + length <= len(text):
            sentences.append((at, at + length))
        at += length + 1
    hits, last = [], 0
    for start, length in sorted(spans):
        if last <= start and start + length <= len(text):
            hits.append((start, start + length))
            last = start + length
    shown = snippet(text, sentences, hits)
    assert 0 <= shown.start <= shown.end <= len(text)
    assert shown.end - shown.start <= SNIPPET
    assert all(0 <= a < b <= shown.end - shown.start for a, b in shown.marks)
