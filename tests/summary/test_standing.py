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
        ("(The mayor of Harwick was not there to see it.)", "leaning"),
        ("(EU) ministers met in the town of Harwick on Monday.", "whole"),
        ("The mayor of Harwick, however, said she would not vote.", "leaning"),
        ("Voters in the old town, for example, want the bridge.", "leaning"),
        ("Here’s how to find out what the bridge will cost you.", "broken"),
        ("The mayor said that she would, however late, come and vote.", "whole"),
        ("A: I have always wanted to build a bridge here.", "leaning"),
        ("Yes, the council has approved the bridge this time.", "leaning"),
        ("“We call it a “bridge of peace” and nothing else here.”", "broken"),
        ("“We call it a bridge,” she said, “and nothing else here.”", "whole"),
    ],
)
def test_standing_of_a_sentence(text: str, standing: Standing) -> None:
    assert judge(text) == standing


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("WASHINGTON (AP) — The council approved the bridge.", "The council approved the bridge."),
        ("(CNN) The council approved the bridge.", "The council approved the bridge."),
        ("Hong Kong (CNN Business)The council approved the bridge.", "The council approved the bridge."),
        ("[Norland Times] The council approved the bridge.", "The council approved the bridge."),
        ("[Capital FM] Harwick -- The council approved it.", "The council approved it."),
        ("[The Bridge: A Tale] The council approved it.", "[The Bridge: A Tale] The council approved it."),
        ("European Union (EU) President Maria Berg spoke.", "European Union (EU) President Maria Berg spoke."),
    ],
)
def test_dateline_is_left_out(text: str, rest: str) -> None:
    assert text[lead_in_length(text) :] == rest
