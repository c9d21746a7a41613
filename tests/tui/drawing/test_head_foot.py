from __future__ import annotations

from dataclasses import replace
from datetime import UTC

import pytest

from briefing.model import Health, SourceFailure, SyncStatus
from briefing.newsroom import Overview, Progress
from briefing.tui.drawing.head_foot import HeadLine, foot, head
from briefing.tui.key_bindings import READING, PaneName, key_map
from tests.table import table
from tests.tui.library import NOW, ago

FAILED = (SourceFailure("https://a.example", "timed out"),) * 3
LINE = HeadLine(Overview(12, 100, 34, 56, Health(10, FAILED, refreshed=ago(1 / 12))), listed=12)


def top_line(line: HeadLine, width: int) -> str:
    return " ".join(head(line, width, NOW, UTC).text.split())


NEWS = replace(LINE, visited=ago(21), moved=4, new=7)


def test_the_head_says_the_day_and_what_is_new_since_the_last_visit() -> None:
    line = replace(NEWS, overview=Overview(12, 100, 34, 56, Health(10, refreshed=ago(1 / 12))))
    assert (
        top_line(line, 100) == "briefing Sunday 1 March · since yesterday 15:30: 4 stories moved, 7 new updated 12:25"
    )
    assert top_line(replace(line, moved=1, new=0), 100).startswith(
        "briefing Sunday 1 March · since yesterday 15:30: 1 story moved updated"
    )
    assert "yesterday 15:30: 7 new stories" in top_line(replace(line, moved=0), 100)
    assert "yesterday 15:30: nothing new" in top_line(replace(line, moved=0, new=0), 100)


def test_the_head_says_what_waits_for_a_refresh_by_another_process() -> None:
    behind = Overview(12, 100, 34, 56, Health(10, FAILED, refreshed=ago(1 / 12)), waiting=2600, unready=90)
    line = replace(NEWS, overview=behind, moved=0, new=0)
    since = "briefing Sunday 1 March · since yesterday 15:30: nothing new yet"
    assert top_line(line, 100) == f"{since} 2,600 articles waiting"
    assert top_line(replace(line, overview=replace(behind, waiting=0)), 100) == f"{since} 90 summaries waiting"
    assert top_line(line, 50) == "briefing Sun 1 Mar 2,600 articles waiting"
    assert "refreshing …" in top_line(replace(line, refreshing=True), 100)


def test_where_there_is_less_room_the_words_are_shorter() -> None:
    since = "since yesterday 15:30: 4 stories moved, 7 new"
    assert top_line(NEWS, 120) == f"briefing Sunday 1 March · {since} updated 12:25 · 3 of 13 sources failed · ?"
    assert top_line(NEWS, 90) == f"briefing Sunday 1 March · {since} 3 of 13 failed"
    assert top_line(NEWS, 80) == "briefing Sun 1 Mar · 4 stories moved, 7 new 12:25 · 3 of 13 failed · ?"
    assert top_line(NEWS, 60) == "briefing Sun 1 Mar 12:25 · 3 of 13 failed · ?"
    assert top_line(NEWS, 40) == "briefing Sun 1 Mar 3 of 13 failed"
    assert top_line(NEWS, 30) == "briefing Sun 1 Mar"


def test_the_head_says_which_marks_wait_for_the_sync_server() -> None:
    well = Health(10, refreshed=ago(1 / 12))
    waiting = Overview(12, 100, 34, 56, well, sync=SyncStatus(pending=2))
    line = replace(NEWS, overview=waiting)
    assert top_line(line, 120).endswith("updated 12:25 · 2 marks to sync")
    assert top_line(line, 35) == "briefing Sun 1 Mar 12:25"
    offline = replace(waiting, health=replace(well, failed=FAILED[:1]), sync=SyncStatus(pending=1, error="timed out"))
    assert top_line(replace(line, overview=offline), 170).endswith(
        "updated 12:25 · sync offline, 1 mark to sync · 1 of 11 sources failed · ?"
    )
    alone = replace(offline, health=Health(0, FAILED[:1], refreshed=ago(0)))
    assert top_line(replace(line, overview=alone), 170).endswith("sync offline, 1 mark to sync · no source read · ?")
    settled = replace(waiting, sync=SyncStatus(items=3))
    assert top_line(replace(line, overview=settled), 120).endswith("updated 12:25")


def test_a_first_visit_has_no_news() -> None:
    assert top_line(LINE, 100) == "briefing Sunday 1 March · first visit updated 12:25 · 3 of 13 sources failed · ?"
    assert top_line(replace(LINE, new=2), 100).startswith("briefing Sunday 1 March · first visit · 2 new stories")


@table(
    ("hours", "words"),
    [
        (1, "since 11:30:"),
        (12.5, "since 00:00:"),
        (12.6, "since yesterday 23:54:"),
        (40, "since Friday 20:30:"),
        (6 * 24, "since Monday 12:30:"),
        (7 * 24, "since 22 Feb:"),
    ],
)
def test_the_last_visit_is_named_as_one_would_say_it(hours: float, words: str) -> None:
    assert words in top_line(replace(NEWS, visited=ago(hours)), 120)


def test_most_sources_failing_is_said_shortly_as_the_page_has_the_reason() -> None:
    offline = replace(LINE, overview=Overview(1, 1, 1, 5, Health(0, FAILED, refreshed=ago(0))))
    assert top_line(offline, 80) == "briefing Sunday 1 March · first visit no source read · ?"
    nearly = replace(LINE, overview=Overview(1, 1, 1, 5, Health(1, FAILED, refreshed=ago(0))))
    assert top_line(nearly, 80) == "briefing Sunday 1 March · first visit 3 of 4 failed · ?"


def test_the_time_is_that_of_the_last_source_that_was_read_not_that_of_the_last_attempt() -> None:
    health = Health(3, FAILED, refreshed=ago(1 / 12), read=ago(2))
    assert top_line(replace(LINE, overview=Overview(1, 1, 1, 5, health)), 120).endswith(
        "updated 10:30 · 3 of 6 sources failed · ?"
    )


def test_an_update_of_another_day_has_its_date() -> None:
    line = HeadLine(Overview(1, 1, 1, 5, Health(1, refreshed=ago(30))))
    assert top_line(line, 80).endswith("updated 28 Feb")


def test_a_search_takes_the_place_of_the_day() -> None:
    assert top_line(replace(LINE, query="petro", listed=1), 100).startswith(
        "briefing “petro” · 1 thread updated 12:25 · 3 of 13"
    )


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
