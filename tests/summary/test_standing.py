from __future__ import annotations

import pytest

from briefing.summary.candidates import candidates_of, terms_of
from briefing.summary.standing import Standing, judge, lead_in_length, tells_little
from tests.summary.factories import report


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
        ("Here are five things to know about the new bridge.", "broken"),
        ("Here are the minutes of the council on the bridge.", "leaning"),
        ("This is what you need to know about the new bridge.", "broken"),
        ("What to know about the new bridge in Harwick town.", "broken"),
        ("Norland Radio's Ana Ruiz talks to the mayor about the new bridge.", "broken"),
        ("Norland's Ana Ruiz opened the new bridge on Monday.", "whole"),
        ("The reason we came to the bridge!", "broken"),
        ("The council of Harwick has approved the new bridge at last!", "whole"),
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
    ("text", "little"),
    [
        ("Today the situation could not be more different.", True),
        ("The effects of the flood can last for years in the old town.", False),
        ("The victim was named as Ruiz.", False),
        ("There have been 12 of them.", False),
    ],
)
def test_a_sentence_without_name_number_and_matter_tells_little(text: str, little: bool) -> None:
    assert tells_little(text, terms_of(text)) is little
    assert not tells_little(text, terms_of(text), "de")


def test_what_tells_little_stands_only_behind_what_it_is_about() -> None:
    vague = "Today the situation could not be more different."
    item = report(f"The council of Harwick approved the new bridge on Monday evening. {vague}")
    assert [candidate.standing for candidate in candidates_of(item)] == ["whole", "leaning"]
    assert candidates_of(report(vague))[0].standing == "whole"


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
