from __future__ import annotations

import pytest

from briefing.threads.clustering.explanations import explain_founder, explain_join
from tests.threads.factories import CALL, item


@pytest.mark.parametrize(
    ("hours", "line"),
    [
        (0, "shares nothing; 0 h apart; 0.50"),
        (47.4, "shares nothing; 47 h apart; 0.50"),
        (48, "shares nothing; 2 days apart; 0.50"),
        (60, "shares nothing; 2 days apart; 0.50"),
        (84, "shares nothing; 4 days apart; 0.50"),
    ],
)
def test_time_between_is_given_in_hours_up_to_two_days(hours: float, line: str) -> None:
    assert explain_join(item(CALL), [], hours * 3600, 0.5) == line


def test_an_unknown_time_between_is_left_out() -> None:
    assert explain_join(item(CALL), [], None, 0.5) == "shares nothing; 0.50"


def test_names_and_terms_are_written_as_in_the_article() -> None:
    line = explain_join(item(CALL), ["@petro", "telephon", "drug"], 3600, 0.861)
    assert line == "shares name Petro and terms telephone, drugs; 1 h apart; 0.86"


def test_no_more_than_three_names_and_three_terms_are_listed() -> None:
    article = item("Weber, Duarte, Prado and Quispe spoke by telephone about drugs, tariffs and visas.")
    line = explain_join(article, ["tariff", "visa", "telephon", "drug"], 0, 1)
    assert line == "shares terms tariffs, visas, telephone; 0 h apart; 1.00"


def test_a_founder_is_told_by_the_only_topic_it_shares() -> None:
    assert explain_founder(item(CALL), None) == "founds the thread"
    assert explain_founder(item(CALL), "@petro") == "founds the thread; shares little but Petro with others"
    assert explain_founder(item(CALL), "drug") == "founds the thread; shares little but drugs with others"
