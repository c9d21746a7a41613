"""Tables, and the choice of fields."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.codec import to_data
from briefing.errors import UsageError
from briefing.model import FeedReport
from briefing.render import render_quotes, render_threads
from briefing.render.feed_reports import render_feeds
from briefing.render.json_documents import hit_record, quote_record
from briefing.render.record_fields import FEEDS, HITS, QUOTES, THREADS, check_fields, pick, table
from briefing.render.text_layout import Layout
from tests.render.values import HITS as FOUND
from tests.render.values import QUOTES as SAID
from tests.render.values import ROWS, A


def rows(text: str) -> list[list[str]]:
    return [line.split("\t") for line in text.split("\n")[:-1]]


def test_every_column_stands_in_its_record() -> None:
    for columns, record in (
        (THREADS, to_data(ROWS[1])),
        (QUOTES, quote_record(SAID[0])),
        (HITS, hit_record(FOUND[0])),
        (FEEDS, to_data(FeedReport("https://example.org/"))),
    ):
        for name, path in columns.items():
            at = record
            for step in path.split("."):
                at = at[int(step)] if isinstance(at, list) else at[step]
            assert pick(record, (name,), columns) == {name: at}


def test_fields_stand_in_the_order_asked_for() -> None:
    fields = check_fields("title, id", THREADS)
    assert rows(render_threads(ROWS, "tsv", Layout(fields=fields))) == [
        ["title", "id"],
        *([row.thread.title, row.thread.id] for row in ROWS),
    ]
    first = json.loads(render_threads(ROWS, "jsonl", Layout(fields=fields)).splitlines()[0])
    assert list(first.items())[1:] == [("title", ROWS[0].thread.title), ("id", "m2")]
    assert json.loads(render_quotes(SAID, "json", Layout(fields=("speaker",))))["quotes"][0] == {
        "speaker": "Anna Keller"
    }


def test_unknown_field_names_the_nearest() -> None:
    with pytest.raises(UsageError, match="did you mean title"):
        check_fields("id,titel", THREADS)
    with pytest.raises(UsageError, match="there are id, title"):
        check_fields("xyzzy", THREADS)
    assert check_fields(" ", THREADS) == ()


def test_cells_are_plain_values() -> None:
    names = tuple(THREADS)
    cells = dict(zip(names, rows(render_threads(ROWS[1:], "tsv", Layout(header=False)))[0], strict=True))
    assert cells["names"] == "Anna Keller,Rudolf Rassendyll"
    assert (cells["first"], cells["muted"], cells["wire"]) == ("2026-03-02T06:30:00Z", "false", "")
    feed = FeedReport("https://example.org/", tags=("a", "b"))
    assert rows(render_feeds([feed], "tsv", Layout(fields=("tags", "url", "checked"))))[1] == [
        "a,b",
        "https://example.org/",
        "",
    ]


@given(st.lists(st.text(), min_size=1, max_size=5))
def test_a_row_is_a_line_and_a_cell_reads_as_it_was(words: list[str]) -> None:
    columns = {str(number): str(number) for number in range(len(words))}
    record: dict[str, object] = dict(zip(columns, words, strict=True))
    (header, cells) = rows(table([record], (), columns))
    assert header == list(columns)
    for cell, word in zip(cells, words, strict=True):
        assert json.loads(f'"{cell.replace(chr(34), chr(92) + chr(34))}"') == word
        assert not any(ord(char) < 0x20 or 0x7F <= ord(char) < 0xA0 for char in cell)


def test_verbatim_words_stay_verbatim() -> None:
    quote = replace(SAID[0], text="two  words \\ and\ta tab", sources=(A,))
    assert rows(render_quotes([quote], "tsv", Layout(fields=("text",))))[1] == ["two  words \\\\ and\\ta tab"]
