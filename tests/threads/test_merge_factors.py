"""Factors of checks before a merge, with hand-made parts."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pytest

from briefing.threads.clustering.merge_checks import HUB, LOOKED_AT, MergeChecks
from briefing.threads.clustering.open_threads import OpenThreads
from briefing.threads.clustering.similarity import Group
from briefing.threads.clustering.source_terms import Usage
from briefing.threads.clustering.state import ClusterState, Part
from briefing.threads.clustering.term_vectors import Vector

TERMS = (
    *("reef", "harbour", "zorbak", "kelpor", "mubako", "presid", "peru", "@peru", "@germany", "@okafor", "okafor"),
    *("@coral bay", "coral", "bay", "hub", "lesshub", "dredg"),
)
NUMBERS = {term: number for number, term in enumerate(TERMS)}
COUNTS = {"hub": HUB, "lesshub": HUB - 1}
Weights = Mapping[str, int]


def vector(weights: Weights) -> Vector:
    ranked = sorted(weights, key=lambda term: -weights[term])
    return Vector(
        np.array([NUMBERS[term] for term in ranked], np.int32), np.array([weights[term] for term in ranked], np.int32)
    )


def checks(*parts: Weights, usage: Usage | None = None) -> MergeChecks:
    """Checks of parts with these terms, all from the source `list`."""
    made = tuple(
        Part(number, f"b{number}", f"b{number}", Group(1, 1, source="list"), vector(weights), (str(number),))
        for number, weights in enumerate(parts)
    )
    terms = {term: (number, COUNTS.get(term, 1)) for term, number in NUMBERS.items()}
    return MergeChecks(OpenThreads(ClusterState(made, terms, {"list": usage} if usage else {}, next=len(made))))


def factor(one: Weights, other: Weights, source: str = "", usage: Usage | None = None) -> float:
    results = {checks(*pair, usage=usage).factor([0], [1], source) for pair in ((one, other), (other, one))}
    assert len(results) == 1
    return results.pop()


def shared(**products: int) -> tuple[Weights, Weights]:
    """Two parts that share these products of terms."""
    return products, dict.fromkeys(products, 1)


@pytest.mark.parametrize(
    ("products", "expected"),
    [
        ({"reef": 100}, 0.0),
        ({"reef": 100, "harbour": 100}, 1.0),
        ({"reef": 100, "harbour": 17}, 1.0),
        ({"reef": 100, "harbour": 14}, 0.0),  # hardly more than one thing
        ({"peru": 101, "reef": 100}, 0.0),  # a place leads
        ({"peru": 101, "reef": 100, "harbour": 100}, 1.0),
        ({"peru": 101, "reef": 100, "presid": 100}, 0.0),  # a title is no thing
        ({"peru": 100, "reef": 70, "harbour": 10}, 0.0),
        ({"peru": 100, "reef": 70, "harbour": 20}, 1.0),
        ({"reef": 101, "peru": 100}, 1.0),
        ({"hub": 100, "reef": 90}, 0.0),
        ({"lesshub": 100, "reef": 90}, 1.0),
        ({}, 0.0),
    ],
)
def test_groups_share_more_than_one_thing_and_more_than_two_with_a_famous_one(
    products: dict[str, int], expected: float
) -> None:
    assert factor(*shared(**products)) == expected


def test_a_name_and_its_words_are_one_thing() -> None:
    coral = {"@coral bay": 100, "coral": 80, "bay": 80}
    assert factor(coral, coral) == 0.0
    assert factor({**coral, "reef": 150}, {**coral, "reef": 150}) == 1.0


def test_the_same_matter_in_two_places_counts_less() -> None:
    matter = {"reef": 100, "harbour": 100}
    peru, germany = {**matter, "@peru": 50}, {**matter, "@germany": 50}
    assert factor(peru, germany) == 0.6
    assert factor(peru, matter) == 1.0
    assert factor(matter, matter) == 1.0
    assert factor({**peru, "@okafor": 50}, {**germany, "@okafor": 50}) == 1.0
    assert factor({**peru, "peru": 50}, {**germany, "peru": 50}) == 1.0


def test_groups_of_one_source_that_share_few_terms_count_less() -> None:
    two, three = {"reef": 100, "harbour": 100}, {"reef": 100, "harbour": 100, "zorbak": 100}
    assert factor(two, two) == 1.0
    assert factor(two, two, "list") == 0.6
    assert factor(three, three, "list") == 1.0
    named = {"reef": 100, "@coral bay": 100, "coral": 100, "bay": 100}
    assert factor(named, named, "list") == 0.6  # a name is one, however many words it has
    assert factor({**named, "zorbak": 9}, {**named, "zorbak": 9}, "list") == 1.0


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
    assert factor(four, four, "other", usage(20, "reef", "harbour", "zorbak")) == 0.6  # of another source


def test_groups_of_one_source_agree_if_half_of_their_parts_do() -> None:
    three = {"reef": 100, "harbour": 100, "zorbak": 100}
    two = {"reef": 100, "harbour": 100}
    assert checks(three, two, three).factor([0, 1], [2], "list") == 1.0
    assert checks(three, two, two, three).factor([0, 1, 2], [3], "list") == 0.6


def test_the_leading_thing_of_a_veto_is_kept_for_parts_alone() -> None:
    made = checks({"reef": 100}, {"reef": 100}, {"reef": 50, "harbour": 90}, {"harbour": 90}, {"zorbak": 1})
    assert made.factor([0], [1], "") == 0.0
    assert made.single_topics == {0: "reef", 1: "reef"}
    made.factor([2, 0], [3], "")
    assert made.single_topics == {0: "reef", 1: "reef", 3: "harbour"}
    made.factor([0], [3], "")
    made.factor([4], [3], "")
    assert made.single_topics == {0: "reef", 1: "reef", 3: "harbour"}
    assert made.factor([2], [2], "") == 1.0
    assert 2 not in made.single_topics


def test_only_some_parts_of_a_big_group_are_compared() -> None:
    parts: list[Weights] = [*[{"reef": 100}] * LOOKED_AT, {"reef": 100, "harbour": 100}]
    made = checks(*parts, {"reef": 100, "harbour": 100})
    last = len(parts)
    assert made.factor(range(LOOKED_AT + 1), [last], "") == 0.0
    assert made.factor([last], range(LOOKED_AT + 1), "") == 0.0
    assert made.factor([LOOKED_AT], [last], "") == 1.0


def test_an_article_in_no_group_is_checked_whatever_its_source() -> None:
    two = vector({"reef": 100, "harbour": 100})
    made = checks()
    assert made.factor_alone(two, two) == 1.0
    assert made.factor_alone(two, vector({"reef": 100})) == 0.0
    assert made.single_topics == {}
