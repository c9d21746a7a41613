from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from briefing.briefs.highlights import pick_update
from briefing.model import Citation, Line
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


def test_nothing_new_is_nothing() -> None:
    assert pick_update([], 80) == ()


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
