"""What counts as one thing, and how many topics there are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.threads.clustering.shared_topics import breadth, forms, is_place, topics
from tests.table import table


@table(
    ("terms", "found"),
    [
        (["@okafor", "okafor"], {"okafor"}),
        (["@coral bay", "coral", "bay", "reef"], {"@coral bay", "reef"}),
        (["@peru", "peruvian"], {"peru"}),
        (["emirati", "@united arab emirates"], {"@united arab emirates"}),
        (["@okafor", "mari", "harbour"], {"okafor", "harbour"}),
        (["mari", "harbour"], {"mari", "harbour"}),
        (["cathol", "republican"], {"cathol", "republican"}),  # peoples without a country
        ([], set()),
    ],
)
def test_a_name_is_one_thing_however_it_is_said(terms: list[str], found: set[str]) -> None:
    assert set(topics((term, 5) for term in terms)) == found


def test_things_are_counted_by_their_shares() -> None:
    assert breadth({}) == 0.0
    assert breadth({"okafor": 7}) == 1.0
    assert breadth({"okafor": 7, "reef": 7, "harbour": 7}) == pytest.approx(3.0)
    assert breadth({"okafor": 98, "reef": 1, "harbour": 1}) < 1.05


@given(st.dictionaries(st.text("@abc ", min_size=1, max_size=6), st.integers(1, 10**9), max_size=20))
def test_there_are_never_more_things_than_terms(shared: dict[str, int]) -> None:
    found = topics(shared.items())
    assert len(found) <= len(shared) and sum(found.values()) <= sum(shared.values())
    assert (0.999 <= breadth(found) <= len(found) + 0.001) if found else breadth(found) == 0.0


def test_a_country_is_referred_to_by_its_people_too() -> None:
    assert set(forms("peru")) == {"peru", "peruvian"}
    assert forms("okafor") == ("okafor",)


def test_places_are_known() -> None:
    assert is_place("peru") and is_place("@united kingdom")
    assert not is_place("reef") and not is_place("cathol") and not is_place("")


@table(
    ("terms", "weights"),
    [
        ({"@okafor": 5, "okafor": 2, "reef": 3}, {"okafor": 7, "reef": 3}),
        ({"okafor": 2, "@okafor": 5}, {"okafor": 7}),
        ({"@coral bay": 5, "coral": 2, "bay": 1}, {"@coral bay": 8}),
        ({"@peru": 5, "peruvian": 2, "peru": 1}, {"peru": 8}),
        ({"peruvian": 2, "peru": 1}, {"peru": 3}),
        ({"@peruvian": 4}, {"peru": 4}),
        ({"@okafor": 5, "mari": 4}, {"okafor": 5}),  # a given name
        ({"mari": 4, "reef": 1}, {"mari": 4, "reef": 1}),
    ],
)
def test_the_weights_of_a_thing_are_added(terms: dict[str, int], weights: dict[str, int]) -> None:
    assert topics(terms.items()) == weights


def test_breadth_is_the_inverse_of_the_sum_of_squared_shares() -> None:
    assert breadth({"a": 3, "b": 1}) == pytest.approx(16 / 10)
    assert breadth({"a": 0}) == 0.0
