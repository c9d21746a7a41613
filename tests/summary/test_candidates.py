"""Candidates of an article: which sentences may begin a summary, and which continue the one before."""

from __future__ import annotations

from dataclasses import replace

import pytest

from briefing.summary.candidates import Candidate, candidates_of, eligible, in_order
from briefing.summary.standalone import Standing
from tests.summary.factories import report


def candidate(standing: Standing, text: str = "a b c d e") -> Candidate:
    return Candidate(text, 0, 0, len(text.split()), standing=standing)


@pytest.mark.parametrize(
    ("candidates", "expected"),
    [
        ([candidate("leaning"), candidate("whole"), candidate("broken"), candidate("whole")], [1, 3]),
        ([candidate("broken"), candidate("leaning")], [1]),
        ([candidate("broken", "a b c"), candidate("broken", "a b c d"), candidate("broken", "a b c d:")], [1]),
        ([], []),
    ],
)
def test_a_summary_begins_with_a_whole_sentence_else_with_what_is_nearest_to_one(
    candidates: list[Candidate], expected: list[int]
) -> None:
    assert eligible(candidates) == expected


def test_articles_are_ordered_by_time_and_those_without_one_come_last() -> None:
    late, early, undated = report("Late.", hour=5), report("Early.", hour=1), report("Undated.")
    undated = replace(undated, article=replace(undated.article, published=None, fetched=None))
    assert in_order([undated, late, early]) == [early, late, undated]


def test_a_sentence_follows_another_only_where_no_other_kind_of_text_is_between() -> None:
    text = (
        "The council of Harwick approved the bridge on Monday. The mayor of Harwick signed the contract at noon.\n"
        "- A list of the other decisions\n"
        "The ferry between Harwick and Norland stops in May."
    )
    assert [each.follows for each in candidates_of(report(text))] == [False, True, False]
