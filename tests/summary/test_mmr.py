"""Picking by hand-made worth, with sentences that are like none other by their vectors."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from briefing.summary.budget import Budget
from briefing.summary.candidates import Candidate
from briefing.summary.mmr import pick_lines
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
    offer = [
        Candidate(text, place, 0, len(text.split()), tuple(content_stems(text))) for place, text in enumerate(sentences)
    ]
    size = len(offer)
    worth = np.linspace(1.0, 0.8, size)
    chosen = pick_lines(offer, worth, np.eye(size), np.ones(size, dtype=np.bool_), Budget(words), headlines or {})
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
