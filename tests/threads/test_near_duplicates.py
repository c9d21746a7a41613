from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from briefing.model import AnnotatedArticle
from briefing.threads.near_duplicates import CROWDED, LIMIT, find_copies
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


def outage(service: str, outlet: str = "Status", rest: str = "") -> AnnotatedArticle:
    text = f"Service {service} was newly reported as down. See the status page for details.{rest}"
    return item(text, f"{service} is down", outlet=outlet)


def test_one_form_of_an_outlet_about_two_subjects_is_no_copy() -> None:
    mail, wiki = outage("mail"), outage("wiki")
    assert find_copies([mail, wiki]) == {}
    again = outage("mail", rest=" ")
    assert find_copies([wiki, mail, again]) == {again.article.id: mail.article.id}
    elsewhere = outage("wiki", "Other status")  # perhaps another spelling of one name
    assert find_copies([mail, elsewhere]) == {elsewhere.article.id: mail.article.id}


def test_a_number_or_a_word_that_no_headline_has_is_a_correction() -> None:
    for one, other in (
        (outage("mail 1"), outage("mail 2")),
        (outage("mail", rest=" Sorry."), outage("wiki", rest=" Thanks.")),
        (outage("mail"), outage("mail", rest=" Sorry.")),
    ):
        assert find_copies([one, other]) == {other.article.id: one.article.id}


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


def words(first: int, last: int) -> str:
    """The words of these numbers; a text of n words has n - 3 shingles."""
    return " ".join(f"w{number}" for number in range(first, last + 1))


def copies(*texts: str) -> dict[int, int]:
    """Number of each copy among texts -> number of its original."""
    members = [item(text, str(number)) for number, text in enumerate(texts)]
    numbers = {member.article.id: number for number, member in enumerate(members)}
    return {numbers[copy]: numbers[original] for copy, original in find_copies(members).items()}


def test_a_copy_shares_seven_tenths_of_the_shingles_of_the_shorter_text() -> None:
    assert copies(words(1, 13), f"{words(1, 10)} {words(90, 92)}") == {1: 0}
    assert copies(words(1, 13), f"{words(1, 9)} {words(90, 93)}") == {}
    assert copies(words(1, 23), f"{words(1, 10)} {words(90, 92)}") == {1: 0}


def test_a_text_of_fewer_than_six_shingles_is_a_copy_only_as_a_whole() -> None:
    assert copies(words(1, 20), words(5, 12)) == {1: 0}
    assert copies(words(1, 20), f"{words(5, 11)} x") == {}
    assert copies(words(1, 20), f"{words(5, 12)} x") == {1: 0}  # five of six
    assert copies("Storm hits", "storm HITS!") == {1: 0}
    assert copies("Storm hits", "Storm ends") == {}
    assert copies("", "") == {}


def test_a_text_up_to_twice_as_long_is_a_copy_and_a_longer_one_the_original() -> None:
    assert copies(words(1, 13), words(1, 23)) == {1: 0}
    assert copies(words(1, 13), words(1, 24)) == {0: 1}


def test_copies_of_a_text_that_turns_out_to_be_an_excerpt_are_copies_of_the_whole() -> None:
    assert copies(words(1, 13), words(50, 62), words(1, 13), words(50, 62), words(1, 40)) == {0: 4, 2: 4, 3: 1}


def test_of_equally_similar_originals_the_earliest_is_repeated() -> None:
    one, other = f"{words(1, 13)} {words(30, 55)}", f"{words(60, 85)} {words(1, 13)}"
    assert copies(one, other, words(1, 13)) == {2: 0}
    assert copies(other, one, words(1, 13)) == {2: 0}


def test_unfolded_articles_are_neither_copies_nor_originals() -> None:
    members = [item(words(1, 13), str(number)) for number in range(3)]
    first, second, third = (member.article.id for member in members)
    assert find_copies(members) == {second: first, third: first}
    assert find_copies(members, [first]) == {third: second}
    assert find_copies(members, [second]) == {third: first}


def test_shingles_of_very_many_texts_are_ignored() -> None:
    phrase = words(1, 13)
    crowd = [f"{phrase} {words(100 * number, 100 * number + 30)}" for number in range(1, CROWDED + 1)]
    assert copies(*crowd[:-1], phrase) == {CROWDED - 1: 0}
    assert copies(*crowd, phrase) == {}


def test_only_the_beginning_of_a_text_is_compared() -> None:
    one, other = f"{words(1, LIMIT)} {words(5000, 5900)}", words(1, LIMIT)
    assert copies(one, f"{other} {words(7000, 7900)}") == {1: 0}


@given(st.lists(st.text(max_size=60), max_size=6))
def test_any_texts_give_originals_that_repeat_nothing(texts: list[str]) -> None:
    found = find_copies([item(text, str(number)) for number, text in enumerate(texts)])
    assert not set(found.values()) & set(found)
