"""Events of one saga are related, not merged."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest

from briefing.config import ThreadsConfig
from briefing.model import AnnotatedArticle
from briefing.threads.clustering.clusterer import Clusterer
from briefing.threads.clustering.related_threads import MOST, Relation
from tests.threads import factories as f
from tests.threads.factories import item

LANDING = (
    "Families with flags, a brass band and a choir came to the landing stage when Ines Kalvor cut a ribbon in "
    "Sudvale on Monday. Ice cream was free, a diver waved from the pier, grandmothers danced, and the first passengers "
    "boarded a white catamaran with paper lanterns at dusk."
)
STRIKE = (
    "Sailors walked out over unpaid overtime, commuters queued for buses until noon, and freight piled up at the "
    "terminal. Ines Kalvor asked the union in Sudvale to return to the table, but pickets burnt pallets, truckers "
    "turned back, and shops ran out of milk, newspapers and bread."
)
COURT = (
    "A judge fined a tanker company two million crowns for spilled oil. Prosecutors had called biologists, who counted "
    "dead herons, and Ines Kalvor told the court what the cleaning of Sudvale had cost; lawyers announced an appeal, "
    "blaming a worn valve and fog."
)
BAKERY = "A bakery in the old mill sells rye loaves again, kneaded by hand and baked overnight in an oven of brick."


def grouped(
    texts: Sequence[str], *, days: float = 1.0, outlet: str = "Outlet {}", similarity: float = 0.62
) -> tuple[Clusterer, list[str]]:
    """A clusterer, and the thread of each text; the texts are days apart."""
    items: list[AnnotatedArticle] = [
        item(text, at=f.hours(24 * days * number), outlet=outlet.format(number)) for number, text in enumerate(texts)
    ]
    clusterer = Clusterer(ThreadsConfig(similarity=similarity))
    return clusterer, [each.thread_id for each in clusterer.add_all(items).assignments]


def test_events_that_share_persons_and_bodies_are_related_threads() -> None:
    clusterer, (landing, strike, court, bakery) = grouped([LANDING, STRIKE, COURT, BAKERY])
    assert len({landing, strike, court, bakery}) == 4
    relations = clusterer.related([landing, bakery])
    assert {(each.thread_id, each.other_id) for each in relations} == {(landing, strike), (landing, court)}
    assert [each.score for each in relations] == sorted([each.score for each in relations], reverse=True)
    assert {(each.other_id, each.score) for each in clusterer.related([strike]) if each.other_id == landing} == {
        (landing, each.score) for each in relations if each.other_id == strike
    }


def test_events_that_share_words_but_no_name_are_not_related() -> None:
    without = [text.replace("Sudvale", "town").replace("Ines Kalvor", "the mayor") for text in (LANDING, STRIKE)]
    clusterer, ids = grouped(without)
    assert clusterer.related(ids) == []


@pytest.mark.parametrize(("days", "related"), [(2.0, True), (40.0, False)])
def test_events_farther_apart_than_the_window_are_not_related(days: float, related: bool) -> None:
    clusterer, (landing, strike) = grouped([LANDING, STRIKE], days=days)
    assert bool(clusterer.related([landing])) is related
    assert landing != strike


def test_threads_that_are_not_open_have_no_relations() -> None:
    clusterer, _ = grouped([LANDING, STRIKE])
    assert clusterer.related(["unknown"]) == clusterer.related([]) == []


def test_one_name_and_everyday_words_do_not_relate_events() -> None:
    ribbon = "Minister Ines Kalvor cut the ribbon of a tunnel under the river in the north, two years late, on Monday."
    budget = "Minister Ines Kalvor lost a vote on the budget of schools on Monday after two members had left the house."
    clusterer, ids = grouped([ribbon, budget], similarity=0.9)
    assert len(set(ids)) == 2
    assert clusterer.related(ids) == []


THANKS = "Thanks to my patrons Orvel and Mirka; Kelpor parts and Zorbak glue are in my Brivo shop, with coupons. {}"
POSTS = (
    "The lathe cuts threads again since its belt was shortened, greased and stretched over a second pulley.",
    "Bees left the hive in May; a swarm hung under the roof, and a neighbour carried it home in a basket of straw.",
    "Boiled chestnuts keep until spring in jars with syrup, vanilla, and a spoon of rum on each lid.",
    "A kite of silk flew over the dunes for an hour, then its bamboo snapped and the tail sank into the surf.",
    "Old maps of the canal show nine locks, four mills and an inn that burnt down in a winter long ago.",
)


def test_what_a_source_says_in_every_article_does_not_relate_them() -> None:
    texts = [THANKS.format(post) for post in POSTS]
    clusterer, ids = grouped(texts, outlet="Workshop")
    assert len(set(ids)) == len(POSTS)
    assert clusterer.related(ids) == []


def test_articles_of_one_source_have_to_share_more() -> None:
    clusterer, (landing, strike) = grouped([LANDING, STRIKE], outlet="Herald")
    assert landing != strike
    assert clusterer.related([landing]) == []


def test_only_the_closest_are_related() -> None:
    ends = ("harbour", "library", "tunnel", "museum", "airport", "hospital", "stadium", "theatre")
    texts = [
        f"Mayor Ines Kalvor of Sudvale opened the new {end} {f.word(random.Random(end))} with a speech." for end in ends
    ]
    clusterer = Clusterer(ThreadsConfig(similarity=0.62))
    items = [item(text, at=f.hours(number), outlet=f"Outlet {number}") for number, text in enumerate(texts)]
    ids = [clusterer.add(each).thread_id for each in items]
    for id_ in dict.fromkeys(ids):
        relations = clusterer.related([id_])
        assert len(relations) <= MOST
        assert all(isinstance(each, Relation) and each.other_id != id_ for each in relations)
