"""Factors of checks before a merge, with hand-made parts."""

from __future__ import annotations

from collections.abc import Mapping
from math import log1p, sqrt

import numpy as np
import pytest

from briefing.threads.clustering.merge_checks import EVIDENCE, HEADLINE, LOOKED_AT, PROVEN, TERSE, MergeChecks
from briefing.threads.clustering.one_source import AGREEING_LATER, SAME_DAY
from briefing.threads.clustering.open_threads import OpenThreads
from briefing.threads.clustering.similarity import Group
from briefing.threads.clustering.source_terms import Usage
from briefing.threads.clustering.state import ClusterState, Part
from briefing.threads.clustering.term_vectors import Vector
from briefing.threads.clustering.term_vocabulary import BURST
from tests.table import table

TERMS = (
    *("reef", "harbour", "zorbak", "kelpor", "mubako", "presid", "peru", "@peru", "@germany", "@okafor", "okafor"),
    *("@coral bay", "coral", "bay", "dredg", "gortas", "peruvian", "12", "15"),
    *("@duarte", "@monday", "@the police", "@coral bay harbour"),
    *(f"filler{number}" for number in range(2 * HEADLINE + 1)),
)
NUMBERS = {term: number for number, term in enumerate(TERMS)}
FILLERS = NUMBERS["filler0"]
Weights = Mapping[str, int]


def vector(weights: Weights) -> Vector:
    ranked = sorted(weights, key=lambda term: -weights[term])
    return Vector(
        np.array([NUMBERS[term] for term in ranked], np.int32), np.array([weights[term] for term in ranked], np.int32)
    )


def checks(*parts: Weights, usage: Usage | None = None, seen: int = 1000, every: float = 0.0) -> MergeChecks:
    """Checks of parts with these terms, all from the source `list`, `every` so many seconds."""
    made = tuple(
        Part(
            number,
            f"b{number}",
            f"b{number}",
            Group(1, 1, number * every, number * every, "list"),
            vector(weights),
            (str(number),),
        )
        for number, weights in enumerate(parts)
    )
    terms = {term: (number, 400 if term in {"gortas", "peruvian"} else 1) for term, number in NUMBERS.items()}
    state = ClusterState(made, terms, {"list": usage} if usage else {}, seen, next=len(made))
    return MergeChecks(OpenThreads(state))


def factor(one: Weights, other: Weights, source: str = "", usage: Usage | None = None) -> float:
    results = {checks(*pair, usage=usage).factor([0], [1], source) for pair in ((one, other), (other, one))}
    assert len(results) == 1
    return results.pop()


def test_articles_that_clearly_belong_to_a_thread_of_several_parts_join_it_without_a_check() -> None:
    weights = vector(long({"reef": 1})), vector(long({"reef": 100}, first=HEADLINE))
    threads = ["x"] * PROVEN + ["y"] * (PROVEN - 1) + ["", "", "", ""]
    small, one = PROVEN, len(threads) - 4
    made = [
        Part(number, f"b{number}", thread, Group(1, 1), weights[number >= one], (str(number),))
        for number, thread in enumerate(threads)
    ]
    terms = {term: (number, 1) for term, number in NUMBERS.items()}
    memory = OpenThreads(ClusterState(tuple(made), terms, seen=1000, next=len(made)))
    held = MergeChecks(memory, {one: 0, one + 1: 0, one + 2: small})
    whole, smaller = [*range(PROVEN)], [*range(small, one)]
    assert held.factor(whole, [one], "") == held.factor([one], whole[::-1], "") == 1.0
    assert held.factor(whole, [one, one + 1], "") == held.factor([*whole, one], [one + 1], "") == 1.0
    assert held.factor(smaller, [one + 2], "") == held.factor(whole[1:], [one], "") == 0.0
    assert held.factor(whole, [one + 2], "") == held.factor(whole, [one, one + 3], "") == 0.0
    assert held.factor(whole, [one], "list") == 0.0


def test_three_parts_of_one_thread_are_not_checked_again() -> None:
    weights = vector(long({"reef": 1})), vector(long({"reef": 100}, first=HEADLINE))
    made = [
        Part(number, f"b{number}", thread, Group(1, 1), weights[number % 2], (str(number),))
        for number, thread in enumerate("xxxyyy")
        if number != 5
    ] + [Part(number, f"b{number}", "", Group(1, 1), weights[number % 2], (str(number),)) for number in (5, 6, 7)]
    terms = {term: (number, 1) for term, number in NUMBERS.items()}
    held = MergeChecks(OpenThreads(ClusterState(tuple(made), terms, {}, 1000, next=len(made))))
    assert held.factor([0, 2], [1], "") == held.factor([1], [0, 2], "") == 1.0
    assert held.factor([0], [1], "") == held.factor([0], [3], "") == held.factor([6], [5, 7], "") == 0.0
    assert held.factor([0, 2], [3], "") == held.factor([1], [4, 6], "") == 0.0


def long(weights: Weights, *, first: int = 0) -> Weights:
    """The terms of a text that is longer than a headline: others are added."""
    more = HEADLINE + 1 - len(weights)
    return {**weights, **{f"filler{number}": 1 for number in range(first, first + more)}}


def shared(**products: int) -> tuple[Weights, Weights]:
    """Two parts that share these products of terms."""
    return products, dict.fromkeys(products, 1)


@table(
    ("products", "expected"),
    [
        ({"reef": 100}, 0.0),
        ({"reef": 100, "harbour": 100}, 1.0),
        ({"reef": 100, "harbour": 17}, 1.0),
        ({"reef": 100, "harbour": 14}, 0.0),  # hardly more than one thing
        ({"@coral bay": 100, "coral": 80, "bay": 80}, 0.0),  # a name and its words are one thing
        ({"@coral bay": 100, "coral": 80, "bay": 80, "reef": 150}, 1.0),
        ({}, 0.0),
    ],
)
def test_texts_longer_than_headlines_share_more_than_one_thing(products: dict[str, int], expected: float) -> None:
    one, other = shared(**products)
    assert factor(long(one), long(other, first=HEADLINE)) == expected


def test_a_headline_may_share_one_thing_that_is_rare_enough() -> None:
    assert factor({"zorbak": 100}, long({"zorbak": 100})) == 1.0
    assert factor({"gortas": 100}, {"gortas": 100}) == pytest.approx(log1p(2000 / (sqrt(400 * BURST) + 0.5)) / EVIDENCE)
    both = {"gortas": 100, "reef": 100}
    assert factor(both, both) == 1.0
    assert factor({"dredg": 1}, {"reef": 1}) == 0.0


def test_a_people_that_many_articles_name_is_as_little_evidence_as_its_country() -> None:
    people = {"peruvian": 100}
    assert factor(people, people) == pytest.approx(log1p(2000 / (sqrt(400 * BURST) + 0.5)) / EVIDENCE)


def test_two_reports_that_name_nobody_in_common_are_of_two_events() -> None:
    matter = {"reef": 100, "harbour": 100}
    peru, germany = {**matter, "@peru": 50}, {**matter, "@germany": 50}
    assert factor(peru, germany) == 0.0
    assert factor({**matter, "@okafor": 50}, {**matter, "@duarte": 50}) == 0.0
    assert factor(peru, matter) == factor(matter, matter) == 1.0
    assert factor({**peru, "@okafor": 50}, {**germany, "@okafor": 50}) == 1.0
    assert factor({**peru, "peru": 50}, {**germany, "peru": 50}) == 1.0
    assert factor({**matter, "@coral bay": 50}, {**matter, "@coral bay harbour": 50}) == 1.0
    assert factor({**matter, "@the police": 50}, {**matter, "@okafor": 50}) == 1.0  # no name of anybody in particular


def cast(**own: int) -> Weights:
    """A report on a president, with further terms."""
    return {"@okafor": 100, "okafor": 50, "@peru": 50, "presid": 50, "@monday": 50, **own}


def test_two_reports_share_more_than_a_person_with_office_and_country() -> None:
    one, other = cast(reef=50, harbour=50), cast(zorbak=50, dredg=50)
    assert factor(one, other) == 0.0
    assert factor({**one, "zorbak": 50}, other) == 1.0
    assert factor({**one, "@duarte": 50}, {**other, "@duarte": 50}) == 1.0  # a second person
    terse = dict([*cast().items()][: TERSE - 1])
    assert factor({**terse, "reef": 50}, {**terse, "zorbak": 50}) == 1.0  # a headline has no room for more


def test_groups_of_one_source_that_share_few_terms_count_less() -> None:
    two, three = {"reef": 100, "harbour": 100}, {"reef": 100, "harbour": 100, "zorbak": 100}
    assert factor(two, two) == 1.0
    assert factor(two, two, "list") == 0.6
    assert factor(three, three, "list") == 1.0
    named = {"reef": 100, "@coral bay": 100, "coral": 100, "bay": 100}
    assert factor(named, named, "list") == 0.6  # a name is one, however many words it has
    assert factor({**named, "zorbak": 9}, {**named, "zorbak": 9}, "list") == 1.0


def form(subject: str, weight: int = 200, **more: int) -> dict[str, int]:
    return {subject: weight, "reef": 100, "harbour": 100, "dredg": 100, "bay": 100, **more}


def test_groups_of_one_source_that_differ_in_their_heaviest_topic_only_are_refused() -> None:
    mail, wiki = form("zorbak"), form("mubako")
    assert factor(mail, wiki, "list") == 0.0
    assert factor(mail, wiki) == 1.0
    assert factor(mail, mail, "list") == 1.0
    assert factor(mail, form("@coral bay", coral=20), "list") == 0.0  # a name and its words are one topic
    assert factor(mail, form("mubako", 50), "list") == 1.0  # another word for the same
    assert factor(mail, form("mubako", kelpor=50), "list") == 1.0  # more is said of it
    assert factor(mail, form("mubako", zorbak=50), "list") == 1.0
    assert factor(form("12"), form("15"), "list") == 1.0  # a count that rises
    assert factor(mail, form("15"), "list") == 1.0


def test_most_pairs_of_parts_say_whether_groups_of_one_source_are_a_form() -> None:
    mail, wiki, more = form("zorbak"), form("mubako"), form("mubako", kelpor=50)
    assert checks(mail, mail, wiki, wiki).factor([0, 1], [2, 3], "list") == 0.0
    assert checks(mail, wiki, more).factor([0], [1, 2], "list") == 0.0
    assert checks(mail, wiki, more, more).factor([0], [1, 2, 3], "list") == 1.0


def test_groups_of_one_source_that_are_days_apart_share_more_information() -> None:
    three = dict.fromkeys(("reef", "harbour", "zorbak"), 100)
    for silence, expected in ((0.0, 1.0), (SAME_DAY, 1.0), (SAME_DAY + 1.0, 0.6)):
        assert checks(three, three, every=silence).factor([0], [1], "list") == expected
    later = SAME_DAY + 1.0
    four = {**three, "kelpor": 100}
    held = checks(four, four, every=later)
    information = held._memory.vocabulary.information
    assert sum(map(information, three)) < AGREEING_LATER < sum(map(information, four))
    assert held.factor([0], [1], "list") == 1.0
    assert checks(four, four, every=later, usage=usage(10, "reef", "harbour")).factor([0], [1], "list") == 0.6
    frequent = {**three, "gortas": 100}
    assert checks(frequent, frequent, every=later).factor([0], [1], "list") == 1.0
    assert checks(frequent, frequent, every=later, seen=0).factor([0], [1], "list") == 0.6


def usage(articles: int, *usual: str) -> Usage:
    numbers = sorted(NUMBERS[term] for term in usual)
    return Usage(articles, np.array(numbers, np.int32), np.full(len(numbers), articles, np.int32))


def test_terms_that_a_source_always_uses_are_no_agreement() -> None:
    four = dict.fromkeys(("reef", "harbour", "zorbak", "kelpor"), 100)
    assert factor(four, four, "list", usage(10, "reef")) == 1.0
    assert factor(four, four, "list", usage(10, "reef", "harbour")) == 0.6


def test_groups_that_share_little_but_the_form_of_a_well_known_source_are_none() -> None:
    four = dict.fromkeys(("reef", "harbour", "zorbak", "kelpor"), 100)
    for articles, usual, expected in (
        (20, ("reef", "harbour"), 0.6),  # two things of their own
        (20, ("reef", "harbour", "zorbak"), 0.0),
        (19, ("reef", "harbour", "zorbak"), 0.6),
        (20, ("reef", "harbour", "zorbak", "kelpor"), 0.0),
    ):
        assert factor(four, four, "list", usage(articles, *usual)) == expected
    uneven = {**four, "kelpor": 40}
    assert factor(uneven, uneven, "list", usage(20, "reef", "harbour")) == 0.0
    assert factor(four, four, "other", usage(20, "reef", "harbour", "zorbak")) == 1.0  # of another source


def test_groups_of_one_source_agree_if_half_of_their_parts_do() -> None:
    three = {"reef": 100, "harbour": 100, "zorbak": 100}
    two = {"reef": 100, "harbour": 100}
    assert checks(three, two, three).factor([0, 1], [2], "list") == 1.0
    assert checks(three, two, two, three).factor([0, 1, 2], [3], "list") == 0.6


def test_the_leading_thing_of_parts_that_share_little_is_kept() -> None:
    one, other = long({"reef": 100}), long({"reef": 100}, first=HEADLINE)
    made = checks(one, other, {"reef": 90, "harbour": 9}, {"harbour": 90}, {"zorbak": 1}, seen=0)
    assert made.factor([0], [1], "") == 0.0
    assert made.single_topics == {0: "reef", 1: "reef"}
    made.factor([2, 0], [3], "")
    assert made.single_topics == {0: "reef", 1: "reef", 3: "harbour"}
    made.factor([0], [2], "")
    made.factor([4], [3], "")
    assert made.single_topics == {0: "reef", 1: "reef", 2: "reef", 3: "harbour"}
    both = checks({"reef": 100, "harbour": 100}, {"reef": 100, "harbour": 100})
    assert both.factor([0], [1], "list") < 1.0
    assert both.single_topics == {}  # two things are not little


def test_only_some_parts_of_a_big_group_are_compared() -> None:
    both = {"reef": 100, "harbour": 100}
    parts: list[Weights] = [*[{"reef": 100, "peru": 1}] * LOOKED_AT, both]
    made = checks(*parts, both, seen=0)
    last = len(parts)
    alone = made.factor([0], [last], "")
    assert alone < 1.0
    assert made.factor(range(LOOKED_AT + 1), [last], "") == alone
    assert made.factor([last], range(LOOKED_AT + 1), "") == alone
    assert made.factor([LOOKED_AT], [last], "") == 1.0


def test_an_article_in_no_group_is_checked_whatever_its_source() -> None:
    two, one = vector(long({"reef": 100, "harbour": 100})), vector(long({"reef": 100}, first=HEADLINE))
    made = checks()
    assert made.factor_alone(two, two) == 1.0
    assert made.factor_alone(two, one) == 0.0
    assert made.single_topics == {}
