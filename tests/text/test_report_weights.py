"""How much the reports of a story say about the event as it stands now; all are invented."""

from __future__ import annotations

import pytest

from briefing.text.event_states import Report
from briefing.text.report_weights import FOLLOW_UP, OVERTAKEN, weigh_reports
from tests.text.test_event_states import report

FIRE = "Fire destroys market in Orva"
AGAIN = "Market in Orva destroyed by fire"
CHOIR = ("Choir of Lund records song", "Singers from Lund recorded a song for traders of the Orva market.")


def weights(*reports: Report, outlets: str = "", counts: list[bool] | None = None) -> list[float]:
    names = outlets or "abcdefgh"[: len(reports)]
    return [round(weight, 2) for weight in weigh_reports(reports, names, counts or [True] * len(reports))]


def test_a_follow_up_of_one_outlet_makes_what_others_agree_on_no_older() -> None:
    for hour in (4, 48):
        assert weights(report(FIRE), report(AGAIN), report(*CHOIR, hour)) == [1.0, 1.0, FOLLOW_UP]


def test_what_one_outlet_reports_is_no_agreed_event() -> None:
    assert weights(report(FIRE), report(AGAIN), report(*CHOIR, 48), outlets="aab") == [0.5, 0.5, 1.0]
    announced = report(FIRE, announces=True), report(AGAIN, announces=True)
    assert weights(*announced, report(*CHOIR, 48))[2] == 1.0


def test_what_a_second_outlet_has_is_no_follow_up() -> None:
    second = report("Song of choir of Lund for traders", CHOIR[1], 48)
    assert weights(report(FIRE), report(AGAIN), report(*CHOIR, 48), second)[2:] == [1.0, 1.0]


def test_the_story_has_moved_on_if_three_outlets_have_follow_ups() -> None:
    late = [report(*CHOIR, 48), report("Mayor plants nine trees", hour=48), report("Bakers bake a bridge", hour=48)]
    assert weights(report(FIRE), report(AGAIN), *late)[2:] == [1.0, 1.0, 1.0]
    assert weights(report(FIRE), report(AGAIN), *late[:2]) == [1.0, 1.0, FOLLOW_UP, FOLLOW_UP]


def test_what_tells_a_new_state_as_background_is_a_follow_up() -> None:
    accused, resigns = report("Mayor Prado accused of fraud"), report("Mayor Prado resigns", hour=1)
    cheer = report("Bakers cheer as mayor Prado resigns", hour=2)
    assert weights(accused, resigns, cheer)[1:] == [1.0, FOLLOW_UP]
    assert weights(resigns, cheer)[1:] == [1.0]


def test_a_former_state_counts_little_at_once() -> None:
    former, new = report("Fire in Orva market kills three"), report("Fire in Orva market kills five", hour=1)
    assert weights(former, new) == [pytest.approx(OVERTAKEN, abs=0.02), 1.0]
    assert weights(former, new, counts=[True, False]) == [1.0, 1.0]


def test_weights_are_the_same_in_any_order() -> None:
    reports = [report(FIRE), report(AGAIN, hour=1), report(*CHOIR, 9), report("Fire in Orva market kills five", hour=3)]
    assert weights(*reports, outlets="abcd") == weights(*reports[::-1], outlets="dcba")[::-1]
    assert weights() == []
