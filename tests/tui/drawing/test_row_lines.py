from __future__ import annotations

from dataclasses import replace

from briefing.model import Thread, ThreadRow, ThreadState
from briefing.tui.drawing.row_lines import row_lines
from tests.table import table
from tests.tui.library import NOW, ago

ROW = ThreadRow(Thread("t", "Floods in the north", (), last=ago(5)), articles=12, outlets=5, unread=3, new=12)
TITLES = [
    "plain",
    "[b]markup[/b]",
    "東京の選挙 " * 20,
    "שלום עולם " * 12,
    "\x1b[31mred\x07",
    "",
    "é\u0301" * 90,
    "🙂" * 60,
]


def one(row: ThreadRow, width: int = 60) -> str:
    return row_lines(row, width, NOW, two=False)[0].text


def test_one_line_has_dot_title_counts_and_age() -> None:
    assert one(ROW).split() == ["●", "Floods", "in", "the", "north", "12/5", "5h"]


def test_two_lines_say_it_in_words() -> None:
    first, second = row_lines(ROW, 60, NOW, two=True)
    assert first.text.strip() == "● Floods in the north"
    assert second.text.strip() == "12 articles · 5 outlets · 5 h ago"


def test_a_read_thread_has_no_dot() -> None:
    assert "●" not in one(replace(ROW, unread=0))


def test_a_followed_thread_has_a_triangle() -> None:
    assert "● ▲ Floods" in one(replace(ROW, thread=replace(ROW.thread, state=ThreadState(followed=True))))


def test_a_thread_that_grew_since_it_was_read_says_by_how_much() -> None:
    grown = replace(ROW, new=2)
    assert "+2" in one(grown)
    assert "2 new" in row_lines(grown, 60, NOW, two=True)[1].text
    assert "+" not in one(ROW)


@table("title", TITLES)
@table("width", [0, 1, 10, 20, 37, 80])
@table("two", [True, False])
def test_rows_have_their_width_whatever_the_title(title: str, width: int, two: bool) -> None:
    row = replace(ROW, thread=replace(ROW.thread, title=title), articles=123_456, outlets=9_999)
    lines = row_lines(row, width, NOW, two=two)
    assert [line.cells for line in lines] == [width] * (2 if two else 1)
    assert not any("\x1b" in line.text or "\x07" in line.text for line in lines)


def test_markup_stays_text() -> None:
    assert "[b]markup[/b]" in one(replace(ROW, thread=replace(ROW.thread, title="[b]markup[/b]")))
