from __future__ import annotations

from briefing.summary.candidates import candidates_of
from briefing.summary.standalone import (
    Standing,
    general_noun,
    is_cut_off,
    judge,
    lead_in_length,
    more_length,
    tells_little,
)
from briefing.text.terms import content_stems
from tests.summary.factories import report
from tests.table import table

CUT = "The council of Harwick approved the new bridge over the river on Monday evening by 12 votes to 9…"


@table(
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
        ('The mayor said: "We will build the bridge this year.', "unusable"),
        ("'We will build the bridge this year, the mayor said.", "unusable"),
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
        ("Here is a closer look at the bridge that was approved.", "broken"),
        ("Welcome to the new bridge in the town of Harwick.", "broken"),
        ("Read our story of the old bridge of Harwick town.", "broken"),
        ("The council has voted, and the results are in.", "broken"),
        ("The council of Harwick has seen that all votes are in boxes.", "whole"),
        ("It was a great day to celebrate.", "broken"),
        ("It’s a long way to go.", "broken"),
        ("It was a day to celebrate the bridge of Harwick.", "leaning"),
        ("It was a strike of 300 workers.", "leaning"),
        ("NPR speaks with Ana Ruiz, the mayor of Harwick town.", "broken"),
        ("This week, the council of Harwick approved the bridge.", "whole"),
        ("This bridge is the longest that the council approved.", "leaning"),
        ("This new season the council of Harwick builds the bridge.", "leaning"),
        ("At the same time the council of Harwick approved the bridge.", "leaning"),
        ("5g masts went up in the town of Harwick on Monday.", "whole"),
        ("iPhone owners in the town of Harwick met on Monday.", "broken"),
        ("Norland Radio's Ana Ruiz talks to the mayor about the new bridge.", "broken"),
        ("Norland's Ana Ruiz opened the new bridge on Monday.", "whole"),
        ("The reason we came to the bridge!", "broken"),
        ("The council of Harwick has approved the new bridge at last!", "whole"),
        ("The mayor said that she would, however late, come and vote.", "whole"),
        ("A: I have always wanted to build a bridge here.", "leaning"),
        ("Yes, the council has approved the bridge this time.", "leaning"),
        ("“We call it a “bridge of peace” and nothing else here.”", "broken"),
        ("“We call it a bridge,” she said, “and nothing else here.”", "whole"),
        ("After crossing the long bridge, she said it was safe.", "leaning"),
        ("After crossing the bridge with Ana Ruiz, she said it was safe.", "whole"),
        ("The long bridge is safe for all who cross it, he added.", "whole"),
        ("There were two votes, however: the council had to repeat one.", "leaning"),
        ("Interestingly, the council of Harwick voted twice on the bridge.", "leaning"),
        ("While this bridge is new, the council of Harwick will build one.", "leaning"),
        ("<p>The council of Harwick approved the new bridge.", "broken"),
        ("Plans of the bridge are at https://harwick.example for all to see.", "broken"),
        ("The mayor calls it a „bridge of peace“ in the town of Harwick.", "whole"),
        ("The mayor calls it a „bridge of peace” in the town of Harwick.", "whole"),
        ("The mayor calls it a „bridge of peace in the town of Harwick.", "unusable"),
    ],
)
def test_standing_of_a_sentence(text: str, standing: Standing) -> None:
    assert judge(text) == standing


@table(
    ("text", "little"),
    [
        ("Today the situation could not be more different.", True),
        ("The effects of the flood can last for years in the old town.", False),
        ("The victim was named as Ruiz.", False),
        ("There have been 12 of them.", False),
        ("A spokesman for Maria Berg, the mayor of Harwick, declined to comment on the new bridge.", True),
        ("Harwick Steel did not immediately respond to a request for comment.", True),
        ("The owners of Harwick Steel couldn’t be reached on Monday.", True),
        ("Harwick Steel did not respond to the fall in prices.", False),
    ],
)
def test_a_sentence_without_name_number_and_matter_tells_little(text: str, little: bool) -> None:
    assert tells_little(text, content_stems(text)) is little
    assert not tells_little(text, content_stems(text), "de")


def test_what_tells_little_is_no_line_where_there_is_anything_else() -> None:
    vague = "Today the situation could not be more different."
    item = report(f"The council of Harwick approved the new bridge on Monday evening. {vague}")
    assert [candidate.standing for candidate in candidates_of(item)] == ["whole", "broken"]
    assert candidates_of(report(vague))[0].standing == "whole"


@table(
    ("text", "cut"),
    [
        (CUT, True),
        (CUT.replace("…", "[...]"), True),
        (CUT.replace("…", "."), False),
        (f"But {CUT}", False),
        ("The council of Harwick approved the bridge…", False),
        (CUT.replace("by 12", 'and said: "We'), False),
    ],
)
def test_sentence_cut_off_by_its_source_tells_something_if_it_is_long(text: str, cut: bool) -> None:
    assert is_cut_off(text) is cut


def test_cut_off_sentence_stands_where_nothing_else_stands_alone() -> None:
    whole = "The bridge of Harwick will cost 40 million euros."
    assert [each.standing for each in candidates_of(report(CUT))] == ["whole"]
    assert [each.standing for each in candidates_of(report(f"{whole} {CUT}"))] == ["whole", "broken"]


def test_among_others_no_sentence_leans_on_its_headline_or_begins_long_ago() -> None:
    for text in ("It is known as the longest bridge in the land.", "Back in 2018, Harwick had no bridge at all."):
        assert [each.standing for each in candidates_of(report(text))] == ["whole"]
        assert [each.standing for each in candidates_of(report(text), headed=False)] == ["leaning"]
    for text in ("In 2026, Harwick will have a bridge at last.", "The town had no bridge in 2018, when it was built."):
        assert [each.standing for each in candidates_of(report(text), headed=False)] == ["whole"]


@table(
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


@table(
    ("text", "report"),
    [
        ("DHAKA Norland said on Monday it would build a bridge.", "Norland said on Monday it would build a bridge."),
        ("ADEN, Norland A pilotless plane fell into the sea.", "A pilotless plane fell into the sea."),
        ("GENEVA, Feb 3 Ana Ruiz met the ministers of Norland.", "Ana Ruiz met the ministers of Norland."),
        ("March 3 Five people died when the bridge fell.", "Five people died when the bridge fell."),
        ("PARIS The talks ended without a result on Monday.", "The talks ended without a result on Monday."),
    ],
)
def test_a_dateline_without_a_dash_is_left_out(text: str, report: str) -> None:
    assert text[lead_in_length(text) :] == report


@table(
    "text",
    [
        "May 9 Victory Day parades were held in Harwick.",
        "March 3 was the day of the vote on the bridge.",
        "NORLAND Steel said it would build the bridge.",
        "NATO Secretary General Ana Ruiz met the ministers.",
        "LONDON Mayor Ana Ruiz Berg opened the bridge on Monday.",
    ],
)
def test_capitals_and_dates_that_belong_to_the_sentence_stay(text: str) -> None:
    assert lead_in_length(text) == 0


@table(
    ("text", "link"),
    [
        ("The council approved the bridge over the… MORE", " MORE"),
        ("The council approved the bridge over the ... [Read more]", " [Read more]"),
        ("El ayuntamiento aprobó el puente sobre el… Leer más", " Leer más"),
        ("The council approved the bridge over the…", ""),
        ("The council asked for MORE", ""),
    ],
)
def test_a_link_to_the_rest_of_a_teaser_is_left_out(text: str, link: str) -> None:
    assert text[len(text) - more_length(text) :] == link


def test_a_teaser_with_a_link_to_its_rest_is_a_truncated_line() -> None:
    (only,) = candidates_of(report(f"{CUT} MORE"))
    assert (only.text, only.standing, only.cut) == (CUT, "whole", True)


@table(
    ("text", "noun"),
    [
        ("The decision comes a week after the vote of the council.", "decision"),
        ("The decision, which the mayor welcomed, comes after a vote.", ""),
        ("The decision of the council comes a week after the vote.", ""),
        ("The speech will present a plan for the bridges of the county.", "speech"),
        ("The win was the first of the season for the team from Morsk.", "win"),
        ("The fire brigade was called to the harbour of Morsk at noon.", ""),
        ("The win in Morsk was the first of the season for the team.", ""),
        ("The Incident, a novel by Ana Ruiz, is sold in the town.", ""),
    ],
)
def test_a_general_noun_that_nothing_defines_refers_to_another_sentence(text: str, noun: str) -> None:
    assert general_noun(text) == noun


def test_a_thing_of_the_headline_or_the_first_sentence_is_known_below_them_only() -> None:
    follows = "The vote comes a week after the fall of the old bridge into the river."
    for first, below in (
        ("The council of Harwick held a vote on the bridge.", "whole"),
        ("Ten ferries were sold to the towns of the coast.", "leaning"),
    ):
        item = report(f"{first} {follows}")
        assert [candidate.standing for candidate in candidates_of(item)] == ["whole", below]
        assert [candidate.standing for candidate in candidates_of(item, headed=False)] == ["whole", "leaning"]


def test_a_bracket_of_the_sentence_before_is_left_out() -> None:
    news = "Five people were hurt when the bridge of Harwick fell, police said."
    item = report(f"[Updated at 11 p.m. ET] {news}")
    assert [candidate.text for candidate in candidates_of(item)][-1] == news
