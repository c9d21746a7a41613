from __future__ import annotations

from briefing.render.stage_pace import StagePace, time_left


def test_time_left_follows_the_pace_of_the_stage_since_its_first_step() -> None:
    pace = StagePace()
    assert pace.seconds_left("feeds", 10, 100, 5.0) is None
    assert pace.seconds_left("feeds", 20, 100, 5.9) is None
    assert pace.seconds_left("feeds", 10, 100, 15.0) is None
    assert pace.seconds_left("feeds", 30, 100, 15.0) == 35
    assert pace.seconds_left("pages", 0, 60, 20.0) is None
    assert pace.seconds_left("pages", 30, 60, 50.0) == 30


def test_the_first_steps_tell_no_pace() -> None:
    pace = StagePace()
    assert pace.seconds_left("articles", 0, 2500, 0.0) is None
    assert pace.seconds_left("articles", 50, 2500, 5.0) is None
    assert pace.seconds_left("articles", 51, 2500, 51.0) == 2449
    assert pace.seconds_left("pages", 0, 0, 0.0) is None
    assert pace.seconds_left("pages", 0, 0, 9.0) is None


def test_a_stage_with_a_budget_of_time_ends_with_it() -> None:
    pace = StagePace()
    assert pace.seconds_left("analyses", 0, 100, 0.0, 10.0) == 10
    assert pace.seconds_left("analyses", 20, 100, 4.0, 6.0) == 6
    assert pace.seconds_left("analyses", 90, 100, 9.0, 3.0) == 1


def test_stages_that_take_turns_keep_their_pace() -> None:
    pace = StagePace()
    assert pace.seconds_left("articles", 0, 100, 0.0) is None
    assert pace.seconds_left("threads", 50, 100, 6.0) is None
    assert pace.seconds_left("articles", 60, 100, 12.0) == 8


def test_time_left_in_words() -> None:
    words = [time_left(seconds) for seconds in (None, 0.9, 1, 89, 90, 300)]
    assert words == ["", "", "1 s left", "89 s left", "2 min left", "5 min left"]
