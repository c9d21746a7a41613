"""Lists are printed as they are read: no row waits for the last one, and the document is the same."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from briefing import render
from briefing.cli import thread_lists
from briefing.cli.thread_lists import Listing
from briefing.model import Thread, ThreadRow
from briefing.render import Format, render_threads, stream_threads
from briefing.render.text_layout import Layout
from tests.table import table


def row(number: int) -> ThreadRow:
    return ThreadRow(
        Thread(f"t{number}", f"Story {number}\u2028\n“and” \x85 its second line", (f"a{number}",)), 1, 1, 0, 0
    )


@table("number", [0, 1, 2, 7])
def test_json_is_one_document(number: int) -> None:
    text = render_threads([row(n) for n in range(number)], "json")
    document = json.loads(text)
    assert list(document) == ["schema", "threads"] and len(document["threads"]) == number
    plain = json.dumps(document, ensure_ascii=False, indent=2) + "\n"
    assert text == plain.replace("\u2028", "\\u2028").replace("\x85", "\\u0085")


@pytest.mark.parametrize("format", ["json", "jsonl", "tsv"])
def test_rows_are_printed_before_the_last_is_read(format: Format, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(render, "BLOCK_CHARS", 2000)
    read = []

    def rows() -> Iterator[ThreadRow]:
        for number in range(200):
            read.append(number)
            yield row(number)

    parts = stream_threads(rows(), format, Layout())
    first = next(parts)
    assert len(read) < 50
    assert first + "".join(parts) == render_threads([row(n) for n in range(200)], format)


def test_long_list_is_read_again_instead_of_held(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(thread_lists, "FEW", 3)
    times = []

    def read(number: int) -> Iterator[int]:
        times.append(number)
        return iter(range(number))

    short, long = Listing(lambda: read(3)), Listing(lambda: read(9))
    assert [list(short), list(short), list(long), list(long)] == [[0, 1, 2]] * 2 + [list(range(9))] * 2
    assert times == [3, 9, 9, 9]
    assert long and not Listing(lambda: read(0))
