"""Every value that is stored or printed survives the way to JSON and back."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.codec import from_data, from_json, from_line, to_json, to_line
from briefing.model import (
    Analysis,
    ArticleRef,
    Brief,
    Briefing,
    Citation,
    Health,
    KeyQuote,
    Line,
    Name,
    Quote,
    Sentence,
    SourceFailure,
    Terms,
    Thread,
    ThreadState,
    TimelineEvent,
)
from tests.conftest import examples
from tests.table import table

times = st.datetimes(min_value=datetime(1970, 1, 2), timezones=st.just(UTC))
texts = st.text(max_size=20)
offsets = st.integers(0, 10**6)
citations = st.builds(Citation, texts, offsets, offsets, texts, texts, texts, st.none() | times)
lines = st.builds(Line, texts, citations, st.integers(1, 9), st.none() | times)
quotes = st.builds(KeyQuote, texts, st.none() | texts, st.tuples(citations), added=st.none() | times)
threads = st.builds(
    Thread, texts, texts, st.tuples(texts), first=st.none() | times, state=st.builds(ThreadState, read_until=times)
)
briefs = st.builds(
    Brief,
    threads,
    st.tuples(lines),
    st.tuples(lines, lines),
    st.tuples(quotes),
    st.tuples(st.builds(TimelineEvent, times, lines)),
    st.tuples(st.builds(ArticleRef, texts, texts, texts, texts, st.none() | times)),
)
healths = st.builds(Health, offsets, st.tuples(st.builds(SourceFailure, texts, texts)))
briefings = st.builds(Briefing, times, st.none() | times, st.none() | times, st.tuples(briefs), healths)
analyses = st.builds(
    Analysis,
    texts,
    st.tuples(st.builds(Sentence, offsets, offsets, offsets)),
    st.tuples(st.builds(Name, texts, st.just("person"), st.lists(st.tuples(offsets, offsets)).map(tuple))),
    st.tuples(st.builds(Quote, offsets, offsets, st.none() | texts)),
    st.builds(Terms, st.dictionaries(texts, offsets), st.dictionaries(texts, offsets)),
)


@examples(15)
@given(briefings)
def test_briefings_survive(value: Briefing) -> None:
    assert from_json(Briefing, to_json(value)) == value


@examples(20)
@given(analyses)
def test_analyses_survive(value: Analysis) -> None:
    assert from_json(Analysis, to_json(value)) == value


@table("text", ["plain", 'é’😀\n\t"\\', "half \ud83d of a pair"])
def test_json_is_ascii_and_a_line_for_any_text(text: str) -> None:
    value = {"text": text}
    assert to_json(value) == json.dumps(value, separators=(",", ":"))
    assert from_line(to_line(value)) == value and to_line(value).count(b"\n") == 1


@table("line", [b"", b'{"done": "a', b'"half \\ud83d'])
def test_line_that_is_cut_is_an_error(line: bytes) -> None:
    with pytest.raises(json.JSONDecodeError):
        from_line(line)


def test_lone_surrogates_survive_escaped() -> None:
    line = Line("half \ud83d of a pair", Citation("a", 0, 1))
    assert "\\ud83d" in to_json(line)
    assert from_json(Line, to_json(line)) == line


def test_subclasses_of_plain_types_are_written_as_these() -> None:
    class Smart(str):
        """As lxml returns them."""

    assert to_json(Line(Smart("t"), Citation("a", 0, 1))) == to_json(Line("t", Citation("a", 0, 1)))


def test_sentence_unpacks_and_indexes_like_a_tuple() -> None:
    start, end, *rest = Sentence(3, 9, 1)
    assert (start, end, rest) == (3, 9, [1, "prose", ""])
    assert (Sentence(3, 9)[1], Sentence(3, 9)[-2:], len(Sentence(3, 9))) == (9, ("prose", ""), 5)
    assert Sentence(1, 2) < Sentence(1, 3) and len({Sentence(1, 2), Sentence(1, 2)}) == 1


def test_data_of_other_versions_can_be_read() -> None:
    assert from_data(Line, {"text": "t", "source": {"article_id": "a", "start": 0, "end": 1}, "mood": 3}) == Line(
        "t", Citation("a", 0, 1)
    )


@table("data", [{"text": "t"}, {"text": 1, "source": {}}, [], None])
def test_data_of_another_shape_is_refused(data: object) -> None:
    with pytest.raises(ValueError):
        from_data(Line, data)
