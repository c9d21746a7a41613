"""Every value that is stored or printed survives the way to JSON and back."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.codec import from_data, to_data
from briefing.model import (
    Analysis,
    Article,
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


@given(briefings)
def test_briefings_survive(value: Briefing) -> None:
    assert from_data(Briefing, json.loads(json.dumps(to_data(value)))) == value


@given(analyses)
def test_analyses_survive(value: Analysis) -> None:
    assert from_data(Analysis, json.loads(json.dumps(to_data(value)))) == value


def test_times_are_written_in_utc() -> None:
    noon = datetime(2026, 1, 7, 12, tzinfo=timezone(timedelta(hours=-5)))
    assert to_data(Article("a", "", "", "", published=noon))["published"] == "2026-01-07T17:00:00Z"


def test_data_of_other_versions_can_be_read() -> None:
    assert from_data(Line, {"text": "t", "source": {"article_id": "a", "start": 0, "end": 1}, "mood": 3}) == Line(
        "t", Citation("a", 0, 1)
    )
    with pytest.raises(TypeError):
        from_data(Line, {"text": "t"})


def test_a_value_without_json_form_is_refused() -> None:
    with pytest.raises(TypeError, match="no JSON form for set"):
        to_data({1, 2})
