"""Picking by hand-made worth, with sentences that are like none other by their vectors."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from briefing.summary.budget import Budget
from briefing.summary.candidates import Candidate
from briefing.summary.mmr import Story, pick_lines
from briefing.summary.references import References
from briefing.text.terms import content_stems

RESCUE = (
    "Rescue teams in Arvik found forty dead, among them a minister, nine children of one school, a priest, farmers "
    "and the keeper of the lighthouse."
)
SPADES = "Rescue teams dug for a minister at Arvik with spades and bare hands."
QUAKE = "An earthquake that struck the coast of Norland at dawn was the strongest in living memory."
AID = "The government of Norland promised ten million crowns of aid to the families."


def pick(*sentences: str, headlines: Mapping[str, float] | None = None, words: int = 200) -> list[str]:
    """Return the lines picked of `sentences`, of which each is worth less than those before it."""
    offer = [Candidate(text, place, 0, len(text.split()), content_stems(text)) for place, text in enumerate(sentences)]
    size = len(offer)
    worth = np.linspace(1.0, 0.8, size)
    chosen = pick_lines(
        offer, worth, np.eye(size), np.ones(size, dtype=np.bool_), Budget(words), Story(headlines or {})
    )
    return [sentences[place] for place in chosen]


def test_sentence_with_half_of_its_words_in_one_line_is_no_line() -> None:
    assert pick(RESCUE, SPADES, QUAKE) == [RESCUE, QUAKE]
    assert pick(SPADES, RESCUE, QUAKE) == [SPADES, RESCUE, QUAKE]  # the other way round most of it is new


def test_sentence_of_words_that_several_lines_have_told_is_no_line() -> None:
    stitched = (
        "Strongest earthquake in memory struck: teams found minister, priest, children dead; families promised aid."
    )
    assert pick(stitched, AID) == [stitched, AID]
    assert pick(RESCUE, QUAKE, AID, stitched) == [RESCUE, QUAKE, AID]


def test_sentence_with_a_new_number_repeats_less_soon() -> None:
    counted = "Rescue teams in Arvik found 212 dead after days with bare hands."
    assert pick(RESCUE, counted) == [RESCUE, counted]
    assert pick(RESCUE, counted.replace("212", "more")) == [RESCUE]


def test_sentence_of_few_words_is_not_held_to_repeat() -> None:
    assert pick(RESCUE, "They found a minister.") == [RESCUE, "They found a minister."]


def test_headlines_are_told_first_and_once() -> None:
    headlines = dict.fromkeys(content_stems("crowns aid families promised"), 0.25)
    assert pick(RESCUE, QUAKE, AID, headlines=headlines, words=14) == [AID]
    assert pick(RESCUE, QUAKE, AID, headlines=headlines) == [AID, RESCUE, QUAKE]
    again = "The families had hoped for aid with wool, flour and timber."
    assert pick(RESCUE, QUAKE, AID, again, headlines=headlines) == [AID, RESCUE, QUAKE, again]


def order(
    worth: Sequence[float],
    similar: Mapping[tuple[int, int], float] | None = None,
    *,
    covers: Mapping[int, float] | None = None,
    budget: Budget | None = None,
    candidates: Mapping[int, Candidate] | None = None,
    closed: Sequence[int] = (),
) -> list[int]:
    """Order of lines of ten words with nothing in common but the similarities given.

    Args:
        worth: of each sentence.
        similar: cosine of some pairs.
        covers: weight of a headline term that only this sentence has.
        budget: maximum length, by default none.
        candidates: sentences that are special.
        closed: which depend on the one before.
    """
    offer = [
        Candidate(f"Line {place}.", 0, place, 10, (f"term{place}",), follows=place > 0) for place in range(len(worth))
    ]
    for place, special in (candidates or {}).items():
        offer[place] = special
    matrix, open_ = np.eye(len(offer)), np.ones(len(offer), dtype=np.bool_)
    for (one, other), cosine in (similar or {}).items():
        matrix[one, other] = matrix[other, one] = cosine
    open_[[*closed]] = False
    headlines = {f"term{place}": weight for place, weight in (covers or {}).items()}
    return pick_lines(offer, np.asarray(worth), matrix, open_, budget or Budget(), Story(headlines or {}))


def test_similarity_to_a_line_costs_a_third_as_much_as_worth_gains() -> None:
    assert order([1.0, 0.8, 0.71], {(0, 1): 0.3}) == [0, 2, 1]
    assert order([1.0, 0.8, 0.69], {(0, 1): 0.3}) == [0, 1, 2]


def test_the_most_similar_of_the_lines_counts() -> None:
    assert order([1.0, 0.9, 0.8, 0.72], {(0, 2): 0.3, (1, 2): 0.1}) == [0, 1, 3, 2]
    assert order([1.0, 0.9, 0.8, 0.72], {(0, 2): 0.1, (1, 2): 0.3}) == [0, 1, 3, 2]


def test_a_sentence_with_the_fact_of_a_line_is_passed_over() -> None:
    assert order([1.0, 0.9, 0.8], {(0, 1): 0.4}) == [0, 2]
    assert order([1.0, 0.9, 0.8], {(0, 1): 0.39}) == [0, 2, 1]


def test_a_number_that_no_line_has_is_another_fact_up_to_a_higher_similarity() -> None:
    numbered = {1: Candidate("It must delete the data of 12 million.", 0, 1, 10, ("12", "million"))}
    assert order([1.0, 0.9, 0.8], {(0, 1): 0.6}, candidates=numbered) == [0, 2, 1]
    assert order([1.0, 0.9, 0.8], {(0, 1): 0.65}, candidates=numbered) == [0, 2]
    told = {0: Candidate("It has 12 million.", 0, 0, 10, ("12", "company")), **numbered}
    assert order([1.0, 0.9, 0.8], {(0, 1): 0.6}, candidates=told) == [0, 2]


def test_a_repetition_is_passed_over_for_the_next_best() -> None:
    again = Candidate("Again.", 0, 1, 10, ("term0", "a", "b", "c"))
    first = Candidate("First.", 0, 0, 10, ("term0", "a", "b", "c"))
    assert order([1.0, 0.9, 0.8], candidates={0: first, 1: again}) == [0, 2]


def test_a_headline_term_is_worth_as_much_as_it_weighs() -> None:
    assert order([0.1, 0.8], covers={0: 0.55}) == [0, 1]
    assert order([0.1, 0.8], covers={0: 0.5}) == [1, 0]


def test_lines_are_picked_until_the_budget_is_spent() -> None:
    for words, lines in ((9, [0]), (19, [0]), (20, [0, 1]), (29, [0, 1]), (30, [0, 1, 2])):
        assert order([1.0, 0.9, 0.8], budget=Budget(words)) == lines
    assert order([1.0, 0.9, 0.8], budget=Budget(sentences=2)) == [0, 1]


def test_a_shorter_sentence_takes_the_place_of_one_that_does_not_fit() -> None:
    long = Candidate("", 0, 1, 11, ("term1",))
    assert order([1.0, 0.9, 0.8], budget=Budget(20), candidates={1: long}) == [0, 2]


def test_a_sentence_about_a_stranger_waits_until_a_line_introduces_him() -> None:
    stranger = Candidate("", 1, 0, 10, ("term1",), references=References(presumes=frozenset({"Ana Prado"})))
    host = Candidate("", 0, 0, 10, ("term0",), references=References(introduces=frozenset({"Ana Prado"})))
    assert order([0.8, 1.0, 0.9], candidates={0: host, 1: stranger}) == [2, 0, 1]
    assert order([0.8, 1.0, 0.9], candidates={1: stranger}) == [2, 0]


def test_a_dependent_sentence_may_be_picked_behind_the_one_before_it() -> None:
    leaning = Candidate("", 0, 1, 10, ("term1",), "leaning", follows=True)
    assert order([0.9, 1.0, 0.8], candidates={1: leaning}, closed=[1]) == [0, 1, 2]
    assert order([0.8, 1.0, 0.9], candidates={1: leaning}, closed=[1], budget=Budget(20)) == [2, 0]
    assert order([0.8, 1.0, 0.9], candidates={1: leaning}, closed=[1], budget=Budget(30)) == [2, 0, 1]
    elsewhere = Candidate("", 1, 0, 10, ("term1",), "leaning", follows=False)
    assert order([0.9, 1.0, 0.8], candidates={1: elsewhere}, closed=[1]) == [0, 2]


def test_a_dependent_sentence_that_does_not_fit_leaves_room_for_others() -> None:
    long = Candidate("", 0, 1, 20, ("term1",), "leaning", follows=True)
    assert order([1.0, 0.9, 0.8], candidates={1: long}, closed=[1], budget=Budget(20)) == [0, 2]


def test_at_most_one_line_is_truncated() -> None:
    cut = {place: Candidate(f"Cut {place}", 0, place, 10, (f"term{place}",), cut=True) for place in (0, 2)}
    assert order([1.0, 0.9, 0.8], candidates=cut) == [0, 1]


def test_a_truncated_sentence_gives_way_to_a_complete_one_with_its_fact() -> None:
    cut = {0: Candidate("Cut", 0, 0, 10, ("term0",), cut=True)}
    assert order([1.0, 0.9, 0.8], {(0, 2): 0.4}, candidates=cut) == [1, 2]
    assert order([1.0, 0.9, 0.8], {(0, 2): 0.39}, candidates=cut) == [0, 1, 2]
