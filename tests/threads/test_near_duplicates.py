from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from briefing.threads.near_duplicates import find_copies
from tests.threads.factories import CALL, CUP, QUAKE, item, word

STORY = (
    "The parliament of the island passed the budget late on Tuesday after nine hours of debate. "
    "The finance minister called the vote a victory for those who pay for their bread with coins. "
    "Two members of the ruling party voted against it and left the chamber before the count."
)


def test_the_same_text_under_another_headline_is_a_copy_of_the_first() -> None:
    first, second = item(STORY, "Budget passed"), item(STORY + " ", "Island votes")
    assert find_copies([first, second]) == {second.article.id: first.article.id}


def test_a_correction_is_a_copy() -> None:
    first, second = item(STORY), item(STORY.replace("nine", "ten") + " This story has been corrected.")
    assert find_copies([first, second]) == {second.article.id: first.article.id}


def test_reports_in_other_words_are_independent() -> None:
    assert find_copies([item(STORY), item(QUAKE), item(CALL), item(CUP)]) == {}


def test_a_teaser_is_a_copy_of_the_text_it_is_cut_from_even_if_it_came_first() -> None:
    teaser, full = item(STORY.split(". ")[0] + "."), item(STORY)
    assert find_copies([full, teaser]) == {teaser.article.id: full.article.id}
    assert find_copies([teaser, full]) == {teaser.article.id: full.article.id}


def test_of_two_originals_a_copy_repeats_the_one_it_shares_most_with() -> None:
    chance = random.Random(1)
    story, ending, preface = ([word(chance) for _ in range(length)] for length in (100, 30, 20))
    one, other = item(" ".join(story[:75] + ending)), item(" ".join(preface + story[12:]))
    copy = item(" ".join(story))
    assert find_copies([one, other, copy]) == {copy.article.id: other.article.id}


def test_copies_of_copies_point_to_the_original() -> None:
    teaser, again = item(STORY.split(". ")[0] + "."), item(STORY.split(". ")[0] + ". ", "Again")
    full = item(STORY)
    assert find_copies([teaser, again, full]) == dict.fromkeys((teaser.article.id, again.article.id), full.article.id)


@given(st.lists(st.text(max_size=60), max_size=6))
def test_any_texts_give_originals_that_repeat_nothing(texts: list[str]) -> None:
    found = find_copies([item(text, str(number)) for number, text in enumerate(texts)])
    assert not set(found.values()) & set(found)
