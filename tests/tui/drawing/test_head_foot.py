from __future__ import annotations

from dataclasses import replace

import pytest

from briefing.model import Health, SourceFailure
from briefing.newsroom import Overview, Progress
from briefing.tui.drawing.head_foot import HeadLine, foot, head
from briefing.tui.key_bindings import READING, PaneName, key_map
from tests.table import table
from tests.tui.library import NOW, ago

FAILED = (SourceFailure("https://a.example", "timed out"),) * 3
LINE = HeadLine(Overview(12, 100, 34, 56, Health(10, FAILED, refreshed=ago(1 / 12))), listed=12)


def top_line(line: HeadLine, width: int) -> str:
    return " ".join(head(line, width, NOW).text.split())


def test_the_head_counts_and_tells_how_fresh_all_is() -> None:
    assert (
        top_line(LINE, 100) == "briefing 34 unread · 12 threads · 56 quotes updated 5 min ago · 3 of 13 sources failed"
    )


def test_where_there_is_less_room_counts_go_first() -> None:
    assert top_line(LINE, 60) == "briefing 34 unread updated 5 min ago · 3 of 13 failed"
    assert top_line(LINE, 40) == "briefing 34 unread updated 5 min ago"


def test_a_search_takes_the_place_of_the_counts() -> None:
    assert top_line(replace(LINE, query="petro", listed=1), 100).startswith("briefing “petro” · 1 thread updated")


@table(
    ("progress", "words"),
    [
        (None, "refreshing …"),
        (Progress("feeds", 5, 13), "reading sources 5/13"),
        (Progress("pages", 1, 60), "fetching pages 1/60"),
        (Progress("threads", 250, 1200), "building threads 250/1,200"),
    ],
)
def test_a_refresh_shows_how_far_it_is(progress: Progress | None, words: str) -> None:
    assert top_line(replace(LINE, refreshing=True, progress=progress), 100).endswith(words)


def test_a_refresh_shows_the_time_that_is_left() -> None:
    line = replace(LINE, refreshing=True, progress=Progress("threads", 5, 13), left=42.4)
    assert top_line(line, 100).endswith("building threads 5/13, 42 s left")
    assert top_line(replace(line, left=0.4), 100).endswith("building threads 5/13")


def test_before_the_first_refresh_it_says_so() -> None:
    assert "never refreshed" in top_line(HeadLine(Overview(0, 0, 0, 0)), 80)


@table("width", [0, 1, 5, 20, 33, 60, 80, 160])
@table("line", [LINE, HeadLine(), replace(LINE, query="東" * 60)])
def test_the_head_has_its_width(line: HeadLine, width: int) -> None:
    assert head(line, width, NOW).cells == width


@pytest.mark.parametrize("pane", READING)
def test_the_foot_always_names_help_and_quit(pane: PaneName) -> None:
    for width in (30, 60, 80, 160):
        line = foot(pane, key_map({}), width)
        assert line.cells == width
        assert line.text.rstrip().endswith("? help  q quit")


def test_the_foot_names_the_keys_of_the_configuration() -> None:
    assert "z open" in foot("threads", key_map({"open": "z"}), 80).text
