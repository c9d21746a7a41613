"""Kinds of lines and sentences, by the limits of their forms."""

from __future__ import annotations

from briefing.text.boilerplate import (
    dateline_end,
    is_heading,
    is_title_case,
    line_kind,
    phrases_in,
    sentence_kind,
    tags_start,
)
from tests.table import table

PHRASE = "all rights reserved"


@table(
    ("line", "kind"),
    [
        ("Sign up for our newsletter", "boilerplate"),
        ("SIGN UP for our newsletter", "boilerplate"),
        ("» Sign up for our newsletter", "boilerplate"),
        ("Sign upon a wall", "prose"),
        ("We sign up for it", "prose"),
        ("© 2020 The Daily", "boilerplate"),
        ("(©) The Daily", "boilerplate"),
        ("©", "boilerplate"),
        ("The Daily © 2020", "prose"),
        ("---", "prose"),
        ("Sign up for our newsletter" + " now" * 53, "boilerplate"),
        ("Sign up for our newsletter" + " now" * 54, "prose"),
        ("By Jane Doe", "byline"),
        ("(Reporting by Jane Doe)", "byline"),
        ("Reporting by Jane Doe", "byline"),
        ("By Jane Doe" + " and" * 80, "prose"),
        ("Jane Doe contributed to this report.", "byline"),
        ("Jane Doe contributed to the fund.", "prose"),
        ("— Jane Doe", "byline"),
        ("― Jane Doe.", "byline"),
        ("— it went on for an hour", "prose"),
        ("Thursday, 5 March 2020", "byline"),
        ("Thursday, 5 March 2020 was wet", "prose"),
        ("(Photo: Jane Doe)", "caption"),
        ("[Photo by Jane Doe]", "caption"),
        ("Photo by Jane Doe in 2020, the mayor speaks", "caption"),
        ("The mayor speaks (AP Photo/Jane Doe)", "caption"),
        ("The mayor speaks. (AP Photo/Jane Doe)", "caption"),
        ("A fire destroyed the market of Lund. Police arrested a guard. (Photo: Jane Doe)", "prose"),
        ("The mayor speaks to AP Photo", "prose"),
        ("The mayor speaks | Getty Images", "caption"),
        ("The mayor speaks | Getty Images.", "prose"),
        ("> The border stays closed", "quote"),
        (">> The border stays closed", "quote"),
        (">", "prose"),
        ("- The border stays closed", "list"),
        ("12) The border", "list"),
        ("(b) The border", "list"),
        ("-The border", "prose"),
        ("1234. The border", "prose"),
        ("| a | b |", "list"),
        ("| a |", "prose"),
        ("a | b | c | d", "prose"),
    ],
)
def test_a_line_is_known_by_how_it_begins_and_ends(line: str, kind: str) -> None:
    assert line_kind(line) == kind


@table(
    ("line", "heading"),
    [
        ("The border stays closed", True),
        ("The border stays closed.", False),
        ("The border stays closed:", False),
        ("The border stays closed …”", False),
        ("BORDER STAYS CLOSED!", True),
        ("BORDER STAYS CLOSED.", True),
        ("A " * 15 + "A", True),
        ("A " * 16 + "A", False),
        ("A " * 15 + "A!", True),
        ("A " * 16 + "A!", False),
        ("x" * 120, True),
        ("x" * 121, False),
        ("Who Will Lead the Party?", True),
        ("Who Will Lead?", True),
        ("Will Lead?", False),  # two words
        ("Who Is the One?", False),  # one long word
        ("Who Will lead the Party?", False),
        ("Who Will 2020s Lead?", True),
        ("What Happens When " + "in " * 12 + "May?", True),
        ("What Happens When " + "in " * 13 + "May?", False),
    ],
)
def test_a_heading_is_short_and_ends_without_a_stop(line: str, heading: bool) -> None:
    assert is_heading(line) is heading


@table(
    ("sentence", "kind"),
    [
        ("The council approved the bridge.", "prose"),
        ("It has ALL RIGHTS RESERVED.", "boilerplate"),
        ("(Photo: Jane Doe)", "caption"),
        ("Sign up for our newsletter.", "boilerplate"),
        ("This article was originally published in The Daily.", "boilerplate"),
        ("“This article was first published in The Daily.”", "boilerplate"),
        ("The article was originally published in The Daily.", "prose"),
        ("#one #two", "boilerplate"),
        ("#one", "prose"),
        ("Please visit https://example.org/a", "boilerplate"),
        ("Please visit www.example.org.", "boilerplate"),
        ("It is at https://example.org/a", "prose"),
        ("https://example.org/a", "boilerplate"),
        ("Border Stays Closed After Talks of Ministers", "heading"),
        ("all rights reserved" + " x" * 110, "boilerplate"),
        ("all rights reserved" + " x" * 111, "prose"),
    ],
)
def test_a_sentence_of_prose_may_be_of_the_page(sentence: str, kind: str) -> None:
    assert sentence_kind(sentence, (PHRASE,)) == kind


def test_the_beginning_of_a_whole_line_is_not_looked_at_again() -> None:
    assert sentence_kind("(Photo: Jane Doe)", (), is_line=True) == "prose"
    assert sentence_kind("Sign up for our newsletter.", (), is_line=True) == "prose"
    assert sentence_kind("#one #two", (), is_line=True) == "boilerplate"


def test_phrases_of_the_text_are_those_that_occur() -> None:
    assert phrases_in("The council approved the bridge.") == ()
    assert PHRASE in phrases_in("x. All Rights Reserved, y")
    assert PHRASE not in phrases_in("All are reserved, with rights")
    assert sentence_kind(f"It has {PHRASE}.", ()) == "prose"


@table(
    ("text", "rest"),
    [
        ("It rains. #one #two", "It rains."),
        ("It rains.\n#one  #two\n", "It rains."),
        ("#one #two", ""),
        ("It rains. #one", "It rains. #one"),
        ("It #one #two rains", "It #one #two rains"),
        ("It rains. #one two #three", "It rains. #one two #three"),
        ("It rains. #1# #two", "It rains. #1# #two"),
        ("It rains. # #two", "It rains. # #two"),
        ("It rains.", "It rains."),
    ],
)
def test_two_hashtags_at_the_end_are_no_text(text: str, rest: str) -> None:
    assert text[: tags_start(text)] == rest


@table(
    ("text", "is_title"),
    [
        ("Border Stays Closed After Talks of Ministers", True),
        ("Border Stays Shut After Big Row", True),
        ("Border Stays Shut After Row", False),  # five words
        ("Border Stay as Is in May Talk Now", False),  # three long words
        ("Border Stays Closed After the talks of Ministers", False),
        ("Border Stays Closed After talk of Ministers", False),
        ("Border, Stays: “Closed” – After U.S. Talks-In", True),
        ("", False),
    ],
)
def test_a_title_has_four_long_words_of_six_and_all_capitalised(text: str, is_title: bool) -> None:
    assert is_title_case(text) is is_title


@table(
    ("dateline", "rest"),
    [
        *(("WASHINGTON (AP) — ", "The mayor spoke."), ("WASHINGTON — ", "The mayor spoke.")),
        ("BERLIN—", "The mayor is in."),
        *(("LONDON, Jan 5 (Reuters) - ", "The mayor spoke."), ("Paris, France -- ", "The mayor spoke.")),
        *(("NEW YORK/LONDON (AP) – ", "“The mayor spoke."), ("O’HARE, Ill. (AP) — ", "The mayor spoke.")),
        *(("", "Paris—The mayor spoke."), ("", "WASHINGTON — THE MAYOR SPOKE."), ("", "Washington — the mayor spoke.")),
        *(("", f"WASHINGTON ({'x' * 31}) — The mayor spoke."), ("", f"{'W' * 120} — The mayor spoke.")),
    ],
)
def test_a_dateline_is_a_place_and_a_dash_before_words(dateline: str, rest: str) -> None:
    assert dateline_end(dateline + rest) == len(dateline)
