"""Values survive the way into columns and back."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.model import Line
from briefing.query.normalization import fold
from briefing.store.columns import from_json, from_lines, from_micros, query_words, to_lines, to_micros
from briefing.store.sqlite_errors import UnreadableError
from tests.table import table

times = st.datetimes(timezones=st.just(UTC))
names = st.text(alphabet=st.characters(exclude_categories=["Cc", "Zl", "Zp", "Cs", "Zs"]), min_size=1)


@given(times)
def test_time_comes_back_to_the_microsecond(when: datetime) -> None:
    assert from_micros(to_micros(when)) == when


def test_no_time_stays_none() -> None:
    assert from_micros(to_micros(None)) is None


@given(st.lists(names))
def test_names_come_back(items: list[str]) -> None:
    assert from_lines(to_lines(items)) == tuple(items)


@table("text", ["", "nonsense", "null", "[]", "{}", '{"text": 1, "source": {}}', '{"text": "\\ud800"}', "[" * 100_000])
def test_json_of_another_shape_is_unreadable(text: str) -> None:
    with pytest.raises(UnreadableError, match="invalid Line"):
        from_json(Line, text)


@table(
    ("text", "query", "matches"),
    [
        ("Trump–Petro: Bogotá call", "bogota TRUMP", True),
        ("Trump–Petro: Bogotá call", "bog", False),
        ("Trump–Petro: Bogotá call", "trump maduro", False),
        ("Straße", "strasse", True),
        ("anything", "", True),
        ("", "word", False),
        ("Trump's offer", "trump", True),
    ],
)
def test_all_words_must_stand_in_the_text(text: str, query: str, matches: bool) -> None:
    assert all(word in fold(text) for word in query_words(query)) is matches
