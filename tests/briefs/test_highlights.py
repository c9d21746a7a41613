from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.briefs.highlights import pick_update, weigh
from briefing.model import Citation, Line
from tests.conftest import examples
from tests.table import table
from tests.threads.factories import hours

TOLL = "Rescue teams have found {} people dead under collapsed houses in Arvik."
AID = "The government of Norland promised ten million crowns of aid to families."


def line(text: str, article: str = "a", hour: int = 0, support: int = 1, alone: bool = True) -> Line:
    return Line(text, Citation(article, 0, len(text)), support, hours(hour), alone)


def test_of_two_that_tell_one_fact_the_later_is_told() -> None:
    tolls = [line(TOLL.format(number), f"a{number}", hour) for hour, number in enumerate((12, 40, 212))]
    assert pick_update([*tolls, line(AID, "b", 4)], 80) == (tolls[2], line(AID, "b", 4))


def test_what_more_outlets_carry_goes_first() -> None:
    common = line("Ministers of both countries meet again in the capital on Friday.", "a", 0, support=3)
    assert pick_update([common, line(AID, "b", 1)], 12) == (common,)


def test_first_lines_of_articles_go_before_their_later_ones() -> None:
    lines = [line(f"Thing number {n} was {word} by ministers.", "a") for n, word in enumerate(["told", "sold", "held"])]
    other = line(AID, "b")
    assert pick_update([*lines, other], 20) == (lines[0], other)


def test_what_the_new_articles_are_all_about_goes_before_what_is_said_once() -> None:
    aside = line("The weather in the harbour stayed friendly until the evening of that day.", "a", 0)
    matter = [line(f"Rescuers in Arvik reached the {word} families under collapsed houses.", word, 1) for word in "bc"]
    assert aside not in pick_update([aside, *matter], 13)


def test_second_line_of_an_article_does_not_fill_what_the_first_of_another_is_too_long_for() -> None:
    first = line("Ministers of both countries met in the capital on Friday.", "a", 2, support=3)
    second = line("The talks go on.", "a", 2)
    assert pick_update([line(AID + " " + AID, "b", 1), first, second], 20) == (first,)


def test_line_that_leans_on_another_is_told_only_if_nothing_else_can_be() -> None:
    leaning = line("However, he promised forty thousand tents.", alone=False)
    assert pick_update([leaning, line(AID)], 80) == (line(AID),)
    assert pick_update([leaning], 80) == (leaning,)


def test_a_quotation_is_not_parted_from_its_speaker() -> None:
    speaker = replace(line("Chairwoman Ada Brook visited the injured in Arvik.", "a"), part="in_short")
    for text in ("“We mourn,” she said.", "„Wir trauern“, sagte sie", "« Nous pleurons », a-t-elle dit."):
        quotation = line(text, "a", alone=False)
        assert pick_update([quotation], 80, (speaker,)) == ()
        for kept in (replace(quotation, alone=True), line(text, "b", alone=False)):
            assert pick_update([kept], 80, (speaker,)) == (kept,)
    other = line("She promised them forty thousand crowns.", "a", alone=False)
    assert pick_update([other], 80, (speaker,)) == (other,)


def test_a_truncated_line_gives_way_to_a_complete_one_with_its_fact() -> None:
    cut, whole = line(AID[:-10] + "…", "b", 9), line(AID, "a", 0)
    assert pick_update([whole, cut], 80) == (whole,)
    assert pick_update([cut], 80) == (cut,)


def test_at_most_one_truncated_line_is_told() -> None:
    cuts = [line(AID[:-10] + "…", "a", 0), line("Ministers of both countries met in the...", "b", 1)]
    other = line("The talks in the capital go on until the weekend.", "c", 2)
    assert pick_update([*cuts, other], 80) == (cuts[1], other)


def test_nothing_new_is_nothing() -> None:
    assert pick_update([], 80) == ()


@table(
    ("lines", "worths"),
    [
        ([line("One two.", "a")], [1.0]),
        ([line("One two.", "a"), line("Six.", "b"), line("Ten.", "c")], [1.0, 1.125, 1.25]),  # later is better
        ([line("One.", "a"), line("Two.", "a"), line("Six.", "a")], [1.0, 0.5**0.5 + 0.125, 0.5 + 0.25]),
        ([line("One.", support=2), line("Two.", "b", support=4)], [1.5, 1.0 + 1.5 + 0.25]),
        ([line("One.", support=5), line("Two.", "b", support=9)], [2.5, 1.0 + 1.5 + 0.25]),
    ],
)
def test_a_line_is_worth_more_early_in_its_article_late_in_time_and_carried_by_many(
    lines: list[Line], worths: list[float]
) -> None:
    assert weigh(lines) == pytest.approx(worths)


def test_a_line_is_worth_more_by_the_share_of_other_articles_that_have_its_long_words() -> None:
    lines = [line("Rescuers dug in the 40 houses.", "a"), line("Rescuers rest.", "b"), line("Houses, 40.", "c")]
    first, second, third = weigh(lines)
    assert first == pytest.approx(1.0 + 3 / (2 * 3))
    assert second == pytest.approx(1.0 + 1 / 2 + 0.125)
    assert third == pytest.approx(1.0 + 2 / (2 * 2) + 0.25)
    assert weigh([line("Rescuers dug.", "a"), line("Rescuers rest.", "b")]) == pytest.approx([2.0, 2.25])
    assert weigh([line("Rescuers dug.", "a"), line("Rescuers rest.", "a")])[0] == 1.0  # one article alone


def test_lines_are_picked_until_the_words_are_used_up() -> None:
    lines = [line("Alpha beta gamma.", "a"), line("Delta epsilon zeta.", "b", support=2)]
    for words, picked in ((1, lines[1:]), (3, lines[1:]), (5, lines[1:]), (6, lines)):
        assert pick_update(lines, words) == tuple(picked)
    assert pick_update([line("word " * 80), line("x", "b")]) == (line("x", "b"),)
    assert len(pick_update([line("alpha " * 40), line("delta " * 40, "b")])) == 2
    assert len(pick_update([line("alpha " * 40), line("delta " * 41, "b")])) == 1


def test_a_shorter_first_line_takes_the_place_of_one_that_does_not_fit() -> None:
    best, short = line("Alpha beta gamma.", "a", support=4), line("Zeta.", "c")
    long = line("Delta " * 9, "b", support=3)
    assert pick_update([best, long, short], 6) == (best, short)


def test_further_lines_of_articles_follow_once_all_first_ones_are_in() -> None:
    first, second, third = line("Alpha beta gamma.", "a"), line("Delta epsilon zeta.", "a"), line("Iota kappa.", "a")
    assert pick_update([first, second, third], 8) == (first, second, third)
    assert pick_update([first, second, third], 7) == (first, second)
    carried = replace(third, support=4)
    assert pick_update([first, second, carried], 7) == (first, carried)


def test_a_second_line_comes_after_the_first_of_every_article_whatever_it_is_worth() -> None:
    first, second, other = line("Alpha beta gamma.", "a"), line("Delta epsilon.", "a", support=4), line("Iota.", "b")
    assert pick_update([first, second, other], 5) == (first, other)


def test_one_fact_is_three_fifths_of_the_words_of_the_shorter_line() -> None:
    words = "alpha bravo gamma delta omega sigma"
    for other, is_one in (("alpha bravo gamma other2 these those", False), ("alpha bravo gamma never these", True)):
        assert (len(pick_update([line(words, "a"), line(other, "b")])) == 1) is is_one
    assert len(pick_update([line("It is so.", "a"), line("It is so.", "b")])) == 2  # no word is long enough
    assert len(pick_update([line(words, "a"), line("It is so.", "b")])) == 2


def test_of_lines_of_equal_worth_the_later_is_picked() -> None:
    first, second = line("Alpha beta gamma.", "a", support=2), line("Delta epsilon zeta.", "b", support=2)
    assert pick_update([first, second], 3) == (second,)


@examples(5, soak=80)
@given(
    st.lists(st.tuples(st.text(min_size=1), st.integers(0, 3), st.integers(1, 9), st.booleans())), st.integers(1, 60)
)
def test_update_is_a_part_of_what_is_new_in_its_order_and_in_budget(
    made: list[tuple[str, int, int, bool]], words: int
) -> None:
    lines = [
        replace(line(text, f"a{article}", hour, support, alone), support=support)
        for hour, (text, article, support, alone) in enumerate(made)
    ]
    told = pick_update(lines, words)
    assert bool(told) == bool(lines)
    assert sum(len(each.text.split()) for each in told) <= words or len(told) == 1
    places = [lines.index(each) for each in told]
    assert all(a < b for a, b in pairwise(places))
