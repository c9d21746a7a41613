from __future__ import annotations

import pytest

from briefing.summary.standing import Standing, judge, lead_in_length


@pytest.mark.parametrize(
    ("text", "standing"),
    [
        ("The council approved the new bridge on Monday evening.", "whole"),
        ('The mayor said: "We will build the bridge this year."', "whole"),
        ("The band from the '90s played its hits to the crowd.", "whole"),
        ("However, the council approved the new bridge on Monday.", "leaning"),
        ("But the council approved the new bridge on Monday.", "leaning"),
        ("He said the council would approve the new bridge.", "leaning"),
        ("First, the council has to approve the new bridge.", "leaning"),
        ("First blood went to the visitors in the cup final.", "whole"),
        ("Will the council approve the new bridge on Monday?", "broken"),
        ('The mayor said: "We will build the bridge this year.', "broken"),
        ("'We will build the bridge this year, the mayor said.", "broken"),
        ('"We will build the bridge this year and open it."', "broken"),
        ("The bridge opens.", "broken"),
        ("The council has to decide on three questions now:", "broken"),
        ("word " * 90 + "end.", "broken"),
    ],
)
def test_standing_of_a_sentence(text: str, standing: Standing) -> None:
    assert judge(text) == standing


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("WASHINGTON (AP) — The council approved the bridge.", "The council approved the bridge."),
        ("(CNN) The council approved the bridge.", "The council approved the bridge."),
        ("European Union (EU) President Maria Berg spoke.", "European Union (EU) President Maria Berg spoke."),
    ],
)
def test_dateline_is_left_out(text: str, rest: str) -> None:
    assert text[lead_in_length(text) :] == rest
